"""Indicators: their definitions and their values."""
