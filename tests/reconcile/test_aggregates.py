"""Counted phrases: shortened ones count once, size classes stay apart, damaged copies join the better one."""

from __future__ import annotations

from decimal import Decimal

from lianzhang.reconcile.aggregates import band_label, bare_subject, shortens

from .test_reconcile import Doc, claim, run

COUNT = {"kind": "project_count", "unit": "count", "measure": None, "stage": "谋划", "place": "湖北省荆门市"}


def test_shortened_phrase_is_the_same_fact() -> None:
    full = claim("a.txt", value="64", subject="荆门市谋划储备的新型储能材料项目", grade="official", **COUNT)
    short = claim("b.txt", value="64", subject="荆门市谋划储备项目", time=None, **COUNT)
    (fact,) = run([full, short]).facts
    assert (fact.subject, fact.sources) == ("荆门市谋划储备的新型储能材料项目", 2)


def test_shortened_phrase_with_another_value_place_or_stage_stays_apart() -> None:
    full = claim("a.txt", value="64", subject="荆门市谋划储备的新型储能材料项目", **COUNT)
    others = [
        claim("b.txt", value="65", subject="荆门市谋划储备项目", **COUNT),
        claim("c.txt", value="64", subject="荆门市谋划储备项目", **{**COUNT, "stage": "签约"}),
        claim("d.txt", value="64", subject="荆门市谋划储备项目", **{**COUNT, "place": "湖北省"}),
    ]
    assert len(run([full, *others]).facts) == 4


def test_size_classes_are_told_apart_in_the_fact() -> None:
    bands = [(Decimal("5E9"), None), (Decimal("1E9"), Decimal("5E9")), (None, Decimal("1E9"))]
    claims = [
        claim("a.txt", at=20 * i, value="7", subject="荆门市在建项目", size_band=b, **COUNT)
        for i, b in enumerate(bands)
    ]
    subjects = {f.subject for f in run(claims).facts}
    assert subjects == {
        "荆门市在建项目（50亿元以上）",
        "荆门市在建项目（10亿元至50亿元）",
        "荆门市在建项目（10亿元以下）",
    }


def test_copy_that_lost_its_qualifier_joins_the_better_grade() -> None:
    documents = [Doc("a.txt", "official", tuple(range(128))), Doc("b.txt", "spun", tuple(range(128)))]
    whole = claim("a.txt", value="5.2E10", qualifier="more_than", grade="official")
    slipped = claim("b.txt", value="5.2E10", grade="spun")
    (fact,) = run([whole, slipped], *documents).facts
    assert (fact.qualifier, fact.sources) == ("more_than", 1)
    assert len(run([whole, slipped]).facts) == 2


def test_words_for_one_measure_are_one_subject() -> None:
    a = claim("a.txt", value="7.61E9", measure="营业收入", subject="某业重点企业营业收入")
    b = claim("b.txt", value="7.61E9", measure="营业收入", subject="某业重点企业经营收入")
    assert len(run([a, b]).facts) == 1


def test_shortening_keeps_order_and_head() -> None:
    assert shortens("荆门市储备项目", "荆门市储备的隔膜项目")
    assert not shortens("荆门市储备企业", "荆门市储备的隔膜项目")
    assert not shortens("储备荆门项目", "荆门市储备的隔膜项目")
    assert band_label(None) == ""


def test_a_table_and_a_text_tell_one_measure_of_one_thing() -> None:
    assert bare_subject("隔膜·产量", "production", ()) == bare_subject("隔膜产量", "production", ())
