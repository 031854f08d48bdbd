"""From the program as one folder to what is handed to an office: the setup, the portable zip, their sums."""
