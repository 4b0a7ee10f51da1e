"""Levels (省市县联动): who sees what (:func:`scope_of`), who owes what (:func:`duties`), figures rolled up once, matters handed on.

``scope_of(level, place, department)`` bounds what is shown; ``duties()`` the packaged rule data; ``roll_levels`` figures of every level;
``ways`` the trace of matters that went from one office to another.
"""

from lianzhang.desk.levels.handed import FROM_MATTER, Way, check_open, handed_answer, place_of, root_of, ways
from lianzhang.desk.levels.owes import LEVELS, Department, Duties, Duty, duties, parse_duties
from lianzhang.desk.levels.rolled import Node, roll_levels
from lianzhang.desk.levels.scope import EVERYTHING, Scope, scope_of

__all__ = [
    "EVERYTHING",
    "FROM_MATTER",
    "LEVELS",
    "Department",
    "Duties",
    "Duty",
    "Node",
    "Scope",
    "Way",
    "check_open",
    "duties",
    "handed_answer",
    "parse_duties",
    "place_of",
    "roll_levels",
    "root_of",
    "scope_of",
    "ways",
]
