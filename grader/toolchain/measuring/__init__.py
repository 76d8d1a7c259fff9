"""Running calls of trusted programs, to count what they cost. Nothing that came through the web gets here."""
