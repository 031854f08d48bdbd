"""What a user can ask for: one call, one transaction."""
