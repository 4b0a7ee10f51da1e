"""What a time is measured from that prints no year of its own: the document's day, the year and the period told before."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from lianzhang.evidence.numbers.numerals import read_numeral

__all__ = ["Context", "document_day", "in_passing", "join", "last_years", "meant", "plain", "relative", "relative_year", "same_period"]  # fmt: skip

_SHIFT = {"今": 0, "本": 0, "去": -1, "上": -1, "明": 1, "前": -2, "后": 2}


@dataclass(slots=True)
class Context:
    """What a time without a year is measured from."""

    document: date | None
    document_text: str | None
    year: int | None = None  # the year last printed
    year_end: int = -10_000  # where that was
    setting: int | None = None  # the year last printed that a sentence is set in
    told: int | None = None  # the year last told, by its number or as 去年 and the like
    last: str | None = None  # the period last resolved
    period: str | None = None  # the last that is no single day
    day: str | None = None  # the day last told
    plan: tuple[int, int] | None = None  # the plan period last named

    def speak_of(self, year: int, end: int, *, passing: bool = False) -> None:
        """Take over a year that was printed; ``passing``: what follows is not set in it."""
        self.year, self.year_end = year, end
        if not passing:
            self.setting = year

    def keep(self, period: str, day: bool, balance: bool) -> None:
        """Take over a period that was resolved; ``balance``: a day that figures are drawn up for."""
        self.last = period
        if len(period) != 10 or balance:
            self.period = period
        if day and len(period) == 10:
            self.day = period

    def tells_of(self, year: int) -> bool:
        """Whether the year last printed is ``year``, and of the document no more is known than that it is of the next (2018年……，年末……)."""
        return (
            self.document is not None
            and len(self.document_text or "") == 4
            and self.year == year == self.document.year - 1
        )

    def unsure(self, year: int, period: str) -> bool:
        """Whether a month or quarter of the year's end may be of the year before: no year is told, and of the document only its year is known."""
        known = self.year == year or len(self.document_text or "") != 4
        return not known and period.endswith(("-12", "-Q4"))


def plain(text: str) -> int | None:
    """A numeral as an integer; None where it is none."""
    value = read_numeral(text)
    return None if value is None or isinstance(value, tuple) else int(value)


def join(a: str | None, b: str | None) -> str | None:
    """The period from ``a`` to ``b``."""
    if a is None or b is None:
        return a or b
    first, last = a.split("/")[0], b.split("/")[-1]
    return first if first == last else f"{first}/{last}"


def document_day(document_date: str | None) -> tuple[date | None, str | None]:
    """The document's date as a day: a year alone counts as its last day."""
    m = re.match(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", document_date or "")
    if not m:
        return None, None
    year, month = int(m[1]), int(m[2] or 12)
    day = int(m[3] or monthrange(year, month)[1])
    return date(year, month, day), m[0]


_MEANT = re.compile(r"(?:计划|预计|力争|争取|确保|拟|将|规划|到|目标)[^，。；\d]{0,6}\Z")
_BEFORE = re.compile(
    r"(?:[较比]|相比于?|(?:成立|设立|创立|创建|创办|始建|组建|注册|上市|签订|签署|获批)于|[(（]|《)\Z"
)
_AFTER = re.compile(
    r"[^，。；\n\d]{0,10}?(?:成立|设立|创立|创建|创办|始建|组建|注册|上市(?!公司)|参股|入股|改制|股息|红利|分红|派息|利润分配|为基[数期准])"
)


_GUIDED = re.compile(
    r"\d{4}\s?年(?:度|的)?(?:\s?(?:\d{1,2}\s?[-~至到]|前|第?[一二三四]季|[上下]半年)|(?:业绩|净利|营收|归))"
)


def meant(text: str, start: int) -> bool:
    """Whether a year at ``start`` is only meant (计划2027年投产): it dates nothing told after it. What a firm expects of its accounts is of the time it tells it in."""
    m = _MEANT.search(text, max(0, start - 12), start)
    return m is not None and not (m[0].startswith("预计") and _GUIDED.match(text, start))


def in_passing(text: str, start: int, end: int) -> bool:
    """Whether a time is told beside what a text is of: compared with, the day of a founding, the year a dividend is for."""
    return bool(_BEFORE.search(text, max(0, start - 4), start) or _AFTER.match(text, end))


_NEW_MATTER = re.compile(r"[。！？!?\n]|[；;]\s?\d{1,2}[、.．]")
"""What a year told before it does not reach over: the end of a sentence, the next item of a list."""


def relative_year(word: str, ctx: Context, near: str) -> int | None:
    """The year of 今年 and the like, or of a month or half-year without a word (``""``); ``near``: the text since the last printed year."""
    if word in ("当年", "同年", "该年"):
        return ctx.told or ctx.year or (ctx.document.year if ctx.document else None)
    if word in ("次年", "翌年"):
        return None if ctx.year is None else ctx.year + 1
    if word:
        if ctx.document is None:
            if not _NEW_MATTER.search(near):  # 继2007年回落，今年3月……: another year, that is not known
                ctx.year = ctx.setting = None
            return None
        if word[:2] == "本年" and ctx.period == str(ctx.document.year - 1):
            return ctx.document.year - 1  # in what tells of a yearly report: the year that it is of
        return ctx.document.year + _SHIFT[word[0]]
    if ctx.year is not None and not _NEW_MATTER.search(near):
        return ctx.year
    return ctx.document.year if ctx.document else ctx.setting


def relative(word: str, ctx: Context, *, held: bool = False) -> str | None:
    """The period of 本月, 上季度, 昨日 and the like; ``held``: something is held against it (比上月)."""
    if word[0] == "同" or (word in ("当日", "当天") and ctx.day):
        return ctx.day
    if word.startswith("前一") and "月" in word:
        told_month = re.fullmatch(r"(\d{4})-(\d\d)", ctx.last or "")
        return _month(int(told_month[1]) * 12 + int(told_month[2]) - 2) if told_month else None
    if word == "该季度":
        return ctx.last if re.fullmatch(r"\d{4}-Q[1-4]", ctx.last or "") else None
    today = ctx.document
    if today is None:
        return None
    exact = ctx.document_text is not None and len(ctx.document_text) >= 7
    if word == "本月" and re.fullmatch(r"\d{4}-\d\d", ctx.last or ""):
        return ctx.last  # a monthly report comes out in the month after
    if "月" in word and exact:
        shift = -1 if word[0] == "上" else 1 if word[0] == "下" else 0
        index = today.year * 12 + today.month - 1 + shift
        if held and shift < 0 and ctx.last == f"{index // 12}-{index % 12 + 1:02}":
            index -= 1  # of February, told in March: 比上月 is against January
        return _month(index)
    if "季度" in word and (told := re.fullmatch(r"(\d{4})-Q([1-4])", ctx.last or "")):
        index = (
            int(told[1]) * 4 + int(told[2]) - 1 + _SHIFT.get(word[0], 1)
        )  # a quarter's report comes out in the next
        return f"{index // 4}-Q{index % 4 + 1}"
    if "季度" in word and exact:
        index = today.year * 4 + (today.month - 1) // 3 + _SHIFT.get(word[0], 1)
        return f"{index // 4}-Q{index % 4 + 1}"
    if ctx.document_text is None or len(ctx.document_text) < 10 or "月" in word or "季度" in word:
        return None
    if word.startswith("前一"):
        today = date.fromisoformat(ctx.day) if ctx.day else today
    shift = {"昨": -1, "明": 1, "前": -1 if word.startswith("前一") else -2}.get(word[0], 0)
    return (today + timedelta(days=shift)).isoformat()


def _month(index: int) -> str:
    """The month of an index that counts months from the year 0."""
    return f"{index // 12}-{index % 12 + 1:02}"


def last_years(word: str, count: str, unit: str, ctx: Context) -> str | None:
    """The years of 近三年, 过去五年, 未来两年."""
    n = plain(count) if count != "几" else None
    if n is None or ctx.document is None or unit == "个月":
        return None
    year = ctx.document.year
    if n == 5 and word.startswith("过去") and ctx.plan and 0 <= year - ctx.plan[1] <= 1:
        return f"{ctx.plan[0]}/{ctx.plan[1]}"  # the five years of the plan period spoken of
    if n == 1 and word.startswith("过去"):
        return str(year - 1)
    ahead = word.startswith(("未来", "今后"))
    return join(str(year), str(year + n)) if ahead else join(str(year - n + 1), str(year))


def same_period(ctx: Context, word: str) -> str | None:
    """去年同期 is the period spoken of, a year before; 2019年同期 that of 2019; 同期 alone is that period itself."""
    spoken_of = ctx.period or ctx.last
    if word == "同期":
        return spoken_of
    printed = re.match(r"\d{4}", word)
    m = re.search(r"\d{4}(?!.*\d{4})", spoken_of or "")
    if not m:
        return printed[0] if printed else str(ctx.document.year - 1) if ctx.document else None
    back = int(m[0]) - int(printed[0]) if printed else 1
    return re.sub(r"\d{4}", lambda y: str(int(y[0]) - back), spoken_of or "")
