"""Courses: list, create, join, the course's own page, its roster."""
