"""Lexicons: what is shipped is whole, and faults in a planner's file are all told."""

from __future__ import annotations

import pytest

from lianzhang.core.places import place_tree
from lianzhang.core.problems import InputError
from lianzhang.evidence.lexicon import tables as lexicon


def test_packaged_lists_are_broad_and_sound() -> None:
    assert len(lexicon.firms()) >= 250
    assert len({t.surface for t in lexicon.terms() if t.type == "product"}) >= 200
    tree = place_tree()
    assert [f.name for f in lexicon.firms() if f.place and tree.by_path(f.place) is None] == []
    assert lexicon.product_ids()["六氟磷酸锂"] == "lipf6"
    assert lexicon.firm_names()["亿纬锂能"] == "惠州亿纬锂能股份有限公司"


def test_all_faults_of_a_firm_list_are_told_at_once() -> None:
    text = "# note\nname,legal,aliases,place,chain\n蓝岭,蓝岭股份有限公司,,,cell\n青,,,,cell\n乙锂,蓝岭股份有限公司,,,cell\n短行,x\n"
    with pytest.raises(InputError) as caught:
        lexicon.parse_firms("mine.csv", text)
    assert [(p.where, p.field) for p in caught.value.problems] == [
        ("line 6", None), ("line 4", "name"), ("line 5", "name"),
    ]  # fmt: skip


def test_faults_of_terms_and_measures() -> None:
    with pytest.raises(InputError, match=r"unknown type|不认识的类别"):
        lexicon.parse_terms("t.csv", "surfaces,type,canonical,product\n甲;乙,produkt,甲,\n")
    with pytest.raises(InputError) as caught:
        lexicon.parse_measures(
            "m.csv", "surface,unit,factor,kind\n吨,t,一,mass\n斤,t,0.0005,mass\n斤,t,0.0005,mass\n"
        )
    assert [p.where for p in caught.value.problems] == ["line 2", "line 4"]
    with pytest.raises(InputError, match="kind"):
        lexicon.parse_measures("m.csv", "surface,unit,factor\n吨,t,1\n")
