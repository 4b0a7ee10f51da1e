"""Measures without their owner: what a number measures (设计发电量, 循环使用寿命) where nothing says of what."""

from __future__ import annotations

import re
from functools import lru_cache

from lianzhang.evidence.claims.reading import Spot
from lianzhang.evidence.mentions import NumberMention
from lianzhang.evidence.scene import Scene
from lianzhang.evidence.words import words

__all__ = ["FACET", "bare", "ownerless"]

FACET = re.compile(
    r"(?:总|年|均|首|全|单|建设|设计|占地|建筑|就业|主|预计|新增|合同|协议|工程|项目)*"
    r"(?:投资|全长|全程|全线|总长|装机|容量|单机容量|岗位|就业|时速|速度|工期|面积|里程|总额|金额|期限|规模|产能|产量|销量|增速|增幅|份额|占比|比重|收入|利润|税收|产值|价格|库存|蓄水位|路线|线路|数字|成本)"
    r"(?:额|量|率)?\Z"
)
"""What is measured of something that is not said: it needs an owner."""
_OPEN = re.compile(
    r"(?:年|月|日|投[前后]|季度?|全年|上半年|下半年|[本上当]?周|本月|最新|最近|当前|主流|均|总|净|毛|平均|累计|合计|单|双向|单向|最高|最低|最大|最小|最终|设计|预计|计划|规划|整体|综合|复合|实际|额定|有效|新增|全部|其|使用|循环|运行期?|快速|正常|标准|日常|常年|项目|工程|产品|路线|线路|全线|的)*"
    r"(?:双向|单向|[\u4e00-\u9fff]{1,2}(?:量|率|度|额|值|宽|长|高|重|幅|速|距|数|价)"
    r"|[\u4e00-\u9fff]{0,2}(?:能力|寿命|时长|规模|面积|里程|岗位|水平|成本|利润|收入|效益|产值|产能|投资|价格|优惠|订单|库存|效率|容量|份额|增幅|涨幅|跌幅|估值|市值))"
)
"""What is measured, in a word of its own: with no word for a thing in front."""


_OF_GOODS = re.compile(
    "(?:国际|国内|全球)?[油煤钢粮铜铝锌铅镍锡金银房电气矿糖棉锂钴硅猪肉菜药奶][均现报售]?价格?"
)
"""What something costs, with the thing in it (油价)."""


@lru_cache(maxsize=4096)
def bare(text: str) -> bool:
    """Whether a phrase says only what is measured."""
    if _OF_GOODS.fullmatch(text):
        return False
    return bool(FACET.fullmatch(text) or _OPEN.fullmatch(text) or words().hollow.fullmatch(text))


def ownerless(scene: Scene, spot: Spot, number: NumberMention, text: str, place: str | None) -> bool:
    """Whether the phrase ``text`` only says what is measured; a ``place`` in front that the clause does not print is no owner."""
    if not place:
        return bare(text)
    head = "、".join(scene.short(p) for p in place.split(";"))
    if not text.startswith(head):
        return bare(text)
    core = text[len(head) :]
    if not core:
        return not scene.grounds(spot.sentence.start, number.start)
    return bare(core) and not scene.grounds(spot.clause.start, number.start)
