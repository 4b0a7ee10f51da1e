"""口径: what a number counts, told from the words beside it, decides what is one fact and what a conflict. Sentences are our own."""

from __future__ import annotations

from decimal import Decimal

import pytest

from lianzhang.core.data_files import laid_over
from lianzhang.evidence import read_claims
from lianzhang.evidence.claim import Claim, Context
from lianzhang.reconcile import Reconciled, reconcile
from lianzhang.reconcile.facts import Fact
from lianzhang.text import read_bytes

FIRM = "湖南青衡新材料有限公司"


def bulletin(path: str, day: str, body: str, place: str = "娄底市") -> tuple[str, str]:
    return path, f"{place}锂电产业通报\n发布日期：{day}\n来源：{place}人民政府\n\n{body}\n"


def together(*texts: tuple[str, str]) -> Reconciled:
    documents = [read_bytes(text.encode("utf-8"), path) for path, text in texts]
    return reconcile([c for d in documents for c in read_claims(d)], documents)


def pair(first: str, second: str, days: tuple[str, str] = ("2024-03-01", "2024-03-20")) -> tuple[Fact, ...]:
    found = together(bulletin("a.txt", days[0], first), bulletin("b.txt", days[1], second))
    return tuple(f for f in found.facts if f.value is not None)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (f"2023年，{FIRM}实现利润总额3.2亿元。", f"2023年，{FIRM}净利润2.1亿元。"),
        (f"2023年，{FIRM}净利润2.1亿元。", f"2023年，{FIRM}归属于母公司股东的净利润1.9亿元。"),
        (f"2023年，{FIRM}净利润2.1亿元。", f"2023年，{FIRM}毛利润5.5亿元。"),
        (f"2023年，{FIRM}研发投入1.1亿元。", f"2023年，{FIRM}研发费用0.8亿元。"),
        (f"2023年，{FIRM}营业总收入40亿元。", f"2023年，{FIRM}主营业务收入36亿元。"),
        (f"{FIRM}设计产能8万吨/年磷酸铁锂。", f"{FIRM}新增产能3万吨/年磷酸铁锂。"),
        ("2023年，全市新增锂电企业12家。", "2023年，全市锂电企业46家。"),
        ("2023年，全市锂电产业产值同比增长18.5%。", "2023年，全市锂电产业产值环比增长2.4%。"),
        ("2023年，全市锂电产业产值同比增长18.5%。", "2023年，全市锂电产业产值较2021年增长60.2%。"),
    ],
)
def test_what_other_words_count_is_another_thing(first: str, second: str) -> None:
    facts = pair(first, second)
    assert len(facts) == 2
    assert not any(f.conflicts for f in facts)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (f"2023年，{FIRM}利润总额2.1亿元。", f"2023年，{FIRM}净利润2.1亿元。"),
        (f"{FIRM}储能电芯项目总投资10亿元。", f"{FIRM}湿法隔膜项目总投资10亿元。"),
        (f"{FIRM}储能电芯项目一期总投资10亿元。", f"{FIRM}储能电芯项目二期总投资10亿元。"),
        ("2023年，全市新增锂电企业12家。", "2023年，全市锂电企业12家。"),
    ],
)
def test_equal_numbers_of_other_things_are_two_facts(first: str, second: str) -> None:
    facts = pair(first, second)
    assert [(len(f.claims), f.sources, f.conflicts) for f in facts] == [(1, 1, ())] * 2


def test_the_same_words_agree_and_contradict() -> None:
    (fact,) = pair(f"2023年，{FIRM}净利润2.1亿元。", f"2023年，{FIRM}实现净利润2.10亿元。")
    assert len(fact.claims) == 2
    (fact,) = pair(f"2023年，{FIRM}利润2.1亿元。", f"2023年，{FIRM}实现净利润2.1亿元。")
    assert len(fact.claims) == 2
    facts = pair(f"2023年，{FIRM}净利润2.1亿元。", f"2023年，{FIRM}实现净利润2.6亿元。")
    assert [len(f.conflicts) for f in facts] == [1, 1]


def test_a_decline_is_no_growth() -> None:
    grows, falls = "2023年，全市锂电产业产值同比增长6.2%。", "2023年，全市锂电产业产值同比下降6.2%。"
    facts = pair(grows, falls)
    assert [len(f.conflicts) for f in facts] == [1, 1]
    (fact,) = pair(falls, "2023年，全市锂电产业实现产值同比下降6.2%，降幅高于全省。")[:1]
    assert not fact.conflicts
    facts = pair("2023年，全市锂电产业产值同比下降超过5%。", falls)
    assert not any(f.conflicts for f in facts)


def test_who_supplies_whom_is_one_fact_wherever_it_is_said() -> None:
    found = together(
        bulletin("a.txt", "2024-03-01", f"{FIRM}向宁德时代供应碳酸锂。"),
        (
            "b.txt",
            f"{FIRM}公告\n发布日期：2024-04-19\n\n宁德时代新能源科技股份有限公司采购{FIRM}的碳酸锂。\n",
        ),
    )
    (link,) = [f for f in found.facts if f.kind == "supply_link"]
    assert len(link.claims) == 2


def test_two_projects_of_a_firm_do_not_contradict_each_other() -> None:
    facts = pair(
        f"{FIRM}储能电芯项目总投资45亿元，建设用地600亩。",
        f"{FIRM}磷酸铁锂正极材料项目在经开区开工。该项目总投资18亿元，建设用地260亩。",
    )
    assert len(facts) == 4
    assert not any(f.conflicts for f in facts)


def test_one_project_told_in_two_ways_does() -> None:
    facts = pair(
        f"{FIRM}储能电芯项目总投资45亿元。", f"记者从市工信局了解到，{FIRM}储能电芯项目总投资达38亿元。"
    )
    assert [len(f.conflicts) for f in facts] == [1, 1]


def test_a_project_by_its_name_is_the_firm_s_project() -> None:
    def invests(document: str, subject: str, value: int, words: str) -> Claim:
        return Claim(
            document, "investment", subject, words, 0, len(words), "actual", "news", "test", measure="总投资额",
            value=Decimal(value), unit="CNY", place="湖南省娄底市", context=Context(words, (0, len(words)), 0, len(words)),
        )  # fmt: skip

    works = Claim("c.txt", "project", f"{FIRM}储能电芯项目", "储能电芯项目", 0, 6, "actual", "news", "test")
    told = invests("a.txt", FIRM, 45 * 10**8, f"{FIRM}储能电芯项目总投资45亿元")
    same = invests("b.txt", f"{FIRM}储能电芯项目", 45 * 10**8, "项目总投资45亿元")
    other = invests("b.txt", f"{FIRM}储能电芯项目", 38 * 10**8, "项目总投资38亿元")
    documents = [read_bytes(b"", path) for path in ("a.txt", "b.txt", "c.txt")]
    facts = [f for f in reconcile([works, told, same], documents).facts if f.value]
    assert [f.sources for f in facts] == [2]
    facts = [f for f in reconcile([works, told, other], documents).facts if f.value]
    assert [len(f.conflicts) for f in facts] == [1, 1]


def test_a_phase_is_not_the_whole() -> None:
    facts = pair(f"{FIRM}储能电芯项目总投资45亿元。", f"{FIRM}储能电芯项目一期投资20亿元。")
    assert len(facts) == 2
    assert not any(f.conflicts for f in facts)


def test_a_project_without_a_name_is_another_in_every_document() -> None:
    found = together(
        bulletin("a.txt", "2024-03-01", "项目一期总投资20亿元，二期总投资25亿元。"),
        bulletin(
            "b.txt", "2024-03-20", "记者在现场看到，设备正在安装。项目一期总投资12亿元，二期总投资20亿元。"
        ),
    )
    assert {f.sources for f in found.facts} == {1}
    assert not any(f.conflicts for f in found.facts)


def test_numbers_without_a_time_move_on() -> None:
    said = ("全市已有锂电企业12家。", "全市共有锂电企业31家，产业规模持续扩大。")
    assert not any(f.conflicts for f in pair(*said, days=("2021-02-01", "2024-05-09")))
    assert all(f.conflicts for f in pair(*said, days=("2024-05-01", "2024-05-09")))


def test_three_is_not_four() -> None:
    made = f"{FIRM}磷酸铁锂产能{{}}万吨/年。"
    facts = pair(made.format(3), made.format(4))
    assert [len(f.conflicts) for f in facts] == [1, 1]
    assert len(pair(made.format(3), made.format("3.5"))) == 2
    assert len(pair(made.format("3.0"), made.format(3))) == 1


def test_an_indicator_is_one_with_or_without_its_place_and_measure() -> None:
    facts = pair("2023年全市动力电池产业产值420亿元。", "2023年娄底市动力电池产业实现产值约420亿元。")
    assert [f.sources for f in facts] == [2]


def test_how_far_a_capacity_is_needs_no_second_word() -> None:
    facts = pair(f"{FIRM}已建成产能20万吨/年磷酸铁锂。", f"{FIRM}现有磷酸铁锂产能20万吨/年。")
    assert [(f.sources, f.modality) for f in facts if f.kind == "capacity"] == [(2, "actual")]


def test_a_firm_s_revenue_contradicts_whatever_place_is_printed() -> None:
    found = together(
        bulletin("a.txt", "2024-03-01", f"2023年，{FIRM}营业收入38.5亿元。", "湘潭市"),
        ("b.txt", f"{FIRM}年度报告摘要\n发布日期：2024-04-19\n\n2023年，{FIRM}营业收入52.1亿元。\n"),
    )
    assert [len(f.conflicts) for f in found.facts if f.kind == "output_value"] == [1, 1]


MONTH = (
    "2024年1—{m}月，全市电池产业实现营业收入{r}亿元，同比增长{g}%；规模以上电池企业用电量{e}亿千瓦时。下一步，市工业和信息化局将继续做好运行监测，"
    "帮助企业解决用工、用电、融资等困难，推动重点项目早日投产达效。"
)


def test_a_bulletin_written_over_the_last_is_no_copy() -> None:
    first = bulletin("a.txt", "2024-03-05", MONTH.format(m=2, r="12.6", g="8.1", e="0.86"))
    second = bulletin("b.txt", "2024-04-08", MONTH.format(m=3, r="19.7", g="9.3", e="1.34"))
    assert len(together(first, second).clusters) == 2
    assert len(together(first, ("c.txt", f"转载\n\n{first[1]}")).clusters) == 1
    lost = first[1].replace("12.6亿元", "亿元").replace("8.1%", "%")
    assert len(together(first, ("d.txt", lost)).clusters) == 1


def test_a_step_on_the_way_is_a_line_worth_showing() -> None:
    from lianzhang.reconcile import time_lines

    works = f"{FIRM}年产10GWh钠离子电池项目"
    texts = [
        bulletin("a.txt", "2022-03-01", f"{works}签约落户娄底经开区。"),
        bulletin("b.txt", "2024-03-01", f"{works}开工建设。"),
        bulletin("c.txt", "2025-05-01", f"{works}正式投产。"),
    ]
    documents = [read_bytes(text.encode("utf-8"), path) for path, text in texts]
    claims = [c for d in documents for c in read_claims(d)]
    found = reconcile(claims, documents)
    days = {d.path: d.source.published for d in documents}
    lines = time_lines(found.entities, found.facts, {c.id: days[c.document] or "" for c in claims})
    line = next(n for n in lines if n.entity.name == FIRM)
    assert [s.time for s in line.steps if s.thing == "钠离子电池"] == [
        "2022-03-01",
        "2024-03-01",
        "2025-05-01",
    ]
    assert not any(f.conflicts for f in found.facts)


NOTICE = "{full}（以下简称{short}）公告\n发布日期：2024-05-01\n\n{name}2023年营业收入52亿元。\n"


@pytest.mark.parametrize("short", ["“青衡新材”", "“青衡新材”或“公司”", "“公司”或“青衡新材”"])
def test_a_document_that_says_whose_short_name_it_is_settles_it_there(short: str) -> None:
    full = "湖南青衡新材料股份有限公司"
    found = together(
        ("a.txt", NOTICE.format(full=full, short=short, name="青衡新材")),
        bulletin("b.txt", "2024-05-02", "贵州青衡新材料有限公司年产3万吨前驱体。"),
        bulletin("c.txt", "2024-05-03", "青衡新材年产8万吨前驱体，员工900人。"),
    )
    by = {(n.name, n.documents): n.entity for n in found.links if n.name == "青衡新材"}
    assert by["青衡新材", ("a.txt",)] == full
    assert by["青衡新材", ("c.txt",)] is None
    assert next(f for f in found.facts if f.kind == "output_value").subject == full


def test_parts_in_a_contract_are_no_short_names() -> None:
    text = (
        "湖南青衡新材料有限公司（以下简称“甲方”）与贵州远澄电池有限公司（以下简称“标的公司”）签订供货协议。"
    )
    found = together(("a.txt", f"公告\n发布日期：2024-05-01\n\n{text}\n"))
    assert {e.name for e in found.entities if e.type == "organisation"} <= {
        "湖南青衡新材料有限公司",
        "贵州远澄电池有限公司",
    }


def test_a_case_may_say_which_words_count_something_else() -> None:
    texts = ("2023年，全市环保装备产值30亿元。", "2023年，全市环保装备产值（含外协）34亿元。")
    assert [len(f.conflicts) for f in pair(*texts)] == [1, 1]
    own = "kind,measure,pattern,basis,bare\noutput_value,产值,含外协,含外协,apart\n"
    with laid_over((("counting.csv", own),)):
        assert [len(f.conflicts) for f in pair(*texts)] == [0, 0]
