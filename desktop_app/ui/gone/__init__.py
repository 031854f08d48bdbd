"""The tray of tasks that the last list no longer names."""
