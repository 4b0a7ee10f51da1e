"""The firm that a broker's note is of: the one it rates or values, not the broker, and not the others it names."""

from __future__ import annotations

import re

from lianzhang.evidence.mentions import NameMention
from lianzhang.evidence.scene import Scene, in_paragraph, remembered

__all__ = ["noted"]

_BROKER = re.compile(
    r"(?:[\u4e00-\u9fff]{2,6}?(?:证券|国际|研究|投行|资本|期货)|中金公司|[高大小][盛摩和]|摩根[\u4e00-\u9fff]{2,3}|瑞银|瑞信|花旗|中金|里昂|汇丰|野村|麦格理|大华继显|交银国际|建银国际|美银)(?:（[^（）]{2,24}）)?"
    r"(?:发布|发表|最新|近日|今日|\d{1,2}月\d{1,2}日|的|：){0,6}(?:关于|研究报告|研报|报告|指出|表示|认为|称|维持|给予|首予|首次|重申|预计|上调|下调)"
)
_VALUED = re.compile(
    r"(?:（[^（）]{2,24}）)?(?:目前|当前|现|最新|现价|的){0,6}(?:总?市值|股价|股票|目标价|对应(?:估值|PE)|投资?评级|“?(?:跑赢行业|买入|增持|推荐|优于大市|跑赢|强烈推荐|审慎增持))"
)
_RATES = re.compile("(?:给予|首予|首次覆盖|覆盖|维持|重申|看好|推荐|关注|建议|上调|下调|对|关于)\\Z")


@remembered
def noted(scene: Scene, paragraph: int) -> NameMention | None:
    """The firm that the note in ``paragraph`` is of; None where no broker opens the paragraph or none is rated in it."""
    told = in_paragraph(scene, paragraph)
    if not told:
        return None
    start, end = told[0].start, told[-1].end
    broker = _BROKER.search(scene.flat, start, min(start + _HEAD, end))
    if broker is None:
        return None
    for n in scene.names(start, end, "organisation"):
        if broker.start() <= n.start < broker.end():
            continue
        if _VALUED.match(scene.flat, n.end) or _RATES.search(scene.flat, max(start, n.start - 4), n.start):
            return n
    return None


_HEAD = 60
"""A note opens with who wrote it."""
