"""The audit as a whole: order, names, marks, and that every figure leads back."""

import re
from dataclasses import replace
from decimal import Decimal

from tests.audit.test_part_above_whole import anning, bands
from tests.audit.worlds import fact, project, row, shape, world, yunnan

from lianzhang.audit import CLASSES, Need, Quota, run
from lianzhang.audit.figures import when_text
from lianzhang.core import FormulaBasis, Quantity, collect

RENAMED = {"云南省": "贵州省", "昆明市": "贵阳市", "安宁市": "开阳县", "曲靖市": "遵义市", "玉溪市": "安顺市"}


def everything():
    items = ("正极材料", "电解液")
    facts = [
        *yunnan(), anning(), *bands(31, (17, "50亿元以上"), (18, "10-50亿元")),
        fact("r", "output_value", 7_610_000_000, "CNY", measure="营业收入", subject="云南省新能源电池产业重点企业营业收入",
             place="云南省", time="2022-H1", grade="spun"),
        fact("z1", "zoning", None, None, place="云南省曲靖市", items=items, subject="曲靖市"),
        fact("z2", "zoning", None, None, place="云南省玉溪市", items=items, subject="玉溪市"),
    ]  # fmt: skip
    projects = (
        project(1, "昆明市年产10万吨磷酸铁锂项目", owner="甲公司", total_investment=5 * 10**9, product="磷酸铁锂", place="云南省昆明市",
                capacity=100_000, capacity_unit="t/a"),
        project(2, "磷酸铁锂建设项目", owner="甲公司", total_investment=5 * 10**9, product="磷酸铁锂", place="云南省昆明市安宁市"),
    )  # fmt: skip
    return world(*facts, projects=projects)


def rename(text):
    for old, new in RENAMED.items():
        text = text.replace(old, new) if text else text
    return text


def renamed(w):
    facts = tuple(replace(f, place=rename(f.place), subject=rename(f.subject)) for f in w.facts)
    return replace(
        w,
        facts=facts,
        projects=tuple(replace(p, place=rename(p.place), name=rename(p.name)) for p in w.projects),
    )


def test_findings_survive_other_place_names():
    before, after = run(everything()), run(renamed(everything()))
    assert len(before) > 8
    assert shape(before) == shape(after)
    assert [f.id for f in before] == [f.id for f in after]
    assert not any(old in f.sentence.zh + f.title.zh for f in after for old in RENAMED)


def test_grave_classes_come_first_then_weight():
    found = run(everything())
    keys = [(CLASSES.index(f.kind), -f.weight) for f in found]
    assert keys == sorted(keys)
    assert {f.kind for f in found} == set(CLASSES)
    assert {f.rule for f in found if f.kind == "impossible"} == {"part_above_whole"}


def test_what_moves_a_chain_stands_before_land():
    def mu(value):
        return Quantity(Decimal(value), "mu", row(1, "limit"))

    land = (Need("云南省昆明市", "用地", 2024, mu(9000)),)
    w = replace(everything(), needs=land, quotas=(Quota("云南省昆明市", "用地", 2024, mu(1)),))
    rules = [f.rule for f in run(w) if f.kind == "implies"]
    assert rules[0] == "stage_balance"
    last = rules.index("need_above_quota")
    assert {"target_against_pipeline", "needed_growth"} <= set(rules[:last])


def test_dates_in_running_words():
    assert when_text("2024-03").zh == "2024年3月"
    assert when_text("2024-03-05").zh == "2024年3月5日"
    assert when_text("2022-H1/2024").zh == "2022年上半年至2024年"


def test_every_mark_has_a_figure_and_every_figure_a_source():
    for finding in run(everything()):
        names = {n for n, _ in finding.figures}
        for text in (*finding.sentence, *finding.arithmetic):
            assert set(re.findall(r"{(\w+)}", text)) <= names
            assert not re.search(r"[{}]", re.sub(r"{\w+}", "", text))
        assert "{" not in finding.title.zh + finding.title.en
        leaves = [
            b for b in collect(q for _, q in finding.figures).values() if not isinstance(b, FormulaBasis)
        ]
        assert leaves, finding.rule


def test_no_digit_is_printed_that_is_not_a_figure_a_date_or_a_name():
    from lianzhang.outputs.from_desk import names_in
    from lianzhang.outputs.marks import split_template, stray_digits

    w = everything()
    names = names_in(w.facts, w.projects)
    for finding in run(w):
        for text in (*finding.title, *finding.sentence, *finding.arithmetic):
            words = [piece for marked, piece in split_template(text) if not marked]
            assert stray_digits(words, names) == [], text


def test_braces_in_a_name_do_not_break_a_sentence():
    bad = fact("a", "enterprise_count", None, "count", lost=True, subject="企业{number}{x}")
    (finding,) = run(world(bad))
    assert set(re.findall(r"{(\w+)}", finding.sentence.zh)) <= {n for n, _ in finding.figures}


def test_an_empty_world_is_quiet():
    assert run(world()) == []
    assert isinstance(Quantity, type)
