"""Zones, copies, losses, spin, source and grade."""

from __future__ import annotations

import random
from itertools import combinations

import pytest
import spinners

from lianzhang.text import Document, fingerprint, is_noise, read_bytes, similarity
from lianzhang.text import generators as g


def read(text: str, path: str = "a.txt") -> Document:
    return read_bytes(text.encode(), path)


def kept(document: Document) -> str:
    """What is not noise."""
    return "".join(document.text[z.start : z.end] for z in document.zones if not is_noise(z.kind))


def noise(document: Document) -> str:
    return "".join(document.text[z.start : z.end] for z in document.zones if is_noise(z.kind))


def test_honest_texts_have_no_noise(own: str) -> None:
    assert kept(read(own)) == own


@pytest.mark.parametrize("name", ["add_comments", "add_ads", "add_navigation", "add_related"])
def test_page_furniture_is_noise_and_nothing_else(own: str, name: str) -> None:
    for seed in range(12):
        damaged = getattr(g, name)(own, random.Random(seed))
        document = read(damaged)
        assert kept(document).strip() == own.strip(), (name, seed)


def test_all_furniture_together(own: str) -> None:
    for seed in range(8):
        rng = random.Random(seed)
        damaged = g.add_comments(g.add_related(g.add_ads(g.add_navigation(own, rng), rng), rng), rng)
        assert kept(read(damaged)).strip() == own.strip(), seed


def test_mangled_and_furnished(own: str) -> None:
    rng = random.Random(5)
    document = read(g.mangle(g.add_ads(g.add_navigation(own, rng), rng), rng))
    assert kept(document).strip() == own.strip()


def test_casino_name_before_a_dateline() -> None:
    text = "金沙湾娱乐城中新网遂宁3月15日电（周文涛）遂宁高新区三个锂电项目14日集中开工，总投资46.5亿元。\n"
    document = read(text)
    assert noise(document) == "金沙湾娱乐城"
    assert document.grade == "news"
    assert document.source.outlet == "中新网"


def test_contact_in_a_reply_is_no_advertisement(texts: dict[str, str]) -> None:
    text = texts["reply"] + "（联系人：吴敏；联系电话：0562-5880000）\n"
    assert kept(read(text)) == text


def test_disclaimer_before_a_second_copy_keeps_the_copy(texts: dict[str, str]) -> None:
    body = texts["meeting"]
    document = read(body + "某某网免责声明: | |||\n|\n" + body)
    assert kept(document).count("陈立群") == 2
    assert len(document.repeats) >= 1


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("园区现有规模以上企业余家，配套企业50余家。", "余家"),
        ("计划年底前完成[ ]wh/kg半固态电池的小试。", "[ ]wh/kg"),
        ("公司建成全省首条中试线wh/kg半固态电池研发平台。", "wh/kg"),
        ("年选300万吨的选矿线万吨碳酸锂项目已投产。", "万吨"),
        ("今年一季度产值同比增长%，创历史新高。", "%"),
    ],
)
def test_lost_numbers(text: str, lost: str) -> None:
    document = read(text)
    (found,) = [d for d in document.damage if d.kind == "lost_number"]
    assert document.raw[found.start : found.end] == lost
    assert not found.undone


@pytest.mark.parametrize(
    "text",
    [
        "其余家具由企业自备，业余个人时间可参加，剩余项目另行安排，尚有余项若干。",
        "建成GWh级储能电站，能量密度（Wh/kg）见下表，以GWh计，单位为kWh。",
        "打造万吨级生产线，几万吨产品，数万元奖励，年产万吨级碳酸锂。",
        "企业30余家，40余个项目，三十余种产品，占比超过50%。",
        "项目投产后，年底前达产，波动不大的说法并不准确；十年左右见效。",
    ],
)
def test_nothing_lost(text: str) -> None:
    assert not [d for d in read(text).damage if d.kind == "lost_number"]


def test_lost_numbers_of_the_generator(texts: dict[str, str]) -> None:
    damaged = g.lose_numbers("全市现有铜箔企业30余家。\n", random.Random(2))
    assert damaged == "全市现有铜箔企业余家。\n"
    assert "lost_number" in {d.kind for d in read(damaged).damage}
    reply = g.lose_numbers(texts["reply"], random.Random(0))
    assert reply != texts["reply"]


def test_shuffled_paragraphs() -> None:
    first = "中新网遂宁3月15日电（周文涛）遂宁高新区三个锂电项目14日集中开工，总投资46.5亿元，园区负责人出席仪式。"
    middle = (
        "据介绍，园区已聚集锂电企业37家，2023年实现产值312.6亿元，同比增长18.4%，从业人员超过1.2万人。园区先后建成标准厂房60万平方米、"
        "变电站3座、污水处理厂2座，水电气路一应俱全，企业办事不出园区，从签约到开工平均用时由八个月压缩至四个月，最快的只用了九十天。"
        "\n去年以来，园区组织小分队赴外招商四十余次，对接企业一百二十多家，签约项目十九个；同时设立人才公寓和技工学校，解决企业用工难题。"
    )
    last = "下一步，园区将围绕正极材料、隔膜、电解液等环节补齐短板，推动产业高质量发展，力争明年再上新台阶。（完）"
    ordered = "\n".join([first, middle, last])
    assert "shuffled_paragraphs" not in {d.kind for d in read(ordered).damage}
    shuffled = "\n".join([last, middle, first])
    found = {d.kind: d for d in read(shuffled).damage}
    assert found["shuffled_paragraphs"].count == 2


def test_spun_copies_are_seen(texts: dict[str, str]) -> None:
    text = texts["news"] + texts["analysis"] + texts["meeting"]
    for seed in range(8):
        document = read(g.spin(text, random.Random(seed)))
        assert document.grade == "spun"
        assert document.hypothesis
        assert all(document.text[s:e] != new for s, e, new in document.hypothesis)
        restored = {(document.text[s:e], new) for s, e, new in document.hypothesis}
        assert ("资料", "材料") in restored or ("正极资料", "正极材料") in restored


def test_spun_place_and_unit() -> None:
    text = (
        "四川省加速新动力电池工业高质量开展。据了解，在遂平市，正极资料出产线现已投产，遂平市已开工建造7个要点项目，"
        "总投资超越320亿元，建成后每年产量将超越900亿元。负极资料、隔阂等要害资料工业链更趋完好，遂平市加速打造工业集合区。\n"
    )
    document = read(text)
    assert document.grade == "spun"
    readings = {(document.text[s:e], new) for s, e, new in document.hypothesis}
    assert {("遂平", "遂宁"), ("产量", "产值"), ("出产", "生产")} <= readings
    assert document.text == text, "the quote is kept"
    assert {"spun", "impossible_place", "unit_clash"} <= {d.kind for d in document.damage}


def test_words_of_spinners_in_honest_use_are_no_spin() -> None:
    text = (
        "全市规模以上工业企业开展安全生产大检查，重点检查工业园区内储能电站建造师资质资料。工业增加值增长6%，工业投资加速回升。"
        "职业教育培养技能人才，技能大师工作室提供有力支撑；销售渠道多元，功率半导体项目完成投资3亿元。"
        "研制成功的新材料填补空白，保存完好的老厂房改造为展厅；要点如下：一是政策方针明确，二是协作机制健全，三是办理流程简化。"
        "首要任务是处理好污水处理厂提标，聚集区内供给能力充足，其间的衔接由开发区管委会负责，资料显示投资超过计划。\n"
    )
    document = read(text)
    assert document.grade != "spun"
    assert "spun" not in {d.kind for d in document.damage}


def test_sources_and_grades(texts: dict[str, str]) -> None:
    notice = read(texts["notice"])
    assert notice.grade == "official"
    assert notice.source.number == "江发改能源〔2023〕27号"
    assert notice.source.issuer == "江川县发展和改革局"
    assert (notice.source.published, notice.source.published_inferred) == ("2023-08-10", False)
    assert notice.source.title == "关于印发《江川县新型储能项目建设管理办法》的通知"
    reply = read(texts["reply"])
    assert reply.grade == "official"
    assert reply.source.number == "铜经信函〔2022〕58号"
    assert reply.source.issuer == "铜陵市经济和信息化局"
    assert reply.source.published == "2022-06-20"
    assert reply.source.title == "对市政协十届一次会议第0143号提案的答复"
    news = read(texts["news"])
    assert news.grade == "news"
    assert news.source.outlet == "遂宁日报"
    assert news.source.published == "2024-03-15"
    assert read(texts["profile"]).grade == "repost"
    assert all(len(d.grade_reason) > 5 for d in (notice, reply, news))


def test_year_of_a_dateline_is_inferred_and_said_so() -> None:
    text = "新华社成都7月2日电（记者 李然）2023年3月，园区新增企业12家。力争到2027年产值突破千亿元，2030年产值达到2000亿元。今年上半年产值增长8%。\n"
    source = read(text).source
    assert source.published == "2023-07-02"
    assert source.published_inferred
    assert "2023" in source.published_basis


def test_collected_page_is_a_repost(texts: dict[str, str]) -> None:
    damaged = g.add_related(texts["profile"], random.Random(1))
    assert read(damaged).grade == "repost"


def test_fingerprints(texts: dict[str, str]) -> None:
    for own in texts.values():
        plain = read(own).fingerprint
        assert len(plain) == 128
        twice = read(g.print_twice(g.mangle(own, random.Random(1)), random.Random(1))).fingerprint
        assert similarity(plain, twice) > 0.8
    several = [read(own).fingerprint for own in texts.values()]
    assert all(similarity(a, b) < 0.2 for i, a in enumerate(several) for b in several[:i])
    assert fingerprint("") == () and similarity((), several[0]) == 0.0


def test_html(own: str) -> None:
    for seed in range(5):
        page = g.to_html(own, random.Random(seed))
        document = read(page, "a.html")
        assert document.raw == page
        assert kept(document).replace("\xa0", "").strip() == own.strip()
        assert "document.write" not in document.text and "margin" not in document.text
        assert {"首页", "关于我们"} <= {
            line.strip() for line in noise(document).replace("|", "\n").split("\n")
        }


def test_html_offsets_entities_and_metadata() -> None:
    page = (
        "<html><head><meta name='ArticleTitle' content='锂电项目开工'><meta name='PubDate' content='2024-05-06 08:00'>"
        "<meta name='ContentSource' content='江城日报'></head><body><div class='breadcrumb'><a>首页</a> &gt; <a>要闻</a></div>"
        "<h1>锂电项目开工</h1><p>总投资<b>46.5</b>亿元，能量密度&gt;300Wh/kg，<!-- 注释 -->占地&#51;00亩，预计明年投产，届时可带动就业。</p></body></html>"
    )
    document = read(page, "a.htm")
    at = document.text.index("46.5亿元")
    assert page[slice(*document.map.raw(at, at + 6))] == "46.5</b>亿元"
    at = document.text.index("300亩")
    assert page[slice(*document.map.raw(at, at + 4))] == "&#51;00亩"
    assert "注释" not in document.text and ">300Wh/kg" in document.text
    assert document.source.title == "锂电项目开工"
    assert document.source.published == "2024-05-06"
    assert document.source.outlet == "江城日报"
    crumb = document.text.index("要闻")
    assert next(z.kind for z in document.zones if z.start <= crumb < z.end) == "navigation"


def test_empty_header_fields(texts: dict[str, str]) -> None:
    text = texts["reply"].replace("铜陵市经济和信息化局\n文", "\n文", 1)
    (found,) = [d for d in read(text).damage if d.kind == "empty_field"]
    assert (found.count, found.detail, found.undone) == (1, "发布机构", False)
    assert read(text).grade == "official"


@pytest.mark.parametrize(
    ("line", "issuer"),
    [
        ("发布机构：云南省人民政府 生成日期：2022-04-15", "云南省人民政府"),
        ("索引号：A01 发布机构: 贵州省工业和信息化厅 发布日期:2021-07-09", "贵州省工业和信息化厅"),
        ("发文机关：青川县发展和改革局发文日期：2021年7月9日", "青川县发展和改革局"),
        ("发布机构：江川区人民政府办公室 2023-05-06 文号：江政办发〔2023〕9号", "江川区人民政府办公室"),
        ("发布机构：市科技局、市财政局\t有效性：有效", "市科技局、市财政局"),
        ("发布机构：河源市工业和信息化局", "河源市工业和信息化局"),
    ],
)
def test_issuer_is_printed_in_full(line: str, issuer: str) -> None:
    text = (
        f"{line}\n成文日期：2022-04-15 主题分类：工业\n关于新型储能电池产业发展的工作情况说明\n"
        + "园区建设进展顺利，各项工作有序推进，企业生产经营平稳。" * 4
    )
    assert read(text).source.issuer == issuer


@pytest.mark.parametrize(
    ("body", "published"),
    [
        ("遂宁新闻网1月16日电 2022年7月，园区入选省级特色产业基地，全年引进企业12家。", "2023-01-16"),
        ("遂宁新闻网9月16日电 2022年7月，园区入选省级特色产业基地。", "2022-09-16"),
        ("遂宁新闻网3月2日电 截至2023年底，园区聚集企业37家，实现产值312.6亿元。", "2024-03-02"),
        ("遂宁新闻网1月16日电 2022年，园区引进企业12家，项目计划2022年7月投产。", "2022-01-16"),
    ],
)
def test_a_document_is_no_older_than_what_it_tells(body: str, published: str) -> None:
    document = read(body + "\n")
    assert document.source.published == published
    assert document.source.published_inferred
    assert "date_missing" not in {d.kind for d in document.damage}, "the dateline prints month and day"


def test_spun_copies_of_other_spinners_are_found(texts: dict[str, str]) -> None:
    """Three word lists written apart from the product's, a fifth to a third of their pairs unknown to it."""
    names = sorted(texts)
    bases = ["".join(texts[n] for n in names if n not in left) for left in combinations(names, 2)][::2]
    assert len(bases) >= 6
    verdicts: list[bool] = []
    for words in spinners.SPINNERS.values():
        for base in bases:
            for seed in range(3):
                spun = spinners.spin(base, words, random.Random(seed))
                document = read(spun)
                verdicts.append(document.grade == "spun")
                if document.grade == "spun":
                    (found,) = [d for d in document.damage if d.kind == "spun"]
                    assert "→" in found.detail
                    assert document.hypothesis
        assert not any(read(base).grade == "spun" for base in bases)
    assert sum(verdicts) >= 0.95 * len(verdicts), f"{sum(verdicts)} of {len(verdicts)}"


def test_a_spinner_of_the_wide_list_is_found(texts: dict[str, str]) -> None:
    """Words of the older tools, none of them in the table of pairs: ten different ones in a text are enough."""
    words = {
        "目前": "今朝", "去年": "客岁", "关注": "存眷", "学校": "黉舍", "政府": "当局", "认为": "觉得", "方式": "体例", "重视": "正视",
        "工厂": "工场", "产品": "产物", "部门": "部分", "生产": "临盆", "农民": "农夫", "标准": "尺度", "历史": "汗青", "联系": "接洽",
        "重要": "紧张", "原料": "质料", "这样": "如许", "今年": "本年", "合作": "互助", "开发": "开辟", "统一": "同一", "特别": "分外",
        "首先": "起首", "结束": "竣事", "升级": "进级", "因此": "是以", "希望": "但愿", "帮助": "赞助", "显示": "表现", "商业": "贸易",
    }  # fmt: skip
    honest = (
        "去年以来，政府部门重视产品标准统一，今年特别关注原料供应。工厂负责人认为，这样的合作方式十分重要，希望结束单打独斗。"
        "首先是开发新产品，其次是帮助农民进厂务工，学校与企业联系更加密切。历史数据显示，生产旺季用工紧缺，因此设备升级要先行。"
        "目前车间里机器轰鸣，工人三班轮换，仓库里堆满待发的货物，客商催单的电话一个接一个。夜班工人每月多拿八百元补贴，食堂通宵供应热饭。"
        "老厂长说，十年前这里还是一片荒地，修路、通电、引水，样样都要从头做起；眼下日子好了，账上有了余钱，大家心里踏实。"
        "镇上新开了两家旅店，一到周末住满外地司机，街边的小饭馆要排队等位，房租比前年涨了两成。\n"
    )
    assert read(honest).grade != "spun"
    document = read(spinners.spin(honest, words, random.Random(3)))
    assert document.grade == "spun"
    restored = {(document.text[s:e], new) for s, e, new in document.hypothesis}
    assert {("今朝", "目前"), ("存眷", "关注"), ("黉舍", "学校")} & restored


def test_impossible_place_and_unit_clash_speak_for_themselves() -> None:
    text = "四川省内，在遂平市建成的工厂运行良好，遂平市表示满意。园区产量达到1600亿元，销量稳定。\n"
    document = read(text)
    assert document.grade != "spun"
    assert {("impossible_place", "遂平→遂宁"), ("unit_clash", "产量→产值")} <= {
        (d.kind, d.detail) for d in document.damage
    }
    assert document.hypothesis == ()
