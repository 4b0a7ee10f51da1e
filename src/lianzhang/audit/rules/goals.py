"""Which targets the rules judge: one a place, product, scope and year, those of the future, and of output the nearest that is missed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from decimal import Decimal

from lianzhang.audit.finding import Finding
from lianzhang.audit.reading import Reading, View, best
from lianzhang.core import PeriodError, Text, period

__all__ = ["goals", "nearest_missed", "past", "within_reach"]


def goals(view: View, measure: str) -> list[Reading]:
    """The targets of a measure, one a place, product, scope and year, by year."""
    some: dict[tuple[str, ...], list[Reading]] = defaultdict(list)
    for r in view.readings:
        aimed = r.measure == measure and r.fact.modality in ("target", "planned") and r.holder == "place"
        if aimed and r.place and r.period and r.band is None:
            scope = r.scope if measure == "output_value" else ""
            some[r.place, r.commodity or "", scope, f"{r.year:04d}"].append(r)
    return [best(readings) for _, readings in sorted(some.items())]


def past(view: View, goal: Reading) -> bool:
    """Whether the target's time was over at the date of use."""
    try:
        return bool(view.world.as_of and goal.period and goal.period.last < period(view.world.as_of).first)
    except PeriodError:
        return False


def nearest_missed(view: View, rule: Callable[[View, Reading], Finding | None]) -> list[Finding]:
    """What a rule says of the nearest output target of every place and scope that is not reached: later ones need no saying."""
    found: dict[tuple[str | None, str], Finding] = {}
    for goal in goals(view, "output_value"):
        key = (goal.place, goal.scope)
        if key not in found and not past(view, goal) and (finding := rule(view, goal)):
            found[key] = finding
    return list(found.values())


def within_reach(low: Decimal | None) -> Text:
    """What to add where the favourable end of the price range carries the target: ``low``, target over reach in %."""
    if low is None or low > 100:
        return Text("", "")
    return Text(
        "（按2021年至2025年的最高价则可达到）", " (at the highest prices from (2021) to (2025) it is reached)"
    )
