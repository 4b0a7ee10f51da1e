"""A part larger than the whole it lies in.

Proves that two statements cannot both hold (``impossible``) when scope, measure, date, stage and modality agree:

    sum of size bands that do not overlap   > total                → impossible
    part (a place inside a place), or the sum of parts, > whole    → impossible

With an open whole (``超``) nothing is broken: the part alone carries the whole over its mark (``implies``). When date, modality,
scope, stage or measure differ, the pair is ``not_comparable`` and the finding lists what differs. Bounds are taken from the
wording: the part's lower against the whole's upper bound.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from lianzhang.audit.figures import Figures, add, converted, finding_id, safe, share, when_text
from lianzhang.audit.finding import Finding, FindingClass
from lianzhang.audit.reading import Reading, View, best, grade_rank, measure_name, modality_name
from lianzhang.audit.world import weigh
from lianzhang.core import Quantity, Text, UnitError, unit

__all__ = ["check"]

_FAMILY = {"revenue": "output_value", "production": "capacity"}
"""Measures that are set beside each other though they are not the same."""

_COUNTS = frozenset({"project_count", "enterprise_count", "employment"})

_ADDITIVE = frozenset({
    "output_value", "revenue", "capacity", "production", "total_investment", "contract_investment", "completed_investment",
    "project_count", "enterprise_count", "employment", "reserve",
})  # fmt: skip


def check(view: View) -> list[Finding]:
    """Size bands inside totals, then places inside places."""
    usable = [r for r in view.readings if r.measure in _ADDITIVE and r.place]
    return [*_bands(view, usable), *_places(view, usable)]


def _base(reading: Reading) -> str:
    return reading.quantity.unit.removesuffix("/a")


def _same_unit(a: Reading, b: Reading) -> bool:
    try:
        return unit(_base(a)).same_dimension(unit(_base(b)))
    except UnitError:
        return False


def _in_unit(reading: Reading, name: str) -> Quantity:
    q = reading.quantity
    plain = Quantity(q.value, _base(reading), q.basis, q.low, q.high)
    return converted(plain, name) or plain


def _floor(quantity: Quantity) -> Decimal:
    value = quantity.value if quantity.low is None and quantity.high is None else quantity.low
    return value or Decimal(0)


def _ceiling(quantity: Quantity) -> Decimal | None:
    return quantity.value if quantity.low is None and quantity.high is None else quantity.high


def _disjoint(bands: Iterable[Reading]) -> list[Reading]:
    """Bands that do not overlap, the larger figure first where two do."""
    kept: list[Reading] = []
    for reading in sorted(bands, key=lambda r: (-(r.floor or 0), r.fact.id)):
        low, high = reading.band or (None, None)
        clear = all(
            (high is not None and k.band and k.band[0] is not None and high <= k.band[0])
            or (low is not None and k.band and k.band[1] is not None and k.band[1] <= low)
            for k in kept
        )
        if clear:
            kept.append(reading)
    return kept


def _bands(view: View, readings: list[Reading]) -> list[Finding]:
    groups: dict[tuple[object, ...], list[Reading]] = defaultdict(list)
    for r in readings:
        groups[r.measure, r.place, r.date, r.fact.stage, r.fact.modality, _base(r), r.scope].append(r)
    found = []
    for some in groups.values():
        wholes, bands = [r for r in some if r.band is None], [r for r in some if r.band]
        by_band: dict[object, list[Reading]] = defaultdict(list)
        for r in bands:
            by_band[r.band].append(r)
        parts = _disjoint(best(rs) for rs in by_band.values())
        if wholes and parts:
            finding = _sum_finding(view, best(wholes), parts, "band")
            if finding:
                found.append(finding)
    return found


def _sum_finding(view: View, whole: Reading, parts: list[Reading], how: str) -> Finding | None:
    """``impossible`` when the parts' lower bounds exceed the whole's upper bound; None otherwise."""
    name = _base(whole)
    total = _in_unit(whole, name)
    named = [(f"part{i}", _in_unit(p, name)) for i, p in enumerate(parts, start=1)]
    ceiling = _ceiling(total)
    if ceiling is None or sum((_floor(q) for _, q in named), Decimal(0)) <= ceiling:
        return None
    text = Text("各部分之和", "sum of the parts")
    figures: Figures = (("whole", total), *named)
    if len(named) > 1:
        figures = (*figures, ("parts", add(named, text)))
    left = "parts" if len(named) > 1 else "part1"
    plus = " + ".join(f"{{{n}}}" for n, _ in named)
    step = f"{plus} = {{parts}} > {{whole}}" if len(named) > 1 else "{part1} > {whole}"
    where, what = view.place_name(whole.place), measure_name(whole.measure)
    kind = Text("各规模档", "size bands") if how == "band" else Text("所辖各地", "places inside it")
    list_zh = "、".join(f"{_label(view, p)}{{{n}}}" for (n, _), p in zip(named, parts, strict=True))
    sentence = Text(
        f"{where}{what.zh}总数{{whole}}，而其中{list_zh}，合计{{{left}}}，大于总数，两者不能同时成立。",
        f"{where}: {what.en} is given as {{whole}} in all, yet its {kind.en} come to {{{left}}}; both cannot hold.",
    )
    facts = (whole.fact.id, *(p.fact.id for p in parts))
    return Finding(
        finding_id("part_above_whole", facts), "part_above_whole", "impossible",
        Text(f"{where}{what.zh}：{kind.zh}之和大于总数", f"{where}: the {kind.en} exceed the total of {what.en}"),
        sentence, Text(step, step), figures, whole.place, whole.fact.time, facts, _excess(figures, left),
    )  # fmt: skip


def _label(view: View, reading: Reading) -> str:
    if reading.band is None:
        return view.place_name(reading.place)
    subject = reading.fact.subject or ""
    return safe(subject if "·" in subject else (reading.fact.scope or subject))


def _excess(figures: Figures, left: str) -> float:
    named = dict(figures)
    part, whole = named[left].value, named["whole"].value
    return min(100.0, float(100 * (part - whole) / whole)) if part and whole else 0.0


def _differences(a: Reading, b: Reading) -> list[Text]:
    """What keeps two readings from being the same thing of a part and its whole."""
    found = []
    if a.measure != b.measure:
        m, n = measure_name(a.measure), measure_name(b.measure)
        found.append(Text(f"指标不同（{m.zh}与{n.zh}）", f"measure ({m.en}, {n.en})"))
    if a.date != b.date:
        at, by = when_text(a.fact.time), when_text(b.fact.time)
        none = Text("两处均未注明时间", "date (neither gives one)")
        both = Text(f"时间不同（{at.zh}与{by.zh}）", f"date {at.en} and {by.en}")
        found.append(both if a.fact.time or b.fact.time else none)
    if a.fact.modality != b.fact.modality:
        m, n = modality_name(a.fact.modality), modality_name(b.fact.modality)
        found.append(Text(f"状态不同（{m.zh}与{n.zh}）", f"status ({m.en}, {n.en})"))
    if (a.fact.stage or "") != (b.fact.stage or ""):
        found.append(Text("阶段不同", "stage"))
    if a.scope != b.scope:
        s, t = (_bare(r.scope) for r in (a, b))
        found.append(
            Text(
                f"口径不同（{s or '未注明'}与{t or '未注明'}）",
                f"scope ({s or 'none given'}, {t or 'none given'})",
            )
        )
    return found


def _bare(scope: str) -> str:
    """A scope to print; one with digits in it is not (they would look like figures)."""
    return "" if any(c.isdigit() for c in scope) else safe(scope)


def _family(reading: Reading) -> tuple[str, str | None] | None:
    """What readings must share to be set beside each other; None where the product is not known."""
    measure = _FAMILY.get(reading.measure, reading.measure)
    if measure not in ("capacity", "reserve"):
        return measure, None
    thing = reading.commodity or (reading.fact.item if measure == "reserve" else None)
    return (measure, thing) if thing else None


def _places(view: View, readings: list[Reading]) -> list[Finding]:
    families: dict[tuple[str, str | None], list[Reading]] = defaultdict(list)
    for r in readings:
        family = _family(r)
        if r.band is None and family:
            families[family].append(r)
    found: list[Finding] = []
    for some in families.values():
        wholes: dict[str, list[Reading]] = defaultdict(list)
        inside: dict[str, list[Reading]] = defaultdict(list)
        for r in some:
            if r.place and (
                r.holder == "place"
                or (r.holder == "projects" and r.measure in ("project_count", "total_investment"))
            ):
                wholes[r.place].append(r)
            for at in view.around(r.place):
                inside[at].append(r)
        for part in some:
            found += _above(view, part, wholes)
        for at, parts in inside.items():
            found += _siblings(view, wholes.get(at, []), parts)
    return found


def _above(view: View, part: Reading, wholes: dict[str, list[Reading]]) -> list[Finding]:
    """The part against the nearest whole of every place around it; of pairs that cannot be compared the nearest alone.

    A whole that differs less and is not exceeded says that there is nothing to compare with the others.
    """
    nearest = [
        min(
            some,
            key=lambda w: (len(_differences(part, w)), grade_rank(w.fact.grade), -(w.year or 0), w.fact.id),
        )
        for at in view.around(part.place)
        if (some := [w for w in wholes.get(at, ()) if _same_unit(w, part)])
    ]
    found: list[Finding] = []
    unlike: list[Finding] = []
    for whole in sorted(nearest, key=lambda w: (len(_differences(part, w)), w.fact.id)):
        mark = whole.ceiling if whole.ceiling is not None else whole.value
        if part.measure in _COUNTS and len(_differences(part, whole)) > 1:
            continue  # counts of other things at other times: nobody would compare them
        if _floor(_in_unit(part, _base(whole))) > mark:
            (unlike if _differences(part, whole) else found).append(_pair(view, part, whole))
    return [*found, *unlike[:1]]


def _siblings(view: View, wholes: list[Reading], inside: list[Reading]) -> list[Finding]:
    """Several places inside one, none above it alone, but their sum is."""
    found = []
    for whole in wholes:
        groups: dict[str, list[Reading]] = defaultdict(list)
        for r in inside:
            if r.place and not _differences(r, whole):
                groups[r.place].append(r)
        parts = [best(rs) for rs in groups.values() if _same_unit(rs[0], whole)]
        places = {p.place for p in parts}
        parts = [p for p in parts if places.isdisjoint(view.around(p.place))]
        ceiling = whole.ceiling
        alone = any(ceiling is not None and _floor(_in_unit(p, _base(whole))) > ceiling for p in parts)
        if len(parts) > 1 and not alone:
            finding = _sum_finding(view, whole, sorted(parts, key=lambda p: p.fact.id), "place")
            if finding:
                found.append(finding)
    return found


def _pair(view: View, part: Reading, whole: Reading) -> Finding:
    name = _base(whole)
    one, all_ = _in_unit(part, name), _in_unit(whole, name)
    times = share(("part", one), ("whole", all_), Text("部分 ÷ 整体", "part ÷ whole"))
    figures: Figures = (("part", one), ("whole", all_), ("ratio", times))
    apart = _differences(part, whole)
    inner, outer, what = view.place_name(part.place), view.place_name(whole.place), measure_name(part.measure)
    of_part, of_whole = modality_name(part.fact.modality), modality_name(whole.fact.modality)
    kind: FindingClass
    said_zh = f"{inner}{of_part.zh}{what.zh}{{part}}，是其所属{outer}{of_whole.zh}{measure_name(whole.measure).zh}{{whole}}的{{ratio}}"
    said_en = f"{inner}: {what.en} ({of_part.en}) of {{part}} is {{ratio}} of the {{whole}} ({of_whole.en}) of {outer}, in which it lies"
    if apart:
        kind = "not_comparable"
        end = Text(
            "；但" + "、".join(d.zh for d in apart) + "，不能直接比较。",
            "; but they differ in " + ", ".join(d.en for d in apart) + " and cannot be compared.",
        )
        title = Text(
            f"{inner}与{outer}的{what.zh}不可比", f"{what.en} of {inner} and of {outer} cannot be compared"
        )
    elif whole.ceiling is None:
        kind = "implies"
        end = Text(
            f"；仅{inner}一地即超过{outer}的下限，{outer}的数字应上调或重新核对。",
            f"; {inner} alone passes the lower bound of {outer}, whose figure should be raised or checked.",
        )
        title = Text(
            f"{inner}一地的{what.zh}已超过{outer}的下限", f"{inner} alone passes the {what.en} of {outer}"
        )
    else:
        kind = "impossible"
        end = Text(
            "；同口径同时点下，部分不能大于整体。", "; of one scope and date a part cannot exceed its whole."
        )
        title = Text(f"{inner}的{what.zh}大于{outer}", f"{what.en} of {inner} exceeds that of {outer}")
    facts = (part.fact.id, whole.fact.id)
    return Finding(
        finding_id("part_above_whole", facts), "part_above_whole", kind, title, Text(said_zh + end.zh, said_en + end.en),
        Text("{part} ÷ {whole} = {ratio}", "{part} ÷ {whole} = {ratio}"), figures, part.place, part.fact.time, facts,
        weigh("part_above_whole", _excess(figures, "part")) if kind == "implies" else _excess(figures, "part"),
    )  # fmt: skip
