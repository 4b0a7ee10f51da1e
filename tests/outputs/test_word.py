"""The Word writer: what stands in the document, that figures lead to the list of bases, and hostile or broken text."""

import re
from decimal import Decimal
from pathlib import Path
from zipfile import ZipFile

import pytest
import sample
from docx import Document
from docx.oxml.ns import qn

from lianzhang.core import AssumptionBasis, ClaimBasis, FormulaBasis, Quantity, Text
from lianzhang.outputs import Column, Name, Paragraph, ReportModel, Section, Table, Words, show
from lianzhang.outputs.model import Badge, Chart, bases_of, figures_of
from lianzhang.outputs.paper_basis import BasisList, clean
from lianzhang.outputs.word import write_word


def text_of(path):
    body = Document(str(path)).element.body
    return "\n".join("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in body.iter(qn("w:p")))


def small(*blocks, title="小报"):
    return ReportModel(
        title, "2026-10-31", (Section("a", Text("一节", "one"), tuple(blocks)),), office="某办"
    )


def given(value, text="给定"):
    return Quantity(None if value is None else Decimal(value), "CNY", AssumptionBasis(text, "某来源"))


def test_all_figures_and_sections_of_a_rich_report_stand_in_the_document(tmp_path):
    model = sample.model()
    found = text_of(write_word(model, tmp_path / "r.docx"))
    flat = re.sub(r"\s", "", found)
    figures = {
        show(q) for s in model.sections for b in s.blocks if not isinstance(b, Chart) for q in figures_of(b)
    }
    assert len(figures) > 40
    pieces = {
        p for t in figures for p in re.split("[（）]", re.sub(r"\s", "", t)) if p
    }  # a range stands on a line of its own
    missing = [p for p in pieces if p not in flat]
    assert not missing
    assert sample.HOSTILE in found  # verbatim, as text
    assert all(str(s.title.zh) in found for s in model.sections)


def test_every_number_beside_a_figure_leads_to_a_marked_entry(tmp_path):
    path = write_word(sample.model(), tmp_path / "r.docx")
    body = Document(str(path)).element.body
    anchors = {h.get(qn("w:anchor")) for h in body.iter(qn("w:hyperlink"))}
    marks = [b.get(qn("w:name")) for b in body.iter(qn("w:bookmarkStart"))]
    assert len(anchors) > 20
    assert anchors <= set(marks)
    assert len(marks) == len(set(marks))
    assert 20 < len(marks) <= len(bases_of(sample.model()))  # sources beneath formulas are told within them


def test_the_list_of_bases_goes_down_to_the_sentence():
    claim = ClaimBasis("c1", "通报.txt", "official", "全市完成投资三亿元。", (0, 5), "raw", (0, 3), 0)
    done = Quantity(Decimal(300000000), "CNY", claim)
    twice = Quantity(Decimal(600000000), "CNY", FormulaBasis(Text("完成 × 2", "done × 2"), (("完成", done),)))
    entries = list(BasisList(small(Paragraph(twice))).entries())
    assert [(e.number, e.kind) for e in entries] == [(1, "计算"), (2, "原文句子")]
    assert entries[0].text == "完成 × 2：完成 3亿元[2]"
    assert entries[0].values == "600000000 元"
    assert (entries[1].text, entries[1].source) == ("“全市完成投资三亿元。”", "通报.txt（官方文件）")
    (short,) = BasisList(small(Paragraph(twice)), short=True).entries()
    assert short.text == "完成 × 2：完成 3亿元（通报.txt（官方文件））"


def test_lights_are_words_with_a_colour(tmp_path):
    path = write_word(small(Paragraph(Badge("red"))), tmp_path / "r.docx")
    xml = ZipFile(path).read("word/document.xml").decode()
    assert "● 红灯" in xml
    assert 'w:val="C00000"' in xml


def test_what_xml_cannot_hold_is_dropped_and_a_lost_figure_is_said(tmp_path):
    nasty = "坏\x00字\x0b符\ufffe\u202e反向"
    path = write_word(small(Paragraph(Name(nasty)), Paragraph(given(None, nasty))), tmp_path / "r.docx")
    found = text_of(path)
    assert "坏字符反向" in found
    assert "未知" in found
    assert clean(nasty) == "坏字符反向"


def test_chinese_faces_are_named_with_stand_ins(tmp_path):
    archive = ZipFile(write_word(small(Paragraph(Words("正文"))), tmp_path / "r.docx"))
    assert 'w:eastAsia="仿宋"' in archive.read("word/document.xml").decode()
    assert '<w:altName w:val="FangSong' in archive.read("word/fontTable.xml").decode()


def test_an_empty_table_says_so_and_a_failed_write_leaves_nothing(tmp_path, monkeypatch):
    table = Table(Words("空表"), (Column("甲"),), ())
    assert "（无）" in text_of(write_word(small(table), tmp_path / "r.docx"))
    before = (tmp_path / "r.docx").read_bytes()

    def broken(self, name):
        Path(name).write_bytes(b"half")
        raise OSError("disk full")

    monkeypatch.setattr("docx.document.Document.save", broken)
    with pytest.raises(OSError, match="disk full"):
        write_word(small(table), tmp_path / "r.docx")
    assert [p.name for p in tmp_path.iterdir()] == ["r.docx"]
    assert (tmp_path / "r.docx").read_bytes() == before


def test_a_section_with_a_wide_table_lies_across_and_the_next_stands_upright(tmp_path):
    wide = Table(
        Words("宽表"),
        tuple(Column(f"列{c}", "figure") for c in "甲乙丙丁戊己庚辛壬癸"),
        ((given(123456789),) * 10,) * 2,
    )
    sections = (Section("a", "一", (wide,)), Section("b", "二", (Paragraph(Words("正文")),)))
    path = write_word(ReportModel("纸", "2026-10-31", sections), tmp_path / "r.docx")
    shapes = [(s.page_width > s.page_height) for s in Document(str(path)).sections]
    assert shapes == [True, False], "the title stands above the wide table, not alone on a page before it"
    path = write_word(ReportModel("纸", "2026-10-31", (*sections[1:], *sections)), tmp_path / "r.docx")
    shapes = [(s.page_width > s.page_height) for s in Document(str(path)).sections]
    assert shapes == [False, True, False]
