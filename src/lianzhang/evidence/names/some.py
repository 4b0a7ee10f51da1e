"""Firms that are told by what they are: some of a kind (很多装饰公司, 一家商业银行), and what stands before a name (厨具公司某某)."""

from __future__ import annotations

import re

from lianzhang.evidence.noun_phrases import all_words, loose, tokens_of

__all__ = ["named_behind", "some_of_a_kind"]

_SOME = re.compile(
    "(?:很多|许多|不少|众多|大量|部分|(?:绝?大)?多数|任何|某些|(?:这|那|某|一|两|几|多|数|各|每|首|另外?一)家)(?:[^，。；]{2,8}?(?:制造商|生产商|供应商|运营商|开发商|零售商|厂商|巨头|龙头|企业|(?:上市|挂牌|初创)公司)(?=..))?"
)
"""Some firm or firms of a kind, told before what they are."""


def some_of_a_kind(stem: str, ends: str | bool) -> int:
    """How many characters at the head of ``stem`` say that some firm of a kind is meant, all of them where nothing but the kind follows;
    ``ends`` is the word for a firm behind it, True for one that makes a full legal name."""
    m = _SOME.match(stem)
    if m is None:
        return 0
    rest = stem[m.end() :]
    kind_alone = ends is not True and (ends == "银行" or all_words(rest))
    return len(stem) if len(rest) < _SHORTEST or kind_alone else m.end()


_SHORTEST = 2
_LATIN = re.compile("(?!C[A-Z]O|IPO|ESG|App)[A-Z][A-Za-z]{2}")
_LEADS_ON = frozenset(
    "与和及同跟或等获向对由被的在从自至到为将让给把使令如据旗所已曾拟其此该之于以就也则均都还又再仅只共约达超并且但而因若按经"
)
_NAME = 4


def named_behind(text: str, at: int) -> bool:
    """Whether a name begins at ``at``: of Latin letters, or of Chinese letters that are no words."""
    if _LATIN.match(text, at):
        return True
    behind = tokens_of(text[at : at + _NAME])
    return len(behind) > 1 and all(loose(word) and word not in _LEADS_ON for word, _ in behind[:2])
