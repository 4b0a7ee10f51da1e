"""Firms that the lexicon lacks, known from how a text introduces them. Names are made up."""

from __future__ import annotations

import pytest

from lianzhang.evidence import read_claims
from lianzhang.evidence.claims.announcers import announcers, short_forms
from lianzhang.evidence.mentions import Mentions, NameMention

from .conftest import Make


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("云岭锂能（300999）发布中报。", "云岭锂能"),
        ("云岭锂能（股票代码：300999.SZ）中报出炉。", "云岭锂能"),
        ("云岭生物科技集团(00999)公布，购回256万股。", "云岭生物科技集团"),
        ("云岭智驾(YLZJ.US)公布季报。", "云岭智驾"),
        ("8、泖岭公布2025财年全年业绩报告，营收增长。", "泖岭"),
        ("10. NORVA 2025 年第一财季每股收益 0.4 美元。", "NORVA"),
        ("泖岭锂能(行情300999,诊股)昨晚公告。", "泖岭锂能"),
        ("电报讯，泖岭锂今天发布2025年第三季度财报，营收大增。", "泖岭锂"),
        ("工业软件研发商泖岭芯完成近2亿元B轮融资，由某基金领投。", "泖岭芯"),
        ("云岭智驾（YLZ.NYSE）发布财报。", "云岭智驾"),
        ("美股上市公司云岭智驾(YLZJ.US)宣布融资。", "云岭智驾"),
        ("港股龙头云岭速递-W(00999)走高。", "云岭速递"),
        ("机构维持云岭锂能(300999)评级。", "云岭锂能"),
        ("反内卷高弹性的云岭锂能(300999)走高。", "云岭锂能"),
        ("矿机巨头云岭国际提交招股书。", "云岭国际"),
        ("云岭智驾（纳斯达克：YLZJ）公布季报。", "云岭智驾"),
        ("云岭视讯-W(00999)获买入评级。", "云岭视讯"),
        ("云岭新材（SH 603999，收盘价：7.85元）公告。", "云岭新材"),
        ("证券代码：300999 证券简称：云岭锂能", "云岭锂能"),
        ("云岭新材5月6日晚间公告，签订合同。", "云岭新材"),
        ("近日，云岭新材发布公告。", "云岭新材"),
        ("云岭新材(9.06,0.08,0.89%)早盘走高。", "云岭新材"),
        ("另外，云岭酿造已在7月20日公告，签订合同。", "云岭酿造"),
        ("与云岭机械签订设备合同。", "云岭机械"),
        ("Norvane公司宣布扩产。", "Norvane"),
        ("国际铜业生产商云岭(Yunling Copper)9月2日发布中期业绩。", "云岭"),
        ("Norvane与云岭新材料公司签署协议。", "Norvane"),
    ],
)
def test_introduced_firms(text: str, name: str) -> None:
    assert announcers(text).get(name) == "organisation"


@pytest.mark.parametrize(
    "text",
    [
        "本公司（300999）股票停牌。",
        "新能源汽车产业签订合同。",
        "GDP公布，EPS公布。",
        "县发展改革局（100001）",
        "市场监管部门发布公告。",
    ],
)
def test_common_nouns_are_no_firms(text: str) -> None:
    assert announcers(text) == {}


def test_short_forms_and_names_given_in_brackets() -> None:
    text = "云岭锂能股份有限公司（以下简称“云锂”）投产。云岭锂能再扩产，云岭锂能签约。"
    full = "云岭锂能股份有限公司"
    mentions = Mentions(
        names=(NameMention(0, len(full), "organisation", full),), places=(), numbers=(), times=()
    )
    assert short_forms(text, mentions) == {"云岭锂能": "organisation", "云锂": "organisation"}


def test_figures_are_of_the_firm_so_introduced(document: Make) -> None:
    text = "云岭锂能（300999）5月6日公告，2023年实现净利润3.2亿元。"
    (told,) = [c for c in read_claims(document(text)) if c.kind == "finance"]
    assert (told.subject, told.time) == ("云岭锂能", "2023")


def test_who_issues_an_announcement_is_a_firm() -> None:
    assert "江陵远古" in announcers("9月10日傍晚,江陵远古发布公告称,拟募资3亿元。")
    assert not announcers("随后，省财政厅发布公告称，补贴3亿元。")


def test_who_publishes_late_in_a_digest() -> None:
    digest = "江陵远古发布公告称，拟募资3亿元。" + "多家公司的业绩有所好转。" * 200
    assert "岚洋纤维" in announcers(digest + "\n岚洋纤维上半年预亏3亿元。")
    assert "菜篮子" in announcers(digest + "4月28日起停牌的菜篮子今日披露，拟募集资金25亿元。")


@pytest.mark.parametrize("text", ["多只个股停牌。", "半年报预增的有3家。", "监管层今日披露，案件查结。"])
def test_shares_in_general_are_no_firm(text: str) -> None:
    assert announcers(text) == {}


def test_a_verb_is_no_name() -> None:
    assert "亦发布" not in announcers("600999.SH）亦发布公告称，一季度亏损。")
    assert announcers("云岭石化（下称岭石化，300999）投产。下称岭石化（300999）") == {
        "岭石化": "organisation"
    }


def test_a_group_without_the_word_for_it() -> None:
    text = "岳岭集团发布中报，岳岭实现营收5亿元。岳岭的利润下降，岳岭表示将改进。"
    full = "岳岭集团"
    mentions = Mentions(
        names=(NameMention(0, len(full), "organisation", full),), places=(), numbers=(), times=()
    )
    assert short_forms(text, mentions) == {"岳岭": "organisation"}
    assert short_forms("岳岭集团收购岳岭电气和岳岭材料。", mentions) == {}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("5日晚间岚岳生物公告，拟回购股份。", "岚岳生物"),
        ("【东湖证券：重申岳江汽车(00999)“买入”评级】", "岳江汽车"),
        ("维持岚洋材料(300999)增持评级。", "岚洋材料"),
        ("盘后天齐锂业(002466)披露，拟回购股份。", "天齐锂业"),
        ("岳岭黄金国际发布截至2026年6月30日止6个月中期业绩，该集团取得收入9亿元。", "岳岭黄金国际"),
    ],
)
def test_words_of_the_day_and_of_ratings_are_no_part_of_a_name(text: str, name: str) -> None:
    assert list(announcers(text)) == [name]


def test_what_joins_a_cause_is_no_firm(document: Make) -> None:
    text = "近来货源偏少，加之天然气价格上调，烧碱每吨上调。\n硝酸，最新价格2200元/吨。"
    assert all(c.subject != "加之天然气" for c in read_claims(document(text)))


def test_a_line_of_business_is_no_firm() -> None:
    assert announcers("年报显示，阀门配件业务实现营收6亿元；储能板块实现净利润1亿元。") == {}


def test_two_names_of_a_firm_and_one_without_its_place() -> None:
    full = "泖峡通达（北京）管理咨询有限公司"
    text = f"岷湖科技集团（下称：岷湖时代或MH）与{full}签约。泖峡通达欠款5000万元，泖峡通达回应称属实。"
    names = (NameMention(text.find(full), text.find(full) + len(full), "organisation", full),)
    found = short_forms(text, Mentions((), (), (), names))
    assert {"岷湖时代", "MH", "泖峡通达"} <= set(found)
    assert "岷湖时代或MH" not in found


def test_who_books_a_quarter_is_a_firm(document: Make) -> None:
    text = "2、瑾乐第二季度净利润同比下降7%至31亿欧元，销售额同比减少1.2%。\n3、好遇第一财季营收6.1亿美元，同比增长3%。"
    claims = [c for c in read_claims(document(text)) if c.value is not None]
    assert {c.subject for c in claims} == {"瑾乐", "好遇"}


def test_when_shares_are_dealt_in_is_no_part_of_whose_they_are(document: Make) -> None:
    claims = read_claims(
        document("周三港股盘前远岭科技(HTZ.US)股价继续拉升，截至发稿，该股涨12.3%，报2.6美元。")
    )
    assert [c.subject for c in claims if c.value is not None] == ["远岭科技"] * 2


def test_a_note_that_reports_is_no_owner_of_a_measure(document: Make) -> None:
    claims = read_claims(
        document("示例国际发研报指，远山服务宣布收购北溪物业之60%股权，代价2,480万元人民币。")
    )
    assert "示例国际" not in "".join(c.subject or "" for c in claims)
    assert "北溪物业" in {c.subject for c in claims}


def test_who_opens_an_item_and_does_what_firms_do_is_a_firm(document: Make) -> None:
    text = "晚间公告精选：①江川光电：拟3亿元收购佳贤通信25%股权。②云泖锂：全资子公司签署2.5亿元采购协议。③项目概况：公司拟投资4亿元。"
    told = {c.subject for c in read_claims(document(text)) if c.unit == "CNY"}
    assert {"江川光电", "云泖锂"} <= told and "项目概况" not in told


def test_no_name_begins_within_a_word(document: Make) -> None:
    claims = read_claims(document("中国新能源(5.120,-0.02,-0.30%)汽车销量达32万辆。"))
    assert "国新能源" not in {c.subject for c in claims}
