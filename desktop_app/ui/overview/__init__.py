"""The overview: where the programme stands, each number with a way in."""
