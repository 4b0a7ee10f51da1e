"""Who acts together: 商务部等6部门 tells of the one named, and of so many in all."""

from __future__ import annotations

from lianzhang.evidence.claims.about import About
from lianzhang.evidence.mentions import NumberMention
from lianzhang.evidence.scene import Scene

__all__ = ["ACTING", "led_by"]

ACTING = frozenset({"部门", "部委"})
"""What those are called that act together."""


def led_by(scene: Scene, number: NumberMention, who: About) -> About:
    """``who``, or the office named before 等 where ``number`` says how many offices act with it."""
    if number.noun not in ACTING or not scene.text.endswith("等", 0, number.start):
        return who
    named = [
        n for n in scene.names(max(0, number.start - _LONGEST), number.start) if n.end == number.start - 1
    ]
    return who._replace(firms=[], subject=named[-1].name, by="led") if named else who


_LONGEST = 24
"""No office has a longer name."""
