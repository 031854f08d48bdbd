"""Forms: the Ministry's own form filled, entry forms written for agencies and taken back."""
