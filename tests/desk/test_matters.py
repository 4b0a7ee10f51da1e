"""Matters: made from a finding, asked about until answered."""

from dataclasses import replace
from decimal import Decimal

import pytest
from tests.audit.worlds import world, yunnan

from lianzhang.audit import run
from lianzhang.core import InputError, collect
from lianzhang.desk.dispatch import dispatch, rule_set
from lianzhang.desk.matters import Matter, ask, matter_from_finding, with_findings


def finding():
    return run(world(*yunnan()), ["stage_balance"])[0]


def matter(**more):
    return replace(
        matter_from_finding(finding(), "省工信厅", "新能源电池专班", "2024-07-20", "2024-06-15"), **more
    )


def test_a_finding_becomes_a_matter_with_its_sources():
    one = matter()
    assert one.origin == finding().id
    assert one.body == "省工信厅"
    assert set(collect(q for _, q in one.figures)) == set(collect(q for _, q in finding().figures))


def test_a_stored_matter_gets_its_sentence_back():
    stored = Matter(finding().id, "标题", "省工信厅", None, "2024-06-15", id=3)
    other = Matter("gone", "标题", "省工信厅", None, "2024-06-15", id=4)
    found = with_findings([stored, other], [finding()])
    assert found[0].text == finding().sentence
    assert found[0].figures
    assert found[1] == other


def test_the_month_asks_again_until_it_is_answered():
    one = matter()
    assert ask([one], "2024-06").pending == (one,)
    (july,) = ask([one], "2024-07").now
    assert (july.round.value, july.overdue.value) == (Decimal(1), Decimal(11))
    (august,) = ask([one], "2024-08").now
    assert august.round.value == Decimal(2)
    closed = matter(answered="2024-08-05", answer="已与两家企业签订外销合同", status="answered")
    assert ask([closed], "2024-08").answered == (closed,)
    assert ask([closed], "2024-07").now
    assert ask([closed], "2024-09") == ask([], "2024-09")


def test_matters_not_yet_opened_are_not_asked_and_undated_ones_are():
    assert ask([matter(opened="2024-09-01", due=None)], "2024-08") == ask([], "2024-08")
    (asked,) = ask([matter(due=None)], "2024-07").now
    assert asked.overdue is None
    assert asked.round.value == Decimal(2)


def test_the_dispatch_of_the_next_month_carries_it():
    found = dispatch([], "2024-07", rule_set("武汉"), [matter()])
    assert [a.matter.origin for a in found.matters.now] == [finding().id]


def test_faults_of_a_draft_all_at_once():
    with pytest.raises(InputError) as caught:
        matter_from_finding(finding(), " ", None, "下月", "2024-06-15")
    assert {p.field for p in caught.value.problems} == {"body", "due"}
    with pytest.raises(InputError):
        matter_from_finding(finding(), "省工信厅", None, "2024-05-01", "2024-06-15")
