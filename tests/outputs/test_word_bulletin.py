"""The bulletin and its annex on paper: sections in the offices' order, ledger columns, figures that lead to rows."""

import fastexcel
import month_sample as sample
from docx import Document

from lianzhang.desk.dispatch import bulletin
from lianzhang.outputs.bulletin import annex_model, bulletin_model, write_bulletin
from lianzhang.outputs.lowering import stray
from lianzhang.outputs.model import figures_of


def unbroken(frame):
    """Headings on one line: a unit may stand below its name."""
    return frame.rename({c: c.replace("\n", "") for c in frame.columns})


def test_bulletin_and_annex_are_written_together(tmp_path):
    paper, annex = write_bulletin(
        sample.october(),
        sample.projects(),
        None,
        tmp_path / "out",
        earlier=sample.september(),
        office="某市链长制办公室",
    )
    assert (paper.name, annex.name) == ("调度通报2026-10.docx", "调度通报2026-10附表.xlsx")
    heads = [p.text for p in Document(str(paper)).paragraphs if p.style.name == "Heading 1"]
    assert heads == ["一、指标", "二、项目", "三、变化", "四、协同", "五、问题", "六、下步", "七、依据"]
    book = fastexcel.read_excel(str(annex))
    assert book.sheet_names == [
        "目录",
        "项目台账",
        "逐月进度",
        "关键节点",
        "问题",
        "指标",
        "变化",
        "协同",
        "下步",
        "依据",
    ]
    ledger = unbroken(book.load_sheet("项目台账", header_row=1).to_polars())
    assert ledger.height == 16
    wanted = [
        "项目名称",
        "总投资（万元）",
        "年度计划（万元）",
        "本月完成（万元）",
        "年初累计（万元）",
        "开工累计（万元）",
        "占年计划（%）",
        "占总投资（%）",
    ]
    assert set(wanted) <= set(ledger.columns)
    by_name = {r["项目名称"]: r for r in ledger.to_dicts()}
    first = sample.project(1)
    own = by_name[first.name]
    assert own["总投资（万元）"] == float(first.total_investment) / 10000
    october, september = first.progress[9], first.progress[8]
    assert own["本月完成（万元）"] == float(october.done_to_date - september.done_to_date) / 10000
    assert abs(own["占年计划（%）"] - 100 * float(october.done_to_date / october.plan_year)) < 0.01
    total = sum(float(p.total_investment) for p in sample.projects()) / 10000
    assert abs(sum(ledger["总投资（万元）"]) - total) < 1e-6
    months = unbroken(book.load_sheet("逐月进度", header_row=1).to_polars())
    assert months.filter(months["月份"].is_not_null()).height == 15 * 10 + 9


def test_no_figure_of_either_stands_without_a_basis():
    found = bulletin(sample.october(), sample.projects(), sample.september())
    paper, annex = (make(found, "某办", "2026-10-31") for make in (bulletin_model, annex_model))
    assert stray(paper) == []
    assert stray(annex) == []
    assert len(figures_of(paper)) > 100


def test_matters_given_are_asked_and_an_empty_month_is_still_a_paper(tmp_path):
    from lianzhang.desk.dispatch import dispatch, rule_set

    paper, _ = write_bulletin(sample.october(2), sample.projects(2), [], tmp_path)
    assert "核实安宁市" not in "".join(
        c.text for t in Document(str(paper)).tables for r in t.rows for c in r.cells
    )
    empty = dispatch([], "2026-10", rule_set("武汉"))
    paper, annex = write_bulletin(empty, [], None, tmp_path / "empty")
    assert "（无）" in "\n".join(p.text for p in Document(str(paper)).paragraphs)
    assert annex.stat().st_size > 0


def test_corrections_stand_in_paper_and_annex_with_their_bases(tmp_path):
    from dataclasses import replace

    from lianzhang.desk.dispatch import corrections, dispatch, rule_set

    late = [replace(p, progress=p.progress[:-1]) if p.id == 3 else p for p in sample.projects()]
    closed = dispatch(late, "2026-10", rule_set("银川"))
    told = corrections(closed, sample.october())
    assert [c.project for c in told] == [3]
    found = bulletin(sample.october(), sample.projects(), corrections=told)
    paper, annex = (make(found, "某办", "2026-10-31") for make in (bulletin_model, annex_model))
    for model in (paper, annex):
        assert stray(model) == []
        assert "corrections" in [s.id for s in model.sections]
    _, sheet = write_bulletin(sample.october(), sample.projects(), [], tmp_path, corrections=told)
    assert "更正" in fastexcel.read_excel(sheet).sheet_names
