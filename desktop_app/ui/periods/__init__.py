"""The period: its steps, checks, review, closing and sending."""
