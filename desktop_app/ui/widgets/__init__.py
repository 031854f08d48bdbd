"""Widgets that know nothing of tasks and periods."""
