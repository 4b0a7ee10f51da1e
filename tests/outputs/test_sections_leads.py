"""Leads on paper: one sentence where there are none."""

from lianzhang.desk.leads import by_year, funnel
from lianzhang.outputs.lowering import text_of
from lianzhang.outputs.model import Paragraph, Table
from lianzhang.outputs.sections_leads import leads_section


def test_no_leads_are_one_sentence() -> None:
    (block,) = leads_section(funnel(()), by_year(()), (), {}, (), ()).blocks
    assert isinstance(block, Paragraph) and text_of(block.words) == "还没有登记招商线索。"


def test_gaps_that_no_lead_serves_are_still_named() -> None:
    said, table = leads_section(funnel(()), by_year(()), (), {"battery_cell": ()}, (), ()).blocks
    assert isinstance(said, Paragraph) and isinstance(table, Table)
    assert len(table.rows) == 1 and text_of(table.rows[0][1]) == "没有线索"
