"""The year of a text that prints no date: told by what it tells of, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from lianzhang.text import read_file, source_year
from lianzhang.text.source_year import after_dateline, infer_year, over, told_later


@pytest.mark.parametrize(
    ("body", "year"),
    [
        ("2019年，青石港货物吞吐量突破亿吨。今年上半年，完成吞吐量6000万吨。", None),  # told once, in passing
        ("白桦公司2016年布局储能。去年，全市产值达500亿元。", None),
        ("去年以来，全市投资增长。2019年8月，青石港二期开工。", "2019"),
        ("投资同比增长7%，比2019年1-7月增长19%，两年平均增长9%。", "2021"),
        ("青石港发布2024年半年度报告，营收3亿元。", "2024"),
        ("青石港发布2024年年度报告，营收3亿元。", "2025"),
        ("青石股份发布2024年中期业绩，营收3亿元。", "2024"),
        ("青石股份发布截止至2020年3月31日的财报。", "2020"),
        ("2019年上半年，青石港完成吞吐量6000万吨，今年6月再创新高。", "2019"),
        ("青石股份预计2026年半年度归属于股东的净利润增长14%。2025年四季度以来需求回升。", "2026"),
        ("2021年1-10月，青石港吞吐量增长9%，比2019年高。", "2021"),
        ("2019年，产量增长；与2018年相比，2019年销量翻番。", None),  # told of whole years: of 2019 or of 2020
        ("2019年，产量增长；2019年三季度，销量翻番。", "2019"),
        ("自2019年5月起，青石港出售5处码头。", None),
        ("到2030年，全市产值达到1000亿元。", None),
        ("截至2019年，全市公路里程5000公里。电站计划2031年建成。", None),
        ("两处基地，一处预计完工时间为2022年3月，一处2021年底前投产。", None),
        ("2023年，全市产值为500亿元，到2030年达到1000亿元。", "2023"),  # where a plan sets out from
        ("论坛将有300多家企业参加。2024年上半年全球销量达到4390万台，2024年6月为800万台。", "2024"),
        ("2018年产量达到20万吨。2018年6月扩产，预计到2020年超过30万吨。2020年收入达到90亿元。", "2018"),
        ("4月价格同比增长6%，为2022年12月以来新高。", None),
        ("营收由2020年的3亿元增至2022年的9亿元，2022年净利润翻番。", None),
        ("销量创2021年以来同期最高，2023年6月再增。", "2023"),
        ("2021年底企业有210家。2022年“倍增计划”企业调整，2022年5月共有521家。", "2022"),
    ],
)
def test_a_year_told_once_in_passing_dates_nothing(body: str, year: str | None) -> None:
    assert infer_year(body, "", new_year=False)[0] == year


def test_no_text_is_written_after_the_day_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    body = "青石港2025年上半年吞吐量增长。2026年8月二期投运，2026年10月再增。2028年产能达到50万吨，2028年底全部建成。"
    monkeypatch.setattr(source_year, "_this_year", lambda: "2026")
    assert infer_year(body, "", new_year=False)[0] == "2026"
    assert not over("2026")
    monkeypatch.setattr(source_year, "_this_year", lambda: "2031")
    assert infer_year(body, "", new_year=False)[0] == "2028"
    assert over("2026")


def test_a_text_is_of_the_year_after_what_it_tells_as_past() -> None:
    body = "截至6月11日收盘，青石股份上涨。5月19日，公司拟投资3亿元。2025年12月17日，东江材料公告称，拟投资2亿元。"
    assert told_later(body, "2025") == ("6", "11", "2025年12月17日")
    assert told_later("2月17日消息，公司公告，工作会议定于2025年2月18日召开。", "2025") is None
    assert told_later("2025年底前力争投产。6月11日开工。", "2025") is None


def test_what_goes_on_with_a_plan_is_not_past() -> None:
    body = "9月5日，公司公告，股票将于2019年9月6日停牌一天，并于2019年9月9日复牌。"
    assert after_dateline(body, "2019", 9, 5) is None
    assert after_dateline("股票于2019年9月9日复牌，将继续交易。", "2019", 9, 5) is None
    assert after_dateline("股票停牌，于2019年9月9日复牌。", "2019", 9, 5) == "2019年9月9日"


def test_a_round_year_far_behind_all_others_is_to_come() -> None:
    body = "全球销量2017年超过100万辆。2017年上半年，挪威领先。年会为各国设定了2030年占比达到30%的愿景。2030年共有1亿辆。"
    assert infer_year(body, "", new_year=False)[0] == "2017"


def test_the_name_of_a_section_dates() -> None:
    assert infer_year("今年，全市抓好项目。", "2023年专题", new_year=False)[0] == "2023"


def test_at_new_year_the_year_told_once_is_the_one_looked_back_on() -> None:
    assert infer_year("2019年，青石港货物吞吐量突破亿吨。", "", new_year=True)[0] == "2019"


def _published(folder: Path, text: str) -> str | None:
    path = folder / "text.txt"
    path.write_text(text, encoding="utf-8")
    return read_file(path, path.name).source.published


def test_figures_of_a_whole_year_are_told_in_the_next(tmp_path: Path) -> None:
    dateline = "中新社武汉2月2日电 2019年湖北省港口吞吐量大幅增加，达5.9亿吨，同比增长六成。\n"
    assert _published(tmp_path, dateline) == "2020-02-02"
    undated = "2018年全年，江口海关监管进口水果5.9万吨。2018年6月增设窗口。今年1至2月，进口水果1万吨，同比增长20%。\n"
    assert _published(tmp_path, undated) == "2019"
    against = "一季度，全市产值60亿元，比2016年全年增速高0.3个百分点；2016年一季度为58亿元。\n"
    assert _published(tmp_path, against) == "2017"
    december = "江北日报12月12日电 2022年全年，全市玉米增产，产量9万吨，同比增长2%。\n"
    assert _published(tmp_path, december) == "2022-12-12"


def test_what_is_told_after_a_year_is_of_the_next(tmp_path: Path) -> None:
    books = "东岭股份2016年年报披露，公司有员工900人；今年一季报披露，员工为950人。2016年6月公司收购矿山。\n"
    assert _published(tmp_path, books) == "2017"
    came_to = "东岭股份2016年、2017年实现的净利润分别为1.8亿元、2.07亿元。2017年12月公司递交材料。\n"
    assert _published(tmp_path, came_to) == "2018"
    stood = "截至2017年末，青石银行存款余额为2500亿元。去年，该行收入增长6%。2017年6月分行开业。\n"
    assert _published(tmp_path, stood) == "2018"
    will_stand = "截至2017年末，存款余额预计为2500亿元。2017年6月分行开业。\n"
    assert _published(tmp_path, will_stand) == "2017"
    report = "中新社武汉11月20日电 青石股份将终止挂牌。公司曾于2016年8月停牌。2016年度报告显示，公司营业收入9亿元。\n"
    assert _published(tmp_path, report) == "2017-11-20"
    then_and_now = "2013年8月，青石港报送了二期方案，而今年3月方案才获准，总投资9亿元。\n"
    assert _published(tmp_path, then_and_now) == "2014"
    same_year = "2013年8月，全市销售汽车8万辆，比今年7月微降1%。\n"
    assert _published(tmp_path, same_year) == "2013"
