"""Which of the names that a text introduces stay: without the words before and behind them, no trade or good under the end of a firm's name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import accumulate

from lianzhang.evidence.lexicon.tables import known_firms, listed_firms
from lianzhang.evidence.noun_phrases import all_words, tokens_of

__all__ = ["kept_names"]

_LEADS = re.compile(
    "(?:实际上|事实上|其实|此前|此后|目前|随后|不过|但是?|虽然?|而(?!立)|且|较|部分|不少|其中|也就是)(?=..)"
)
"""What leads to a name and is no part of it."""
_BEFORE = "从对由就与向令为在据被给将和及"
"""Prepositions before a firm that is known."""
_ENDS = ("的", "是", "虽", "就", "则", "及", "和", "或", "并", "等")
"""What goes on behind a name."""
_TRADE = re.compile(
    "(?:能源|化工|橡胶|金属|期货|光学|光电|建材|水泥|不动产|投资|信托|发展|股份|原材料|上游|下游|国债|原油|太阳能|手机|银行|非|电子|汽车|豪华|"
    "钢铁|煤炭|电力|证券|保险|基金|科技|半导体|医药|生物|生态|资产|管理|机器人|电池|储能|光伏|食品|饮料|家电|通信|软件|传媒|地产|联合体|协会)+"
)
"""Words for a trade and its goods: no firm has its name of them alone."""

_PAPER = re.compile("(?:半?年|[一三]?季|中|财)报\\Z")
"""A paper that firms publish, no firm."""


def kept_names(found: Mapping[str, str], text: str = "") -> dict[str, str]:
    """The names of ``found`` (name → type) as they may stand in ``text``, without those that name no one."""
    out: dict[str, str] = {}
    for name, type_ in found.items():
        kept = _alone(_trimmed(name), found, text) if type_ == "organisation" else name
        if len(kept) < _TWO or _PAPER.search(kept) or _of_a_trade(kept):
            continue
        if kept == name or kept in found or _listed(kept) or not all_words(kept):
            out.setdefault(kept, type_)
    return out


def _listed(name: str) -> bool:
    return name in listed_firms() or name in known_firms()


_TWO = 2
_GOES_ON = frozenset("将则即近之以与和及也已又欲其的了向对为是")
"""Words of one character that go on behind a name or lead to it."""
_WHICH = re.compile("最新|相关|对外|其[他余中]|第[一二三四五]|[一二三四五]家|欲|剩余|补充|宣布|提示|核实")
"""What is said next of a firm, in words that are nouns to the dictionary."""
_LEADS_TO = frozenset("个来了随与和及在有从而今位对由被向以告")
_AND = "与和及"
_ENDS_NAME = re.compile(f"(?:{_TRADE.pattern}|集团|控股)\\Z")
"""How the longer name goes on that a word only seems to cut (甲之选科技)."""
_FUNCTION = frozenset({"adverb", "preposition", "conjunction", "verb", "reach", "saying", "entry"})


def _alone(name: str, found: Mapping[str, str], text: str) -> str:
    """A name without what its clause says behind it or before it, where the rest is a name of its own (甲科技最新, 转卖了甲科技)."""
    if _listed(name) or len(name) <= _SHORTEST:
        return name
    words = tokens_of(name)
    ends = list(accumulate(len(word) for word, _ in words))
    for at, (word, kind) in zip(ends, words[1:], strict=False):
        head = name[:at]
        if at < _TWO or not (_said(word, kind) or _WHICH.match(name, at)):
            continue
        rest = name[at + len(word) :]
        if word not in _AND and _ENDS_NAME.search(rest) and rest not in found and not _listed(rest):
            continue
        if head in found or _listed(head):
            return head
        if not all_words(head) and text.count(head) > text.count(name):
            return head
    for at, (word, kind) in zip(ends, words, strict=False):
        tail = name[at:]
        if len(tail) < _TWO or not (_said(word, kind) or (word in _LEADS_TO and at == len(word))):
            continue
        if tail in found or _listed(tail):
            return tail
    return name


def _said(word: str, kind: str) -> bool:
    """Whether a word within a name belongs to its clause."""
    return word in _GOES_ON if len(word) == 1 else kind in _FUNCTION


def _trimmed(name: str) -> str:
    if name in listed_firms() or name in known_firms():
        return name
    if name[0] in _BEFORE and (name[1:] in listed_firms() or name[1:] in known_firms()):
        return name[1:]
    m = _LEADS.match(name)
    if m and tokens_of(name)[0][0] == m[0]:
        name = name[m.end() :]
    if len(name) > _SHORTEST and name.endswith(_ENDS) and tokens_of(name)[-1][0] == name[-1]:
        name = name[:-1]
    return name


_SHORTEST = 3


def _of_a_trade(name: str) -> bool:
    """Whether a name is made of words for trades and goods alone (能源化工), and no firm is listed under it."""
    return _TRADE.fullmatch(name) is not None and name not in listed_firms() and name not in known_firms()
