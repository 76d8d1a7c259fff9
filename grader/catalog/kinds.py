"""The kinds of question, as files, forms, the database and exports name them."""

from __future__ import annotations

from enum import StrEnum


class QuestionKind(StrEnum):
    """How an exercise asks."""

    PLACE_AND_REASON = "place-and-reason"
    """Where does it live, and why?"""
    PREDICT = "predict"
    """What line does the compiler print about it?"""
    CULPRIT = "culprit"
    """Which line makes it escape?"""
    MARK_ALL = "mark-all"
    """Which variables of the program are on the heap?"""
    ORDER = "order"
    """In which order do the steps happen by which it gets away?"""
    VERSIONS = "versions"
    """What lives elsewhere in another version of Go?"""
    COUNT = "count"
    """How many heap allocations does a call make?"""
    FIX_IT = "fix-it"
    """Which edit makes it stay on the stack, or go to the heap?"""
