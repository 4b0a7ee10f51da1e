"""An example (以百万吨级焦化厂为例，总投资……): the figures that follow in its sentence are of it, whoever tells of it."""

from __future__ import annotations

import re

from lianzhang.evidence.claims.reading import Spot
from lianzhang.evidence.mentions import NumberMention
from lianzhang.evidence.scene import Scene, remembered
from lianzhang.evidence.subjects.facets import bare
from lianzhang.evidence.subjects.phrases import left_noun
from lianzhang.evidence.words import words

__all__ = ["example_of"]

_EXAMPLE = re.compile(r"以(?:[一某1][个座家条台套款辆艘块张])?(?P<n>[^，。；：]{2,24}?)为例(?=，|\Z)")
_OF_IT = re.compile("^(?:该|其|每[年月天台]|项目|年){1,6}")
_DOES = re.compile("(?:每[年月天台辆吨]|一年|年(?!均)|全年|可|能|需|约|其)")
"""How a clause opens that says what it does or needs."""
_OWNED = re.compile(r"[\u4e00-\u9fff]{2,6}(?:投资|成本|费用|产值|价格|收入|利润|能耗|面积)")


def example_of(scene: Scene, spot: Spot, number: NumberMention) -> str:
    """The example that ``number`` is of, with the part of it that is measured; empty where the sentence gives none or another is spoken of."""
    m = _given(scene, spot.index)
    if m is None or spot.part:
        return ""
    if m.start() < number.start < m.end():
        return scene.text[slice(*m.span("n"))]
    if number.start < m.start() or scene.grounds(spot.clause.start, number.start):
        return ""
    if scene.names(spot.clause.start, number.start, "organisation"):
        return ""
    own = _OF_IT.sub("", words().compared.sub("", left_noun(scene, spot.left, number.start)))
    name = scene.text[slice(*m.span("n"))]
    if not own or bare(own) or _DOES.match(scene.flat, spot.clause.start, number.start):
        return name
    return name + own if _OWNED.fullmatch(own) else ""


@remembered
def _given(scene: Scene, index: int) -> re.Match[str] | None:
    """The example that sentence ``index`` gives, no firm or place."""
    sentence = scene.sentences[index]
    if "为例" not in scene.flat[sentence.start : sentence.end]:
        return None
    m = _EXAMPLE.search(scene.flat, sentence.start, sentence.end)
    if m is None or scene.names(*m.span("n"), "organisation", "government") or scene.grounds(*m.span("n")):
        return None
    return m
