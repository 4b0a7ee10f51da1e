"""Some of those counted before: 某市有铸造企业80家，其中12家停产 — the clause that counts them says what they do, not what they are."""

from __future__ import annotations

import re
from decimal import Decimal

from lianzhang.evidence.claims.reading import Last, Spot, Told
from lianzhang.evidence.claims.topics import content
from lianzhang.evidence.mentions import NumberMention
from lianzhang.evidence.noun_phrases import no_words, tokens_of
from lianzhang.evidence.scene import Scene
from lianzhang.evidence.segments import others
from lianzhang.evidence.subjects.facets import bare

__all__ = ["some_of_them"]

_LEADS = re.compile(
    "(?:其中|而|但|另外?|此外|目前|已|还|仅|只|约|近|超过?|至少|共|就|有|也|均|为|达|则|不足|将近|逾|多达|以及|[，、和及中\\s])*"
)
"""What may stand before the count of some of them."""
_OF_A_SORT = re.compile(r"[^，。；\d]{2,24}的(?:仅|只|共|就|也|还)*(?:有|为|达|占)(?:约|近)?")
"""符合要求的仅有5家: which of them they are."""
_ENDS = re.compile("[，。；、）（：]|和|$")
_DOES = frozenset({"verb", "reach", "entry", "adverb", "preposition", "saying", "conjunction"})
_ARE = frozenset(["是", "为", "系", "属于"])
"""有3款是新车型: they are counted by a name of their own."""
_SHORT = 3
_ANY = re.compile("公司|企业|机构|个股|股票|基金|产品")
_OWN = ("研", "技术中心", "实验室", "总部", "办")
"""What of them may be counted instead (企业实验室)."""
_UNITS = frozenset({"count", "persons"})


def some_of_them(scene: Scene, spot: Spot, number: NumberMention, last: Last) -> Told | None:
    """The number before that counted those of whom ``number`` counts some; None where it has a noun of its own."""
    if number.unit not in _UNITS or spot.part or not last.told or not number.noun:
        return None
    whole = _whole(spot, number, last)
    if whole is None:
        return None
    begin = content(scene, max(spot.clause.start, spot.left), number.start)
    sort = _OF_A_SORT.fullmatch(scene.flat, begin, number.start)
    if not sort and not _LEADS.fullmatch(scene.flat, begin, number.start):
        return None
    end = _ENDS.search(scene.flat, spot.after, spot.clause.end)
    text = scene.flat[spot.after : min(end.start() if end else spot.clause.end, max(spot.right, spot.after))]
    again = _ANY.match(text)
    if again and len(again[0]) < min(len(text), len(whole.subject)) and whole.subject.endswith(again[0]):
        text = text[again.end() :]  # 上市公司71家，其中58家公司盈利
        return whole if not text.startswith(_OWN) else None
    return whole if _acts(text, sort is not None) else None


def _whole(spot: Spot, number: NumberMention, last: Last) -> Told | None:
    """The nearest number of the sentence, or of that before in the paragraph, that counted as many or more by the same word."""
    for told in reversed(last.told[-_NEAR:]):
        if told.paragraph != spot.sentence.paragraph or told.sentence < spot.index - 1:
            return None
        if (
            told.of is not None
            and told.of.noun == number.noun
            and told.of.unit == number.unit
            and _least(number) <= _most(told.of)
        ):
            hollow = bare(told.subject) and not told.subject.endswith(_WHOM)
            return None if told.firms or hollow or len(told.subject) < _NOUN else told
    return None


_NEAR, _NOUN = 6, 2
_WHOM = ("公司", "企业", "机构")


def _least(number: NumberMention) -> Decimal:
    value = number.value[0] if isinstance(number.value, tuple) else number.value
    return value if value is not None else Decimal(0)


def _most(number: NumberMention) -> Decimal:
    value = number.value[1] if isinstance(number.value, tuple) else number.value
    return value if value is not None else Decimal("Infinity")


def _acts(text: str, sort: bool) -> bool:
    """Whether what stands behind a count says what they do: nothing, or words that a verb, an adverb or a preposition opens."""
    text = text.strip()
    if not text:
        return sort
    parts = tokens_of(text)
    word, kind = parts[0]
    if word in _ARE:
        return False
    if kind in _DOES and len(parts) > 1 and parts[1][0] in others("heads"):
        return False  # 新建项目
    if kind == "mixed":
        return len(parts) == 1 or parts[-1][0] not in others("heads")
    return kind in _DOES or (len(text) < _SHORT and no_words(text))
