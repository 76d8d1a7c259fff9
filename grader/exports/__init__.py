"""From a gradebook to CSV. Pure."""
