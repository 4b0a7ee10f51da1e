"""Made-up ledgers of an office, as last year's come in: twelve files of different shapes, and the truth behind them.

Every firm, park and project is invented; only the counties exist. Headings are renamed, reordered and merged, two rows of them
stand one above the other, 亿 and 万 are mixed, digits are full-width, dates come in five styles, firms appear under two names and
some projects are signed twice. The same seed makes the same files.

    python tools/make_ledgers.py FOLDER [SEED]
"""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter
from invented_office import COUNTIES, SHORT_NAMES, Firm, Project, Truth, invent, short_name

# ways of writing


def wide(text: str) -> str:
    """Full-width digits."""
    return text.translate({ord("0") + n: ord("０") + n for n in range(10)} | {ord("."): ord("．")})


def yi(wan: int) -> str:
    """万元 as 亿元."""
    return format(Decimal(wan) / 10_000, "f")


def mixed(wan: int) -> str:
    """As people write it: 3亿2000万元, 8500万元, 12.5亿."""
    whole, rest = divmod(wan, 10_000)
    if whole and rest:
        return f"{whole}亿{rest}万元" if rest % 2 else f"{yi(wan)}亿"
    return f"{whole}亿元" if whole else f"{rest}万元"


def capacity(p: Project) -> str:
    """With its unit."""
    return f"{p.quantity}{p.unit}" + ("" if p.unit == "GWh" else "/年")


WORDS = {"谋划": "储备", "签约": "已签约", "开工": "新开工", "在建": "续建", "投产": "竣工投产"}


def _csv(rows: Sequence[Sequence[object]], encoding: str, delimiter: str = ",") -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode(encoding)


def _book(path: Path, *fills: tuple[str, Callable[[Any, Any], None]], hidden: str | None = None) -> None:
    with xlsxwriter.Workbook(str(path)) as book:
        for name, fill in fills:
            sheet = book.add_worksheet(name)
            fill(book, sheet)
            if name == hidden:
                sheet.hide()


def _rows(page: Any, first: int, rows: Iterable[Sequence[object]]) -> None:
    """Rows of a sheet from row ``first`` (0 is the top) on."""
    for row, cells in enumerate(rows, first):
        page.write_row(row, 0, cells)


# the twelve files


def _plan_bureau(ps: Sequence[Project]) -> Callable[[Any, Any], None]:
    """Title, unit above, two rows of merged headings, counties merged downwards, captions, subtotals and a total."""

    def fill(book: Any, page: Any) -> None:
        page.merge_range("A1:J1", "2025年全市锂电产业重点项目表")
        page.write("J2", "单位：万元")
        for column, title in (
            (0, "序号"),
            (1, "项目全称"),
            (2, "县市区"),
            (3, "建设单位"),
            (8, "项目阶段"),
            (9, "备注"),
        ):
            page.merge_range(2, column, 3, column, title)
        page.merge_range("E3:F3", "投资情况")
        page.write_row("E4", ["总投资", "累计完成投资"])
        page.merge_range("G3:H3", "投产时间")
        page.write_row("G4", ["计划", "实际"])
        row, number = 4, 0
        month = book.add_format({"num_format": "yyyy年m月"})
        for county in COUNTIES:
            some = [p for p in ps if p.firm.county == county]
            page.merge_range(
                row, 0, row, 9, f"{'一二三四五六七八'[COUNTIES.index(county)]}、{county}（{len(some)}个）"
            )
            row += 1
            if len(some) > 1:
                page.merge_range(row, 2, row + len(some) - 1, 2, county)
            for p in some:
                number += 1
                page.write_row(row, 0, [number, p.name])
                page.write(row, 2, county)
                page.write_row(row, 3, [p.firm.name, p.total, p.done or None])
                page.write_datetime(row, 6, p.due, month)
                page.write(row, 8, p.stage)
                row += 1
        page.write_row(row, 0, ["合计", None, None, None, sum(p.total for p in ps), sum(p.done for p in ps)])
        page.write(row + 1, 0, "填报单位：市发展和改革委员会")

    return fill


def _short_columns(ps: Sequence[Project]) -> list[list[object]]:
    """A bureau's list: other names for the columns, 亿元, full-width digits."""
    return [
        ["No", "工程名称", "所在县区", "投资总额（亿元）", "年产能", "当前阶段", "拟投产时间"],
        *(
            [n, p.name, p.firm.county, wide(yi(p.total)), wide(capacity(p)), WORDS[p.stage], f"{p.due.year}.{p.due.month:02d}"]
            for n, p in enumerate(ps, 1)
        ),
    ]  # fmt: skip


def _signed(ps: Sequence[Project]) -> Callable[[Any, Any], None]:
    """Signed projects in another order of columns, money as people write it; some are here under another name."""

    def fill(_: Any, page: Any) -> None:
        page.merge_range("A1:G1", "招商签约项目台账（2025年）")
        page.write_row(
            "A2", ["签约时间", "项目名称", "投资主体", "项目总投资", "主要产品", "项目地点", "项目阶段"]
        )
        _rows(page, 2, (
            [f"{p.signed.year}年{p.signed.month}月{p.signed.day}日", p.twice or p.name, p.firm.name, mixed(p.total), p.product,
             f"郴州市{p.firm.county}", "签约"]
            for p in ps
        ))  # fmt: skip

    return fill


def _park_a(ps: Sequence[Project]) -> Callable[[Any, Any], None]:
    """A park's sheet: headings broken over lines, dates as bare serial numbers."""

    def fill(_: Any, page: Any) -> None:
        heads = "项目\n名称 总投资\n（万元） 开工累计\n（万元） 所在园区 业主 建设地点 签约日期 状态说明"
        page.write_row("A1", heads.split(" "))
        _rows(page, 1, (
            [p.name, p.total, p.done or "—", p.firm.park, p.firm.name, p.firm.county, (p.signed - date(1899, 12, 30)).days]
            for p in ps
        ))  # fmt: skip

    return fill


def _park_b(ps: Sequence[Project]) -> list[list[object]]:
    rows: list[list[object]] = [
        ["单位：亿元", "", "", "", ""],
        ["名称", "建设地址", "计划总投资", "已完成投资", "目前阶段"],
    ]
    rows += [[p.name, p.firm.county, yi(p.total), yi(p.done) if p.done else "/", WORDS[p.stage]] for p in ps]
    rows.append(["合计", "", yi(sum(p.total for p in ps)), yi(sum(p.done for p in ps)), ""])
    return rows


def _county(ps: Sequence[Project]) -> Callable[[Any, Any], None]:
    def fill(_: Any, page: Any) -> None:
        page.write_row(
            "A1", ["项目", "地点", "总投资/万元", "建设规模及内容", "阶段", "责任单位", "责任人（职务）"]
        )
        _rows(page, 1, (
            [p.name, p.firm.county, f"{p.total:,}", f"新建{p.product}生产线，年产{p.quantity}{p.unit}", WORDS[p.stage],
             f"{p.firm.county}工信局", "副局长"]
            for p in ps
        ))  # fmt: skip

    return fill


def _problems(ps: Sequence[Project]) -> Callable[[Any, Any], None]:
    said = ("用地指标尚未落实", "能评批复未取得", "外部供电线路未建成", "融资未到位")

    def fill(_: Any, page: Any) -> None:
        page.write_row("A1", ["项目名称", "存在问题", "提出时间", "办结时限", "责任单位"])
        _rows(page, 1, (
            [p.name, said[n % 4], f"2025.{n % 9 + 1:02d}", "2026年3月底", f"{p.firm.county}工信局"] for n, p in enumerate(ps, 1)
        ))  # fmt: skip

    return fill


def _firms_long(fs: Sequence[Firm]) -> Callable[[Any, Any], None]:
    def fill(_: Any, page: Any) -> None:
        page.merge_range("A1:H1", "全市锂电企业名录")
        for column, title in ((0, "单位名称"), (1, "统一社会信用代码"), (2, "属地"), (3, "园区")):
            page.merge_range(1, column, 2, column, title)
        page.merge_range("E2:G2", "经营情况")
        page.write_row("E3", ["从业人数", "工业总产值(万元)", "主营产品"])
        page.merge_range("H2:H3", "是否规上")
        for row, f in enumerate(fs, 3):
            page.write_row(
                row, 0, [f.name, f.code, f.county, f.park, f.staff, f.output, "、".join(f.products), "√"]
            )
        page.write_row(
            len(fs) + 3, 0, ["合计", None, None, None, sum(f.staff for f in fs), sum(f.output for f in fs)]
        )

    return fill


def _firms_short(fs: Sequence[Firm], again: Sequence[Firm]) -> list[list[object]]:
    """The tax bureau's list: the rest of the firms, and some of the others under their short names."""
    rows: list[list[object]] = [["企业全称", "注册地", "信用代码", "年产值（亿元）", "用工人数"]]
    rows += [[f.name, f"郴州市{f.county}", f.code, yi(f.output), wide(str(f.staff))] for f in fs]
    rows += [[short_name(f), f.county, f.code, "", ""] for f in again]
    return rows


def _parks() -> Callable[[Any, Any], None]:
    heads = "开发区名称 属地 规划面积（平方公里） 供电负荷（万千瓦） 化工园区安全风险等级 复核日期 主导产业"

    def fill(_: Any, page: Any) -> None:
        page.write_row("A1", heads.split())
        _rows(page, 1, (
            [f"{county.removesuffix('县')}经济开发区", county, 4 + n, 5 + n, "ABCD"[n % 4], f"2025-0{n}", "锂电新能源"]
            for n, county in enumerate(COUNTIES, 1)
        ))  # fmt: skip

    return fill


def _lines(ps: Sequence[Project]) -> Callable[[Any, Any], None]:
    def fill(_: Any, page: Any) -> None:
        page.write_row("A1", ["生产企业", "产品名称", "现有产能", "产能状态", "开工率（%）", "项目名称"])
        _rows(page, 1, ([p.firm.name, p.product, capacity(p), "投产", 40 + n % 50, p.name] for n, p in enumerate(ps, 1)))  # fmt: skip

    return fill


def _progress(ps: Sequence[Project]) -> Callable[[Any, Any], None]:
    def fill(_: Any, page: Any) -> None:
        page.merge_range("A1:F1", "2025年12月项目投资完成情况（单位：亿元）")
        page.write_row("A2", ["项目名称", "统计月份", "年度计划", "年初累计", "开工累计完成", "形象进度"])
        _rows(page, 2, (
            [p.name, "2025年12月", float(yi(p.total // 2)), float(yi(p.done // 2)), float(yi(p.done)), "主体施工"] for p in ps
        ))  # fmt: skip

    return fill


def _leads(fs: Sequence[Firm]) -> list[list[object]]:
    return [
        ["目标企业", "投资意向", "意向投资额（万元）", "进展", "对接时间", "跟进单位"],
        *([f"深圳{f.core[::-1]}控股集团", f"{f.products[0]}基地", f.output, "走访", "2025/9/1", f"{f.county}商务局"] for f in fs),
    ]  # fmt: skip


def write(folder: Path, seed: int = 2025) -> Truth:
    """Write the twelve files into a folder; what they hold."""
    truth = invent(seed)
    ps, fs = truth.projects, truth.firms
    twins = [p for p in ps if p.twice]
    building = [p for p in ps if p.done]
    folder.mkdir(parents=True, exist_ok=True)
    _book(folder / "01发改委重点项目.xlsx", ("重点项目", _plan_bureau(ps[:64])))
    (folder / "02工信局项目.csv").write_bytes(_csv(_short_columns(ps[60:104]), "gb18030"))
    again = [p for p in ps[100:110] if p.twice is None and p.stage == "签约"]
    rest = [p for p in ps[104:150] if p not in again and p.stage == "签约"]
    _book(folder / "03商务局签约.xlsx", ("签约", _signed([*twins, *again, *rest])))
    others = [p for p in ps[104:150] if p not in again and p.stage != "签约"]
    _book(folder / "04东部园区.xlsx", ("Sheet1", _park_a([*again, *others])))
    (folder / "05西部园区.csv").write_bytes(_csv(_park_b(ps[150:180]), "utf-8-sig", "\t"))
    old = ("往年", _county(ps[:3]))
    _book(
        folder / "06县区报送.xlsx",
        ("项目", _county(ps[178:])),
        ("问题", _problems(building[:20])),
        old,
        hidden="往年",
    )
    _book(folder / "07企业名录.xlsx", ("名录", _firms_long(fs[:50])))
    (folder / "08税务企业.csv").write_bytes(_csv(_firms_short(fs[50:], fs[:SHORT_NAMES]), "utf-8"))
    _book(folder / "09园区.xlsx", ("园区台账", _parks()))
    _book(folder / "10产能.xlsx", ("产能", _lines([p for p in ps if p.stage == "投产"])))
    _book(folder / "11月报.xlsx", ("12月", _progress(building)))
    (folder / "12招商线索.csv").write_bytes(_csv(_leads(fs[:30]), "utf-16", "\t"))
    return truth


def main() -> None:
    """Write the files that the tutorial takes over."""
    folder = Path(sys.argv[1])
    truth = write(folder, *map(int, sys.argv[2:3]))
    print(f"{len(truth.projects)} projects, {len(truth.firms)} firms → {folder}")


if __name__ == "__main__":
    main()
