"""The period of a count of firms or industries that grew, earned or lost (30家公司上半年扭亏; 12个行业利润增长)."""

from __future__ import annotations

import re

from lianzhang.evidence.claims.reading import Last, Spot
from lianzhang.evidence.mentions import NumberMention, TimeMention
from lianzhang.evidence.scene import Scene

__all__ = ["of_accounts", "period_behind"]

_ACCOUNTS = re.compile("同比|环比|增长|下[降滑]|盈利|亏损|扭亏|[减续]亏|预[增减盈亏喜]|业绩|净利|营收")
_TOLD_OF = re.compile(
    "，?的?(?:归母|扣非|合计|累计|均|都|已)?(?:净利|营收|营业|业绩|利润|收入|产值|产量|销量|销售|实现|同比|盈利|亏损|扭亏|增长|下[降滑])"
)


def of_accounts(scene: Scene, spot: Spot, kind: str) -> bool:
    """Whether a clause counts those whose accounts of a period rose or fell."""
    return (
        kind == "enterprise_count"
        and _ACCOUNTS.search(scene.flat, spot.clause.start, spot.clause.end) is not None
    )


def period_behind(scene: Scene, spot: Spot, number: NumberMention, last: Last) -> TimeMention | None:
    """The period told right behind those that are counted, else that of the count before in the sentence."""
    time = next(iter(scene.times(number.end, spot.clause.end)), None)
    if (
        time
        and time.time
        and not scene.numbers(number.end, time.start)
        and _TOLD_OF.match(scene.flat, time.end, spot.clause.end)
    ):
        return time
    return last.time if last.sentence == spot.index else None
