"""A made-up October of a made-up prefecture's project ledger: last month's sheets, this month's sheet, and thirty documents.

Texts are written from templates over a seed, then damaged by the product's own generators as real ones are; each comes with what it said
before. Places are real counties, everything else is invented.

    python tools/make_october.py october

writes a case with its ledger until September, ``october-incoming`` with the documents that arrive, and ``october-incoming.xlsx``, the month's sheet.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import xlsxwriter

from lianzhang.text import generators as g

SEED = 20261031
COUNTIES = (
    "湖南省郴州市临武县",
    "湖南省郴州市宜章县",
    "湖南省郴州市桂阳县",
    "湖南省郴州市嘉禾县",
    "湖南省郴州市永兴县",
    "湖南省郴州市资兴市",
)
FIRMS = ("恒曜", "远岭", "启桥", "松塔", "云杉", "朗石", "禾川", "澄江", "望岳", "青梧")
KINDS = (
    ("磷酸铁锂", "万吨", 5),
    ("人造石墨负极", "万吨", 3),
    ("碳酸锂", "万吨", 2),
    ("电解液", "万吨", 4),
    ("隔膜", "亿平方米", 3),
    ("电芯", "GWh", 10),
)
COUNT = 24


@dataclass(frozen=True)
class Made:
    """One project: money in 亿元; shares of the schedule that it keeps until September and in October."""

    number: int
    name: str
    firm: str
    county: str
    product: str
    total: int
    before: float
    now: float
    stage: str

    @property
    def body(self) -> str:
        """Who answers for it."""
        return f"{self.county[6:9]}工业和信息化局"

    @property
    def plan(self) -> float:
        """Plan of the year, 亿元."""
        return self.total / 5

    def done(self, month: int) -> float:
        """Done this year by a month of 2026, 亿元."""
        return round(self.plan * month / 12 * (self.now if month == 10 else self.before), 4)


def projects() -> tuple[Made, ...]:
    """The projects: every fourth is signed only, and was due to start in June."""
    found = []
    for n in range(1, COUNT + 1):
        product, unit, size = KINDS[n % len(KINDS)]
        county, firm = COUNTIES[n % len(COUNTIES)], FIRMS[n % len(FIRMS)]
        owner = f"{county[6:8]}{firm}新能源科技有限公司"
        name = (
            f"{owner}年产{size + n}{unit}{product}项目"
            if n % 4 < 2
            else f"{county[6:9]}{firm}{product}生产基地项目"
        )
        found.append(
            Made(n, name, owner, county, product, 6 + 5 * n % 47, *((1, 1), (0.95, 0.96), (0.9, 0.82), (0.66, 0.6))[n % 4],
                 "签约" if n % 4 == 0 else "在建")
        )  # fmt: skip
    return tuple(found)


# the sheets


def projects_sheet() -> str:
    """The office's ledger as it stood at the end of September, CSV."""
    lines = ["项目名称,建设地点,业主单位,阶段,产品,总投资(亿元),计划开工,计划投产,责任单位,责任人(职务)"]
    for p in projects():
        due = "2026-06" if p.stage == "签约" else "2025-10"
        lines.append(
            f"{p.name},{p.county},{p.firm},{p.stage},{p.product},{p.total},{due},2027-06,{p.body},分管副县长"
        )
    return "\n".join(lines) + "\n"


def progress_sheet(months: range) -> str:
    """Monthly progress of the months before, CSV."""
    lines = ["项目名称,月份,年度计划投资(亿元),本年累计完成(亿元)"]
    lines += [
        f"{p.name},2026-{m:02d},{p.plan},{p.done(m)}" for m in months for p in projects() if p.stage == "在建"
    ]
    return "\n".join(lines) + "\n"


def problems_sheet() -> str:
    """Problems, one of them overdue, CSV."""
    a, b, c = (projects()[i].name for i in (1, 2, 5))
    return (
        "项目名称,发现日期,问题,解决时限,责任单位\n"
        f"{a},2026-07-03,林地手续未批复，边坡停工,2026-09-30,郴州市林业局\n"
        f"{b},2026-09-18,外线供电容量不足,2026-11-20,郴州供电公司\n"
        f"{c},2026-08-11,弃渣场选址未定,2026-12-31,\n"
    )


def month_rows(skip: int | None = None) -> list[list[object]]:
    """October's sheet as the office gets it: title over the table, 亿 and 万 mixed; one project has not reported."""
    rows: list[list[object]] = [
        ["2026年10月重点项目投资进度表"],
        ["序号", "项目全称", "年度计划投资（万元）", "本月完成（万元）", "年初累计完成（亿元）", "形象进度"],
    ]
    for p in projects():
        if p.number == skip or p.stage == "签约":
            continue
        rise = round((p.done(10) - p.done(9)) * 10000, 2)
        rows.append([p.number, p.name, round(p.plan * 10000, 2), max(rise, 0), p.done(10), "主体施工"])
    return rows


# the documents


@dataclass(frozen=True)
class Paper:
    """One document: bytes as found, and what it says (project, field, value); ``sound``: nothing in it was lost or swapped."""

    name: str
    data: bytes
    says: tuple[tuple[str, str, str], ...]
    sound: bool
    damages: tuple[str, ...] = field(default=())


def _news(p: Made, day: int, what: str) -> tuple[str, tuple[tuple[str, str, str], ...]]:
    """A report with a dateline, and what it says."""
    date = f"2026-10-{day:02d}"
    county = p.county[6:9]
    lines = [f"{county}产业项目再传捷报", f"本报讯（通讯员 李禾）{date[:4]}年10月{day}日，"]
    said: tuple[tuple[str, str, str], ...]
    if what == "start":
        lines[1] += f"{p.name}在{county}举行开工仪式，项目正式开工建设。"
        said = ((p.name, "stages.开工", date),)
    elif what == "run":
        lines[1] += f"{p.name}正式投产。"
        said = ((p.name, "stages.投产", date),)
    else:
        done = round(p.total * 0.6, 2)
        lines[1] += f"截至目前，{p.name}累计完成投资{done}亿元。"
        said = ((p.name, "completed_investment", f"{done}"),)
    lines.append(f"该项目由{p.firm}投资建设。")
    lines.append("当地有关部门表示，将继续做好用地、用电和用工服务，帮助企业解决实际困难。")
    lines.append("近年来，当地围绕电池产业链招商，产业配套逐步完善，技术工人培训同步推进。")
    lines.append(f"（来源：郴州日报 {date[:4]}年10月{min(day + 1, 31)}日）")
    return "\n".join(lines) + "\n", said


DAMAGES: Mapping[str, tuple[Callable[[str, random.Random], str], ...]] = {
    "honest": (), "mangled": (g.mangle,), "doubled": (g.double_punctuation,), "twice": (g.print_twice,), "slipped": (g.byte_slip,),
    "spun": (g.spin,), "shuffled": (g.shuffle_paragraphs, g.add_comments), "ads": (g.add_ads, g.add_navigation),
    "related": (g.add_related,), "lost": (g.lose_numbers,),
}  # fmt: skip
_UNSOUND = ("spun", "lost", "slipped")


def papers() -> tuple[Paper, ...]:
    """Thirty documents: every kind of damage three times, web pages and GB18030 among them."""
    rng = random.Random(SEED)
    kinds = [k for k in DAMAGES for _ in range(3)]
    found = []
    made = projects()
    waiting = [p for p in made if p.stage == "签约"]
    others = [p for p in made if p.stage == "在建"]
    for n, kind in enumerate(kinds):
        if n % 5 == 0 and n // 5 < len(waiting):
            text, says = _news(waiting[n // 5], 9 + n // 5, "start")
        else:
            text, says = _news(others[n % len(others)], 1 + n % 27, "run" if n % 7 == 3 else "money")
        for damage in DAMAGES[kind]:
            text = damage(text, rng)
        page = n % 6 == 1
        data = (
            g.to_html(text, rng).encode()
            if page
            else g.to_encoding(text, "gb18030" if n % 4 == 2 and kind != "mangled" else "utf-8")
        )
        found.append(
            Paper(
                f"{n + 1:02d}-{kind}.{'html' if page else 'txt'}", data, says, kind not in _UNSOUND, (kind,)
            )
        )
    return tuple(found)


def make_case(folder: Path, database: str | None = None) -> Path:
    """The case as it stands when October begins to come in: registers until September, no document."""
    (folder / "documents").mkdir(parents=True)
    (folder / "tables").mkdir()
    where = "" if database is None else f'database = "{database}"\n'
    (folder / "case.toml").write_text(
        f'name = "郴州市电池产业链"\n{where}\n[desk]\nmonth = "2026-10"\nrules = "yinchuan"\n',
        encoding="utf-8",
    )
    for name, text in (
        ("projects", projects_sheet()),
        ("progress", progress_sheet(range(1, 10))),
        ("problems", problems_sheet()),
    ):
        (folder / "tables" / f"{name}.csv").write_text(text, encoding="utf-8-sig")
    return folder


def bring_documents(folder: Path) -> None:
    """The thirty documents arrive."""
    for paper in papers():
        (folder / "documents" / paper.name).write_bytes(paper.data)


def write_sheet(path: Path, sheets: Mapping[str, list[list[object]]]) -> Path:
    """A workbook of these sheets."""
    with xlsxwriter.Workbook(path) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
    return path


def month_sheets() -> dict[str, list[list[object]]]:
    """October's workbook: progress of all but one project, a key node, and a sheet that is none of ours."""
    nodes: list[list[object]] = [
        ["项目名称", "关键节点", "完成时限", "完成情况"],
        [projects()[0].name, "主厂房封顶", "2026-10-20", "钢构吊装"],
    ]
    return {"进度": month_rows(late_one().number), "关键节点": nodes, "填表说明": [["联系人", "张三"]]}


def write(folder: Path) -> None:
    """The case, the documents that arrive, and the sheet, beside one another."""
    make_case(folder)
    incoming = folder.with_name(f"{folder.name}-incoming")
    incoming.mkdir()
    for paper in papers():
        (incoming / paper.name).write_bytes(paper.data)
    write_sheet(folder.with_name(f"{folder.name}-incoming.xlsx"), month_sheets())


def late_one() -> Made:
    """A project in good time that forgets to report in October, and of which no document says that it runs."""
    said = {project for paper in papers() for project, field, _ in paper.says if field == "stages.投产"}
    return next(p for p in projects() if p.stage == "在建" and p.now > 0.95 and p.name not in said)


if __name__ == "__main__":
    write(Path(sys.argv[1]))
    print(f"{COUNT} projects, {len(papers())} documents → {sys.argv[1]}")
