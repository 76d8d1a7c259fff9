"""Whether an edited program is the fix that was asked for."""
