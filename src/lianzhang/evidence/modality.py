"""Modality: done, being built, signed, planned, asked for, a target or a forecast. Decided by cue words per clause.

The cues are data (``data/frames_modality.toml``). A cue reaches over its clause, its ``；`` segment, its sentence or its
paragraph; a later cue of a nearer clause wins over what is inherited.
"""

from __future__ import annotations

import re
import sys
import tomllib
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest
from typing import NamedTuple

from lianzhang.core.data_files import data_text
from lianzhang.evidence.claim import MODALITIES, Modality
from lianzhang.evidence.clauses import Clause, Sentence
from lianzhang.evidence.together import Together

__all__ = ["Cue", "ModalityReader", "read_cues"]

_NUMBERED = re.compile(r"\s*(?:\d{1,2}[、.．）)](?!\d)|[①-⑳])")
"""How an item of a digest begins that stands in one paragraph."""
_GOALS_FOLLOW = re.compile(r"目标(?:任务)?(?:为|是|如下|有)?[:：]?\s*\Z")
_ITEM = re.compile(
    r"\s*(?:[—–-]{1,2}(?=[\u4e00-\u9fff“])|[•·●▪◆■]|[（(](?:\d{1,2}|[一二三四五六七八九十]{1,2})[）)]|\d{1,2}[、.．](?!\d)|[①-⑳]|[一二三四五六七八九]是)"
)
"""How one of several lines begins that a line before them announces."""
_HEADING = 14
"""A sentence that opens a paragraph and is no longer than this is its heading (一、发展目标。)."""

_MET = re.compile(
    r"(?<!力争)(?<!确保)(?<!全面)(?<!奋力)(?:超额|提前|圆满|已|均|顺利|全面)(?:超额|提前)?(?:完成|实现|达到|达成)(?!后)[^，。；]{0,40}目标(?!为|是|任务|：)|(?<!将)(?<!力争)(?<!确保)(?<!奋力)(?:实现了|达成了|完成(?:了|全年|年度|年初))[^，。；]{0,40}目标"
)
_OF_ITSELF = re.compile(
    r"(?:市场|供给|供应|供需|需求|消费|行业|[价量率]|价格|估值|市值|规模|缺口|景气度?|增长|增速|[增涨跌降]幅|水平|份额|比[例重]|占比|出口|库存|通胀|雨|水位|气温|风力)"
    r"(?:在[^，。；]{1,14})?(?:还|也|仍|均|都)?\Z"
    r"|(?<![在向于面])(?:全球|世界)(?!化|[首最各领])[^，。；“”]{1,16}\Z"
    r"|(?:我国|中国|全行业)[^，。；]{0,14}(?:销售额|销量|产量|产值|出货量|装机量?|保有量)\Z"
)
"""What comes of itself, planned by nobody: of it 将 foretells."""
_OF_ITSELF_BEHIND = re.compile(
    r"占(?![用地领])|贡献|[跌涨](?!价)|扭亏|(?:亏损?|盈利)(?:将|约|近|超过?|逾|达到?|高达|不?[超低少]于?过?){0,6}\d"
)
"""What 将 foretells by the verb behind it: nobody plans to lose or to fall (价格明年将跌至每吨3000元); who makes it dearer does (将涨价5%)."""
_SO_FAR = re.compile("(?:[今本当]年|\\d{4}年|年内|全年|共|可){0,6}")
_RECKONED = re.compile("测算|估算|推算")
_AT_A_RATE = re.compile("将以[^，。；]{1,24}(?:速度|增速|增长率|速率)")
"""What grows at a rate comes to its level of itself (将以每年4%的速度增长，到2013年达到2亿吨)."""
_MEANT = frozenset({"planned", "target", "forecast"})
_AMOUNT = re.compile(r"\d(?!\d*(?:\.\d+)?\s?[年月日\d-])")
_HEADLINE = re.compile(r"(?:提升|增长|改善|回升|向好|加速|放量|突破|受益|扩大|增厚|好转|翻倍)\Z")
"""How a heading ends that is a statement of its own."""
_REACHED = ("投产", "建成")
"""Right before a number these outweigh what is inherited (其中投产12个)."""

_COMES_TO = ("达到", "实现")
"""In a list of what is meant (计划甲达到3万吨、乙达到5万吨) these say no more than the number."""
_DONE = ("完成", "改善", "整治", "治理", "修复", "发放", "培训", "惠及")
"""A clause that opens with these goes on with no work that is begun."""

_TOLD = re.compile(
    r"介绍|据统计|据[^，。；]{0,12}(?:了解|测算|数据|统计)|报告指出|(?:数据|统计|资料)显示|近年来|去年|上年|目前(?!的)|截[至止]|[他她]说|透露|今年以来"
)
"""What opens the facts that one who asks for something tells beside it."""
_ASKS = re.compile(
    r"(?<![适响相供效反对回])应(?!收|用|对|付|急)|要(?!求)|须|希望|加快|加强|支持|鼓励|尽快|进一步"
)
_BOUND = re.compile("不(?:低于|少于|超过|高于|多于)")
"""What is at least or at most so much, after a plan, is no sum of what was done."""
_YEARS = re.compile(r"(?:[两三四五六七八九十\d]年|“?十[一二三四五]五”?|期间)\Z")
_SPAN = re.compile(r"20\d\d年?[-—–~～至到]+20\d\d年度?\Z")

_SO = ("带动", "推动", "拉动", "促使", "使", "从而", "进而")
"""A clause that says what comes of the one before is as foreseen as that, whatever it is held against (……，带动收入同比增长8%)."""

_REACH = {"clause": 0, "segment": 1, "sentence": 2, "paragraph": 3}


@dataclass(frozen=True, slots=True)
class _Rule:
    modality: Modality
    strength: int
    reach: int
    after: bool
    only: str
    words: re.Pattern[str]


class Cue(NamedTuple):
    """One cue found at ``[start, end)``; ``reach`` 0 clause, 1 segment, 2 sentence, 3 paragraph."""

    start: int
    end: int
    modality: Modality
    strength: int
    reach: int
    after: bool
    only: str


@lru_cache(maxsize=1)
def _rules() -> tuple[_Rule, ...]:
    text = data_text("frames_modality.toml")
    out = []
    for row in tomllib.loads(text)["cue"]:
        if row["modality"] not in MODALITIES:
            raise ValueError(f"frames_modality.toml: unknown modality {row['modality']!r}")
        out.append(
            _Rule(
                row["modality"],
                row["strength"],
                _REACH[row["reach"]],
                row.get("side") == "any",
                row.get("only", ""),
                re.compile(row["words"]),
            )
        )
    return tuple(out)


@lru_cache(maxsize=1)
def _together() -> Together:
    return Together([r.words for r in _rules()])


def read_cues(text: str, spans: list[tuple[int, int]]) -> dict[tuple[int, int], list[Cue]]:
    """The cues of each span (spans in order, apart from one another); of two that overlap the stronger stays, else the first.

    All patterns are searched in one pass over the whole text, so the cost does not grow with the number of clauses.
    """
    out: dict[tuple[int, int], list[Cue]] = {}
    if not spans:
        return out
    starts = [s[0] for s in spans]
    rules = _rules()
    for which, m in _together().finditer(text, spans[0][0], spans[-1][1]):
        start, end = m.span()
        span = spans[bisect_right(starts, start) - 1]
        if start < end <= span[1] and not _in_a_motto(text, start, end):
            r = rules[which]
            cue = Cue(start, end, r.modality, r.strength, r.reach, r.after, r.only)
            out.setdefault(span, []).append(cue)
    for span, found in out.items():
        reached = _MET.search(text, *span) if text.find("目标", *span) >= 0 else None
        if reached:  # a goal that is met is told, not set
            found[:] = [
                c
                for c in found
                if not (c.modality == "target" and reached.start() <= c.start < reached.end())
            ]
        found.sort(key=lambda c: (c.start, -c.strength, c.start - c.end))
        kept: list[Cue] = []
        for cue in found:
            if not kept or cue.start >= kept[-1].end or cue.strength > kept[-1].strength:
                kept.append(cue)
        out[span] = kept
    return out


_MOTTO = 40


def _in_a_motto(text: str, start: int, end: int) -> bool:
    """Whether a word stands in a quotation without a figure (“企业采购、确保供应”的原则): it says nothing of figures around it."""
    opened = text.rfind("“", max(0, start - _MOTTO), start)
    if opened < 0 or text.find("”", opened, start) >= 0:
        return False
    closed = text.find("”", end, end + _MOTTO)
    return closed > 0 and not any(c.isdecimal() for c in text[opened:closed])


class ModalityReader:
    """Modality of places in one text; ``masked`` is the text with titles blanked."""

    def __init__(self, masked: str, sentences: list[Sentence]) -> None:
        self._text = masked
        self._by_clause = read_cues(masked, [(c.start, c.end) for s in sentences for c in s.clauses])
        self._proposed: dict[int, tuple[int, int]] = {}
        listed: set[int] = set()  # paragraphs of numbered items
        in_item: set[int] = set()  # those in which an item of them asks for something
        self._told: set[int] = set()  # sentences that tell facts beside what is asked for
        self._headed: dict[int, Modality] = {}
        self._wholes: dict[int, Sentence] = {}
        for before, s in zip([None, *sentences], sentences, strict=False):
            if before and before.paragraph == s.paragraph and masked.startswith("其中", s.start):
                self._wholes[s.start] = before
            if s.first and s.end - s.start <= _HEADING:
                if "目标" in masked[s.start : s.end].replace("目标价", ""):
                    self._headed[s.paragraph] = "target"
                elif "下一步" in masked[s.start : s.end]:
                    self._headed[s.paragraph] = "planned"
            if _NUMBERED.match(masked, s.start):
                if s.paragraph in in_item:
                    in_item.discard(s.paragraph)
                    self._proposed[s.paragraph] = (self._proposed[s.paragraph][0], s.start)
                listed.add(s.paragraph)
            for c in s.clauses:
                for cue in self._by_clause.get((c.start, c.end), ()):
                    if cue.reach == 3 and s.paragraph not in self._proposed:
                        self._proposed[s.paragraph] = (cue.start, sys.maxsize)
                        if s.paragraph in listed:
                            in_item.add(s.paragraph)
        self._head_items(sentences)
        if self._proposed:
            self._tell(sentences)

    def _head_items(self, sentences: list[Sentence]) -> None:
        """Note the lines that a line before them announces as goals (具体目标为：, and then ——……)."""
        announced = False
        for s, after in zip_longest(sentences, sentences[1:]):
            if s.first and announced:
                announced = _ITEM.match(self._text, s.start) is not None
                if announced:
                    self._headed.setdefault(s.paragraph, "target")
            ends = after is None or after.paragraph != s.paragraph
            said = self._text.startswith("。", s.end)  # ……的目标。 announces nothing
            if ends and not said and _GOALS_FOLLOW.search(self._text, max(s.start, s.end - 12), s.end):
                announced = True

    def _tell(self, sentences: list[Sentence]) -> None:
        """Note the sentences of paragraphs that ask for something which tell facts, from the first of these to the next that asks."""
        paragraph = -1
        for s in sentences:
            opened = self._proposed.get(s.paragraph)
            if opened is None or s.start <= opened[0]:
                continue
            if any(cue.reach == 3 for c in s.clauses for cue in self.cues(c.start, c.end)):
                paragraph = -1
            elif _TOLD.search(self._text, s.start, s.end) and not _ASKS.search(self._text, s.start, s.end):
                paragraph = s.paragraph
            if s.paragraph == paragraph:
                self._told.add(s.start)

    def _foreseen(self, sentence: Sentence, index: int, best: Cue) -> tuple[Modality, Cue]:
        """A 将 after 预计 foresees; what is 完成 after 将 or 力争 is not done."""
        word = self._text[best.start : best.end]
        clause = sentence.clauses[index]
        if word == "累计" and (whole := self._in_all(sentence, index, best)):
            return whole.modality, whole
        if word[0] in "到至" and (told := self._foretold(sentence, index, best)):
            return "forecast", told
        if word in ("完成", "全年"):  # 计划完成投资30亿元
            meant = [
                c for c in self.cues(clause.start, clause.end) if c.modality in _MEANT and c.end <= best.start
            ]
            if meant and _SO_FAR.fullmatch(self._text, meant[-1].end, best.start):
                return meant[-1].modality, meant[-1]
        if word not in ("将", "完成"):
            return best.modality, best
        for other in reversed(sentence.clauses[: index + 1]):
            if other.segment != clause.segment:
                break
            for cue in self.cues(other.start, other.end):
                if cue.start >= best.start or cue.reach < 1:
                    continue
                foretells = cue.modality == "forecast" or (
                    self._text.startswith("将", cue.start)
                    and _OF_ITSELF.search(self._text, other.start, cue.start)
                )
                if word == "将" and foretells:
                    return "forecast", cue
                if word == "完成" and self._text[cue.start : cue.end] in ("将", "力争", "目标", "确保"):
                    return cue.modality, cue
        if word == "将" and (
            _OF_ITSELF_BEHIND.match(self._text, best.end)
            or _OF_ITSELF.search(self._text, clause.start, best.start)
            or _RECKONED.search(self._text, sentence.start, best.start)
        ):
            return "forecast", best
        return best.modality, best

    def _foretold(self, sentence: Sentence, index: int, best: Cue) -> Cue | None:
        """What foresees the level of a time ahead: a rate of growth, or a clause before without a figure of its own
        (机构作出预测，到2030年占20%，到2040年占40%)."""
        if _AT_A_RATE.search(self._text, sentence.start, best.start):
            return best
        for other in reversed(sentence.clauses[:index]):
            told = not self._text.startswith("到20", other.start) and _AMOUNT.search(
                self._text, other.start, other.end
            )
            if told or other.segment != sentence.clauses[index].segment:
                return None
            for cue in self.cues(other.start, other.end):
                if cue.modality == "forecast" and cue.reach:
                    return cue
        return None

    def _in_all(self, sentence: Sentence, index: int, best: Cue) -> Cue | None:
        """What the cue of a plan or a promise says of a sum of years (计划三年累计投资; 承诺2026年……，2026-2028年累计……)."""
        clause = sentence.clauses[index]
        for c in reversed(self.cues(clause.start, clause.end)):
            if c.start < best.start and c.only != "relation" and c.modality in _MEANT:
                return None if _AMOUNT.search(self._text, c.end, best.start) else c
        bounded = _BOUND.search(self._text, best.end, clause.end)
        if (
            not bounded
            and not _SPAN.search(self._text, clause.start, best.start)
            and not _YEARS.search(self._text, clause.start, best.start)
        ):
            return None
        for other in reversed(sentence.clauses[:index]):
            meant = [c for c in self.cues(other.start, other.end) if c.modality in _MEANT and c.reach]
            if meant and other.segment == clause.segment:
                return meant[-1]
        return None

    def cues(self, start: int, end: int) -> list[Cue]:
        """The cues of the clause ``[start, end)``."""
        return self._by_clause.get((start, end), [])

    def of(
        self,
        sentence: Sentence,
        index: int,
        at: int,
        stop: int | None = None,
        *,
        left: int | None = None,
        numeric: bool = True,
    ) -> tuple[Modality, Cue | None]:
        """Modality of what stands at ``at`` in clause ``index``; ``stop`` ends the noun phrase that follows it, ``left`` ends the number before.

        Returns the cue it rests on, None when the default (actual) or a suggestion's paragraph decided.
        """
        opened = self._proposed.get(sentence.paragraph)
        if (
            opened is not None
            and opened[0] <= at < opened[1]
            and not (numeric and sentence.start in self._told)
        ):
            return "proposed", None
        clause = sentence.clauses[index]
        skip = "relation" if numeric else "number"
        own = [
            c
            for c in self.cues(clause.start, clause.end)
            if c.only != skip
            and (c.start < at or (c.after and (c.end <= (stop or at) or c.modality == "target")))
        ]
        if self._text.startswith(_SO, clause.start):
            own = [c for c in own if self._text[c.start : c.end] != "同比"]
        near = [c for c in own if left is not None and clause.start < left <= c.start]
        if near:
            # its own element of a list (已投产8个，在建16个 / 投产12个、在建15个) decides before the elements around it
            best = max(near, key=lambda c: (c.strength, -abs(at - c.end)))
            meant = best.strength == 1 and any(c.modality in _MEANT for c in own)
            if not (meant and self._text.startswith(_COMES_TO, best.start)):
                return self._foreseen(sentence, index, best)
        reached = False
        if own:
            best = max(own, key=lambda c: (c.strength, -abs(at - c.end)))
            reached = best.start <= clause.start + 1 and self._text.startswith(_REACHED, best.start)
            if best.strength > 1 or (at - best.end <= 3 and self._text.startswith(_REACHED, best.start)):
                return self._foreseen(sentence, index, best)
        for back in range(index - 1, -1, -1):
            other = sentence.clauses[back]
            need = 1 if other.segment == clause.segment else 2
            reaching = self._reaching(other, need, skip)
            if reaching:
                best = max(reaching, key=lambda c: (c.strength, c.start))
                if best.modality == "under_construction" and (
                    reached or self._text.startswith(_DONE, clause.start)
                ):
                    break  # 在建187条，建成3个; 开工改造500个，完成……60个
                return self._foreseen(sentence, back, best)
        whole = None if own else self._of_the_whole(sentence, skip)
        return whole or (self._headed.get(sentence.paragraph, "actual"), None)

    def _reaching(self, other: Clause, need: int, skip: str) -> list[Cue]:
        """The cues of a clause before that reach ``need`` far; a heading that looks ahead (份额有望提升：公司去年……) says nothing of what
        stands behind its colon."""
        reaching = [c for c in self.cues(other.start, other.end) if c.only != skip and c.reach >= need]
        if not self._text.startswith(("：", ":"), other.end):
            return reaching
        return [
            c
            for c in reaching
            if c.modality not in ("forecast", "planned")
            or (other.end - c.end <= 8 and not _HEADLINE.search(self._text, c.end, other.end))
        ]

    def _of_the_whole(self, sentence: Sentence, skip: str) -> tuple[Modality, Cue] | None:
        """What the sentence before means to be done, whose parts a sentence tells (共安排项目90个。其中，甲类50个)."""
        before = self._wholes.get(sentence.start)
        told = any(c.modality == "actual" for b in sentence.clauses for c in self.cues(b.start, b.end))
        if before is None or told:
            return None
        reaching = [
            c for b in before.clauses for c in self.cues(b.start, b.end) if c.only != skip and c.reach >= 1
        ]
        best = max(reaching, key=lambda c: (c.strength, c.start), default=None)
        return (best.modality, best) if best and best.modality in _MEANT else None
