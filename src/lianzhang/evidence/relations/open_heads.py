"""Heads of clauses for the open reader: what 该协议 points to, who is named before 等……企业, the person behind an office."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lianzhang.evidence.claims.pointed import last_named
from lianzhang.evidence.clauses import Clause, Sentence
from lianzhang.evidence.names.forms import SURNAMES
from lianzhang.evidence.relations.open_words import TITLE
from lianzhang.evidence.scene import Scene

__all__ = ["named_before", "person_in", "this_named"]

_THIS = re.compile(
    "(?:该|此|这一?)(?:[款项个家只种份座部档条场届])?(?P<n>协议|计划|基金|新品|产品|新车|车型|机型|平台|系统|指数|政策|办法|意见|通知|方案|规划|标准|报告|条例|法案|债券|芯片|药品|疫苗|新药|机构|协会|联盟|论坛|展会|大会|矿山?|小区|医院|学校|实验室|中心)(?:重点|主要|最初|明确|首次|还|也|已){0,6}"
)
_NEWS = frozenset(["新品", "产品", "新车", "车型", "机型"])
"""Goods that are pointed to by what they are, not by the end of their name."""


def this_named(scene: Scene, sentence: Sentence, clause: Clause, a: int, b: int) -> tuple[str, str] | None:
    """What 该协议, 该款新品 names: the paper or thing told before by a name that ends so, the goods spoken of last; with what that is."""
    m = _THIS.fullmatch(scene.flat, a, b)
    if m is None:
        return None
    noun, begin = m["n"], clause.start
    if noun in _NEWS:
        goods = [n for n in scene.names(max(sentence.start - 200, 0), a, "product") if _MODEL.search(n.name)]
        return (goods[-1].name, "noun") if goods else None
    floor = max(0, scene.flat.rfind("\n", 0, sentence.start), begin - 300)
    titles = [t for t in TITLE.finditer(scene.flat, floor, begin) if t[0].endswith(noun + "》")]
    if titles:
        return (titles[-1][0][1:-1], "paper")
    name = last_named(scene, sentence.start, begin, noun)
    return (name, "noun") if name else None


_MODEL = re.compile("[A-Za-z\\d]|系列")


_AMONG = re.compile(
    "等(?:(?:[\\d一二两三四五六七八九十多]+|数|几|多)[家个名所座项大])?(?:一(?:大)?批)?[^，。；、等的]{0,14}?(?:企业|公司|机构|厂商|车企|银行|券商|单位|巨头|集团|平台|品牌|基金|项目|部门|国家?|省份?|城市|地区|地|大学|高校|协会|中心)?\\Z"
)


def named_before(scene: Scene, a: int, b: int, lists: Sequence[tuple[str, int, int, str]]) -> int:
    """Where the head ``[a, b)`` ends without 等……企业 behind those who are named, of whom the first stands for all; ``lists`` gives of
    each list its first name, where it stands and what it is of."""
    among = _AMONG.search(scene.flat, a, b) if scene.flat.find("等", a, b) > a else None
    if among is None or among.start() - a < 2:
        return b
    stop = among.start()
    for first, start, end, kind in lists:
        if a <= start and end == stop and first in scene.text[a:stop]:
            stop = scene.text.find(first, a) + len(first) + (kind == "title")  # with its mark
    return stop


_PERSON = re.compile(
    f"(?:董事长|总经理|总裁|总监|董秘|秘书|经理|主席|书记|部长|局长|厅长|市长|省长|县长|区长|行长|会长|理事长|秘书长|厂长|院长|校长|院士|教授|总理|总统|主任|委员|代表|工程师|分析师|研究员|创始人|负责人|CEO|股东|控制人|行动人|任命|聘任|免去|决定)(?:、[^，。；、]{{2,8}})?(?P<p>[{SURNAMES}][\u4e00-\u9fff]{{1,2}})(?:先生|女士|同志|博士)?\\Z"
    f"|\\A(?P<q>[{SURNAMES}][\u4e00-\u9fff]{{1,2}})(?:先生|女士|同志|博士)\\Z"
)


def person_in(text: str) -> tuple[str, int] | None:
    """The person at the end of a run of text, behind an office or before 先生, and where the name stands in it."""
    m = _PERSON.search(text)
    which = "p" if m and m["p"] else "q"
    return (m[which], m.start(which)) if m else None
