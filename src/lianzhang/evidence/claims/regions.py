"""Shares of what a firm sells by region (亚洲、北美洲、欧洲销售占比分别为……，其余地区占比……): of the firm, no region's."""

from __future__ import annotations

import re

from lianzhang.evidence.claims.reading import Last, Spot
from lianzhang.evidence.frames.matcher import Frame
from lianzhang.evidence.mentions import NameMention, NumberMention
from lianzhang.evidence.scene import Scene

__all__ = ["by_region"]

_WHERE = r"(?:中国大陆|中国|亚洲|亚太|欧洲|欧美|欧盟|北美洲?|南美洲?|美洲|拉美|非洲|大洋洲|中东|东南亚|美国|日本|境[内外]|海外|国[内外]|内销|外销|华[东南北中]|西[南北]部?|东北|东部|中部)"
_BY_REGION = re.compile(
    rf"(?:其中|其余|其他|及|以及|和|与|、|，|{_WHERE}|地区|市场|国家|以外|[（）])+(?:的)?(?:产品)?(?:销售|业务|主营业务|营业){{0,6}}(?:额|收入|营收)?(?:的)?(?:占比|比重|份额|比例)?(?:占|分别){{0,6}}(?:为|约为|约|达)?"
)


def by_region(scene: Scene, spot: Spot, number: NumberMention, frame: Frame, last: Last) -> list[NameMention]:
    """The firm that the number before in the sentence is of, where this one is the share of a region in it; empty otherwise."""
    if frame.kind != "market_share" or not last.firms or last.sentence != spot.index or not last.told:
        return []
    start = spot.clause.start
    numbers = scene.numbers(start, number.end)
    first = numbers[0] if numbers else number
    return list(last.firms) if _BY_REGION.fullmatch(scene.flat, start, first.start) else []
