"""The Python API on a case: frames, work, words, matters from finding to answer."""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

import polars as pl
import pytest

import lianzhang
from lianzhang.case import Case, claims_of_paths, copy_packaged, new_case, read_text
from lianzhang.core import InputError

FRAMES = ("documents", "claims", "facts", "entities", "projects", "changes", "matters")


def test_open_gives_a_case_that_closes(small: Path) -> None:
    with lianzhang.open(small) as case:
        assert isinstance(case, Case)
        assert "小案例" in repr(case) and "not opened" in repr(case)
        assert case.projects.height == 2
        assert "ledger open" in repr(case)
    assert "not opened" in repr(case)
    assert lianzhang.__version__[0].isdigit()
    with pytest.raises(AttributeError):
        _ = lianzhang.nothing


def test_importing_is_light() -> None:
    import subprocess

    code = "import sys, lianzhang; print([m for m in ('numpy', 'polars', 'sqlalchemy', 'rich', 'lianzhang.case') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_frames(small: Path) -> None:
    with lianzhang.open(small) as case:
        frames = {name: getattr(case, name) for name in FRAMES}
        assert set(case.frames()) == set(FRAMES)
    assert all(isinstance(f, pl.DataFrame) for f in frames.values())
    assert frames["documents"]["path"].to_list() == [f"documents/0{n}.txt" for n in range(3)]
    assert set(frames["claims"]["document"]) == set(frames["documents"]["path"])
    assert sorted(frames["projects"]["name"]) == ["白桦负极项目", "青石正极项目"]
    assert len(frames["projects"].to_pandas()) == 2


def test_read_says_what_it_did(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (small / "documents" / "bad.txt").write_bytes(b"\x00" * 100)
    with lianzhang.open(small) as case:
        seen: list[tuple[int, int]] = []
        summary = case.read(progress=lambda done, total: seen.append((done, total)))
    assert seen == [(0, 1), (1, 1)]
    assert "未变 3 份" in str(summary) and "未能读取 1 份" in str(summary)
    monkeypatch.setenv("LIANZHANG_LANG", "en")
    assert "3 unchanged" in str(summary) and "1 not read" in str(summary)


def test_nothing_is_planned_without_years(small: Path) -> None:
    with lianzhang.open(small) as case, pytest.raises(InputError, match="years"):
        case.plan()


def test_work_on_the_packaged_case(packaged: Path, tmp_path: Path) -> None:
    with lianzhang.open(packaged) as case:
        plan = case.plan()
        assert plan.status == "optimal" and plan.build.height > 0
        balance = case.balance()
        assert {"segment", "place", "year", "capacity", "unit"} <= set(balance.columns) and balance.height > 0
        findings = case.audit()
        assert findings and all("{" not in case.say_finding(f) for f in findings)
        dispatch = case.dispatch("2024-06")
        assert {e.light for e in dispatch.entries} >= {"red", "yellow"}
        assert "2024-06" in case.say_dispatch(dispatch)
        page = case.report(tmp_path / "report")
    assert page == tmp_path / "report" / "index.html"
    assert sorted(p.name for p in page.parent.iterdir()) == ["index.html", "plan.json", "report.json"]


def test_a_finding_is_asked_about_until_it_is_answered(packaged: Path) -> None:
    def state(month: str) -> tuple[list[int | None], list[int | None], list[int | None]]:
        asked = case.dispatch(month).matters
        return [a.matter.id for a in asked.now], [m.id for m in asked.pending], [m.id for m in asked.answered]

    with lianzhang.open(packaged) as case:
        assert state("2024-06") == ([], [], [])
        finding = next(f for f in case.audit() if f.kind == "implies")
        matter = case.assign(
            finding.id, "云南省工业和信息化厅", due="2024-07-15", office="副厅长", opened="2024-06-30"
        )
        again = case.assign(
            finding, "云南省工业和信息化厅", due="2024-07-15", office="副厅长", opened="2024-06-30"
        )
        assert again.id == matter.id and case.matters.height == 1
        n = matter.id
        assert n is not None
        assert state("2024-05") == ([], [], [])  # nobody knew of it yet
        assert state("2024-06") == ([], [n], [])
        assert state("2024-07") == ([n], [], [])
        assert state("2024-08") == ([n], [], [])
        (asked,) = case.dispatch("2024-08").matters.now
        assert asked.round.value == 2 and asked.overdue and asked.overdue.value == 47
        assert (
            asked.matter.text is not None and asked.matter.figures
        )  # the finding's arithmetic stays in reach
        assert "云南省工业和信息化厅" in case.say_dispatch(case.dispatch("2024-08"))
        done = case.answer(n, "已与相邻省份签订供应协议。", date="2024-09-10")
        assert (done.status, done.answered) == ("answered", "2024-09-10")
        assert state("2024-08") == ([n], [], [])  # an old month gives what it gave
        assert state("2024-09") == ([], [], [n])
        assert state("2024-10") == ([], [], [])


def test_what_cannot_be_assigned_or_answered(packaged: Path) -> None:
    with lianzhang.open(packaged) as case:
        finding = case.audit()[0]
        before = case.ledger.digest()
        for wrong, part in (
            ({"finding": finding.id[:-1] + "zz"}, finding.id),
            ({"finding": ""}, "finding"),
            ({"body": " "}, "body"),
            ({"due": "2024-13-01"}, "2024-13-01"),
            ({"due": "2024-01-01"}, "2024-06-01"),
        ):
            given = {
                "finding": finding.id,
                "body": "某局",
                "due": "2024-07-01",
                "opened": "2024-06-01",
            } | wrong
            with pytest.raises(InputError, match=part):
                case.assign(given["finding"], given["body"], due=given["due"], opened=given["opened"])
        assert case.ledger.digest() == before
        matter = case.assign(finding, "某局", due="2024-07-01", opened="2024-06-01")
        assert matter.id is not None
        before = case.ledger.digest()
        for number, text, date in (
            (99, "x", None),
            (matter.id, "  ", None),
            (matter.id, "x", "13月"),
            (matter.id, "x", "2024-05-01"),
        ):
            with pytest.raises(InputError):
                case.answer(number, text, date=date)
        with pytest.raises(InputError) as caught:
            case.answer(99, "", date="x")
        assert len(caught.value.problems) == 3  # all at once
        assert case.ledger.digest() == before


def test_claims_without_a_case(tmp_path: Path) -> None:
    for name in ("b", "a"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "x.txt").write_text(
            f"{name}市青石材料有限公司投资3亿元建设磷酸铁锂项目。", encoding="utf-8"
        )
    claims, problems = claims_of_paths([tmp_path / "b", tmp_path / "a", tmp_path / "a" / "x.txt"])
    assert problems == [] and [c.document for c in claims if c.value is not None] == ["x.txt"] * 3
    with pytest.raises(InputError) as caught:
        claims_of_paths([tmp_path / "none", tmp_path / "nope"])
    assert len(caught.value.problems) == 2
    file = tmp_path / "a" / "x.txt"
    assert read_text(file, raw=True) == file.read_text(encoding="utf-8")
    with pytest.raises(InputError):
        read_text(tmp_path / "a")


def test_a_new_case_opens(tmp_path: Path) -> None:
    new_case(tmp_path / '甲"乙\\丙')
    with lianzhang.open(tmp_path / '甲"乙\\丙') as case:
        assert case.settings.name == "甲乙丙"
        with pytest.raises(InputError, match="lianzhang read"):
            case.must_have_been_read()
    with pytest.raises(InputError):
        new_case(tmp_path / '甲"乙\\丙')


def test_the_packaged_case_does_not_overwrite_what_a_user_added(tmp_path: Path) -> None:
    folder = tmp_path / "case"
    copy_packaged(folder)
    (folder / "documents" / "mine.txt").write_text("我的", encoding="utf-8")
    table = folder / "tables" / "projects.csv"
    packaged = table.read_bytes()
    table.write_bytes(packaged + "我的项目,,,,,,,,,,,,,,,\n".encode())
    copy_packaged(folder)
    assert (folder / "documents" / "mine.txt").read_text(encoding="utf-8") == "我的"
    assert table.read_bytes() == packaged
    assert "我的项目" in (folder / "tables" / ".projects.csv.bak").read_text(encoding="utf-8-sig")
    before = sorted(folder.rglob("*"))
    gone, changed = folder / "documents" / "old.txt", folder / "documents" / "changed.txt"
    for file in (gone, changed):  # as if an earlier version had packaged them
        file.write_text("旧", encoding="utf-8")
    copied = json.loads((folder / ".packaged.json").read_text(encoding="utf-8"))
    copied |= {f"documents/{f.name}": hashlib.sha256("旧".encode()).hexdigest() for f in (gone, changed)}
    (folder / ".packaged.json").write_text(json.dumps(copied), encoding="utf-8")
    changed.write_text("改过", encoding="utf-8")
    copy_packaged(folder)
    assert sorted(folder.rglob("*")) == sorted([*before, changed])
