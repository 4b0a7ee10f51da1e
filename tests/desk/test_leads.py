"""Leads: reached counts what went further, ended leads do not, money is never added where it is not known."""

from decimal import Decimal

import pytest

from lianzhang.core import RowBasis, collect
from lianzhang.desk.leads import STAGES, by_agent, by_year, for_gaps, funnel, leads_of, stale
from lianzhang.ledger.declare import register_named
from lianzhang.ledger.records import Record


def record(number, register="leads", **values):
    basis = {k: RowBasis("线索.csv", number, k, ()) for k in values}
    return Record(register, number, 1, values, {}, basis)


def lead(number, stage, **values):
    return record(number, firm=values.pop("firm", f"公司{number}"), stage=stage, **values)


def rows(*records, firms=()):
    return leads_of(records, firms)


def test_the_stages_are_those_of_the_register():
    known = register_named("leads").field("stage").choices
    assert (*STAGES, "终止") == tuple(known)


def test_reached_counts_all_that_went_further_and_not_what_ended():
    made = {
        s.stage: s
        for s in funnel(
            rows(lead(1, "线索"), lead(2, "签约"), lead(3, "利税"), lead(4, "终止"), lead(5, None))
        )
    }
    assert [int(made[s].reached.value) for s in STAGES] == [3, 2, 2, 2, 2, 1, 1, 1, 1, 1]
    assert made["签约"].share.value == 100 and made["注册"].share.value == 50
    assert made["终止"].here.value == 1 and made["终止"].reached is None
    assert made["阶段未填"].here.value == 1
    assert made["合计"].here.value == 5


def test_paid_in_is_a_share_of_the_contracts_for_which_it_is_known():
    some = rows(
        lead(1, "签约", contract=Decimal(10), paid_in=Decimal(4)), lead(2, "签约", contract=Decimal(90)), lead(3, "签约", paid_in=Decimal(7)),
    )  # fmt: skip
    (row,) = [s for s in funnel(some) if s.stage == "签约"]
    assert (row.contract.value, row.paid_in.value, row.paid_share.value) == (100, 11, 40)
    assert {b.row for b in collect([row.paid_share]).values() if isinstance(b, RowBasis)} == {1}
    (none,) = [s for s in funnel(rows(lead(1, "线索"))) if s.stage == "线索"]
    assert none.contract is None and none.paid_share is None, "unknown is not zero"


def test_years_add_up_to_the_whole():
    some = rows(
        lead(1, "签约", signed="2023-05-01", first_contact="2022-01", contract=Decimal(5)), lead(2, "投产", contract=Decimal(6)),
        lead(3, "走访", first_contact="2023-02-01"), lead(4, "终止", signed="2022-03-01", contract=Decimal(1)),
    )  # fmt: skip
    years = by_year(some)
    assert [(y.year, y.contacts.value, y.signed.value) for y in years] == [
        ("2022", 1, 1),
        ("2023", 1, 1),
        ("年份未填", 2, 1),
    ]
    assert sum(y.contacts.value for y in years) == 4


def test_taxes_come_from_the_firm_under_its_other_spelling():
    firm = record(9, "enterprises", name="东江示例 结构件有限公司", tax=Decimal(180))
    (found,) = rows(lead(1, "利税", firm="东江示例结构件有限公司"), firms=[firm])
    assert found.tax.value == 180
    (early,) = rows(lead(1, "签约", firm="东江示例结构件有限公司"), firms=[firm])
    assert early.tax is None, "what it pays elsewhere is not brought by this lead"


def test_leads_serve_gaps_by_their_link_or_product():
    some = rows(
        lead(1, "谈判", segment="铜箔"),
        lead(2, "谈判", subject="年产2万吨电解液项目"),
        lead(3, "走访", segment="风电"),
        lead(4, "终止", segment="铜箔"),
    )
    held, other = for_gaps(some, ["copper_foil", "electrolyte_solution", "aluminium_foil"])
    assert {k: [x.id for x in v] for k, v in held.items()} == {
        "copper_foil": [1],
        "electrolyte_solution": [2],
        "aluminium_foil": [],
    }
    assert [x.id for x in other] == [3]


@pytest.mark.parametrize(("last", "found"), [("2024-04-01", [91]), ("2024-05-01", []), (None, [])])
def test_who_was_not_met_for_long(last, found):
    some = rows(
        lead(1, "谈判", first_contact="2024-01-01", visited=last) if last else lead(1, "谈判"),
        lead(2, "投产", visited="2020-01-01"),
    )
    assert [int(days.value) for _, days in stale(some, "2024-07-01", 90)] == found


def test_agents_with_the_most_signed_come_first():
    some = rows(
        lead(1, "线索", agent="甲商会"),
        lead(2, "线索", agent="甲商会"),
        lead(3, "签约", agent="乙协会", contract=Decimal(3)),
    )
    assert [(a.name, a.leads.value, a.signed.value) for a in by_agent(some)] == [
        ("乙协会", 1, 1),
        ("甲商会", 2, 0),
    ]
