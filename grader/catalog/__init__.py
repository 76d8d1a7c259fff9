"""What instructors write: exercises and lessons, loaded from files, every problem with its place."""
