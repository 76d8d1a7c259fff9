"""The gradebook of a course, the evidence behind a cell, and the download."""
