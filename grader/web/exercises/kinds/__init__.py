"""What is particular to each kind of question on an exercise's page: its form, its result."""
