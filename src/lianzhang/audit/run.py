"""The audit itself: every rule over one world, findings in order of gravity."""

from __future__ import annotations

from collections.abc import Iterable

from lianzhang.audit.finding import CLASSES, Finding
from lianzhang.audit.reading import View
from lianzhang.audit.rules import RULES
from lianzhang.audit.world import World

__all__ = ["run"]


def run(world: World, rules: Iterable[str] | None = None) -> list[Finding]:
    """Findings of ``rules`` (all by default), by class in order of gravity, then by weight, the heaviest first.

    Pure: the same world gives the same findings. Raises KeyError for a rule that does not exist.
    """
    view = View(world)
    found: dict[str, Finding] = {}
    for name in RULES if rules is None else rules:
        for finding in RULES[name](view):
            found.setdefault(finding.id, finding)
    return sorted(found.values(), key=lambda f: (CLASSES.index(f.kind), -f.weight, f.id))
