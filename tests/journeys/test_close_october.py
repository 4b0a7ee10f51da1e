"""Journey (b), "close October": thirty documents and the month's sheet come in, changes are reviewed, lights change with reasons, bulletin
and annex are written, the month is frozen, what comes late does not alter it, and it is opened again with a trace.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import make_october as october
import pytest

import lianzhang
from lianzhang.case.month import month_view

YI = Decimal(10**8)
Office = Callable[..., Any]


def lights(text: str) -> dict[str, str]:
    """Project → light, as the screen says."""
    return {m[2]: m[1] for m in re.finditer(r"^\[(红|黄|绿|待报)\] (\S+)", text, re.MULTILINE)}


def told_about(text: str, project: str) -> str:
    """What the screen says below a project."""
    lines = text.splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith("[") and project in line)
    end = next((n for n in range(at + 1, len(lines)) if not lines[n].startswith("    ")), len(lines))
    return "\n".join(lines[at:end])


def paper_text(path: Path) -> str:
    """All text of a Word document or an Excel workbook."""
    with zipfile.ZipFile(path) as packed:
        names = [
            n
            for n in sorted(packed.namelist())
            if n.startswith(("word/document", "xl/sharedStrings", "xl/worksheets/"))
        ]
        return "".join(re.sub(r"<[^>]+>", "", packed.read(n).decode()) for n in names)


@pytest.fixture
def case(tmp_path: Path, database: str | None) -> Path:
    return october.make_case(tmp_path / "chenzhou", database)


def test_close_october(case: Path, office: Office, tmp_path: Path) -> None:
    september_is_closed(case, office)
    before = the_sheet_comes_in(case, office, tmp_path)
    changes_are_reviewed(case, office)
    lights_change(case, office, before)
    papers = bulletin_and_annex(case, office, tmp_path)
    closed = the_month_is_frozen(case, office)
    late_changes_do_not_alter_it(case, office, tmp_path, closed, papers)
    it_is_opened_again(case, office, closed)


def september_is_closed(case: Path, office: Office) -> None:
    assert "没有读到任何文档" in office("read", case).out
    said = office("dispatch", case, "--month", "2026-09", "--close", "--by", "王某").out
    assert "2026-09 已关账（第 1 次，王某）" in said
    assert "黄灯 6" in said


def the_sheet_comes_in(case: Path, office: Office, tmp_path: Path) -> dict[str, str]:
    """Without the sheet nobody has reported; a sheet of another month, and one with faults, are refused whole."""
    grey = lights(office("dispatch", case).out)
    assert sum(v == "待报" for v in grey.values()) == 18
    made = october.projects()
    wrong = october.month_rows()
    wrong[0][0] = "2026年9月重点项目投资进度表"
    refused = office(
        "dispatch",
        case,
        "--sheet",
        october.write_sheet(tmp_path / "九月.xlsx", {"进度": wrong}),
        "--by",
        "王某",
        code=2,
    )
    assert "2026-09" in refused.err
    faulty = october.month_rows()
    faulty[3][4], faulty[5][1] = "约三亿", "无此项目"
    refused = office(
        "dispatch",
        case,
        "--sheet",
        october.write_sheet(tmp_path / "错.xlsx", {"进度": faulty}),
        "--by",
        "王某",
        code=2,
    )
    assert {"进度!E4", "进度!B6"} <= set(re.findall(r"进度![A-Z]\d+", refused.err))
    assert lights(office("dispatch", case).out) == grey, "nothing of a faulty sheet came in"

    skipped = october.late_one()
    book = october.write_sheet(tmp_path / "十月报表.xlsx", october.month_sheets())
    said = office("dispatch", case, "--sheet", book, "--by", "王某").out
    assert "17 行" in said
    assert "填表说明" in said
    found = lights(said)
    expected = {
        p.name: "绿" if p.now > 0.95 else "黄" if p.now > 0.7 else "红" for p in made if p.stage == "在建"
    }
    expected[skipped.name] = "待报"
    assert {n: found[n] for n in expected} == expected
    assert all(found[p.name] == "红" for p in made if p.stage == "签约"), "due in June, four months late"
    again = office("dispatch", case, "--sheet", book, "--by", "李某").out
    assert lights(again) == found
    with lianzhang.open(case) as opened:
        acts = [a for a in opened.ledger.acts() if a["who"] == "李某"]
    assert acts == [], "the same sheet again changes nothing"
    return found


def changes_are_reviewed(case: Path, office: Office) -> None:
    """Thirty documents: right proposals are accepted, those of spun and torn texts rejected, one is corrected."""
    october.bring_documents(case)
    assert "新读 30 份" in office("read", case).out
    papers = october.papers()
    assert len({d for p in papers for d in p.damages}) == 10
    said = {(p, f): v for paper in papers if paper.sound for p, f, v in paper.says}
    with lianzhang.open(case) as opened:
        changes = opened.ledger.changes(register="projects")
        known = {p.name for p in opened.ledger.projects()}
    listed = office("review", "list", case, "--register", "projects").out
    assert all(c.id in listed for c in changes)
    right = [c for c in changes if c.project in known and _agrees(c, said)]
    kinds = {c.field for c in right}
    assert {"stage", "stages.开工", "stages.投产", "completed_investment"} <= kinds
    assert len({c.document for c in right}) >= 12
    wrong = [c for c in changes if c.project not in known]
    fixed = next(c for c in right if c.field == "completed_investment")
    right.remove(fixed)
    office("review", "reject", case, *[c.id for c in wrong], "--by", "王某")
    office("review", "correct", case, fixed.id, "9.99亿元", "--by", "王某")
    office("review", "accept", case, *[c.id for c in right], "--by", "王某")
    with lianzhang.open(case) as opened:
        records = {p.name: p for p in opened.ledger.projects()}
        assert set(records) == known, "no project was made of a torn name"
        assert records[fixed.project].completed_investment == Decimal("9.99") * YI
        for c in right:
            basis = records[c.project].basis[c.field]
            assert type(basis).__name__ == "ClaimBasis", "what was accepted leads to its sentence"


def _agrees(change: Any, said: dict[tuple[str, str], str]) -> bool:
    """Whether a proposal is what the text said before it was damaged."""
    if change.field == "stage":
        return (change.project, f"stages.{change.new}") in said
    value = said.get((change.project, change.field))
    if change.field == "completed_investment":
        return value is not None and Decimal(change.new) == Decimal(value) * YI
    return value is not None and change.new == value


def lights_change(case: Path, office: Office, before: dict[str, str]) -> None:
    """Projects that began are red no more; reasons, problems and who owes what stand on the screen."""
    said = office("dispatch", case, "--compare", "2026-09").out
    now = lights(said)
    started = {p for paper in october.papers() if paper.sound for p, f, _ in paper.says if f == "stages.开工"}
    moved = {p for p in started if before[p] == "红" and now[p] != "红"}
    assert len(moved) >= 4, "started in October, as the documents say"
    one = min(moved)
    assert "2026年10月" in told_about(said, one)
    assert "开工" in told_about(said, one)
    red = next(p for p in october.projects() if p.stage == "在建" and p.now < 0.7)
    why = told_about(said, red.name)
    assert "33.33个百分点" in why, "5/6 of the plan were due, 0.6 of that is done: 83.33 − 50"
    assert "超过30个百分点" in why
    assert red.body in why
    assert "由黄灯转为红灯" in why
    assert "各单位应办" in said
    assert re.search(r"郴州市林业局：超期问题 1（.*林地手续未批复", said)
    assert "2026-10 与 2026-09 比较" in said
    assert "[转差]" in said
    assert "只有一个月有完整数字" in said, "one project has not reported in October"
    for rules in ("wuhan", "sanya"):
        other = lights(office("dispatch", case, "--rules", rules).out)
        assert set(other) == set(now)
        assert other != now


def bulletin_and_annex(case: Path, office: Office, tmp_path: Path) -> str:
    folder = tmp_path / "papers"
    office("dispatch", case, "--papers", folder)
    paper, annex = (next(folder.glob(p)) for p in ("*.docx", "*.xlsx"))
    text = paper_text(paper)
    for heading in ("指标", "项目", "变化", "协同", "问题", "下步"):
        assert heading in text
    assert "林地手续未批复" in text
    assert "主厂房封顶" in text
    office("report", case, "--out", tmp_path / "report")
    page = re.sub(r"<[^>]+>", "", (tmp_path / "report" / "index.html").read_text(encoding="utf-8"))
    assert "2026年10月与2026年9月比较" in page
    assert all(p.name in paper_text(annex) for p in october.projects() if p.now < 0.7)
    return text


def the_month_is_frozen(case: Path, office: Office) -> str:
    said = office("dispatch", case, "--close", "--by", "王某").out
    assert "2026-10 已关账（第 1 次，王某）" in said
    assert "更改建议没有审定" in said
    refused = office("dispatch", case, "--close", "--by", "李某", code=2)
    assert "王某" in refused.err
    assert "--by" in office("dispatch", case, "--close", code=2).err
    return str(office("dispatch", case).out)


def late_changes_do_not_alter_it(
    case: Path, office: Office, tmp_path: Path, closed: str, papers: str
) -> None:
    """A late report, a corrected figure and an edit leave October as it was; November shows them as corrections."""
    made = october.projects()
    skipped, falling = october.late_one(), next(p for p in made if p.stage == "在建" and p.now < 0.7)
    late: list[list[object]] = [
        ["项目名称", "年度计划投资（亿元）", "年初累计完成（亿元）"],
        [skipped.name, skipped.plan, skipped.done(10)],
        [falling.name, falling.plan, round(falling.plan * 10 / 12, 4)],
    ]
    said = office(
        "dispatch",
        case,
        "--sheet",
        october.write_sheet(tmp_path / "补报.xlsx", {"进度": late}),
        "--by",
        "李某",
    ).out
    assert "关账数字不变" in said
    assert office("dispatch", case).out == closed
    folder = tmp_path / "again"
    office("dispatch", case, "--papers", folder)
    assert paper_text(next(folder.glob("*.docx"))) == papers
    november = office("dispatch", case, "--month", "2026-11").out
    part = november.split("对已关账月份的更正")[1]
    assert f"2026-10 {skipped.name}  待报→绿" in part
    assert f"2026-10 {falling.name}  红→绿" in part
    assert "年初累计完成 未报 → " in part


def it_is_opened_again(case: Path, office: Office, closed: str) -> None:
    assert "--why" in office("dispatch", case, "--reopen", "--by", "李某", code=2).err
    office("dispatch", case, "--reopen", "--by", "李某", "--why", "两个项目补报")
    again = office("dispatch", case).out
    assert lights(again) != lights(closed)
    office("dispatch", case, "--close", "--by", "王某")
    compared = office("dispatch", case, "--compare", "2026-10@1").out
    assert "2026-10第2次关账 与 2026-10第1次关账 比较" in compared
    assert "[好转]" in compared
    listed = office("months", case).out
    assert "2026-10  已关账（第 2 次）" in listed
    assert re.search(r"重新打开：李某 .*两个项目补报", listed)
    assert "对已关账月份的更正" not in office("dispatch", case, "--month", "2026-11").out
    with lianzhang.open(case) as opened:
        first, second = (
            month_view(opened, "2026-10", compare="2026-10@1"),
            opened.ledger.months.closings("2026-10")[0],
        )
        assert second.frozen["digest"] != opened.ledger.months.closings("2026-10")[1].frozen["digest"]
        assert first.compared is not None
        assert first.compared.totals["done"][2].value != 0
