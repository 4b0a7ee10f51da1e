"""Figures of tables become claims with their headings as context and the cell as span."""

from __future__ import annotations

import io
import time
from decimal import Decimal

import xlsxwriter

from lianzhang.evidence import read_claims
from lianzhang.evidence.claim import Claim
from lianzhang.text import Document, read_bytes


def page(caption: str, rows: list[list[str]]) -> Document:
    cells = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in r) + "</tr>" for r in rows)
    body = f"<html><body><p>以下列出各地上报的数据，供有关单位研究产业布局时参考使用。</p><p>{caption}</p><table>{cells}</table></body></html>"
    return read_bytes(body.encode(), "a.html")


def table_claims(document: Document) -> list[Claim]:
    found = [c for c in read_claims(document) if c.rule.startswith("table:")]
    for c in found:
        assert document.raw[c.start : c.end] == c.quote
        assert c.context is not None and c.context.sentence[slice(*c.context.mark)].startswith(
            c.quote.lstrip("+")[:1]
        )
    return found


def test_places_by_measures() -> None:
    document = page(
        "2023年各区锂电产业情况",
        [
            ["地区", "企业数（家）", "产值（亿元）", "增速"],
            ["遂宁市船山区", "37", "312.6", "18.4%"],
            ["遂宁市安居区", "12", "58.9", "-3.1%"],
        ],
    )
    found = {(c.kind, c.quote): c for c in table_claims(document)}
    assert set(found) == {
        ("enterprise_count", "37"), ("output_value", "312.6"), ("growth", "18.4%"),
        ("enterprise_count", "12"), ("output_value", "58.9"), ("growth", "-3.1%"),
    }  # fmt: skip
    value = found["output_value", "58.9"]
    assert (value.value, value.unit, value.time) == (Decimal(5890000000), "CNY", "2023")
    assert value.place == "四川省遂宁市安居区"
    assert found["growth", "-3.1%"].value == Decimal("-3.1")


def test_years_by_places_with_the_measure_in_the_caption() -> None:
    document = page(
        "各市锂电产业产值（单位：亿元）",
        [["地区", "2022年", "2023年"], ["宜宾市", "112.6", "215.8"], ["遂宁市", "98.1", "120.4"]],
    )
    found = {c.quote: c for c in table_claims(document)}
    assert set(found) == {"112.6", "215.8", "98.1", "120.4"}
    assert {c.kind for c in found.values()} == {"output_value"}
    assert (found["215.8"].time, found["215.8"].place) == ("2023", "四川省宜宾市")
    assert found["98.1"].value == Decimal(9810000000)


def test_projects_in_rows() -> None:
    document = page(
        "重点项目表",
        [["序号", "项目名称", "建设单位", "总投资（亿元）", "年产能（万吨）"], ["1", "磷酸铁锂正极材料项目", "青禾新材料有限公司", "28", "8"],
         ["2", "隔膜项目", "远洋隔膜有限公司", "12.5", "3"]],
    )  # fmt: skip
    found = {(c.kind, c.value) for c in table_claims(document)}
    assert {
        ("investment", Decimal(2800000000)),
        ("investment", Decimal(1250000000)),
        ("capacity", Decimal(80000)),
        ("capacity", Decimal(30000)),
    } == found


def test_no_number_is_made_of_headings_and_serials() -> None:
    document = page("附表3", [["序号", "工序", "参数5"], ["1", "涂布", "120"], ["2", "辊压", "85"]])
    assert {str(c.value) for c in table_claims(document)} <= {"120", "85"}


def test_table_set_with_blanks_is_read() -> None:
    text = (
        "2023年上半年新签合同额合计321.7亿元,情况如下:\n\n业务      新签合同额(亿元)    同比增减\n房屋建设        215.4          12.5%\n"
        "水利工程        106.3          -4.1%\n   合计         321.7           6.0%\n\n特此公告。\n"
    )
    claims = [c for c in read_claims(read_bytes(text.encode(), "own.txt")) if c.value is not None]
    sums = {(c.subject, int(c.value)) for c in claims if c.unit == "CNY"}  # type: ignore[arg-type]
    assert {("房屋建设新签合同额", 21_540_000_000), ("水利工程新签合同额", 10_630_000_000)} <= sums
    assert len([c for c in claims if c.value == 32_170_000_000]) == 1
    assert {c.value for c in claims if c.unit == "%"} == {Decimal("12.5"), Decimal("-4.1"), Decimal(6)}


def by_quote(document: Document) -> dict[str, Claim]:
    return {c.quote: c for c in table_claims(document)}


def test_a_total_is_of_no_row_above_it() -> None:
    found = by_quote(
        page(
            "衡阳市2024年重点项目表",
            [
                ["序号", "县区", "项目名称", "建设单位", "总投资（亿元）", "当前进展"],
                ["1", "祁东县", "年产3万吨磷酸锰铁锂项目（二期）", "湖南白鹭新材料有限公司", "17.4", "在建"],
                ["2", "耒阳市", "废旧电池拆解项目", "耒阳绿源再生有限公司", "5.2", "拟建"],
                ["3", "常宁市", "铜箔项目", "常宁金箔科技有限公司", "9.9", "投产"],
                ["", "", "合  计", "", "32.5", ""],
            ],
        )
    )
    said = {q: (c.subject, c.modality, c.stage) for q, c in found.items()}
    assert said["17.4"] == ("年产3万吨磷酸锰铁锂项目（二期）", "under_construction", "在建")
    assert said["5.2"] == ("废旧电池拆解项目", "planned", "谋划")
    assert said["9.9"] == ("铜箔项目", "actual", "投产")
    total = found["32.5"]
    assert total.value == Decimal(3250000000)
    assert "公司" not in (total.subject or "") and "祁东" not in (total.place or "")


def test_units_stand_in_a_column_or_a_row_of_their_own() -> None:
    column = by_quote(
        page(
            "黄石市新能源产业指标",
            [
                ["指标名称", "计量单位", "2023年", "同比±%"],
                ["工业产值", "亿元", "318.6", "+7.7"],
                ["其中：铜箔", "亿元", "92.1", "-3.4"],
                ["发电量", "亿千瓦时", "14.2", "2.5"],
            ],
        )
    )
    value = {q: (c.kind, c.value, c.unit) for q, c in column.items()}
    assert value["318.6"] == ("output_value", Decimal(31860000000), "CNY")
    assert value["92.1"] == ("output_value", Decimal(9210000000), "CNY")
    assert value["14.2"][1:] == (Decimal(1420000000), "kWh")
    assert value["+7.7"] == ("growth", Decimal("7.7"), "%")
    assert value["-3.4"] == ("growth", Decimal("-3.4"), "%")
    assert column["-3.4"].time == "2023"
    row = by_quote(
        page(
            "各园区情况",
            [
                ["园区", "企业数", "亩均产值", "能耗强度"],
                ["", "家", "万元/亩", "吨标准煤/万元"],
                ["大冶高新区", "88", "365", "0.28"],
                ["黄石经开区", "140", "520", "0.19"],
            ],
        )
    )
    assert (row["365"].measure, row["365"].value, row["365"].unit) == ("亩均产值", Decimal(3650000), "CNY/mu")
    assert (row["0.28"].kind, row["0.28"].value, row["0.28"].unit) == (
        "environment",
        Decimal("0.28"),
        "tce/万元",
    )
    assert row["88"].kind == "enterprise_count" and row["88"].subject == "大冶高新区"


def test_each_column_takes_the_unit_that_suits_it() -> None:
    found = by_quote(
        page(
            "2023年各旗县硅料产业（单位：亿元、万吨）",
            [
                ["旗县", "年产能", "总投资", "完成投资"],
                ["达拉特旗", "21", "166.3", "84.7"],
                ["准格尔旗", "13", "95", "30.2"],
            ],
        )
    )
    value = {q: (c.kind, c.value, c.unit, c.measure) for q, c in found.items()}
    assert value["21"] == ("capacity", Decimal(210000), "t/a", "产能")
    assert value["166.3"] == ("investment", Decimal(16630000000), "CNY", "总投资额")
    assert value["84.7"] == ("investment", Decimal(8470000000), "CNY", "完成投资额")


def test_firms_may_head_the_columns_and_ranks_stand_bare() -> None:
    found = by_quote(
        page(
            "隔膜企业2023年数据",
            [
                ["项目", "云帆薄膜", "星河新材"],
                ["营业收入（亿元）", "61.3", "28.8"],
                ["研发费用（亿元）", "4.4", "1.9"],
                ["全球排名", "2", "6"],
            ],
        )
    )
    assert {q: c.subject for q, c in found.items()} == {
        "61.3": "云帆薄膜", "28.8": "星河新材", "4.4": "云帆薄膜", "1.9": "星河新材", "2": "云帆薄膜", "6": "星河新材",
    }  # fmt: skip
    assert found["4.4"].measure == "研发投入"
    assert (found["2"].kind, found["2"].unit) == ("market_rank", "rank")


def test_size_classes_and_parts_of_a_table_name_rows() -> None:
    bands = by_quote(
        page(
            "抚州市签约情况",
            [
                ["投资规模", "项目数（个）", "投资额（亿元）"],
                ["30亿元以上", "4", "188"],
                ["5—30亿元", "11", "143"],
                ["5亿元以下", "9", "22"],
            ],
        )
    )
    assert set(bands) == {"4", "188", "11", "143", "9", "22"}
    rows = "".join(
        f"<tr>{r}</tr>"
        for r in (
            "<td>项目</td><td>总投资</td><td>年度计划投资</td><td>累计完成投资</td>",
            "<td colspan=4>一、续建项目</td>",
            "<td>南丰隔膜项目</td><td>12</td><td>4</td><td>7.5</td>",
            "<td colspan=4>二、前期项目</td>",
            "<td>黎川电解液项目</td><td>26</td><td>1.5</td><td>0</td>",
        )
    )
    body = f"<html><body><p>以下为抚州市二季度上报的项目投资情况，请各有关单位核对。</p><p>（单位：亿元）</p><table>{rows}</table></body></html>"
    found = by_quote(read_bytes(body.encode(), "b.html"))
    said = {q: (c.subject, c.modality, c.value) for q, c in found.items()}
    assert said["12"] == ("南丰隔膜项目", "under_construction", Decimal(1200000000))
    assert said["4"][1] == "planned"
    assert said["7.5"][1] == "actual" and found["7.5"].measure == "完成投资额"
    assert said["26"] == ("黎川电解液项目", "planned", Decimal(2600000000))


def test_a_form_tells_of_the_project_it_names() -> None:
    found = by_quote(
        page(
            "备案公示",
            [["项目名称", "年产6000吨硅碳负极项目"], ["建设单位", "伊春北岭材料有限公司"], ["建设地点", "黑龙江省伊春市铁力市"],
             ["总投资", "43000万元"], ["占地面积", "128亩"], ["劳动定员", "210人"]],
        )
    )  # fmt: skip
    assert {c.subject for c in found.values()} == {"年产6000吨硅碳负极项目"}
    assert {(c.kind, c.value) for c in found.values()} >= {
        ("investment", Decimal(430000000)), ("factor_support", Decimal(128)), ("employment", Decimal(210)),
    }  # fmt: skip
    assert {c.place for c in found.values()} == {"黑龙江省伊春市铁力市"}


def test_who_fills_a_table_in_is_no_unit_of_it() -> None:
    book = read_bytes(
        workbook(
            [
                ["2024年3月项目进度表", None, None, None],
                ["填报单位：资阳市经信局", None, None, "单位：万元"],
                ["项目名称", "总投资", "完成投资", None],
                [None, None, "本月完成", "累计完成"],
                ["盐湖提锂吸附剂一期", "36000", "1200", "14,500"],
                ["锂矿选矿厂", "88000", "900", "20,300"],
            ],
            ["A1:D1", "A3:A4", "B3:B4", "C3:D3"],
        ),
        "进度.xlsx",
    )
    found = {c.quote: (c.subject, c.measure, c.value) for c in table_claims(book)}
    assert found["36000"] == ("盐湖提锂吸附剂一期", "总投资额", Decimal(360000000))
    assert found["14,500"] == ("盐湖提锂吸附剂一期", "完成投资额", Decimal(145000000))
    assert found["900"] == ("锂矿选矿厂", "完成投资额", Decimal(9000000))


def workbook(rows: list[list[str | None]], merged: list[str]) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet()
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            if value is not None:
                sheet.write_string(r, c, value)
    for where in merged:
        first = where.split(":")[0]
        r, c = int(first[1:]) - 1, ord(first[0]) - 65
        sheet.merge_range(where, rows[r][c])
    book.close()
    return out.getvalue()


def test_the_same_figure_in_many_cells_is_told_at_each() -> None:
    rows = [["地区", "企业数（家）", "产值（亿元）"]] + [[f"第{i}区", "7", "3.5"] for i in range(60)]
    found = table_claims(page("2023年产值", rows))
    assert len({c.start for c in found}) == 120


def test_a_heading_of_endless_marks_takes_bounded_time() -> None:
    heading = "*" * 60 + "总投资(" + " " * 60 + "亿元)"
    document = page("重点项目", [["项目名称", heading], ["甲储能项目", "5"], ["乙电缆项目", "6"]])
    start = time.process_time()
    table_claims(document)
    assert time.process_time() - start < 5
