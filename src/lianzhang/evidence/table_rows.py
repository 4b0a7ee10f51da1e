"""What a table says of one figure: of whom, of what, when, in which unit, in which state.

Headings are taken by the office they hold (a column titled 建设单位 holds firms, one titled 计量单位 units), not by their
words alone: a total is of no row above it, and a unit is no part of a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from lianzhang.evidence.numbers.grammar import numbers
from lianzhang.text.document import TableBlock, TableCell

__all__ = ["Said", "is_unit", "rows_of", "unit_among"]

_BRACKET = re.compile(
    r"[(（\[](?:\s*(?:计量)?单位[:：])?([^()（）\[\]]{1,24})[)）\]]|[/／,，]\s*([^\s\d/／,，()（）]{1,8})$"
)
_SIGNS = re.compile(r"^(?:±|\+/?-|增减|增长|变动){1,6}(?=[%％])|^[(（]|[)）]$")
_MARKS = re.compile(r"(?<![*†‡①-⑳])(?:[*①-⑳†‡]|\[\d{1,2}\]|[(（]?注\d{0,2}[)）]?){1,6}$")
_ORDINAL = re.compile(
    r"^(?:[(（][一二三四五六七八九十\d]{1,3}[)）]|[一二三四五六七八九十]{1,3}[、.．]|\d{1,2}[、．]|\d{1,2}[.](?!\d))\s*"
)
_TOTAL = re.compile(r"(?:[合总小共]|累)计(?:数|额)?|总和|全部合计")
_OF_WHICH = re.compile(r"^(?:其\s*中|#)[:：]?\s*")
_CHINESE_BLANK = re.compile(r"(?<=[\u4e00-\u9fff（(：:]) +(?=[\u4e00-\u9fff）)])")

_UNITS = re.compile(r"(?:计量)?单\s*位|量纲")
_PROJECT = re.compile(r"项目(?:名称|工程)?|(?:重[点大]|建设|工程|招商|签约)(?:项目)?(?:名称|项目)")
_FIRM = re.compile(
    r"(?:[\u4e00-\u9fff]{0,6}(?:企业|公司)|(?:建设|承建|实施|投资|申报|业主|项目|责任|承担|法人|生产)单位|业主|投资(?:方|主体|商)|(?:厂[商家]|生产商|供应商))(?:全?名称?)?"
)
_PLACE = re.compile(
    r"(?:所[在属])?(?:地区|区域|省区?市?|省份|地市|城市|市州?|盟市|县市区|市县|区县|县区|市区|县|区|乡镇|街道|园区|基地|开发区|建设地[点址]|项目地[点址]|所在地|地[点址])(?:名称|别)?"
)
_STATE = re.compile(
    r"(?:项目|建设|目前|当前|工程)?(?:阶段|状态|进展|进度|性质|类型|类别|建设情况|进展情况|形象进度)"
)
_NAMED = re.compile(r"(?:项目|工程)名称|名称")
_MEASURE = re.compile(
    r"(?:(?:营业|主营|销售|业务){0,6}收入|(?:净|毛)?利润(?:总额)?|(?:工业|总){0,6}(?:产值|增加值)|产量|销[售]?量|出货量|产能|(?:固定资产|工业|总|完成){0,6}投资(?:额|总额)?|税收|纳税额|库存量?|价格?|均价|[进出]口[额量]|用[电水地]量?|装机(?:容量|规模)?|储量|资源量|[^\s]{0,4}(?:企业|人|项目|户|家)数量?|数量?|[^\s]{0,4}[率额量]|占?比[重例]?|份额|增[速幅]|能耗|强度|面积|排名|人员|费用|支出|资产|负债|现金流|订单|合同)$"
)
_MONEY = re.compile(r"投资|产值|增加值|收入|利润|税|[金资款总额]额|资金|贷款|成本|费用?|价|资产|负债|元$")
_MATTER = re.compile(
    r"产量|销量|产能|出货|库存|储量|资源量|化$|面积|用[电水地]|能耗|装机|容量|里程|人[数员]|[家户个]数"
)
_GROWTH = re.compile(
    r"(同比|环比|比上年(?:同期)?|较上年(?:同期)?|比去年同期|较去年同期)(?:±|\+/?-|增减|变动|变化|增长|增速|增幅)?(?:幅度|情况)?[%％]?"
)
_TIME = re.compile(
    r"(?:(?:19|20)\d{2}年?(?:\d{1,2}[-~—至]\d{1,2}月|\d{1,2}月|[一二三四1-4]季度|前[一二三]季度|上半年|下半年|末|底|全年)?|“?十[三四五]五”?(?:期间|末)?|\d{1,2}[-~—至]\d{1,2}月|\d{1,2}月份?|[一二三四1-4]季度|上半年|下半年|全年|今年|去年|本月|上年)"
)
_SHADE = re.compile(r"(?:规划|计划|目标|任务|预计|预测|预期|预估|实际|实绩|完成)(?:数|值|情况)?")
"""Columns that tell how sure a figure is, not what it measures."""
_STATES = (
    ("planned", "谋划", re.compile(r"[拟未待][建开签]|未开工|前期|储备|规划|谋划|洽谈|在谈|计划|筹[建备]")),
    ("actual", "投产", re.compile(r"(?<!未)(?:投产|达产|建成|竣工|完工|投运|运营|验收)")),
    ("signed", "签约", re.compile(r"签约|签订|签署|引进|落地")),
    (
        "under_construction",
        "在建",
        re.compile(r"在建|续建|开工|新开|建设中|施工|正在建设|土建|设备安装|桩基|主体|平整"),
    ),
)
_AHEAD = (
    ("planned", re.compile(r"规划|计划|[拟待][建投]|预算")),
    ("target", re.compile(r"目标|任务")),
    ("forecast", re.compile(r"预计|预测|预期|预估")),
)


@dataclass(frozen=True, slots=True)
class Said:
    """What headings say of one cell. ``whose``: names to the left (or above) by role; ``what``: the rest, in order.

    ``state``: modality and stage told by the row's group or its column of stages; ``ahead``: modality told by the column.
    """

    whose: tuple[tuple[str, str], ...]
    what: tuple[str, ...]
    time: str
    unit: str
    total: bool
    state: tuple[str, str] | None
    ahead: str | None

    def of(self, role: str) -> str | None:
        """The name of a role: project, firm or place."""
        return next((name for name, r in self.whose if r == role), None)


@lru_cache(maxsize=4096)
def is_unit(text: str) -> bool:
    """Whether the grammar of numbers reads ``text`` behind a figure as its unit: 亿元, 吨标煤/万元, ％."""
    if not text or len(text) > 12 or text[0].isdigit():
        return False
    found = numbers(f"3{text}")
    whole = len(found) == 1 and (found[0].start, found[0].end) == (0, len(text) + 1)
    # 项目 and 企业 count things (3企业), but head a column of names
    return whole and bool(found[0].unit) and not (found[0].unit == "count" and len(text) > 1)


def _clean(text: str) -> str:
    return _MARKS.sub("", _CHINESE_BLANK.sub("", text.strip())).strip()


@lru_cache(maxsize=4096)
def _parted(text: str) -> tuple[str, str]:
    """A heading without its unit, and the unit."""
    text = _clean(text)
    bare = _SIGNS.sub("", text)
    if is_unit(bare):
        return "", bare
    unit = ""

    def leave(m: re.Match[str]) -> str:
        nonlocal unit
        found = _SIGNS.sub("", (m[1] or m[2] or "").strip())
        if not is_unit(found):
            return m.group()
        unit = found
        return ""

    plain = _BRACKET.sub(leave, text).replace(" ", "")
    if not unit and plain.endswith(("±%", "±％", "增减%")):
        plain, unit = plain[:-1], "%"
    return plain, unit


def unit_among(printed: str, headings: list[str]) -> str:
    """The one of the units a table gives to all (亿元、万吨) that suits what is measured; empty where none does."""
    units = [u for u in re.split(r"[、，,；;和及/／]", printed) if is_unit(u)]
    if is_unit(printed):
        units = [printed]
    if not units:
        return ""
    said = "".join(headings)
    money = [u for u in units if "元" in u]
    other = [u for u in units if "元" not in u]
    if _MATTER.search(headings[-1]) or (_MATTER.search(said) and not _MONEY.search(said)):
        return other[0] if len(other) == 1 else ""
    if _MONEY.search(said):
        return money[0] if len(money) == 1 else ""
    return units[0] if len(units) == 1 else ""


def _role(title: str, texts: list[str]) -> str:
    """What a column of headings holds: unit, project, firm, place, or other."""
    title = _parted(title)[0]
    if texts and all(is_unit(t) or t in "—-/" for t in texts) and (_UNITS.fullmatch(title) or not title):
        return "unit"
    measures = sum(_MEASURE.search(_parted(t)[0]) is not None for t in texts)
    if _PROJECT.fullmatch(title) and measures * 2 <= len(texts):
        return "project"
    if _FIRM.fullmatch(title) and measures * 2 <= len(texts):
        return "firm"
    if _PLACE.fullmatch(title):
        return "place"
    if _NAMED.fullmatch(title) and texts and all("项目" in t or "工程" in t for t in texts):
        return "project"
    return "other"


@dataclass(slots=True)
class _Grid:
    """The headings of a table by row and column."""

    titles: dict[int, list[TableCell]]
    beside: dict[int, list[TableCell]]
    roles: dict[int, str]
    group: dict[int, str]
    measure: dict[int, str]
    states: dict[int, tuple[str, str]]


def _form_of(table: TableBlock) -> list[tuple[str, str]]:
    """The names that a form gives by its labels; empty for other tables."""
    out = []
    for c in table.cells:
        if c.heading or c.column_heading or not c.row_heading:
            continue
        label = _clean(c.row_heading).rstrip("：:")
        role = (
            "project"
            if _NAMED.fullmatch(label)
            else next((r for r, p in (("firm", _FIRM), ("place", _PLACE)) if p.fullmatch(label)), "")
        )
        if role and not any(ch.isdigit() for ch in c.text[:1]):
            out.append((_clean(c.text), role))
    return sorted(out, key=lambda n: ("place", "firm", "project").index(n[1]))


def _grid(table: TableBlock) -> _Grid:
    data = [c for c in table.cells if not c.heading]
    first = min((c.row for c in data), default=0)
    wide = max(c.column + c.columns for c in table.cells)
    left = min((c.column for c in data), default=0)
    titles: dict[int, list[TableCell]] = {}
    beside: dict[int, list[TableCell]] = {}
    columns: dict[int, list[TableCell]] = {}
    group: dict[int, str] = {}
    rows = {c.row for c in data}
    # Row headings may begin above the first figure: the first row may hold none.
    tops = {c.row for c in table.cells if c.heading and c.row < first and not c.column_heading}
    now = ""
    for c in table.cells:
        if not c.heading:
            continue
        if c.row in tops and (c.columns < wide or wide == 1):
            for i in range(c.column, c.column + min(c.columns, 60)):
                titles.setdefault(i, []).append(c)
        elif c.row not in tops:
            columns.setdefault(c.column, []).append(c)
            for i in range(c.row, c.row + min(c.rows, 60)):
                beside.setdefault(i, []).append(c)
    for r in sorted({c.row for c in table.cells} - tops):
        if r not in rows and len(beside.get(r, [])) == 1 and r >= first - 1:
            now = _OF_WHICH.sub("", _ORDINAL.sub("", _clean(beside.pop(r)[0].text)))
        group[r] = now
    roles = {}
    for k, cells in columns.items():
        texts = [t for c in cells if c.row in rows and not _TOTAL.fullmatch(t := _clean(c.text))]
        roles[k] = (
            _role(" ".join(t.text for t in titles.get(k, [])), texts) if k < max(left, 1) + 60 else "other"
        )
    out = _Grid(titles, beside, roles, group, {}, {})
    _fill_measures(out)
    _fill_states(table, out)
    return out


def _fill_measures(grid: _Grid) -> None:
    """Rows that name a part only (其中：正极材料) measure what the row above them measures."""
    last, within = "", False
    for r in sorted(grid.beside):
        part = any(_OF_WHICH.match(_clean(c.text)) for c in grid.beside[r])
        within = within or part
        texts = [
            _parted(_OF_WHICH.sub("", _clean(c.text)))[0]
            for c in grid.beside[r]
            if grid.roles.get(c.column) == "other"
        ]
        found = next((m for t in reversed(texts) if (m := _MEASURE.search(t))), None)
        if found:
            last, within = found.group(), part
        elif last and texts and within:
            grid.measure[r] = last


def _fill_states(table: TableBlock, grid: _Grid) -> None:
    columns = {
        k
        for k, cells in grid.titles.items()
        if _STATE.fullmatch("".join(_parted(c.text)[0] for c in cells[-1:]))
    }
    for r, name in grid.group.items():
        if name and "项目" in name and (state := _state(name)):
            grid.states[r] = state
    for c in table.cells:
        if c.column in columns and c.row in grid.group and len(c.text) <= 30 and (state := _state(c.text)):
            for r in range(c.row, c.row + min(c.rows, 60)):
                grid.states[r] = state


def _state(text: str) -> tuple[str, str] | None:
    return next(((modality, stage) for modality, stage, p in _STATES if p.search(text)), None)


def rows_of(table: TableBlock) -> Iterator[tuple[TableCell, Said]]:
    """Every cell that is no heading, with what the headings say of it."""
    form = _form_of(table)
    if form:
        for c in table.cells:
            if not c.heading:
                label, unit = _parted(_ORDINAL.sub("", _clean(c.row_heading)).rstrip("：:"))
                yield c, Said(tuple(form), (label,) if label else (), "", unit, False, None, None)
        return
    grid = _grid(table)
    before: dict[int, str] = {}
    for c in table.cells:
        if not c.heading:
            said = _said(grid, c, before.get(c.row, ""))
            if said.time:
                before[c.row] = said.time
            yield c, said


def _said(grid: _Grid, cell: TableCell, time_before: str) -> Said:
    whose: list[tuple[str, str]] = []
    rest: list[str] = []
    units: list[str] = []
    times: list[str] = []
    total = False
    for b in sorted(grid.beside.get(cell.row, []), key=lambda b: b.column):
        if b.column >= cell.column:
            continue
        text, role = _clean(b.text), grid.roles.get(b.column, "other")
        if _TOTAL.fullmatch(text):
            total = True
        elif role == "unit":
            units.append(text)
        elif role == "other":
            part, unit = _parted(_ORDINAL.sub("", _OF_WHICH.sub("", text)))
            units += [unit] if unit else []
            m = _TIME.match(part)
            times += [m.group()] if m else []
            rest.append(part[m.end() :] if m else part)
        else:
            whose.append((_ORDINAL.sub("", text), role))
    if total:
        whose = [w for w in whose if w[1] == "place"]
    columns: list[str] = []
    for t in grid.titles.get(cell.column, []):
        part, unit = _parted(t.text)
        units.insert(0, unit) if unit else None
        m = _TIME.match(part)
        times += [m.group()] if m else []
        columns.append(part[m.end() :].strip("（）()") if m else part)
    ahead = next(
        (a for a, p in _AHEAD if any(p.search(t.text) for t in grid.titles.get(cell.column, [])[-2:])), None
    )
    columns.sort(key=lambda p: _MEASURE.search(p) is not None)  # 年产能 over 石墨化: 石墨化年产能
    columns = [p for p in _completed(columns) if not _SHADE.fullmatch(p)]
    columns = [_GROWTH.sub(r"\1增长", p) if _GROWTH.fullmatch(p) else p for p in dict.fromkeys(columns) if p]
    growth = bool(columns) and (
        _GROWTH.fullmatch(columns[-1]) or columns[-1] in ("增速", "增幅", "增长", "增长率")
    )
    if growth and not times and time_before:
        times = [time_before]
    rest = [p for p in rest if p]
    if rest and cell.row in grid.measure and (growth or not any(_MEASURE.search(p) for p in columns)):
        rest.append(grid.measure[cell.row])
    if columns and rest and not growth and _MEASURE.search(rest[-1]) and _stands_for_itself(columns):
        whose = [*whose, (columns[0], "column")]
        columns = []
    group = grid.group.get(cell.row, "")
    what = [*([group] if group and not whose and not rest else []), *rest, *columns]
    return Said(tuple(whose), tuple(what), times[0] if times else "", units[0] if units else "", total,
                None if total else grid.states.get(cell.row), ahead)  # fmt: skip


def _completed(columns: list[str]) -> list[str]:
    """总投资 over 完成, 投资完成情况 over 本月完成: what is told is the completed investment."""
    if not (any("投资" in p for p in columns) and any("完成" in p for p in columns)):
        return columns
    return ["累计完成投资" if any("累计" in p or "开工以来" in p for p in columns) else "完成投资"]


def _stands_for_itself(columns: list[str]) -> bool:
    """Whether a column is headed by a name (a firm, a place), the rows being what is measured."""
    only = columns[0]
    return (
        len(columns) == 1
        and 2 <= len(only) <= 20
        and not _MEASURE.search(only)
        and not re.search(
            r"\d|实际|本[期月年]|上[期月年]|累计|计划|目标|完成|合计|数值|指标值|数据|情况|备注|同比|增|期",
            only,
        )
    )
