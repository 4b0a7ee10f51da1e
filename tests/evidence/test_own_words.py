"""Each statement keeps its own place, noun, issuer and sign, whatever stands beside it. Sentences are made up."""

from __future__ import annotations

from decimal import Decimal

import pytest

from lianzhang.evidence import Claim, read_claims

from .conftest import Make


def one(claims: list[Claim], printed: str) -> Claim:
    (found,) = [c for c in claims if printed in c.quote]
    return found


def test_sums_of_a_list_keep_their_own_nouns(document: Make) -> None:
    claims = read_claims(document("2023年,协调园区专项债5.2亿元、财政资金3亿元支持园区建设。"))
    assert one(claims, "5.2亿").subject == "园区专项债"
    assert one(claims, "3亿元").subject == "财政资金"


def test_length_is_of_the_way(document: Make) -> None:
    claims = read_claims(document("湖北省荆门市的矿石运输隧道全长4.6千米,已经贯通。"))
    found = one(claims, "4.6千米")
    assert (found.subject, found.modality) == ("荆门市矿石运输隧道", "actual")


def test_common_nouns_are_no_districts(document: Make) -> None:
    claims = read_claims(document("湖北省荆门市在园区、矿区、城区共有锂电企业30家。"))
    assert one(claims, "30家").place == "湖北省荆门市"
    (kept,) = [c for c in read_claims(document("山西省阳泉市矿区有锂电企业6家。")) if c.unit == "count"]
    assert kept.place == "山西省阳泉市矿区"


def test_scheme_belongs_to_the_province_of_its_title(document: Make) -> None:
    text = "荆门市召开推进会,学习《湖北省新型储能产业行动计划》。"
    found = one(read_claims(document(text)), "《")
    assert (found.place, found.issuer) == ("湖北省", None)


def test_issuer_is_who_issued(document: Make) -> None:
    text = "湖北省发展改革委解读《湖北省新型储能实施方案》,该方案由湖北省人民政府办公厅印发。"
    assert one(read_claims(document(text)), "《").issuer == "湖北省人民政府办公厅"


def test_what_is_striven_for_is_a_target(document: Make) -> None:
    found = one(read_claims(document("湖北省积极争取将荆门化工园区纳入国家级试点名单。")), "试点")
    assert found.modality == "target"
    assert "争取" not in (found.subject or "")


@pytest.mark.parametrize(("verb", "modality"), [("组建工作专班", "planned"), ("已组建工作专班", "actual")])
def test_bodies_of_a_plan_are_planned(document: Make, verb: str, modality: str) -> None:
    text = f"湖北省新型储能产业发展三年行动计划\n\n湖北省省级部门{verb}。"
    assert one(read_claims(document(text)), "组建").modality == modality


def test_office_of_the_province_speaks_of_the_province(document: Make) -> None:
    text = "贵州省发布消息。遵义市等地先行。省级财政安排资金7亿元。"
    assert one(read_claims(document(text)), "7亿元").place == "贵州省"


def test_minus_is_kept(document: Make) -> None:
    claims = read_claims(document("该公司净利润-3亿元,项目投资50-60亿元。"))
    assert one(claims, "3亿元").value == Decimal(-300000000)
    assert one(claims, "60亿").value == (Decimal(5000000000), Decimal(6000000000))


def test_subjects_end_where_the_noun_ends(document: Make) -> None:
    claims = read_claims(document("贵州省筹集资金7亿元,用于12个重点产业项目所需的配套。"))
    assert one(claims, "12个").subject == "贵州省重点产业项目"


def test_gaps_of_places_are_not_items(document: Make) -> None:
    text = "贵州省提出,补齐遵义、安顺和毕节产业短板。"
    found = [c for c in read_claims(document(text)) if c.kind == "zoning"]
    assert {c.subject for c in found} == {"遵义市、安顺市、毕节市"}
    assert all(not c.items for c in found)
    (lack,) = [c for c in read_claims(document("贵州省提出,补齐隔膜、铜箔等短板。")) if c.kind == "zoning"]
    assert lack.items == ("隔膜", "铜箔")


@pytest.mark.parametrize("since", ["2022年以来", "从2022年算起", "2022年至今"])
def test_since_a_year_is_read_alike(document: Make, since: str) -> None:
    found = one(read_claims(document(f"{since},荆门市引进储能项目80余个。")), "80余个")
    assert found.time == "2022/2024"


def test_goal_of_a_year_keeps_the_year(document: Make) -> None:
    found = one(read_claims(document("荆门市锂电产业产值的目标是2026年800亿元。")), "800亿")
    assert found.time == "2026"


def test_all_parts_mean_the_whole(document: Make) -> None:
    text = (
        "贵州省印发通知。贵州省遵义市先行推进园区建设,各市(州)安排资金3亿元。贵州省重视此事。贵州省将督办。"
    )
    assert one(read_claims(document(text)), "3亿元").place == "贵州省"
