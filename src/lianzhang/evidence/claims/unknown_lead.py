"""Firms that no list has, known by where they stand: what opens a clause right before a product it is about, or before what firms do."""

from __future__ import annotations

import re

from lianzhang.evidence.claims.named_again import named_again
from lianzhang.evidence.claims.reading import Spot
from lianzhang.evidence.claims.spenders import spender
from lianzhang.evidence.claims.topics import content
from lianzhang.evidence.mentions import NameMention, NumberMention
from lianzhang.evidence.noun_phrases import ends_word, is_noun
from lianzhang.evidence.scene import Scene
from lianzhang.evidence.subjects.facets import bare

__all__ = ["unknown_lead"]

_LEAD = re.compile(r"[\u4e00-\u9fff]{2,8}(?:[A-Z]{2})?")
_NO_FIRM = re.compile(
    r"公司|企业|产品|目前|其[中间他]|全[球国省市县区部年]|主要|国内|世界|项目|产业|本|该|占|的|年|月|以|和|等|这|我|累计|同比|实现|预计|力争|"
    r"园区|基地|[一二三]期|工程|政府|部门|市场|行业|代表|截至|电池|材料|锂|矿|新能源|生产|计划|规划|目标|峰值|设计|名义|有效|过剩|落后|启动|建设|达产|投产|后|将|拟|已|正|有色|金属"
)
_ACTS = re.compile(
    r"([\u4e00-\u9fff]{2,8}?(?:[A-Z]{2})?)(?:的)?(?:位居|位列|排名|已|建成|年产|年选|年处理|年采|投资建设|投资|规划|计划|拟|将|现有|拥有|总投资|形成|具备|产能|设计产能)"
)


_ALSO = re.compile("(?:又|还|另|再|更|随后|接着|此前)?有|随后|接着|此前|紧接着")


def unknown_lead(scene: Scene, spot: Spot, number: NumberMention) -> NameMention | None:
    """A firm the lexical layer does not know: what opens a clause right before the product it is about (某某的隔膜产量……)
    or before what firms do (某某年产……)."""
    start = content(scene, spot.clause.start, number.start)
    also = _ALSO.match(scene.flat, start, number.start)
    start = also.end() if also else start
    items = scene.names(start, number.start, "product", "mineral", "segment")
    leads = [scene.text[start : items[0].start].removesuffix("的")] if items else []
    m = _ACTS.match(scene.flat, start, number.start)
    if m:
        leads.append(m[1])
    again = named_again(scene, start, number.start)
    if again:
        return again
    buyer = spender(scene, spot, number, start)
    if buyer:
        return buyer
    for lead in leads:
        if not _LEAD.fullmatch(lead) or _NO_FIRM.search(lead) or not is_noun(lead) or bare(lead):
            continue
        if not ends_word(scene.text[start : start + len(lead) + 4], len(lead)):
            continue  # 综合生|产能力
        places = scene.places(start, start + len(lead))
        rest = len(lead) - sum(p.end - p.start for p in places)
        # a place with two characters more (湖南久森) is a firm; a place alone is not
        if (places and rest < 2) or (not places and len(lead) < 3):
            continue
        return NameMention(start, start + len(lead), "organisation", lead)
    return None
