"""A noun phrase out of the words before a number: verbs, adverbs, prepositions and what they govern are cut away.

A subject is a noun phrase. Before a number stand, in Chinese order, whom it is of, verbs and adverbs, and what was measured
(光伏产业 | 累计完成 | 产值); or whom it is of and the verb that leads to the number (胜利油田 | 连续保持). Words are told apart
by closed lists (``data/statement_words.toml``); a word inside a longer one is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from lianzhang.evidence.segments import classes, others, segment

__all__ = [
    "Token",
    "after_statement",
    "all_words",
    "ends_word",
    "head_after",
    "is_facet",
    "is_noun",
    "loose",
    "no_words",
    "noun_phrase",
    "tokens_of",
    "without_verb",
]

Token = tuple[str, str]
"""A word and its class: "noun" unless a list names it; "time" for what was a time."""
_Run = tuple[set[str], list[str]]
"""The classes of the words that lead to a run of nouns, and the run."""

_STRONG = frozenset("已将仅均都皆也还约的了是就才只被且却仍为占比较由从刚虽")
"""Statement words of one character that hold beside any other; the rest only between words of two characters or more."""
_LAST = frozenset("达至超到近共可分设")
"""Those that do so at the end alone (信达 is a name)."""
_CUT = frozenset({"verb", "reach", "entry", "saying", "adverb", "preposition", "conjunction"})
_EDGE = frozenset({*_CUT, "particle", "time"})
_NOMINAL = frozenset({"noun", "mixed", "manner"})
_MARKS = frozenset("、，,/和与及或以及暨并")
_OF_A_TIME = frozenset(["末", "底", "以来", "期间"])
"""What follows a time and belongs to it (一季度末, 3月以来)."""
_CLASSIFIERS = frozenset("款种个类项家台批次条只名位座辆件支张本部块届期盏颗")
_HANGING = frozenset("的了着过等之吗呢吧啊")
"""Particles that cannot open a phrase; 地 and 上 can (地源热泵)."""
_WIDE = frozenset(["全国", "全球", "世界", "国内", "全省", "全市", "亚洲", "西部", "中部", "东部", "同期"])
"""Where a rank holds (产量全国第一): no end of a phrase."""
_OPENING, _CLOSING = "（(“‘「『《", "）)”’」』》"
_BLANKS = "\u3000 \t\n"
_NONE: Token = ("", "")


@lru_cache(maxsize=4096)
def tokens_of(text: str) -> tuple[Token, ...]:
    """The words of ``text`` with their classes."""
    known = classes()
    found = segment(text)
    out: list[Token] = []
    for at, word in enumerate(found):
        kind = known.get(word, "noun")
        kind = "noun" if kind == "whole" else kind
        if len(word) == 1 and kind not in ("noun", "particle") and word not in _STRONG:
            after = found[at + 1] if at + 1 < len(found) else ""
            sure = not after and word in _LAST
            if not sure and (loose(after) or (at and loose(found[at - 1]))):
                kind = "noun"
        out.append((word, kind))
    return tuple(out)


def loose(word: str) -> bool:
    """Whether a word is a single character that is none of the lists: part of a name or a word that no list has."""
    if len(word) != 1 or not "\u4e00" <= word <= "\u9fff":
        return False
    return word not in classes() and word not in others("pointing")


def no_words(text: str) -> bool:
    """Whether a text is made of such characters alone."""
    return all(loose(word) for word, _ in tokens_of(text))


def all_words(text: str) -> bool:
    """Whether a text is made of Chinese words alone, without such a character."""
    return not any(loose(word) or word[0].isascii() for word, _ in tokens_of(text))


@lru_cache(maxsize=1)
def _facets() -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(sorted(others("facets"), key=len, reverse=True)) + r")\Z")


def ends_word(text: str, length: int) -> bool:
    """Whether a word of ``text`` ends behind its first ``length`` characters."""
    at = 0
    for word, _ in tokens_of(text):
        at += len(word)
        if at >= length:
            break
    return at == length


def is_facet(text: str) -> bool:
    """Whether a phrase ends with what is measured (产值, 装机容量), so that whose it is may stand before it."""
    return _facets().search(text) is not None


def noun_phrase(tokens: Iterable[Token]) -> list[str]:
    """The words of the noun phrase that ``tokens``, what stands before a number, speak of; empty where there is none."""
    items = _settled(list(tokens))
    runs = _runs(items)
    while len(runs) > 1 and runs[-1][0] == {"preposition"} and not is_facet("".join(runs[-1][1])):
        runs.pop()  # 由平均……: how it is reached
    if not runs:
        return []
    leads, last = runs[-1]
    if len(runs) == 1:
        return last
    owner = runs[0][1] if len("".join(runs[0][1])) > 1 else []
    if is_facet("".join(last)):
        return last if is_facet("".join(owner)) else owner + last
    if "relative" in leads:
        return last
    if items[-1][1] in ("noun", "particle") and "preposition" not in leads:
        return owner + last  # 集群现有规上企业
    return owner or last


def _settled(items: Sequence[Token]) -> list[Token]:
    """The tokens with doubtful words decided, prepositions of times dropped, and what stands before a conjunction or a source gone."""
    out: list[Token] = []
    for at, (word, listed) in enumerate(items):
        if at and items[at - 1][1] == "time" and word in _OF_A_TIME:
            continue
        if listed == "time":
            while out and out[-1][1] == "preposition":
                out.pop()
            continue
        if listed in ("conjunction", "saying") and any(k == "noun" for _, k in items[at + 1 :]):
            out = []
            continue
        plain = listed == "noun" and word != "为"
        out.append((word, listed if plain else _decided(items, at, out)))
    return out


def _decided(items: Sequence[Token], at: int, out: Sequence[Token]) -> str:
    """The class of a word beside its neighbours; ``out`` are those before it, decided already."""
    word, kind = items[at]
    after = items[at + 1] if at + 1 < len(items) else _NONE
    if word == "为" and not out:
        return "preposition"  # 为企业减税: not yet the verb
    if kind in ("conjunction", "saying"):
        return "verb"
    if kind == "verb" and len(word) > 1 and after[0] in others("heads") and _opens(out):
        return "noun"
    if kind == "manner":
        return "noun" if after[1] in ("noun", "particle") else "adverb"
    if kind == "mixed":
        return "verb" if _governs(items, at, out) else "noun"
    return kind


def _opens(out: Sequence[Token]) -> bool:
    """Whether no noun stands before, or a mark right before."""
    return out[-1:] == [] or out[-1][0] in _MARKS or not any(k == "noun" for _, k in out)


_NAMED_SO = re.compile(
    r"(?:项目|工程|企业|资金|金额|计划|方案|比例|规模|能力|数量|协议|合同|产品|人员|费用|费|额|率|量|价|地|园|区|品|权|期|案|点|线|机|站|厂|网|商|者)"
)
"""Nouns that take a verb before them into their name (收购价, 改造项目)."""


def _governs(items: Sequence[Token], at: int, out: Sequence[Token]) -> bool:
    """Whether a verb that may also stand before a noun has its object behind it."""
    after = items[at + 1] if at + 1 < len(items) else _NONE
    if after[0] in ("了", "过", "着") or after[0] in others("pointing"):
        return True
    if after[1] not in _NOMINAL:
        return not out or out[-1][1] in _CUT
    if out and out[-1][1] not in _CUT and out[-1][0] not in _MARKS:
        return False
    behind = "".join(w for w, k in items[at + 1 :] if k in _NOMINAL)
    return len(behind) >= 4 and not (_NAMED_SO.fullmatch(after[0]) or after[0] in _MARKS)


def _runs(items: Sequence[Token]) -> list[_Run]:
    """The runs of nouns with what leads to each; nothing behind a verb of reaching counts."""
    runs: list[_Run] = []
    leads: set[str] = set()
    run: list[str] = []
    for word, kind in items:
        if kind in _CUT or word in ("了", "着", "有"):
            if set(run) - _MARKS:
                runs.append((leads, run))
                leads = set()
            run = []
            if kind == "reach" or (kind == "entry" and runs):
                break
            leads.add(kind)
        elif run or word != "的":
            run.append(word)
        elif leads & {"verb", "entry", "preposition"}:
            leads.add("relative")
    if run:
        runs.append((leads, run))
    pared = [(led, _trimmed(r, "preposition" in led)) for led, r in runs]
    return [(led, r) for led, r in pared if r]


def _edge(word: str) -> bool:
    """Whether a word cannot end a phrase; a single character that was left in it is part of a name (汉兰达)."""
    kind = classes().get(word)
    return kind in _EDGE and (len(word) > 1 or kind == "particle" or word in _STRONG)


def _trimmed(run: list[str], governed: bool) -> list[str]:
    """A run without particles, marks and pointing words at its edges; behind a preposition only what follows its 的."""
    pointing = others("pointing")
    if governed and "的" in run:
        at = len(run) - 1 - run[::-1].index("的")
        run = run[at + 1 :] or run[:at]
    while run and (
        run[-1] in _MARKS
        or run[-1].isdigit()
        or _edge(run[-1])
        or (run[-1] in _WIDE and len(run) > 1)
        or (run[-1] in pointing and run[-1] not in _WIDE)
        or not run[-1].strip(_BLANKS + _OPENING)
    ):
        run = run[:-1]
    if "每" in run[-2:]:
        run = run[: len(run) - 1 - run[::-1].index("每")]  # 每台
    while run:
        if run[0] in pointing and len(run) > 1 and run[1] in _CLASSIFIERS:
            run = run[2:]
        elif (
            run[0] in _MARKS
            or run[0] in pointing
            or run[0] in _HANGING
            or not run[0].strip(_BLANKS + _CLOSING)
        ):
            run = run[1:]
        else:
            break
    return run


def without_verb(text: str) -> str:
    """A phrase without the verb it opens with (提高城乡居民养老金: 城乡居民养老金), unless that says of which sort it is (获批项目)."""
    known = classes()
    while known.get(text[:2]) in ("verb", "entry", "adverb"):
        words = segment(text[:8])
        if len(words[0]) != 2 or len(text) < 5 or (len(words) > 1 and words[1] in others("heads")):
            break
        text = text[2:].lstrip("了的")
    return text


def head_after(text: str) -> str:
    """The start of ``text``, what a number counts, up to the verb or adverb behind the first noun (个项目 | 入选……)."""
    items = tokens_of(text)
    at, named = 0, False
    for i, (word, listed) in enumerate(items):
        after = items[i + 1] if i + 1 < len(items) else _NONE
        kind = ("noun" if after[1] == "noun" else "adverb") if listed == "manner" else listed
        if kind in _CUT or word in ("了", "着"):
            if named and not (kind == "verb" and after[0] in others("heads")):
                return text[:at]
        elif kind == "noun" and (len(word) > 1 or at):
            named = True
        at += len(word)
    return text


def is_noun(text: str) -> bool:
    """Whether ``text`` is a noun phrase as it stands: no verb, adverb or preposition in it or at its ends."""
    return "".join(noun_phrase(tokens_of(text))) == text


def after_statement(text: str) -> int:
    """How many characters of ``text`` go up to the end of its last verb, adverb or preposition (不仅可提高|公司)."""
    at = end = 0
    for word, kind in tokens_of(text):
        at += len(word)
        if kind in _CUT:
            end = at
    return end
