"""The office's decisions on names, links and time lines of a case; commands; bad ``names.csv``."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

import lianzhang
from lianzhang.case import new_case
from lianzhang.case.entities import decide, decisions_of, links_of_case, register_decisions, timeline_of
from lianzhang.case.report import build_report
from lianzhang.core import InputError
from lianzhang.outputs.lowering import stray

FIRM, OTHER, SHORT = "湖南中衡新材料有限公司", "贵州中衡新材料有限公司", "中衡新材"


def notice(name: str, day: str, *sentences: str) -> tuple[str, str]:
    return name, f"岳阳市锂电产业通报\n发布日期：{day}\n\n" + "\n".join(sentences) + "\n"


NOTICES = (
    notice(
        "a.txt", "2023-03-01", f"{FIRM}计划建设年产5万吨磷酸铁锂生产线。", f"2022年{FIRM}营业收入20亿元。"
    ),
    notice("b.txt", "2024-05-20", f"{FIRM}在建年产5万吨磷酸铁锂生产线。", f"2023年{FIRM}营业收入30亿元。"),
    notice("c.txt", "2024-06-20", f"{OTHER}年产2万吨碳酸锂。"),
    notice("d.txt", "2024-07-20", f"近日，{SHORT}公告，公司2023年生产磷酸铁锂4.2万吨。"),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    case = tmp_path / "case"
    new_case(case)
    for name, text in NOTICES:
        (case / "documents" / name).write_text(text, encoding="utf-8")
    with lianzhang.open(case) as opened:
        opened.read()
    return case


def test_a_decision_is_used_at_the_next_reading(folder: Path) -> None:
    with lianzhang.open(folder) as case:
        (before,) = [n for n in links_of_case(case).links if n.name == SHORT]
        assert before.entity is None
        assert set(before.candidates) == {FIRM, OTHER}
        decide(case, SHORT, FIRM, same=True, by="王工", note="电话核实")
        case.read()
        line = timeline_of(case, SHORT)
        assert line.entity.name == FIRM
        assert SHORT in line.names
        assert any(e.fact.value == Decimal(42000) for e in line.entries)
        (after,) = [n for n in links_of_case(case).links if n.name == SHORT]
        assert (after.entity, after.candidates) == (FIRM, ())
        assert "王工" in after.why
        decide(case, SHORT, FIRM, same=False, by="王工")  # thought better of it
        case.read()
        owners = [e.name for e in case.ledger.entities() if SHORT in [a for a, _ in e.aliases]]
        assert owners == [OTHER]  # the only one that is left
    (decision,) = decisions_of(folder)
    assert not decision.same


def test_an_alias_of_the_register_is_a_decision_and_the_file_outranks_it(folder: Path) -> None:
    with lianzhang.open(folder) as case:
        case.ledger.add("enterprises", {"name": FIRM, "aliases": [SHORT]}, "王工")
        (found,) = [d for d in register_decisions(case.ledger) if d.name == SHORT]
        assert found.other == FIRM
        case.read()
        assert any(SHORT in [a for a, _ in e.aliases] for e in case.ledger.entities())
        decide(case, SHORT, OTHER, same=True, by="李工")
        case.read()
        (owner,) = [e.name for e in case.ledger.entities() if SHORT in [a for a, _ in e.aliases]]
        assert owner == OTHER


def test_faults_of_a_decision_are_told_together_and_nothing_is_written(folder: Path) -> None:
    with lianzhang.open(folder) as case:
        with pytest.raises(InputError) as fault:
            decide(case, "中衡新林", "湖南中衡新材料有限公可", same=True, by="王工")
        assert len(fault.value.problems) == 2
        assert fault.value.problems[1].nearest == FIRM
        assert not (folder / "names.csv").exists()
        decide(case, SHORT, FIRM, same=True, by="王工")
        with pytest.raises(InputError, match=FIRM):
            decide(case, SHORT, OTHER, same=True, by="王工")
    assert [d.other for d in decisions_of(folder)] == [FIRM]


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("name,other,verdict\n甲,乙,same\n", {"verdict", "decision"}),
        ("name,other,decision\n,乙,same\n甲,乙,maybe\n甲,甲,same\n", {"name", "decision", "other"}),
        ("name,other,decision\n甲,乙,same\n乙,甲,different\n", {"decision"}),
        ("name,other,decision\n甲,乙,same\n甲,丙,same\n", {"other"}),
    ],
)
def test_bad_files_are_told_before_anything_is_read(folder: Path, text: str, fields: set[str]) -> None:
    (folder / "names.csv").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as fault:
        decisions_of(folder)
    assert {p.field for p in fault.value.problems} == fields
    with lianzhang.open(folder) as case, pytest.raises(InputError):
        case.read()


def test_a_sheet_saved_by_an_office_is_read(folder: Path) -> None:
    (folder / "names.csv").write_bytes(f"name,other,decision\r\n{SHORT},{FIRM},同一\r\n".encode("gb18030"))
    assert [(d.name, d.other, d.same) for d in decisions_of(folder)] == [(SHORT, FIRM, True)]


def test_a_link_out_of_the_case_is_refused(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere.csv").write_text("name,other,decision\n", encoding="utf-8")
    (folder / "names.csv").symlink_to(tmp_path / "elsewhere.csv")
    with pytest.raises(InputError):
        decisions_of(folder)


def test_a_name_that_fits_several_is_asked_back(folder: Path) -> None:
    with lianzhang.open(folder) as case:
        with pytest.raises(InputError, match=OTHER):
            timeline_of(case, "中衡新材料")
        with pytest.raises(InputError):
            timeline_of(case, "没有这家")


def test_the_report_has_time_lines_with_every_figure_sourced(folder: Path) -> None:
    with lianzhang.open(folder) as case:
        model = build_report(case, plan=None, dispatch=None, title="t")
    (section,) = [s for s in model.sections if s.id == "timelines"]
    (table,) = section.blocks
    assert len(table.rows) == 4
    assert not stray(model)


def test_json_of_a_line_leads_back(folder: Path, tmp_path: Path) -> None:
    from lianzhang.case.entity_words import timeline_json, timeline_lines

    with lianzhang.open(folder) as case:
        line = timeline_of(case, FIRM)
        claims = {c.id: c for c in case.ledger.claims()}
    written = json.loads(json.dumps(timeline_json(line, claims), ensure_ascii=False))
    assert [s["state"] for s in written["steps"]] == ["planned", "under_construction"]
    assert all(e["claims"] and e["claims"][0]["quote"] for e in written["entries"])
    told = list(timeline_lines(line, claims))
    assert sum("documents/" in t for t in told) == len(line.entries)
