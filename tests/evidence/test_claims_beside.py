"""Firms known from those beside them in a list, and which of the names that a text introduces stay. Own sentences."""

from __future__ import annotations

import pytest

from lianzhang.evidence import read_claims
from lianzhang.evidence.claims.beside import firms_beside
from lianzhang.evidence.claims.kept_names import kept_names
from lianzhang.evidence.mentions import Mentions, NameMention

from .conftest import Make


def _found(text: str, *known: str) -> set[str]:
    names = tuple(NameMention(text.find(n), text.find(n) + len(n), "organisation", n) for n in known)
    return set(firms_beside(text, Mentions((), (), (), names)))


def test_members_of_a_list_of_firms_are_firms() -> None:
    text = "其中，江川光电、淞泖、云岭药业、*ST汨罗、岷蜀科技等集体走强。"
    assert _found(text, "江川光电", "岷蜀科技") == {"淞泖", "云岭药业", "*ST汨罗"}


@pytest.mark.parametrize(
    "text",
    [
        "煤炭、钢铁、江川光电等领涨。",  # sectors, and one firm
        "江川光电、岷蜀科技表示看好后市。",
        "江川光电、广州、杭州、岷蜀科技、成都均获支持。",
    ],
)
def test_no_other_list_makes_firms(text: str) -> None:
    assert not _found(text, "江川光电", "岷蜀科技") & {"煤炭", "钢铁", "广州", "杭州", "成都"}


def test_every_member_of_a_list_has_its_figure(document: Make) -> None:
    text = "午后储能板块走强，宁德时代、岷蜀泖科、亿纬锂能涨超6%。"
    told = [c.subject for c in read_claims(document(text)) if str(c.value) == "6"]
    assert told == ["宁德时代", "岷蜀泖科", "亿纬锂能"]


def test_what_goes_to_its_limit_beside_one_known_share_is_a_share(document: Make) -> None:
    assert _found("西安淞泖、江川光电20CM涨停", "江川光电") == {"西安淞泖"}
    assert not _found("西安淞泖、江川光电涨超5%", "江川光电")
    claims = read_claims(document("创业板走强，西安淞泖、宁德时代20CM涨停。光伏股中，隆基绿能涨4%。"))
    assert {c.place for c in claims} == {None}


def test_the_last_two_members_are_two_names() -> None:
    assert "淞泖和汨澜" not in _found("江川光电、岷蜀科技、淞泖和汨澜等供应商", "江川光电", "岷蜀科技")


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("实际上岷蜀泖科", "岷蜀泖科"),
        ("岷蜀泖科的", "岷蜀泖科"),
        ("此前岷蜀", "岷蜀"),
        ("能源化工", None),
        ("橡胶期货", None),
        ("三季报", None),
        ("岷蜀化工", "岷蜀化工"),
    ],
)
def test_names_stay_without_what_is_no_part_of_them(name: str, kept: str | None) -> None:
    assert list(kept_names({name: "organisation"})) == ([kept] if kept else [])


@pytest.mark.parametrize(
    ("names", "text", "kept"),
    [
        # what the clause says next, or said before, of a firm that is named elsewhere
        (["岷蜀泖科最新"], "岷蜀泖科发布公告。岷蜀泖科最新市值80亿元。", ["岷蜀泖科"]),
        (["岷蜀泖科则以"], "岷蜀泖科涨停。岷蜀泖科则以12亿元居首。", ["岷蜀泖科"]),
        (["远离岷蜀泖科", "岷蜀泖科"], "远离岷蜀泖科的厂区", ["远离岷蜀泖科", "岷蜀泖科"]),
        (["与岷蜀泖科", "岷蜀泖科"], "与岷蜀泖科签约", ["岷蜀泖科"]),
        # a longer name
        (["宁德时代将来科技"], "宁德时代将来科技中标", ["宁德时代将来科技"]),
        # a word is no firm
        (["名单公布最新"], "名单公布，名单公布最新", ["名单公布最新"]),
    ],
)
def test_names_stay_alone(names: list[str], text: str, kept: list[str]) -> None:
    assert list(kept_names(dict.fromkeys(names, "organisation"), text)) == kept
