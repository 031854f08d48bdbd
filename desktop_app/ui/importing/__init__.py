"""Bringing a list in: choose, preview, correct, write."""
