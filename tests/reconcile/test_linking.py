"""Links explain themselves: alias, context, how sure; former names and parents from texts; the office's decisions; doubt stays doubt."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest

from lianzhang.evidence import read_claims
from lianzhang.evidence.claim import Claim
from lianzhang.evidence.ties import ties_in, ties_of
from lianzhang.reconcile import Decision, Link, Reconciled, reconcile
from lianzhang.reconcile.linking import reason_words
from lianzhang.text import read_bytes
from lianzhang.text.document import Document

OLD, NEW = "湖南旧名电源有限公司", "湖南新名能源股份有限公司"


def letter(name: str, *sentences: str, day: str = "2024-05-20") -> Document:
    text = f"岳阳市锂电产业通报\n发布日期：{day}\n\n" + "\n".join(sentences) + "\n"
    return read_bytes(text.encode(), name)


def together(documents: Sequence[Document], decisions: Sequence[Decision] = ()) -> Reconciled:
    claims = [c for d in documents for c in read_claims(d)]
    return reconcile(claims, documents, decisions=decisions)


def made(document: str, subject: str, at: int = 0) -> Claim:
    return Claim(
        document,
        "production",
        subject,
        subject,
        at,
        at + 4,
        modality="actual",
        grade="news",
        rule="test",
        item="磷酸铁锂",
    )


class Doc:
    grade = "news"
    fingerprint: tuple[int, ...] = ()

    def __init__(self, path: str) -> None:
        self.path = path


def of_claims(claims: Sequence[Claim], decisions: Sequence[Decision] = ()) -> Reconciled:
    documents = [Doc(p) for p in sorted({c.document for c in claims})]
    return reconcile(claims, documents, decisions=decisions)


def link(result: Reconciled, name: str, document: str | None = None) -> Link:
    (found,) = [n for n in result.links if n.name == name and (document is None or document in n.documents)]
    return found


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (f"公司名称由“{OLD}”变更为“{NEW}”。", ("renamed", OLD, NEW)),
        (f"近日，{OLD}正式更名为{NEW}，注册资本不变。", ("renamed", OLD, NEW)),
        (f"{NEW}（曾用名：{OLD}）年产5万吨。", ("renamed", OLD, NEW)),
        (f"{NEW}（原{OLD}）年产5万吨。", ("renamed", OLD, NEW)),
        (f"{NEW}前身为{OLD}，成立于1998年。", ("predecessor", OLD, NEW)),
        (f"{OLD}拟更名为{NEW}。", None),
        ("项目规模由10万吨变更为20万吨。", None),
        ("岳阳甲新材料有限公司是长江能源的全资子公司。", ("parent", "岳阳甲新材料有限公司", "长江能源")),
        ("长江能源控股子公司岳阳甲新材料有限公司投产。", ("parent", "岳阳甲新材料有限公司", "长江能源")),
        (f"{OLD}的控股股东为{NEW}。", ("parent", OLD, NEW)),
        ("公司全资子公司岳阳甲新材料有限公司投产。", None),
        ("长江能源参股公司岳阳甲新材料有限公司投产。", None),
    ],
)
def test_what_texts_say_of_firms(sentence: str, expected: tuple[str, str, str] | None) -> None:
    found = [t[:3] for t in ties_in(sentence, {"长江能源"})]
    assert found == ([expected] if expected else [])


def test_a_tie_quotes_the_raw_text() -> None:
    document = letter("a.txt", f"{NEW}（曾用名：{OLD}）年产5万吨磷酸铁锂。")
    (tie,) = ties_of(document)
    assert document.raw[tie.start : tie.end] == tie.quote
    assert OLD in tie.quote


def test_a_renamed_firm_is_one_entity_and_says_where_that_stands() -> None:
    documents = [
        letter("old.txt", f"{OLD}年产5万吨磷酸铁锂。", day="2022-03-01"),
        letter("new.txt", f"{NEW}（曾用名：{OLD}）年产8万吨磷酸铁锂。"),
    ]
    result = together(documents)
    (firm,) = [e for e in result.entities if e.type == "organisation"]
    assert firm.name == NEW
    ((alias, why),) = firm.aliases
    assert alias == OLD
    assert why.startswith("renamed: new.txt@")
    assert link(result, OLD).entity == NEW
    assert "new.txt" in reason_words(why).zh


def test_a_parent_from_a_text_is_a_relation_not_identity() -> None:
    child, parent = "岳阳甲新材料有限公司", "长江示例能源股份有限公司"
    result = together([letter("a.txt", f"{child}是{parent}的全资子公司。", f"{child}年产5万吨磷酸铁锂。")])
    firms = {e.name: e for e in result.entities if e.type == "organisation"}
    assert firms[child].parent == firms[parent].id
    assert all(not f.aliases for f in firms.values())


CANDIDATES = ("贵州中衡新材料有限公司", "湖南中衡新材料有限公司")


def test_doubt_lists_candidates_and_merges_nothing() -> None:
    result = of_claims(
        [made("a.txt", CANDIDATES[0]), made("b.txt", CANDIDATES[1]), made("c.txt", "中衡新材")]
    )
    found = link(result, "中衡新材")
    assert found.entity is None
    assert set(found.candidates) == set(CANDIDATES)
    assert found.sure < Decimal("0.5")
    assert len(result.facts) == 3


def test_context_settles_it_only_in_the_document_that_prints_the_full_name() -> None:
    claims = [
        made("a.txt", CANDIDATES[0]), made("a.txt", "中衡新材", 50), made("b.txt", CANDIDATES[1]), made("c.txt", "中衡新材"),
    ]  # fmt: skip
    result = of_claims(claims)
    assert link(result, "中衡新材", "a.txt").entity == CANDIDATES[0]
    assert link(result, "中衡新材", "a.txt").why == "same document prints the full name"
    assert link(result, "中衡新材", "c.txt").entity is None
    assert sorted(f.subject or "" for f in result.facts) == sorted(["中衡新材", *CANDIDATES])


def test_the_office_settles_it() -> None:
    claims = [made("a.txt", CANDIDATES[0]), made("b.txt", CANDIDATES[1]), made("c.txt", "中衡新材")]
    result = of_claims(claims, [Decision("中衡新材", CANDIDATES[1], same=True, by="王工", date="2024-06-01")])
    found = link(result, "中衡新材")
    assert (found.entity, found.sure) == (CANDIDATES[1], Decimal(1))
    assert "王工" in reason_words(found.why).zh
    assert not [d for d in result.doubts if d.name == "中衡新材"]
    assert len(result.facts) == 2


def test_the_office_keeps_apart_what_rules_would_join() -> None:
    claims = [made("a.txt", CANDIDATES[0]), made("c.txt", "中衡新材")]
    assert link(of_claims(claims), "中衡新材").entity == CANDIDATES[0]
    result = of_claims(claims, [Decision("中衡新材", CANDIDATES[0], same=False)])
    assert not [n for n in result.links if n.name == "中衡新材" and n.entity == CANDIDATES[0]]
    assert len(result.facts) == 2


def test_contradicting_decisions_decide_nothing() -> None:
    claims = [made("a.txt", CANDIDATES[0]), made("b.txt", CANDIDATES[1]), made("c.txt", "中衡新材")]
    both = [Decision("中衡新材", c, same=True) for c in CANDIDATES]
    assert link(of_claims(claims, both), "中衡新材").entity is None


def test_products_lead_to_commodities() -> None:
    result = of_claims([made("a.txt", CANDIDATES[0])])
    found = link(result, "磷酸铁锂")
    assert (found.type, found.entity, found.why) == ("product", "lfp", "term")


def test_links_do_not_depend_on_order() -> None:
    claims = [made(f"{i}.txt", n) for i, n in enumerate((*CANDIDATES, "中衡新材", OLD, NEW))]
    decisions = [Decision(OLD, NEW, same=True)]
    assert of_claims(claims, decisions) == of_claims(claims[::-1], decisions)


def test_what_is_measured_of_a_firm_is_linked_to_the_firm() -> None:
    texts = ["示例储能科技股份有限公司（以下简称“示例储能”）发布年报。", "示例储能总销售额31亿元。"]
    links = [
        made("a.txt", "示例储能科技股份有限公司"),
        made("a.txt", "示例储能科技股份有限公司·总销售额", 10),
    ]
    found = reconcile(links, [letter("a.txt", *texts)])
    assert {e.name for e in found.entities if e.type == "organisation"} == {"示例储能科技股份有限公司"}
    assert {f.subject for f in found.facts} == {
        "示例储能科技股份有限公司",
        "示例储能科技股份有限公司·总销售额",
    }
