"""The two ends of a statement without a number: what names somebody or something stands, what was cut out of a sentence is mended or dropped.

Readers of patterns and of clauses find ends in many ways; whatever way that was, an end is a name or a noun phrase. It opens with no
number of a list, no conjunction and no verb, it does not break off before what a preposition governs, and it is not a bare noun
(项目, 子公司) that any text could mean.
"""

from __future__ import annotations

import re
from functools import lru_cache

from lianzhang.evidence.claims.reading import Draft

__all__ = ["whole_name", "with_whole_ends"]

_NAMED = frozenset(
    ("milestone", "supply_link", "institution", "project", "production", "investment", "finance", "stock", "export")
)  # fmt: skip
"""Kinds that are said of somebody or of a work by its name; policies and areas are named by phrases that hold verbs."""
_BETWEEN = frozenset(
    "relation.clause." + name
    for name in ("acquire", "subscribe", "part", "agree", "trade", "sell", "buy", "ship", "make_for", "supplier", "customer",
                 "owner", "member", "belong", "fund", "funded", "partner", "created")
) | {"relation.supply_link"}  # fmt: skip
"""Relations of two, each with a name."""
_OPENS = re.compile(
    r"\A(?:\d{1,2}[、．)）]|\d\.(?!\d)|[（(][一二三四五六七八九十\d]{1,2}[)）]|[①-⑳]|[一二三四五六七八九十]是|[一二三四五六七八九十]、"
    r"|(?:但是|但|而且|并且|不过|虽然|尽管|即使|同时|此外|另外|其中|目前|当前|如今|等到|直到|随着|这?标志着|这?意味着|因为|由于|本次|此次|这次"
    r"|上述|以及|例如|比如|包括|把|就是|正是)(?=[\u4e00-\u9fffA-Z“《\d]{2})|.{2,30}?(?:宣布|标志着|意味着|确保)(?=.{6}))+"
)
_NO_ROLE = re.compile(
    r"\A(?:规模化|一定规模|国内领先|国际领先|全球|世界|第一个|首个|相应|特色鲜明|完善|现代化?的|农村)|(?:条件|格局|局面|氛围|态势)\Z"
)
"""A role that praises and names no trade."""
_ROLE = re.compile("(?<=[\u4e00-\u9fff]{2})(?<!组织)(?:组织|牵头|负责)\\Z")
_BREAK = re.compile(r"\s*\n\s*")
_BREAKS_OFF = re.compile(
    r"(?:[碍由对关鉴属位]于|被|以及|并且|并|且|与|的|将|(?<=.{3})以|(?<!工)会同|宣布|表示|公告|\d{4}年|\d月|\d日|(?:摊薄|完成|交易|交割|发行|重组|实施)后|如[期果]|于(?:近日|日前))\Z"
)
_CUT_OUT = re.compile(
    r"[，。；：？！]|\A[”）》、)]|\A(?:禁止|鼓励|支持|引导|推动|促进|带动|确保|结合|要求|不仅|除了|为了|根据|按照|发挥|使得?|让|如果|只有|只要|等待|有关|各[个类]|多[家个]|一批|全力|致力)"
    r"|\A(?:完成|中标(?=.{6})|抢抓|充分|利用|有意|通过(?=.{4})|系(?![统列])|为(?![民明一])(?=.{4})|(?:上午|下午|当天|当日|昨日|今日)?从(?![化江台])(?=.{4}))|连续[一二三四五六七八九十两多\d]+[年届次个]|出席|了解到|(?:公司|集团)(?:就|拟|将|(?<!公司)在(?!建))|暨项目\Z"
    r"|[碍鉴由]于|禁止|签[订署]了?|宣布|意味着|标志着|如果|为了|[已将拟](?:禁止|签|被|与|向|对|在|开)|被(?:设定|确定|认定|认为|视为|评为|列[为入]|纳入)|达到|共[计\d一二三四五六七八九十]|自本|全力以赴|在.{0,6}(?:调研|考察|视察|座谈(?!会))|就是|[该此](?!起)|上述|\d月\d{1,2}日"
)
_ANYONE = re.compile(
    r"(?:(?:该|本|此|这|其|各|新|上述|有关|相关|全部|所有|年度|临时|全资|控股|参股|下属|旗下|目标|标的|上市|关联|一家|两家|多家){0,6}"
    r"(?:项目|工程|公司|企业|集团|基金|[子孙母]公司|附属公司|会议|大会|股东大?会|董事会|监事会|平台|机构|产品|产业投资平台|协议|合同|方案|影片|影视剧|市场|行业|产业|技术|客户|股东|投资者?"
    r"|资产|业务|新伙伴|伙伴|合作方|交易对方|转让方|受让方|出让方|消费者|记者|专家|人士|生产线|产线|工厂|基地|设备|船舶|股票|本行|部门|管理层))"
    r"|[^，]{0,12}?[一二两三四五六七八九十\d]+[余多]?[家个份名位项](?:重点|重大|新|大型|在建|产业){0,6}(?:项目|工程|企业|公司|厂商|客户|股东|伙伴|机构|产品|议案)|(?:国际|实业|控股|投资|科技|能源)集团|[\d\W_]+|.|[他她它我你]们?|(?:集团|公司)资产|所持(?:公司|股份|股权|股票)|合计|甲方|乙方"
)
_OF_OTHERS = re.compile(
    r"\A(?:其|本公司|公司)?(?:全资|控股|参股|下属|旗下){0,6}(?:[子孙]公司|附属公司|控股股东|参股公司)(?=[\u4e00-\u9fffA-Z]{2})|\A所?持有?的?(?=.{3})"
)
_OWN_CHILD = re.compile("\\A[母子孙]公司(?=[\u4e00-\u9fff]{3})(?!.*[和及与、])")
"""母公司某某, 子公司某某: what a firm is to another, before its name."""


def with_whole_ends(drafts: list[Draft]) -> list[Draft]:
    """The drafts whose ends name something, with what was cut too wide at their heads taken off."""
    out = []
    for draft in drafts:
        fields = draft.fields
        if fields["kind"] == "zoning" and _NO_ROLE.search(fields.get("object") or fields["subject"] or ""):
            continue
        if (
            fields["subject"] is None or fields["kind"] not in _NAMED or fields["subject"] == "公司"
        ):  # a firm the text does not name
            out.append(draft)
            continue
        subject, other = whole_name(_OWN_CHILD.sub("", fields["subject"])), fields.get("object")
        other = _ROLE.sub("", other) if other else other
        if other and fields["rule"] in _BETWEEN:
            other = whole_name(_OF_OTHERS.sub("", other))
        if subject and (other or not fields.get("object")) and subject != other:
            fields["subject"], fields["object"] = subject, other
            out.append(draft)
    return _once(out)


def _once(drafts: list[Draft]) -> list[Draft]:
    """The drafts without those that another tells more fully over the same words."""
    told: dict[tuple[int, str, str | None], list[Draft]] = {}
    for d in drafts:
        told.setdefault((d.sentence, d.fields["kind"], d.fields["subject"]), []).append(d)
    return [
        d
        for d in drafts
        if not any(_fuller(o, d) for o in told[d.sentence, d.fields["kind"], d.fields["subject"]])
    ]


def _fuller(one: Draft, other: Draft) -> bool:
    """Whether ``one`` says what ``other`` does over the same words, and more."""
    mine, its = one.fields.get("object") or "", other.fields.get("object") or ""
    return one.start < other.end and other.start < one.end and its in mine and its != mine


@lru_cache(maxsize=4096)
def whole_name(name: str) -> str | None:
    """A name without what opens it and does not belong to it; None where the rest is no name."""
    name = _OPENS.sub("", _BREAK.sub("", name)).strip(" \u3000，、")
    if _CUT_OUT.search(name) or _BREAKS_OFF.search(name) or _ANYONE.fullmatch(name):
        return None
    for a, b in ("“”", "（）", "《》", "()"):
        if name.count(a) > name.count(b) and name.rfind(a) >= 4:
            name = name[: name.rfind(a)]  # what stands in brackets was cut in halves
        if name.count(a) != name.count(b):
            return None
    return name or None
