"""Files that come and go: the only floor that knows file formats."""
