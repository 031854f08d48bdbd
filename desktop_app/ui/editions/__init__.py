"""The lists that were accepted: open, compare, save, take back."""
