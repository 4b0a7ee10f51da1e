"""Names of the kinds of damage, for people."""

from __future__ import annotations

from lianzhang.core import Text

__all__ = ["damage_names"]

damage_names: dict[str, Text] = {
    "byte_order_mark": Text("字节顺序标记", "byte order mark"),
    "control_characters": Text("控制字符", "control characters"),
    "zero_width_characters": Text("零宽字符", "zero-width characters"),
    "bidi_characters": Text("文字方向控制字符", "text direction characters"),
    "lone_surrogates": Text("孤立代理码位", "lone surrogates"),
    "undecodable_bytes": Text("无法解码的字节", "bytes that do not decode"),
    "mixed_encoding": Text("多种编码混用", "several encodings in one file"),
    "replacement_characters": Text("已丢失的字符（�）", "characters already lost (U+FFFD)"),
    "byte_slip": Text("字节错位乱码", "byte slip (mojibake)"),
    "markup_remnants": Text("残留网页标记", "remnants of markup"),
    "pinyin": Text("字后括注拼音", "pinyin in brackets behind characters"),
    "traditional": Text("转为繁体", "traditional characters"),
    "doubled_punctuation": Text("标点重复", "doubled punctuation"),
    "repeated_body": Text("正文重复", "body printed more than once"),
    "shuffled_paragraphs": Text("段落顺序错乱", "paragraphs out of order"),
    "broken_paragraph": Text("段落在句中断开", "paragraphs broken in mid-sentence"),
    "lost_number": Text("数字丢失", "lost numeral"),
    "spun": Text("同义词替换（伪原创）", "spun copy (swapped synonyms)"),
    "impossible_place": Text("不存在的地名", "a place that does not exist"),
    "unit_clash": Text("单位与指标矛盾", "unit contradicts its noun"),
    "empty_field": Text("文首信息栏有空项", "empty fields in the header"),
    "spam": Text("夹带垃圾信息", "spam within the page"),
    "title_missing": Text("标题缺失", "no title"),
    "hidden_sheet": Text("隐藏的工作表", "a hidden sheet"),
    "scanned_page": Text("扫描页，没有文字层", "scanned pages without text"),
    "broken_page": Text("无法读取的页或工作表", "pages or sheets that cannot be read"),
    "date_missing": Text("发布日期缺失", "no date of publication"),
}
"""Every key of ``Damage.kind`` with its name in both languages."""
