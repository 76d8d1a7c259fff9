"""What people do: plain functions that take a Session, flush, and never commit."""
