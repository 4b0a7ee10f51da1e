"""Figures of tables become claims with their headings as context and the cell as span."""

from __future__ import annotations

from decimal import Decimal

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
        assert c.context is not None and c.context.sentence[slice(*c.context.mark)].startswith(c.quote[:1])
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
