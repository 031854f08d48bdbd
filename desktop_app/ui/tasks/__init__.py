"""The tasks screen: the table, the record beside it, the editor."""
