"""Dispatch (调度): once a month, every project against its schedule, with warning lights by the city's own rules.

``dispatch(projects, "2024-06", rule_set("银川"))`` gives frozen data; ``load_rules(path)`` reads a city's own rule file.
"""

from lianzhang.desk.dispatch.rules import Condition, RuleSet, load_rules, parse_rules, rule_set, rule_sets
from lianzhang.desk.dispatch.run import LIGHTS, Change, Dispatch, Entry, Light, OpenProblem, Reason, dispatch
from lianzhang.desk.dispatch.schedule import Due, Schedule
from lianzhang.desk.months import Month, month_of

__all__ = [
    "LIGHTS",
    "Change",
    "Condition",
    "Dispatch",
    "Due",
    "Entry",
    "Light",
    "Month",
    "OpenProblem",
    "Reason",
    "RuleSet",
    "Schedule",
    "dispatch",
    "load_rules",
    "month_of",
    "parse_rules",
    "rule_set",
    "rule_sets",
]
