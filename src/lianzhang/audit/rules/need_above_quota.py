"""What plans need of a factor against what was granted.

Class ``implies``: the plans hold only if the difference is granted as well (or the plans take less).

    short = need − quota

One finding for a factor and a province: the places and years that are short, the shortest first. Where the low end of the need would
still fit, the sentence says so and the finding weighs less.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace

from lianzhang.audit.figures import Figures, add, converted, difference, finding_id, safe, share, value_of
from lianzhang.audit.finding import Finding
from lianzhang.audit.reading import View
from lianzhang.audit.world import Quota, weigh
from lianzhang.core import Quantity, Text

__all__ = ["check"]

_RULE = "need_above_quota"
_SHOWN = 6
_EN = {"用地": "land", "能耗": "energy", "用水": "water", "电力": "power"}


@dataclass(frozen=True)
class _Short:
    place: str | None
    year: int
    need: Quantity
    quota: Quantity
    short: Quantity

    @property
    def over(self) -> float:
        """How much of the need has no quota, in %; half of that where the low end of the need would fit."""
        part = float(100 - 100 * value_of(self.quota) / value_of(self.need))
        return part / 2 if self.open else part

    @property
    def open(self) -> bool:
        return self.need.low is not None and self.need.low <= value_of(self.quota)


def check(view: View) -> list[Finding]:
    """One finding for every factor and province with more need than quota."""
    groups: dict[tuple[str, str | None], list[_Short]] = defaultdict(list)
    for quota in view.world.quotas:
        found = _short(view, quota)
        if found:
            groups[quota.factor, view.province(found.place) or found.place].append(found)
    return [_finding(view, factor, at, some) for (factor, at), some in groups.items()]


def _short(view: View, quota: Quota) -> _Short | None:
    place, limit = view.place_key(quota.place), quota.quantity
    needs = [
        (f"need{i}", n)
        for i, n in enumerate(
            (converted(need.quantity, limit.unit) for need in view.world.needs
             if need.factor == quota.factor and need.year == quota.year and view.within(view.place_key(need.place), place)),
            start=1,
        )
        if n is not None and n.value is not None
    ]  # fmt: skip
    if not needs or limit.value is None:
        return None
    need = add(needs, Text("各项需求之和", "sum of needs"))
    if value_of(need) <= limit.value:
        return None
    short = difference(("need", need), ("quota", limit), Text("需求 − 指标", "need − quota"))
    found = _Short(place, quota.year, need, limit, short)
    if found.open:  # a range that ends below nothing says less than the words that the low end fits
        found = replace(found, short=Quantity(short.value, short.unit, short.basis))
    return found


def _finding(view: View, factor: str, at: str | None, shorts: list[_Short]) -> Finding:
    some = sorted(shorts, key=lambda s: (-s.over, s.year, s.place or ""))
    figures: list[tuple[str, Quantity]] = []
    zh, en, steps = [], [], []
    for i, s in enumerate(some[:_SHOWN]):
        n = "" if i == 0 else str(i + 1)
        where = view.place_name(s.place)
        rate = (
            share(("need", s.need), ("quota", s.quota), Text("需求 ÷ 指标", "need ÷ quota"))
            if s.quota.value
            else s.need
        )
        mine: Figures = (
            (f"need{n}", s.need), (f"quota{n}", s.quota), (f"short{n}", s.short), (f"rate{n}", rate),
        )  # fmt: skip
        figures += mine
        low = Text("（按低限估算尚在指标内）", " (the low estimate still fits)") if s.open else Text("", "")
        zh.append(f"{where}{s.year}年需{{need{n}}}，指标{{quota{n}}}，缺{{short{n}}}{low.zh}")
        en.append(f"{where} ({s.year}) needs {{need{n}}} against {{quota{n}}}, short of {{short{n}}}{low.en}")
        steps.append(f"{{need{n}}} − {{quota{n}}} = {{short{n}}}")
    more = (
        Text("；另有地区和年份亦不足", "; other places and years are short too")
        if len(some) > _SHOWN
        else Text("", "")
    )
    single, name = len({s.place for s in some}) == 1, safe(factor)
    factor_en = _EN.get(factor, name)
    where = view.place_name(some[0].place if single else at)
    title = Text(f"{where}{name}需求超过指标", f"{where}: need of {factor_en} above its quota")
    head = Text(f"在建和拟建项目{name}：", f"{factor_en} for projects to come: ")
    tail = Text("，须另行争取或压减项目。", "; more must be granted or projects cut.")
    key = (some[0].place if single else at) or ""
    return Finding(
        finding_id(_RULE, (key, factor)), _RULE, "implies", title,
        Text(head.zh + "；".join(zh) + more.zh + tail.zh, head.en + "; ".join(en) + more.en + tail.en),
        Text("；".join(steps), "; ".join(steps)), tuple(figures), key or None, str(some[0].year), (), weigh(_RULE, some[0].over),
    )  # fmt: skip
