"""Measures without their owner: what a number measures (设计发电量, 循环使用寿命) where nothing says of what."""

from __future__ import annotations

import re
from functools import lru_cache

from lianzhang.evidence.claims.reading import Spot
from lianzhang.evidence.mentions import NumberMention
from lianzhang.evidence.scene import Scene
from lianzhang.evidence.words import words

__all__ = ["FACET", "bare", "measure_alone", "ownerless"]

FACET = re.compile(
    r"(?:总|年|均|首|全|单|建设|设计|占地|建筑|就业|主|预计|新增|合同|协议|工程|项目|行车){0,6}"
    r"(?:投资|全长|全程|全线|总长|装机|容量|单机容量|岗位|就业|时速|速度|工期|面积|里程|总额|金额|期限|规模|产能|产量|销量|增速|增幅|份额|占比|比重|收入|利润|税收|产值|价格|库存|蓄水位|路线|线路|数字|成本)"
    r"(?:额|量|率)?\Z"
)
"""What is measured of something that is not said: it needs an owner."""
_HOW = "(?:年|月|日|投[前后]|季度?|全年|上半年|下半年|[本上当]?周|本月|最新|最近|当前|主流|均|总|净|毛|平均|累计|合计|单|双向|单向|最高|最低|最大|最小|最终|设计|预计|计划|规划|整体|综合|复合|实际|额定|有效|新增|全部|其|使用|循环|运行期?|快速|正常|标准|日常|常年|项目|工程|产品|路线|线路|全线|的){0,6}"
_ENDS = "(?:量|率|度|额|值|宽|长|高|重|幅|速|距|数|价)"
_SIZES = "(?:能力|寿命|时长|规模|面积|里程|岗位|水平|成本|利润|收入|效益|产值|产能|投资|价格|优惠|订单|库存|效率|容量|份额|增幅|涨幅|跌幅|估值|市值)"
_OPEN = re.compile(rf"{_HOW}(?:双向|单向|[\u4e00-\u9fff]{{1,2}}{_ENDS}|[\u4e00-\u9fff]{{0,2}}{_SIZES})")
"""What is measured, in a word of its own: with no word for a thing in front."""
_BOOKS = re.compile(
    r"(?:总体|整体|合计|单笔|首发|募资|募集|资金|现金|股份|股权|股票|[长短中]期|流动|非流动|应收|应付|预收|预付|账款|款项|票据|借款|债务|负债|有息|资产|净资产|总资产|无形|商誉|权益|所有者|股东|归属于?(?:(?:上市|挂牌)公司(?=的?(?:普通股)?股东))?|归母|母公司"
    r"|扣非|扣除|非经常性|损益|经营性?|活动|产生|投资|筹资|主营|业务|营业|管理|财务|研发|毛|净|税[前后]|息税|折旧|摊销|前|后|经?调整后?|稀释|基本|加权|每股|合同|订单|在手|新签|中标|投标|成交|交易|发行|认购|回购"
    r"|分红|派息|补偿|终止|占用|相关|终端|交付|出货|发货|上网|输[气油水]|登记|目标|日|年|月|均|单日|盘中|收盘|最[大高低终新]|累计|复合|预计|规划|设计|建筑|占地|用地|可用|注册|实[收缴]|认缴|营运|综合|平均|有效|总|本次|此次|的|和|首[批期]|IPO|销售(?=[均单售]价|价格)|税收|产成品|上市|首[日周]|停牌[前后]?|复牌后?|评估|楼面|起[始拍]|挂牌|增值|营业|同期)*"
    r"(?:利率|对价|余额|规模|数量|金额|总额|总价值?|价值|市值|存货|[涨跌振]幅|净流[入出]额?|利用率|开工率|产能利用率|税收贡献|面积|输[气油水]量|上网电量|收益率?|回报率|利润率?|EBITDA|EBIT|EBITDA利润率|股息|派息|现金流量?|净额|费用率?|成本"
    r"|支出|开支|净息差|净利差|不良率|不良贷款率|拨备覆盖率|资本充足率|收入|营收|增长率|增速|增幅|占比|比重|份额|价格?|报价|售价|单价|均价|定价|溢价率?|折价率|市[盈净]率|[负资]债率|资产负债率|周转率|换手率|成交[额量]|交付量|出货量|订单[量额]?|标的额?|资本金?|股本|额度|授信|保证金|[深高长宽厚]度|直径|功率|精度|纯度|浓度|业绩|P[EBS]|纯利|溢利|代价|募资|复合|年限|升幅|造价|现金|增值[额率]|接单量|业务量|网点|楼面[地均]?价|起拍[总]?价|成交价)"
)
"""What books and works are measured by, in the words of books alone: 短期借款余额, 经调整EBITDA利润率."""
_LONGEST = 18
_OF_ALL = re.compile("(?:融资|成交|总成交|市场)(?:余额|额|总额|金额|量)?|(?:.*投资)(?:总额|额)?|社会.*")
"""What is told of a market or a land as well: whose it is need not be said."""


_OF_GOODS = re.compile(
    "(?:国际|国内|全球)?[油煤钢粮铜铝锌铅镍锡金银房电气矿糖棉锂钴硅猪肉菜药奶][均现报售]?价格?"
)
"""What something costs, with the thing in it (油价)."""


@lru_cache(maxsize=4096)
def bare(text: str) -> bool:
    """Whether a phrase says only what is measured."""
    if _OF_GOODS.fullmatch(text):
        return False
    if FACET.fullmatch(text) or _OPEN.fullmatch(text) or words().hollow.fullmatch(text):
        return True
    return len(text) < _LONGEST and bool(_BOOKS.fullmatch(text)) and not _OF_ALL.fullmatch(text)


_ALONE = re.compile(rf"{_HOW}(?:双向|单向|[\u4e00-\u9fff]{_ENDS}|{_SIZES})")


@lru_cache(maxsize=4096)
def measure_alone(text: str) -> bool:
    """Whether a phrase is a measure without a word before it that may be a thing (平均涨幅; not 柴油库存, 大盘涨幅)."""
    return bare(text) and bool(FACET.fullmatch(text) or _ALONE.fullmatch(text) or _BOOKS.fullmatch(text))


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
