"""A rich report about an invented region, with hostile names in it. All sentences and figures are made up."""

from __future__ import annotations

import hashlib
from decimal import Decimal as D  # noqa: N817

from lianzhang.audit.finding import Finding
from lianzhang.core import (
    AssumptionBasis,
    ClaimBasis,
    FormulaBasis,
    Quantity,
    RowBasis,
    SolveBasis,
    Text,
)
from lianzhang.desk.targets import Judged, TargetLine
from lianzhang.evidence.claim import Claim, Context
from lianzhang.outputs import (
    ChainRow,
    MatterRow,
    Name,
    PlanRow,
    PriceRow,
    ProjectRow,
    Quote,
    ReportModel,
    Tile,
    When,
    Words,
    chain_section,
    count_of,
    document_rows,
    documents_section,
    fact_rows,
    facts_section,
    findings_section,
    judged_section,
    matters_section,
    notes_section,
    plan_section,
    prices_section,
    projects_section,
    summary_section,
)
from lianzhang.reconcile.facts import Fact
from lianzhang.text.document import Damage, Document, Source, TextMap, Zone

HOSTILE = (
    '</script><script>window.hacked=1</script><img src=x onerror="window.hacked=2"> \'a\' "b" & {x} ${y} 7'
)
EVIL_FILE = "附件2<script>window.hacked=3</script>\"'.txt"

NAMED = "楚州市经济和信息化局关于电池产业链情况的通报\n楚州市现有磷酸铁锂正极产能42.6万吨，电芯产能38.5吉瓦时。云岭县恒曜新能源二期项目应于2025年6月30日前投产。"
DAMAGED_RAW = (
    "動(dòng)力電池項(xiàng)目加快建設(shè),,云嶺縣(xiàn)今年投資 亿元。產(chǎn)值達(dá)到76.35億元。"
    + HOSTILE
)
DAMAGED = "動力電池項目加快建設,云嶺縣今年投資 亿元。產值達到76.35億元。" + HOSTILE


def _map(raw: str, text: str) -> TextMap:
    """A greedy map: good enough for an invented document."""
    starts, ends, at = [], [], 0
    for character in text:
        at = raw.index(character, at)
        starts.append(at)
        at += 1
        ends.append(at)
    return TextMap(starts, ends)


def document(path: str, raw: str, text: str, grade: str, damage: tuple[Damage, ...] = ()) -> Document:
    return Document(
        path,
        hashlib.sha256(raw.encode()).hexdigest(),
        "utf-8",
        raw,
        text,
        _map(raw, text),
        (Zone(0, len(text), "body"),),
        damage,
        (),
        Source(
            title=text.split("\n")[0][:30], issuer="楚州市经济和信息化局", number=None, published="2025-03-18"
        ),
        grade,  # type: ignore[arg-type]
        "有发文机关和文号 楚经信〔2025〕12号" if grade == "official" else "含替换词和不存在的地名",
    )


def documents() -> tuple[Document, ...]:
    bracket = DAMAGED_RAW.index("(dòng)")
    lost = DAMAGED_RAW.index(" 亿元")
    return (
        document("documents/楚州通报2025.txt", NAMED, NAMED, "official"),
        document(
            EVIL_FILE,
            DAMAGED_RAW,
            DAMAGED,
            "spun",
            (
                Damage("pinyin_brackets", bracket, bracket + 6, 7, True, "動(dòng)"),
                Damage("lost_number", lost, lost + 3, 1, False, HOSTILE),
            ),
        ),
    )


def claim(doc: Document, quote: str, kind: str, value: D | None, unit: str, **more: object) -> Claim:
    """A claim whose quote stands literally in the repaired text."""
    at = doc.text.index(quote)
    start = max(doc.text.rfind("。", 0, at), doc.text.rfind("\n", 0, at)) + 1
    stop = doc.text.find("。", at)
    stop = len(doc.text) if stop < 0 else stop + 1
    raw = doc.map.raw(at, at + len(quote))
    whole = doc.map.raw(start, stop)
    context = Context(doc.text[start:stop], (at - start, at - start + len(quote)), *whole)
    return Claim(
        doc.path, kind, more.pop("subject", "楚州市"), doc.raw[raw[0] : raw[1]], *raw,  # type: ignore[arg-type]
        modality="actual", grade=doc.grade, rule="sample", value=value, unit=unit, context=context, **more,  # type: ignore[arg-type]
    )  # fmt: skip


def claims() -> tuple[Claim, ...]:
    good, bad = documents()
    place = "楚州市"
    return (
        claim(good, "42.6万吨", "capacity", D(426000), "t/a", item="磷酸铁锂正极", place=place, time="2025"),
        claim(good, "38.5吉瓦时", "capacity", D("38.5"), "GWh/a", item="电芯", place=place, time="2025"),
        claim(
            good,
            "2025年6月30日前投产",
            "milestone",
            None,
            "",
            subject="恒曜新能源二期项目",
            time="2025-06-30",
        ),
        claim(bad, "亿元", "investment", None, "CNY", subject="云岭县", lost=True, place="楚州市云岭县"),
        claim(
            bad,
            "76.35億元",
            "output_value",
            D(7635000000),
            "CNY",
            subject=HOSTILE,
            place=place,
            time="2024",
        ),
    )


def facts() -> tuple[Fact, ...]:
    made = []
    for i, c in enumerate(claims()):
        made.append(
            Fact(
                f"fact{i}", c.kind, c.subject, c.object, c.item, (), c.measure, None, None, c.place, c.time, i == 4,
                c.modality, c.value, c.unit, c.qualifier, c.lost, c.grade, 1, (c.id,), ("fact1",) if i == 0 else (),
            )
        )  # fmt: skip
    return tuple(made)


FACTOR = AssumptionBasis("每吉瓦时磷酸铁锂电池消耗正极材料 2,350 吨（2,200–2,500）", "行业手册，2024年")
WEIGHT = AssumptionBasis(
    "项目按阶段加权：签约 20 %，开工 60 %，在建 80 %，投产 100 %", "office table weights"
)


def row(i: int, column: str, value: str, file: str = "tables/capacity.csv") -> RowBasis:
    cells = (("region", "云岭县"), ("process", "LFP cathode"), (column, value), ("备注", HOSTILE))
    return RowBasis(file, i, column, cells, "楚州市统计局")


def quantity(value: str | None, unit: str, i: int = 2, column: str = "quantity") -> Quantity:
    return Quantity(None if value is None else D(value), unit, row(i, column, value or ""))


def as_energy(source: Quantity) -> Quantity:
    factor = Quantity(D(2350), "t/GWh", FACTOR, D(2200), D(2500))
    basis = FormulaBasis(
        Text("产能 ÷ 单位用量", "capacity ÷ intensity"), (("产能", source), ("单位用量", factor))
    )
    value = source.value or D(0)
    return Quantity(value / 2350, "GWh/a", basis, value / 2500, value / 2200)


def solved(value: str, unit: str, name: str) -> Quantity:
    binding = (("土地指标 云岭县 2027", D("186000.5"), "CNY/mu"), ("电力 楚州市 2028", D("0.43"), "CNY/kWh"))
    return Quantity(
        D(value), unit, SolveBasis("9f3ac1d2", name, binding, (row(3, "capex", "21000", "tables/costs.csv"),))
    )


def chain_rows() -> list[ChainRow]:
    rows = []
    table = [
        ("磷酸铁", "楚州市高新区", "310000"), ("LFP正极（磷酸铁锂）", "楚州市高新区", "426000"),
        ("NCM811正极", "云岭县", "83000"), ("电解液", "云岭县", "64000"), ("负极", "临江县", "152000"),
    ]  # fmt: skip
    for i, (segment, place, value) in enumerate(table, 2):
        q = quantity(value, "t/a", i)
        rows.append(ChainRow(segment, place, "2025", q, q, as_energy(q), "投产"))
    cell = quantity("38.5", "GWh/a", 9)
    rows.append(ChainRow("电芯", "楚州市高新区", "2025", cell, None, cell, "投产"))
    rows.append(
        ChainRow(
            "电芯", "临江县", "2025", quantity("12", "GWh/a", 10), None, quantity("12", "GWh/a", 10), "在建"
        )
    )
    rows.append(ChainRow("隔膜", "临江县", "2025", quantity(None, "m2/a", 11), None, None, "签约"))
    return rows


def findings() -> list[Finding]:
    cathode = quantity("426000", "t/a", 3)
    cells = quantity("38.5", "GWh/a", 9)
    energy = as_energy(cathode)
    out = Quantity(
        D("78.76"),
        "%",
        FormulaBasis("（正极折合 − 电芯） ÷ 正极折合", (("正极折合", energy), ("电芯", cells))),
    )
    good = documents()[0]
    c = claims()[0]
    cited = Quantity(c.value if isinstance(c.value, D) else None, "t/a", _claim_basis(good, c))
    return [
        Finding(
            "f-1", "stage_balance", "implies",
            Text("正极材料产能远大于本地电芯所需", "Cathode exceeds what local cells need"),
            Text("楚州市{cathode}正极材料折合{energy}，本地电芯仅{cells}，即约{out}的正极材料须销往市外，规划方能成立。",
                 "{cathode} of cathode equals {energy}; cells are {cells}; {out} must be sold outside."),
            Text("（{energy} − {cells}） ÷ {energy} ＝ {out}", "({energy} − {cells}) ÷ {energy} = {out}"),
            (("cathode", cited), ("energy", energy), ("cells", cells), ("out", out)),
            "楚州市", "2025", (), 3.0,
        ),
        Finding(
            "f-2", "part_above_whole", "impossible",
            Text("云岭县产值高于全市合计", "A county above its city"),
            Text("云岭县2024年产值{part}，高于同口径全市合计{whole}。", "{part} in the county, {whole} in the city."),
            Text("{part} ＞ {whole}", "{part} > {whole}"),
            (("part", quantity("8120000000", "CNY", 4)), ("whole", quantity("7635000000", "CNY", 5))),
            "楚州市云岭县", "2024", (), 1.0,
        ),
        Finding(
            "f-3", "lost", "unsupported", Text("投资额在原文中已丢失", "Investment lost in the source"),
            Text("云岭县的投资额（{q}）不能引用。", "The county's investment ({q}) cannot be quoted."),
            Text("原文只剩单位，数值为{q}", "only the unit is left: {q}"),
            (("q", Quantity(None, "CNY", _claim_basis(documents()[1], claims()[3]))),), HOSTILE, None,
        ),
        Finding(
            "f-4", "dates", "not_comparable", Text("满产预测与年度目标口径不同", "Forecast and target differ in date"),
            Text("恒曜新能源二期项目满产预测{a}，无年份，不能与2027年目标{b}相比。", "{a} has no year; {b} is for 2027."),
            Text("{a} 对 {b}", "{a} against {b}"),
            (("a", quantity("12500000000", "CNY", 6)), ("b", quantity("9000000000", "CNY", 7))), "云岭县", "2027",
        ),
    ]  # fmt: skip


def _claim_basis(doc: Document, c: Claim) -> ClaimBasis:
    from lianzhang.outputs import claim_basis

    return claim_basis(c, doc)


def plan_rows() -> list[PlanRow]:
    rows = []
    amounts = {
        "LFP正极（磷酸铁锂）": ("20000", "35000", "18000"),
        "电解液": ("12000", "8000", "15000"),
        "隔膜": ("30000", "0", "22000"),
    }
    for process, values in amounts.items():
        for year, value in zip(("2026", "2027", "2028"), values):
            q = solved(value, "t/a", f"build[{process},{year}]")
            rows.append(
                PlanRow(
                    "build",
                    process,
                    "云岭县",
                    year,
                    q,
                    solved(str(D(value) / 2350), "GWh/a", f"e[{process},{year}]"),
                )
            )
            rows.append(
                PlanRow(
                    "activity",
                    process,
                    "云岭县",
                    year,
                    solved(str(D(value) * 3), "t", f"make[{process},{year}]"),
                )
            )
    return rows


def project_rows() -> list[ProjectRow]:
    due = When("2025-06-30", _claim_basis(documents()[0], claims()[2]))
    late = Quantity(D(9), "month", FormulaBasis("报告日 − 应投产日", ()))
    start = When("2026-09", row(12, "due.开工", "2026-09", "tables/projects.csv"))
    reached = {
        "签约": When("2023-05", row(12, "stages.签约", "2023-05")),
        "开工": When("2024-02-18", row(12, "stages.开工", "2024-02-18")),
    }
    why = Words(Text("应于{due}投产，已逾期{late}，目前仍在{stage}。", "due {due}, {late} late, still {stage}"),
                (("due", due), ("late", late), ("stage", Name("在建"))))  # fmt: skip
    share = Quantity(
        D("22.5"),
        "%",
        FormulaBasis(
            "进度落后＝计划 − 完成", (("计划", quantity("60", "%")), ("完成", quantity("37.5", "%")))
        ),
    )
    slow = Words("进度落后{q}", (("q", share),))
    return [
        ProjectRow(
            "恒曜新能源二期1000万吨项目", "red", (why,), "恒曜新能源有限公司", "云岭县", "在建", "云岭县人民政府", "县工信局 张某",
            due, "投产", quantity("5600000000", "CNY", 12), {"投产": due}, reached,
        ),
        ProjectRow("NCM811前驱体项目", "yellow", (slow,), "楚材科技", "临江县", "开工", "临江县人民政府", None, start, "开工", None, {"开工": start}, {"签约": When("2024-11", row(14, "x", "y"))}),
        ProjectRow(HOSTILE, "red", (Words("缺少责任人"),), HOSTILE, None, None, None, None, due, "投产", None, {"投产": due}),
        ProjectRow("楚源电解液扩建", "green", (), "楚源化工", "云岭县", "投产", "云岭县人民政府", "县发改局 李某"),
    ]  # fmt: skip


def judged(coverage: Quantity) -> Judged:
    line = TargetLine(
        "楚州市",
        "capacity",
        Text("电芯产能", "cells"),
        2027,
        quantity("80", "GWh/a", 20),
        commodity="lfp_prismatic",
    )
    reach = Quantity(
        D("49.1"),
        "GWh",
        FormulaBasis(
            "现有 ＋ 加权在手",
            (("现有", quantity("38.5", "GWh/a", 9)), ("加权", Quantity(D("10.6"), "GWh/a", WEIGHT))),
        ),
    )
    no_actual = Text("缺同口径的全年实际数", "no actual figure")
    return Judged(line, "behind", None, None, None, None, None, reach, coverage, (no_actual,))


def model() -> ReportModel:
    """The whole report."""
    docs, read = documents(), claims()
    doc_rows = document_rows(docs, read)
    fact_table = fact_rows(facts(), {c.id: c for c in read}, {d.path: d for d in docs})
    found, projects = findings(), project_rows()
    status = Words(
        Text("规划有解：总成本{cost}，先建正极和隔膜；土地指标是主要瓶颈。", "Solved: {cost}."),
        (("cost", solved("18650000000", "CNY", "objective")),),
    )
    red = count_of(
        "清点红灯项目", [(p.name, quantity("1", "count", 12)) for p in projects if p.light == "red"]
    )
    gaps = Quantity(D("61.4"), "%", FormulaBasis("（现有＋加权在手） ÷ 目标", (("现有", quantity("38.5", "GWh/a")), ("加权", Quantity(D("10.6"), "GWh/a", WEIGHT)))), D(55), D(66))  # fmt: skip
    prices = [
        PriceRow(Name("土地指标"), "云岭县", "2027", solved("186000.5", "CNY/mu", "land"), solved("223000000", "CNY", "land worth"), Words("每多一亩，总成本少{q}", (("q", solved("186000.5", "CNY/mu", "land")),))),
        PriceRow(Words("电力负荷"), "楚州市", "2028", solved("0.43", "CNY/kWh", "power"), solved("86000000", "CNY", "power worth")),
        PriceRow(Name("6F（六氟磷酸锂）外购"), "楚州市", "2026", solved("8200", "CNY/t", "lipf6"), solved("41000000", "CNY", "lipf6 worth")),
    ]  # fmt: skip
    tiles = [
        Tile("读入文件", count_of("清点读入的文件", [(r.path, r.total) for r in doc_rows]), Words("其中洗稿或损坏{n}份", (("n", count_of("清点洗稿文件", n=1)),)), "documents"),
        Tile("核对发现的问题", count_of("清点问题", n=len(found)), None, "findings"),
        Tile("正极产能折合电池", as_energy(quantity("426000", "t/a", 3)), Words("本地电芯{c}", (("c", quantity("38.5", "GWh/a", 9)),)), "chain"),
        Tile("红灯项目", red, None, "projects"),
    ]  # fmt: skip
    matters = [
        MatterRow(Words("核实云岭县投资额"), "补数", "云岭县工信局", When("2025-10-15", row(30, "due", "2025-10-15", "tables/matters.csv")), "待办", Quote("云嶺縣今年投資 亿元")),
        MatterRow(Name(HOSTILE), "核对", None, None, None, None),
    ]  # fmt: skip
    sections = [
        summary_section(
            headline=Words("楚州市电池产业链：正极多、电芯少；2027年电芯目标只落实{q}。", (("q", gaps),)),
            tiles=tiles, findings=found, projects=projects, status=status,
        ),
        findings_section(found), projects_section(projects, today="2026-03-31"), judged_section([judged(gaps)]),
        chain_section(chain_rows()), plan_section(plan_rows(), status), prices_section(prices),
        facts_section(fact_table), documents_section(doc_rows), matters_section(matters),
    ]  # fmt: skip
    sections.append(notes_section(sections, (Words("磷酸铁与磷酸铁锂按同一口径折算。"),)))
    return ReportModel(
        "楚州市电池产业链核对与规划报告（2026年）", "2026-03-31T09:30", tuple(sections), "楚州市产业链链长办公室",
        Words("读到2026年3月31日为止的文件和台账"), ("恒曜新能源二期1000万吨项目",),
    )  # fmt: skip
