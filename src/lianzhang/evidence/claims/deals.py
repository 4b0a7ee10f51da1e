"""What is agreed on, bought or meant to be built: the modality of the figures of deals, contracts and projects."""

from __future__ import annotations

import re

from lianzhang.evidence.claim import Modality
from lianzhang.evidence.claims.reading import Reading, Spot
from lianzhang.evidence.courses import of_a_deal, told_of_works
from lianzhang.evidence.frames.matcher import Frame
from lianzhang.evidence.mentions import NumberMention, TimeMention
from lianzhang.evidence.modality import Cue
from lianzhang.evidence.project_state import project_state
from lianzhang.evidence.scene import Scene

__all__ = ["TERMS", "agreed"]


def agreed(
    reading: Reading,
    spot: Spot,
    number: NumberMention,
    frame: Frame,
    modality: Modality,
    cue: Cue | None,
    time: TimeMention | None,
    subject: str,
) -> Modality:
    """The modality of a figure, where it would be ``actual`` by its words but is of a project, a contract or a deal."""
    scene, kind = reading.scene, frame.kind
    if modality == "actual":
        modality = project_state(scene, spot, number, kind, frame.measure, subject) or modality
        if modality == "planned":  # what is begun or agreed on is due some day too
            modality = told_of_works(scene, spot, number, kind, frame.measure) or modality
            if modality == "planned" and kind in _OF_AGREEMENT and _agreed(reading, spot, time):
                modality = "signed"
    if frame.measure == "进度" and cue and cue.start < spot.clause.start:
        modality = "actual" if "完成" in scene.flat[spot.clause.start : number.start] else modality
    if modality == "actual" and cue is None and kind in _OF_AGREEMENT and _agreed(reading, spot, time):
        modality = "signed"
    if modality == "actual" and kind in _TERMS_OF and _by_terms(scene, spot, number):
        modality = "signed"
    if frame.measure == "期限" and modality in ("actual", "forecast"):
        modality = "signed" if _CONTRACT.search(scene.flat, spot.sentence.start, number.start) else modality
    if modality == "actual" and cue is None and (time is None or _told_at(reading, spot, time)):
        modality = told_of_works(scene, spot, number, kind, frame.measure) or modality
    if modality == "actual" and of_a_deal(reading, spot, number, kind, time):
        modality = "planned"
    return modality


def _told_at(reading: Reading, spot: Spot, time: TimeMention) -> bool:
    """Whether a time is that at which something was said (5月11日，负责人介绍说，……), none at which it was."""
    before = reading.published is not None and (time.time or "")[:4] < str(reading.published.year)
    return time.end <= spot.clause.start and not before


_TERMS_OF = frozenset({"sales", "production", "capacity", "finance", "supply_link", "price", "investment"})
_CONCLUDED = re.compile(
    r"(?:签署|签订|签了|签下|签)[^。；]{0,40}(?:合同|协议|订单|备忘录)》?[^，。；]{0,4}[，,]"
)
_TERM = re.compile(
    r"(?:约定|规定|由[^，。；]{2,16}向|双方|甲方|乙方|供方|需方|卖方|买方|每年向|募资|募集|贷款|授信|借款|租金|认购|出资|增资|采购|供应|供货|提供|购买|租赁)"
)


def _by_terms(scene: Scene, spot: Spot, number: NumberMention) -> bool:
    """Whether a figure is what an agreement concluded in the sentence provides for, not what was done by it."""
    m = _CONCLUDED.search(scene.flat, spot.sentence.start, spot.clause.start)
    if not m or _GOES_BY.search(scene.flat, m.end(), number.start):
        return False
    return _TERM.search(scene.flat, m.end() - 1, number.start) is not None


TERMS = re.compile("根据|按照|依据|协议|合同|双方")
"""What an agreement says is agreed on, not done."""

_AGREED = re.compile(r"(?:签署|签订|签)[^。；]{0,60}(?:投资|合作|框架|项目|入园)[^。；]{0,12}(?:协议|合同)")
_OF_AGREEMENT = frozenset({"investment", "capacity", "project", "factor_support"})


_CONTRACT = re.compile("协议|合同|订单|延长|续[期约签]")


def _agreed(reading: Reading, spot: Spot, time: TimeMention | None) -> bool:
    """Whether a figure is of a project that a firm's text tells to be agreed on, or the paragraph just told to be, and of which it says no more."""
    scene = reading.scene
    flat = scene.flat
    if _GOES_BY.search(flat, spot.sentence.start, spot.clause.end) or _before(reading, spot, time):
        return False
    if scene.firm_led and time is None and _AGREED.search(flat, 0, 600):
        return True
    if not _SITE.search(flat, spot.clause.start, spot.clause.end):
        return False
    paragraph = spot.sentence.paragraph
    for back in range(spot.index, max(-1, spot.index - 4), -1):
        other = scene.sentences[back]
        if other.paragraph != paragraph:
            return False
        if _SIGNED.search(flat, other.start, min(other.end, spot.clause.start)):
            return True
    return False


def _before(reading: Reading, spot: Spot, time: TimeMention | None) -> bool:
    """Whether a clause tells of a year before that of the text."""
    if time is None or not time.time or time.start < spot.clause.start or reading.published is None:
        return False
    return time.time[:4] < str(reading.published.year)


_GOES_BY = re.compile("已|目前|现有|累计|拥有|完成|投产|竣工")
_SITE = re.compile("项目|基地|[一二三]期|产线|生产线|总投资|建设|产业园")
_SIGNED = re.compile("签约(?!率)|签署|签订|落户")
