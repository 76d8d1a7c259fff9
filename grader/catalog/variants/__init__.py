"""Variants of exercises: the same question about another program, made from what the author declares."""
