"""What we remember: one table per module."""
