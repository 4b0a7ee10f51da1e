"""The kind of an open claim where its ends leave no doubt: firms issue no policies, a price that rises is a price.

Weights say which kind a verb calls for, whoever does it and whatever it is done to (``open_gate.kind_features``); what the ends are
together with the verb is said here.
"""

from __future__ import annotations

import re

__all__ = ["settled"]

_FIRMS = frozenset(["org", "company", "org+", "company+"])
_DEALS = frozenset(["收购", "并购", "入股", "参股", "控股"])
_SHARES = frozenset(["增持", "减持", "增仓", "减仓", "加仓", "建仓", "清仓", "重仓", "买入", "卖出"])
"""Shares bought and sold on the market bit by bit: what somebody holds changes, and no firm changes hands."""
_LOSS = re.compile("亏损|扭亏|[预增减首续]亏")
_LOST = re.compile(
    "(?:\\d*年?(?:上半年|下半年|[一二三四]季度|半年|全年|前三季度|年度))?(?:首次|全面|继续|由盈转|出现|处于|将){0,6}(?:亏损|预亏|扭亏|扭亏为盈|盈利)(?:中|状态)?"
)
_FOUNDING = frozenset(["成立", "设立", "组建", "创立", "创办", "注册"])
_MONEY = frozenset(["投资", "增资", "出资", "领投", "跟投", "注资", "投建", "融资"])
_IS = frozenset(["是", "为", "成为", "系"])
_TAKES = frozenset(["是", "为", "任", "担任", "出任", "接任", "当选", "聘为", "选为", "任命", "聘任", "免去"])
_POST = re.compile(
    "(?:董事长|总经理|总裁|(?<!独立)董事|监事|法定代表人|行长|厂长|创始人|负责人|首席[\u4e00-\u9fff]{2,4}官|总监|秘书长|理事长|会长|主任|部长|局长|书记|政委|主席|市长|省长|院长|校长)(?:等?(?:职务|一职))?\\Z"
)
_LINES = frozenset(["从事", "主营"])
_SUPPLIER = re.compile("(?:供应商|生产商|制造商|厂商|提供商|代工企业|生产企业|代工厂)\\Z")
_HOLDER = re.compile("(?:股东|实控人|实际控制人)\\Z")
_KIN = {"子公司": "institution", "控股股东": "finance"}
_OFFICE = re.compile("政府|[部委局厅署院所]\\Z|央行|法院")
_LIES = frozenset(["位于", "地处", "坐落", "坐落于", "坐落在"])
_GREW = re.compile("(?:两位数|双位数|高速|快速|较快|大幅|正|负|恢复性|稳步)的?增长\\Z")
_LOOSE = frozenset(["milestone", "production", "policy", "finance", "investment"])
_MOVES = re.compile(
    "涨|跌|降|升|增|减|回落|持平|稳定|维持|平稳|反弹|走[高低强弱]|震荡|扩大|收窄|高于|低于|攀|下滑|好转|放缓|加快|回暖|亏|盈|扭"
)
_MEASURES = (
    ("price", re.compile("(?:价格?|报价|售价|均价|运价|行情)\\Z")),
    ("sales", re.compile("(?:销量|销售额?|成交量|订单量?|需求量?)\\Z")),
    ("production", re.compile("(?:产量|产能|开工率|利用率|装机量?)\\Z")),
    ("finance", re.compile("(?:利润|业绩|营收|收入|毛利率|成本|净利|现金流)\\Z")),
)


def settled(kind: str, who: str, subject: str, verb: str, other: str) -> str:
    """The kind of a claim that weights hold for ``kind``; ``who`` is what its subject is (``open_ends.TYPES``), ``other`` its other end."""
    if verb in _KIN:
        return _KIN[verb]
    if verb in _LIES:
        return "zoning"
    if kind == "milestone" and _GREW.search(other):
        return "growth"
    if who in _FIRMS:
        none = (
            (kind == "policy" and not _OFFICE.search(subject))
            or (kind == "institution" and verb not in _FOUNDING)
            or (kind == "investment" and verb not in _MONEY)
        )
        if none:
            return "milestone"
    if kind in ("finance", "investment") and verb in _DEALS:
        return "milestone"
    if kind in ("milestone", "investment") and (
        verb in _SHARES or _LOSS.match(verb) or _LOST.fullmatch(other)
    ):
        return "finance"
    if kind != "talent" and verb in _TAKES and _POST.search(other):
        return "talent"
    if verb in _IS:
        if _SUPPLIER.search(other):
            return "production"
        if _HOLDER.search(other):
            return "stock"
    if kind == "milestone" and verb in _LINES:
        return "production"
    if kind in _LOOSE and (_MOVES.search(verb) or _MOVES.search(other)):
        return next((k for k, ends in _MEASURES if ends.search(subject)), kind)
    return kind
