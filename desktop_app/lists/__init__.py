"""Sheets of cells as task lists: headings, columns, groups, rows, tasks. Pure: no file format, no disk."""
