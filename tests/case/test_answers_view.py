"""Answers beyond the optimum: as sections of the report with their bases, bounded, and as sentences on the screen."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from lianzhang import plan
from lianzhang.case import answers_view, ask_folder
from lianzhang.case.answer_words import answer_sentences, answer_text
from lianzhang.case.planning import QUESTIONS, read_planning
from lianzhang.core import FormulaBasis, InputError, SolveBasis
from lianzhang.outputs.model import Chart, Table, figures_of

TABLES = {
    "commodities": "commodity,unit\nx,t\n",
    "regions": "region,parent\nprovince,\nA,province\nB,province\n",
    "processes": "process,output\nmill,x\nclean,x\n",
    "recipes": "process,commodity,quantity\n",
    "costs": "region,process,year,capex,variable\nA,mill,*,10,0\nB,mill,*,25,0\n*,clean,*,40,0\n",
    "capacity": "region,process,vintage,quantity,stage\nA,mill,2020,1,投产\nB,mill,2025,4,在建\n",
    "use": "process,factor,per,quantity,unit\nmill,co2,activity,2,t/t\n",
    "demand": "region,commodity,year,quantity,penalty\nA,x,*,10,1000\nB,x,*,10,1000\n",
    "routes": "from,to,commodity,cost\nA,B,x,1\n",
    "targets": "region,metric,year,quantity\nA,capacity:mill,*,15\nB,capacity:mill,*,15\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "tables").mkdir()
    (tmp_path / "case.toml").write_text("years = [2025]\n")
    for name, text in TABLES.items():
        (tmp_path / "tables" / f"{name}.csv").write_text(text, encoding="utf-8")
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "scenarios" / "more.toml").write_text(
        'name = "more"\n[[change]]\ntable = "demand"\nscale = { quantity = 1.5 }\n'
    )
    return tmp_path


def test_sections_lead_back_to_the_solve(folder: Path) -> None:
    sections = {s.id: s for s in answers_view.answer_sections(plan.solve(read_planning(folder)))}
    assert list(sections) == ["coordination", "frontier", "alternatives"]
    for section in sections.values():
        figures = figures_of(section)
        assert figures
        assert any(isinstance(q.basis, SolveBasis) for q in figures)
        assert any(isinstance(b, Table) and b.rows for b in section.blocks)
    saved = next(q for q in figures_of(sections["coordination"]) if isinstance(q.basis, FormulaBasis))
    # alone: A builds 14 of its 15 (140), B 11 beside the 4 under construction (275): 415; together 25 more in A (250) and 6 moved
    # at 1 (B runs its 4): 256; the gain is the difference
    assert float(saved.value or 0) == pytest.approx(415 - 256)
    assert any(isinstance(b, Chart) for b in sections["frontier"].blocks)


def test_bounded(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = plan.solve(read_planning(folder))
    monkeypatch.setattr(answers_view, "MOST_GROUPS", 0)
    assert "alternatives" not in [s.id for s in answers_view.answer_sections(found)]
    monkeypatch.setattr(answers_view, "LARGE", 3)
    assert answers_view.answer_sections(found) == []


def test_groups_left_out_are_told(folder: Path) -> None:
    case = read_planning(folder)
    answer = plan.alternatives(case, most=1)
    assert answer.table.height == 1 and "1" in answer.notes[0].en and "2" in answer.notes[0].en
    assert plan.alternatives(case, most=0).table.height == 0


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("alternatives", "非建不可"), ("coordination", "统筹值"), ("frontier", "费用最低的方案"), ("myopic", "短视在这里没有代价"),
        ("next-best", "最值得先办"), ("two-stage", "若能预知"), ("robust", "最坏"),
    ],
)  # fmt: skip
def test_every_question_ends_in_words(folder: Path, question: str, said: str) -> None:
    answer = ask_folder(folder, question)
    words = "".join(t.zh for t in answer_sentences(answer, question)) + answer_text(answer, question)
    assert said in words
    assert "nan" not in words.lower() and "None" not in words


@pytest.mark.parametrize("question", [q for q in QUESTIONS if q != "myopic"])  # here both its plans agree
def test_the_figures_of_the_table_bear_their_units(folder: Path, question: str) -> None:
    answer = ask_folder(folder, question)
    lines = answer_text(answer, question).splitlines()
    table = "\n".join(line for line in lines if line.startswith("│"))
    assert table and not re.search(r"\de[+-]?\d|\d\.0 ", table)
    if any(unit == "CNY" and not answer.table[c].is_null().all() for c, unit in answer.units.items()):
        assert "元" in table


def test_every_question_is_tested_above() -> None:
    assert len(QUESTIONS) == 7


def test_a_question_that_the_tables_cannot_answer(folder: Path) -> None:
    (folder / "tables" / "use.csv").unlink()
    with pytest.raises(InputError, match="co2"):
        ask_folder(folder, "frontier")
    (folder / "scenarios" / "more.toml").unlink()
    with pytest.raises(InputError, match="scenarios"):
        ask_folder(folder, "two-stage")


def test_the_screen_tells_where_a_cut_comes_from(folder: Path) -> None:
    """Without clean plants carbon is cut by making less: the sentence says so."""
    text = (folder / "tables" / "costs.csv").read_text()
    (folder / "tables" / "costs.csv").write_text(text.replace("*,clean,*,40,0\n", ""))
    (folder / "tables" / "processes.csv").write_text("process,output\nmill,x\n")
    (folder / "tables" / "targets.csv").unlink()
    said = answer_sentences(ask_folder(folder, "frontier"), "frontier")[0].zh
    assert "少生产" in said
