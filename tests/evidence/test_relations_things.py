"""Clauses of things: products, plants back at work, what counts as what. Sentences are made up, values read by hand; most firms do not exist."""

from __future__ import annotations

import pytest

from lianzhang.evidence import Claim, read_claims

from .conftest import Make

Told = tuple[str, str | None, str | None]


def told(claims: list[Claim]) -> list[Told]:
    return [(c.kind, c.subject, c.object) for c in claims if c.value is None and c.rule != "relation.open"]


LAUNCHED: list[tuple[str, list[Told]]] = [
    ("云杉能源第二代固态电池正式亮相。", [("milestone", "云杉能源第二代固态电池", "亮相")]),
    ("云杉能源第二代钠离子电池亮相上海车展。", [("milestone", "云杉能源第二代钠离子电池", "亮相上海车展")]),
    ("其高频电路用薄膜去年完成量产并供货。", [("milestone", "高频电路用薄膜", "完成量产")]),
    ("其46120大圆柱电池已实现规模化量产。", [("milestone", "46120大圆柱电池", "规模化量产")]),
    ("公司自主研发的钠离子电池已进入中试阶段。", [("milestone", "钠离子电池", "进入中试")]),
    ("云杉药业有限公司的抗肿瘤新药获国家药监局批准上市。", [("milestone", "抗肿瘤新药", "批准上市")]),
    ("南湖汽车“海燕07”开启预售。", [("milestone", "南湖汽车“海燕07”", "开启预售")]),
    ("云杉凝聚态电池通过航空级认证，将于明年量产。", [("milestone", "云杉凝聚态电池", "航空级认证"), ("milestone", "云杉凝聚态电池", "量产")]),
]  # fmt: skip

REVIVED: list[tuple[str, list[Told]]] = [
    ("北川化纤有限公司决定恢复生产涤纶短丝。", [("milestone", "北川化纤有限公司", "恢复生产")]),
    ("子公司西域化纤有限公司于近日逐步恢复生产。", [("milestone", "西域化纤有限公司", "恢复生产")]),
    ("东岭铜矿已恢复开采。", [("milestone", "东岭铜矿", "恢复开采")]),
]

COUNTED: list[tuple[str, list[Told]]] = [
    ("江苏是国家规划的七个大型煤炭基地之一。", [("zoning", "江苏", "国家规划的七个大型煤炭基地之一")]),
    ("安吉工业园属省级工业园区。", [("zoning", "安吉工业园", "省级工业园区")]),
    ("云杉集团经营的安吉工业园占地两平方公里，属市级工业园区。", [("zoning", "安吉工业园", "市级工业园区")]),
    ("星海光学玻璃基板项目是省重大建设项目之一。", [("milestone", "星海光学玻璃基板项目", "省重大建设项目之一")]),
    ("星海光学玻璃基板项目进展顺利。该项目被列为省重点建设项目。", [("milestone", "星海光学玻璃基板项目", "省重点建设项目")]),
    ("云港印染中心项目规模领先，与盐城纺织园区一并被江苏列为纺织业重点推进项目。", [("milestone", "云港印染中心项目", "纺织业重点推进项目")]),
    ("云港印染中心项目进度领先，与盐城纺织园区一同被江苏列为纺织业重点推进项目。", []),
    ("星海第8.5代面板项目是省重大建设项目之一。", [("milestone", "星海第8.5代面板项目", "省重大建设项目之一")]),
    ("山东云港国际物流园项目位于山东郯城县南岭工业园。", [("project", "山东云港国际物流园项目", "山东郯城县南岭工业园")]),
    ("在铜仁、遵义等地均已形成完整的产业集群。", [("zoning", "铜仁市", "完整的产业集群"), ("zoning", "遵义市", "完整的产业集群")]),
    ("江苏将举办世界储能大会。", [("milestone", "世界储能大会", "江苏")]),
    ("慈溪市把“中心城区疏堵保畅工程”列入市十大实事工程。", [("milestone", "慈溪市“中心城区疏堵保畅工程”", "市十大实事工程")]),
    ("云杉新能源轿车被选定为亚运会指定用车。", [("milestone", "云杉新能源轿车", "亚运会指定用车")]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"), LAUNCHED + REVIVED + COUNTED, ids=[t[:14] for t, _ in LAUNCHED + REVIVED + COUNTED]
)
def test_things(document: Make, text: str, expected: list[Told]) -> None:
    assert told(read_claims(document(text))) == expected


LISTED: list[tuple[str, list[Told]]] = [
    ("云杉科技股份有限公司公告，公司股票将于2026年6月8日进入退市整理期。", [("milestone", "云杉科技股份有限公司", "进入退市整理期")]),
    ("云杉科技股份有限公司股票将于2026年6月23日开市起复牌。", [("milestone", "云杉科技股份有限公司", "复牌")]),
    ("云杉科技股份有限公司向港交所递交招股书。", [("milestone", "云杉科技股份有限公司", "招股书")]),
    ("云杉科技股份有限公司递表港交所。", [("milestone", "云杉科技股份有限公司", "港交所")]),
    ("云杉科技股份有限公司科创板IPO获上市委会议通过。", [("milestone", "云杉科技股份有限公司", "科创板IPO获上市委会议通过")]),
    ("云杉科技股份有限公司境外发行上市获证监会备案。", [("milestone", "云杉科技股份有限公司", "境外发行上市获证监会备案")]),
    ("云杉科技股份有限公司首发符合上市条件。", []),
    ("云杉科技股份有限公司距离登陆科创板仅一步之遥。", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), LISTED, ids=[t[:20] for t, _ in LISTED])
def test_listing(document: Make, text: str, expected: list[Told]) -> None:
    claims = [c for c in read_claims(document(text)) if c.value is None and c.rule != "relation.open"]
    assert told(claims) == expected
    assert all(c.modality in ("actual", "planned") for c in claims)


NOTHING = [
    "他表示，公司的产品已经量产。",
    "各地企业有序复工复产。",
    "如果固态电池量产，行业将受益。",
    "推动固态电池批量装车。",
    "这是我们自己的重点项目。",
    "大桥的通车拉近了两岸。",
    "光伏电站并网是最大问题。",
    "青江项目隶属于云杉电气系统有限公司，从选址动工到全面落成，历时16个月。",
    "不会重建受损的“新格伦”重型运载火箭发射设施。",
    "工信部在西北工业大学召开工业领域座谈。",
    "青江机场开通首条国际航线。",
    "AI新品集中亮相。",
    "全球尚无同靶点药物获批上市。",
    "云杉科技携产品正式亮相。",
    "法院重新审理大疆被列入黑名单一案。",
    "全省高速公路通车里程居前。",
    "青江工厂从开工到投产仅用一年。",
    "此次入选的7家企业均为民企。",
    "大部分电子厂并不是简单地将工厂关停。",
    "监管部门将山泉水纳入“包装水”的定义。",
]


@pytest.mark.parametrize("text", NOTHING)
def test_what_names_no_thing(document: Make, text: str) -> None:
    assert [c for c in told(read_claims(document(text))) if c[0] in ("milestone", "project", "zoning")] == []


def test_a_plan_in_what_a_place_counts_as_makes_it_no_plan(document: Make) -> None:
    (claim,) = read_claims(document("江苏是国家规划的大型煤炭基地之一。"))
    assert (claim.kind, claim.modality) == ("zoning", "actual")


def test_meetings(document: Make) -> None:
    claims = read_claims(document("世界储能大会将于9月在海口举行。三亚市十届人大二次会议9日在三亚开幕。"))
    assert [c.subject for c in claims if c.kind == "milestone"] == ["世界储能大会", "三亚市十届人大二次会议"]
