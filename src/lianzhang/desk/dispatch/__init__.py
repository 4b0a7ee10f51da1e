"""Dispatch (调度): once a month, every project against its schedule, with warning lights by the city's own rules.

``dispatch(projects, "2024-06", rule_set("银川"))`` gives frozen data; ``load_rules(path)`` reads a city's own rule file.
``bulletin`` gathers it for the paper, ``freeze`` and ``thaw`` close a month and read it again, ``compare`` sets two months side by side,
``corrections`` what is known now beside what was closed.
"""

from lianzhang.desk.dispatch.bulletin import Bulletin, Group, Owing, ProblemLine, Step, bulletin
from lianzhang.desk.dispatch.compared import Comparison, Moved, compare
from lianzhang.desk.dispatch.corrected import Correction, corrections, not_yet_told
from lianzhang.desk.dispatch.frozen import ClosedMonth, freeze, late, thaw
from lianzhang.desk.dispatch.remarks import LIGHT_NAMES, LIGHTS, Change, Light, Reason
from lianzhang.desk.dispatch.rules import Condition, RuleSet, load_rules, parse_rules, rule_set, rule_sets
from lianzhang.desk.dispatch.run import Dispatch, Entry, OpenProblem, dispatch
from lianzhang.desk.dispatch.schedule import Due, Schedule
from lianzhang.desk.months import Month, month_of

__all__ = [
    "LIGHTS",
    "LIGHT_NAMES",
    "Bulletin",
    "Change",
    "ClosedMonth",
    "Comparison",
    "Condition",
    "Correction",
    "Dispatch",
    "Due",
    "Entry",
    "Group",
    "Light",
    "Month",
    "Moved",
    "OpenProblem",
    "Owing",
    "ProblemLine",
    "Reason",
    "RuleSet",
    "Schedule",
    "Step",
    "bulletin",
    "compare",
    "corrections",
    "dispatch",
    "freeze",
    "late",
    "load_rules",
    "month_of",
    "not_yet_told",
    "parse_rules",
    "rule_set",
    "rule_sets",
    "thaw",
]
