"""Journey (a): last year's ledgers, twelve files of different shapes, are taken over; duplicates merged; totals agree."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import invented_office
import make_ledgers
import pytest

import lianzhang
from lianzhang.core import RowBasis
from lianzhang.ledger import Ledger

Cli = Callable[..., Any]


@pytest.fixture
def sheets(tmp_path: Path) -> tuple[list[Path], invented_office.Truth]:
    truth = make_ledgers.write(tmp_path / "last-year")
    return sorted((tmp_path / "last-year").iterdir()), truth


def _sum(ledger: Ledger, register: str, field: str) -> Decimal:
    return sum((r.values[field] for r in ledger.records(register) if r.values[field] is not None), Decimal(0))


def _pairs(out: str) -> dict[tuple[str, str], tuple[str, str]]:
    """Numbers of the pairs that the command lists, with the two names."""
    found = re.findall(r"^(\d+) \+ (\d+)  (.+) ／ (.+)  \([\d.]+\)$", out, re.MULTILINE)
    return {(a, b): (one, other) for a, b, one, other in found}


def test_the_generator_makes_a_year_of_an_office(sheets: tuple[list[Path], invented_office.Truth]) -> None:
    files, truth = sheets
    assert len(files) == 12
    assert len(truth.projects) >= 200 and len(truth.firms) >= 80
    assert len({p.name for p in truth.projects}) == len(truth.projects)
    assert len(truth.twins) == invented_office.MOST_TWICE and len(truth.short) == invented_office.SHORT_NAMES


def test_last_year_s_ledgers_are_taken_over(
    case: Path, cli: Cli, sheets: tuple[list[Path], invented_office.Truth], tmp_path: Path
) -> None:
    files, truth = sheets
    seen = cli("register", "import", case, *files, "--by", "周敏", "--preview")
    assert seen.out.count("尚未写入") == 13, "twelve files, one of them with two sheets"
    assert "总投资 （万元）→总投资" in seen.out and "隐藏的工作表" in seen.out
    assert "项目（projects）：0 条" in cli("register", "list", case).out

    done = cli("register", "import", case, *files, "--by", "周敏")
    assert "改写已有的" not in done.out, "where two sheets name the same project they agree"
    assert "相差" not in done.out, "every sheet's own total is the sum of its rows"
    again = cli("register", "import", case, *files, "--by", "吴越")
    assert len(re.findall(r"新增 0 条，写入 0 格", again.out)) == 13

    twice = sum(p.total for p in truth.projects if p.twice) * Decimal(10_000)
    with lianzhang.open(case) as opened:
        ledger = opened.ledger
        assert len(ledger.records("projects")) == len(truth.projects) + len(truth.twins)
        assert _sum(ledger, "projects", "total_investment") == truth.total + twice, (
            "what is there twice counts twice as yet"
        )
        assert len(ledger.records("enterprises")) == len(truth.firms) + len(truth.short)
        assert _sum(ledger, "enterprises", "output") == truth.output
        first = next(
            r for r in ledger.records("projects", basis=True) if r.values["name"] == truth.projects[0].name
        )
        basis = first.basis["total_investment"]
        assert isinstance(basis, RowBasis) and basis.file == "01发改委重点项目.xlsx[重点项目]"

    _merge_all(cli, case, "项目", {frozenset(_named(t)) for t in truth.twins})
    _merge_all(cli, case, "企业", {frozenset(s) for s in truth.short})
    shown = cli("register", "show", case, "项目").out.splitlines()[-1]
    assert f"共 {len(truth.projects)} 条；总投资 {truth.total / 10**8:f}亿元".replace(
        "亿元", ""
    ) in shown.replace("亿元", "")
    _agrees(case, truth)

    again = cli("register", "import", case, *files, "--by", "吴越")
    assert len(re.findall(r"新增 0 条，写入 0 格", again.out)) == 13, (
        "last year's sheets again change nothing after merging"
    )
    _agrees(case, truth)
    _part_and_merge_again(cli, case, truth)
    _out_and_in_again(cli, case, tmp_path, truth)


def _named(pair: tuple[str, str]) -> tuple[str, str]:
    """Names as a cell is read: brackets in one width."""
    return pair[0], pair[1].replace("（", "(").replace("）", ")")


def _merge_all(cli: Cli, case: Path, register: str, wanted: set[frozenset[str]]) -> None:
    """The command finds every pair, with reasons, before any other; what it says is merged."""
    told = cli("register", "duplicates", case, register).out
    assert told.count("理由：") >= len(wanted)
    pairs = _pairs(told)
    first = list(pairs.items())[: len(wanted)]
    assert {frozenset(names) for _, names in first} == wanted, "the true pairs stand first"
    assert len(pairs) <= len(wanted) + 4, "hardly any others are suspected"
    for (keep, drop), _ in first:
        assert "操作" in cli("register", "merge", case, register, keep, drop, "--by", "周敏").out


def _agrees(case: Path, truth: invented_office.Truth) -> None:
    """The registers hold what the sheets say, each thing once."""
    with lianzhang.open(case) as opened:
        ledger = opened.ledger
        projects = ledger.records("projects")
        assert len(projects) == len(truth.projects)
        by_name = {n: r for r in projects for n in (r.values["name"],)}
        others = {b: a for a, b in map(_named, truth.twins)}
        for name, record in by_name.items():
            made = next(p for p in truth.projects if p.name == others.get(name, name))
            assert record.values["total_investment"] == made.total * 10_000
            assert record.values["completed_investment"] in (None, made.done * 10_000)
            assert (made.firm.county in record.values["place"]) and record.values["stage"] in (
                None,
                made.stage,
            )
        assert _sum(ledger, "projects", "total_investment") == truth.total
        assert len(ledger.records("enterprises")) == len(truth.firms)
        assert _sum(ledger, "enterprises", "output") == truth.output
        done = sum(p.done for p in truth.projects) * Decimal(10_000)
        assert _sum(ledger, "project_progress", "done_total") == done
        assert len(ledger.records("project_problems")) == 20 and len(ledger.records("leads")) == 30
        assert len(ledger.records("parks")) == len(invented_office.COUNTIES)


def _part_and_merge_again(cli: Cli, case: Path, truth: invented_office.Truth) -> None:
    """A merging is taken back as a whole, and its lines with it."""
    with lianzhang.open(case) as opened:
        before = [r for r in opened.ledger.records("projects") if r.merged]
        assert len(before) == len(truth.twins)
        keep, (drop,) = before[0].id, before[0].merged
    cli("register", "unmerge", case, "项目", drop, "--by", "吴越")
    assert "没有并入" in cli("register", "unmerge", case, "项目", drop, "--by", "吴越", code=2).err
    with lianzhang.open(case) as opened:
        assert len(opened.ledger.records("projects")) == len(truth.projects) + 1
    told = cli("register", "history", case, "项目", drop).out
    assert "周敏" in told and "吴越" in told
    cli("register", "merge", case, "项目", keep, drop, "--by", "吴越")
    _agrees(case, truth)


def _out_and_in_again(cli: Cli, case: Path, tmp_path: Path, truth: invented_office.Truth) -> None:
    """Exports import again unchanged, into this case and into a new one that a backup fills."""
    out = tmp_path / "out"
    out.mkdir()
    for register in ("项目", "企业", "园区", "产能线", "月度进度"):
        file = out / f"{register}.xlsx"
        cli("register", "export", case, register, file)
        assert "新增 0 条，写入 0 格" in cli("register", "import", case, file, "--by", "周敏").out
    cli("backup", case, out / "ledger.backup")
    cli("new", tmp_path / "copy")
    cli("restore", tmp_path / "copy", out / "ledger.backup")
    _agrees(tmp_path / "copy", truth)
    with lianzhang.open(case) as one, lianzhang.open(tmp_path / "copy") as other:
        assert one.ledger.digest() == other.ledger.digest()


def test_one_fault_in_one_of_twelve_files_and_nothing_comes_in(
    case: Path, cli: Cli, sheets: tuple[list[Path], invented_office.Truth]
) -> None:
    files, _ = sheets
    broken = next(f for f in files if f.name.startswith("05"))
    rows = list(csv.reader(broken.read_text(encoding="utf-8-sig").splitlines(), delimiter="\t"))
    rows[2][2], rows[4][1], rows[5][4] = "十几个亿", "某某县", "快开了"
    broken.write_text("\n".join("\t".join(r) for r in rows), encoding="utf-8")
    told = cli("register", "import", case, *files, "--by", "周敏", code=2).err.splitlines()
    assert len(told) == 3 and all("05西部园区.csv" in line for line in told), told
    assert [re.search(r"row (\d+)", line)[1] for line in told] == ["3", "5", "6"]  # type: ignore[index]
    listed = cli("register", "list", case).out.splitlines()
    assert listed and all(line.endswith("：0 条") for line in listed), "nothing half imported"
    assert cli("register", "history", case).out == ""


def test_two_cases_on_one_server_database(
    postgres: Callable[[], str], cli: Cli, tmp_path: Path, sheets: tuple[list[Path], invented_office.Truth]
) -> None:
    """The second case is told whose database it is, and takes nothing of the first away."""
    url, files = postgres(), sheets[0]
    for name in ("甲县", "乙县"):
        cli("new", tmp_path / name)
        settings = tmp_path / name / "case.toml"
        settings.write_text(f'database = "{url}"\n{settings.read_text(encoding="utf-8")}', encoding="utf-8")
    cli("register", "import", tmp_path / "甲县", files[8], "--by", "周敏")
    for command in (("read",), ("register", "list")):
        told = cli(*command, tmp_path / "乙县", code=2).err
        assert "甲县" in told and "database" in told
    assert "园区（parks）：8 条" in cli("register", "list", tmp_path / "甲县").out
