"""The window: shows and asks. The only floor with Qt."""
