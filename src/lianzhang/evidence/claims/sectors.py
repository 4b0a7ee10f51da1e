"""The three sectors of an economy, told by their shares alone (三次产业结构调整为8.3:41.4:50.3)."""

from __future__ import annotations

from lianzhang.evidence.mentions import NumberMention
from lianzhang.evidence.numbers.forms import sectors
from lianzhang.evidence.scene import Scene, remembered

__all__ = ["sector_of"]

_NAMES = {"a": "第一产业", "b": "第二产业", "c": "第三产业"}


@remembered
def _sectors(scene: Scene) -> dict[int, str]:
    """The sector of every such share, by where it stands."""
    return {m.start(group): name for m in sectors(scene.flat) for group, name in _NAMES.items()}


def sector_of(scene: Scene, number: NumberMention) -> str:
    """The sector whose share of the whole ``number`` is; empty for other numbers."""
    return _sectors(scene).get(number.core[0], "") if number.unit == "%" else ""
