"""Assignments: what an instructor sets and a student works through."""
