"""Tiến độ Đề án: offline progress keeping for provincial Departments of Justice."""

__version__ = "0.2.0"
