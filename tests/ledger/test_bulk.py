"""Accepting in bulk takes nothing away: the office's own values and better sources stay, and the next reading changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from lianzhang.evidence.claim import Claim
from lianzhang.ledger import Ledger
from lianzhang.ledger.bulk import BETTER_SOURCE, NO_RECORD, OWN_VALUE, RIVAL
from lianzhang.text.document import Document, Source

NAME = "青山公司年产5万吨磷酸铁锂项目"
Make = Callable[..., Claim]
Doc = Callable[..., Document]


@pytest.fixture
def says(ledger: Ledger, document: Doc, claim: Make) -> Callable[..., Claim]:
    """A document of a grade and date says what the project costs (亿元)."""

    def say(path: str, cost: str, grade: str = "news", date: str = "2024-05-01") -> Claim:
        made = claim(path, value=Decimal(cost) * 10**8, grade=grade, place=None)
        ledger.store_document(
            document(path, raw=f"{path}{cost}", grade=grade, source=Source(published=date)), [made]
        )
        return made

    return say


def _cost(ledger: Ledger) -> Decimal:
    value = ledger.records("projects")[0].values["total_investment"]
    return Decimal(value) / 10**8


def _read(ledger: Ledger) -> None:
    ledger.propose(ledger.claims())


def test_news_does_not_replace_the_office_s_own_value(
    ledger: Ledger, says: Callable[..., Claim], sheet: Callable[..., Path]
) -> None:
    ledger.import_sheet("projects", sheet(f"项目名称,总投资(亿元),阶段\n{NAME},11,\n"), "甲")
    says("a.txt", "12.5")
    _read(ledger)
    done = ledger.accept_all("乙")
    assert (done.accepted, [why for _, why in done.left]) == (0, [OWN_VALUE])
    assert _cost(ledger) == 11 and len(ledger.changes()) == 1, "the question stays open"
    before = ledger.digest()
    _read(ledger)
    assert ledger.accept_all("乙").changed == 0 and ledger.digest() == before
    says("o.txt", "13", "official", "2024-06-01")
    _read(ledger)
    assert ledger.accept_all("乙").accepted == 1 and _cost(ledger) == 13, "an official document may"
    assert [why for _, why in ledger.accept_all("乙").left] == [BETTER_SOURCE], "the news does not come back"
    assert _cost(ledger) == 13


def test_what_was_entered_by_hand_stays(ledger: Ledger, says: Callable[..., Claim]) -> None:
    ledger.add("projects", {"name": NAME, "total_investment": "9亿元"}, "甲")
    says("a.txt", "12.5")
    _read(ledger)
    assert ledger.accept_all("乙").left[0][1] == OWN_VALUE
    (change,) = ledger.changes()
    assert ledger.accept([change.id], "丙") == 1, "a person may, one by one"
    assert _cost(ledger) == Decimal("12.5")


def test_an_empty_field_is_filled(
    ledger: Ledger, says: Callable[..., Claim], sheet: Callable[..., Path]
) -> None:
    ledger.import_sheet("projects", sheet(f"项目名称,阶段\n{NAME},在建\n"), "甲")
    says("a.txt", "12.5")
    _read(ledger)
    done = ledger.accept_all("乙")
    assert (done.accepted, done.left, _cost(ledger)) == (1, (), Decimal("12.5"))


def test_rivals_do_not_take_turns(ledger: Ledger, says: Callable[..., Claim]) -> None:
    says("a.txt", "5", date="2024-05-01")
    says("b.txt", "6", date="2024-08-01")
    says("c.txt", "7", "repost", "2024-09-01")
    _read(ledger)
    done = ledger.accept_all("乙")
    assert sorted(why.en for _, why in done.left) == sorted([RIVAL.en] * 2) and _cost(ledger) == 6
    for _ in range(3):
        _read(ledger)
        again = ledger.accept_all("乙")
        assert again.changed == 0 and {why for _, why in again.left} == {BETTER_SOURCE}
        assert _cost(ledger) == 6
    says("d.txt", "8", date="2024-10-01")
    _read(ledger)
    assert ledger.accept_all("乙").accepted == 1 and _cost(ledger) == 8, "a later source as good"


def test_only_those_that_are_chosen(ledger: Ledger, says: Callable[..., Claim]) -> None:
    says("a.txt", "5")
    _read(ledger)
    cost = next(c for c in ledger.changes() if c.field == "total_investment")
    assert ledger.accept_all("乙", [cost.id]).left == ((cost.id, NO_RECORD),)
    assert ledger.records("projects") == ()
    assert ledger.accept_all("乙").left == () and _cost(ledger) == 5


def test_correct_and_accept_is_one_act(ledger: Ledger, says: Callable[..., Claim]) -> None:
    ledger.add("projects", {"name": NAME}, "甲")
    says("a.txt", "5")
    _read(ledger)
    (change,) = ledger.changes()
    ledger.correct(change.id, "4亿8000万元", "丙")
    assert _cost(ledger) == Decimal("4.8") and ledger.changes() == ()
    line = ledger.history("projects")[-1]
    assert (line["who"], line["field"]) == ("丙", "total_investment")
