"""Named things."""
