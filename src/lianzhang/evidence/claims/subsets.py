"""Those counted before: some of them (某市有铸造企业80家，其中12家停产 — the clause says what they do, not what they are), what they have, what they
come to together."""

from __future__ import annotations

import re
from decimal import Decimal

from lianzhang.evidence.claims.reading import Last, Spot, Told
from lianzhang.evidence.claims.topics import content
from lianzhang.evidence.mentions import NumberMention
from lianzhang.evidence.noun_phrases import no_words, tokens_of
from lianzhang.evidence.scene import Scene
from lianzhang.evidence.segments import others
from lianzhang.evidence.subjects.counted import BY_KIND, is_kind
from lianzhang.evidence.subjects.facets import bare
from lianzhang.evidence.subjects.phrases import right_noun

__all__ = ["all_of_them", "of_those", "some_of_them"]

_LEADS = re.compile(
    "(?:其中|而|但|另外?|此外|目前|已|还|仅|只|约|近|超过?|至少|共|就|有|也|均|为|达|则|不足|将近|逾|多达|以及|[，、和及中\\s]){0,6}"
)
"""What may stand before the count of some of them."""
_AMONG = ("里", "的企业中", "的公司中", "之中")
_OF_A_SORT = re.compile(r"[^，。；\d]{2,24}的(?:仅|只|共|就|也|还){0,6}(?:有|为|达|占)(?:约|近)?")
"""符合要求的仅有5家: which of them they are."""
_ENDS = re.compile("[，。；、）（：]|和|$")
_DOES = frozenset({"verb", "reach", "entry", "adverb", "preposition", "saying", "conjunction"})
_ARE = frozenset(["是", "为", "系", "属于"])
"""有3款是新车型: they are counted by a name of their own."""
_EARNS = re.compile(
    r"(?:营业?总?收入?|(?:归母|归属于?(?:上市公司|母公司)?股东的?|扣非后?的?)?净利润?|业绩|(?:实际|累计)?募资|市值|股价|[涨跌]幅|股息率|产值|产量|销量|限售股|(?:最新|动态){0,6}市[盈净]率|盈利|亏损|扭亏|减亏|[预续略]?[亏盈增减](?:[增减亏盈]|\Z))"
)
"""What firms have or earn: 其中44家净利增幅超100%."""
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
    if spot.at and scene.flat.endswith(_AMONG, spot.sentence.start, spot.sentence.clauses[spot.at - 1].end):
        return None  # 受助的企业里，101家……: of those
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


def of_those(scene: Scene, spot: Spot, number: NumberMention, last: Last) -> Told | None:
    """The count of firms or shares in the clause of ``number``, where what they have is told behind it (超110家公司预计净利润增长超过100%)."""
    told = last.told[-1] if last.told else None
    if told is None or number.unit in _UNITS or spot.part or told.firms or told.of is None:
        return None
    if (told.sentence, told.clause) != (spot.index, spot.at) or told.of.noun not in BY_KIND:
        return None
    if scene.flat.startswith("等", told.of.start - 1):
        return None  # 甲、乙等5只股票涨幅超过3%: of each that is named
    kind = right_noun(scene, told.of.end, number.start)
    if not is_kind("各" + kind) or not told.subject.endswith(kind):
        return None
    behind = told.of.end + len(kind)
    if scene.names(behind, number.start, "organisation") or scene.grounds(behind, number.start):
        return None
    text = scene.flat[behind : number.start]
    return told if _HAVE.fullmatch(text) and not _OF_A_TRADE.search(text) else None


_OF_A_TRADE = re.compile("增加值|产值|产量|利润总额|用电")
"""What a trade is measured by: told of it with the measure (重点企业增加值)."""


_HAVE = re.compile(
    r"(?:的|则|均|都|预计|预告|实现|有望|近期|今年|去年|本周|(?:20\d\d年)?(?:上半年|前三季度|[一二三四]季度|全年|年度?)|[^，。；\d]{0,6}?活动产生的?){0,6}"
    r"(?:(?:(?!对|向|与|被|由|从)[^，。；\d]){0,10}(?:幅度?|率|[金总余产销]额|额|量|值|价格?|占比|比例|比重|仓位|规模|水平|净利|利润|收入|营收|分红|业绩)|现金流|资产|负债|研发|销售|出口|纳税|募集|融资|派现|回购|上涨|下跌|增长|下降|[涨跌])"
    r"[^，。；\d]{0,12}"
)
"""What firms, shares and funds have, behind who they are, up to the number."""
_TOGETHER = re.compile(
    "(?:上述|这些|以上|它们|他们|其|家|公司|企业|股票|个股|机构){0,6}(?:合计|共计|总计)(?!持股比例)"
)


_AT_OTHERS = re.compile(
    r"现身|出现在|跻身|涉及|覆盖|走访|调研|持有|买入|重仓|投资|进入|[对向给与][^，。；]{0,4}\Z"
)
"""What others do with those who are counted: what it comes to is of the others."""


def all_of_them(scene: Scene, spot: Spot, number: NumberMention, last: Last) -> Told | None:
    """The count of firms or shares right before, where a clause tells what they come to together (27家上市券商披露季报，合计实现营收……)."""
    if number.unit in _UNITS or spot.part or not last.told:
        return None
    begin = content(scene, spot.clause.start, number.start)
    if not _TOGETHER.match(scene.flat, begin, number.start):
        return None
    for told in reversed(last.told[-_NEAR:]):
        if told.paragraph != spot.sentence.paragraph or told.sentence < spot.index - 1 or told.firms:
            return None
        if told.of is not None and told.of.unit in _UNITS:
            named = scene.names(told.of.end, number.start, "organisation")
            start = scene.sentences[told.sentence].clauses[told.clause].start
            theirs = told.of.noun in BY_KIND and not _AT_OTHERS.search(scene.flat, start, told.of.start)
            return told if theirs and len(told.subject) >= _NOUN and not named else None
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
    if _EARNS.match(text):
        return True
    if kind == "mixed":
        return len(parts) == 1 or parts[-1][0] not in others("heads")
    return kind in _DOES or (len(text) < _SHORT and no_words(text))
