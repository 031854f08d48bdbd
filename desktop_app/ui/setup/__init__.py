"""Dialogs for what is set once: the office, programmes, agencies, the program itself."""
