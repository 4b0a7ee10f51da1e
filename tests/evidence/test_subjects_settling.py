"""When what was told before is likelier than a measure that opens its clause. Own sentences."""

from __future__ import annotations

from lianzhang.evidence import read_claims

from .conftest import Make


def test_a_measure_that_opens_its_sentence_is_of_the_firm_of_the_sentence_before(document: Make) -> None:
    text = (
        "澜江汽车（601996.SH）公告称，2026年3月公司整车产量为21340辆，同比增长12.5%，其中皮卡产量为4310辆，同比增长8.2%。"
        "3月整车销量为20118辆，同比增长9.4%。"
    )
    assert {c.subject for c in read_claims(document(text)) if c.value is not None} == {"澜江汽车"}


def test_members_of_a_list_keep_their_own_subjects(document: Make) -> None:
    text = "分行业看，通用设备制造业产值增长5.1%，仪器仪表产值增长3.3%。"
    assert [c.subject for c in read_claims(document(text)) if c.value is not None][-1].startswith("仪器仪表")
