"""Bodies that no list has: those of other countries (某国反垄断机构), and who announces under a name that ends as those of bodies, lines and ports do."""

from __future__ import annotations

import re

from lianzhang.evidence.grounds import LANDS, MORE_LANDS
from lianzhang.evidence.mentions import Mentions

__all__ = ["bodies"]

_BODY = (
    "竞争委员会|[\u4e00-\u9fff]{0,10}委员会|(?:[\u4e00-\u9fff]{0,6}?(?:监管|监督|反垄断|执法|情报|评级))机构|[\u4e00-\u9fff]{2,12}部(?![门分队长件落委位署])"
    "|参议院|众议院|(?:联邦|最高|地方|上诉|地区|宪法|国际贸易)?法院|(?:联邦)?(?:参|众)?议会|国会|央行|中央银行"
    "|[\u4e00-\u9fff]{2,12}(?:管理|监管|监督|统计|调查|能源|海关总|海关|税务|情报|专利商标|专利|航空航天|航天|安全|劳工统计)局|[\u4e00-\u9fff]{2,8}署(?!长)"
)
_OF_A_LAND = re.compile(rf"(?:{LANDS}|{MORE_LANDS})(?:{_BODY})")
_NO_BODY = re.compile(
    "的|了|在|是|将|和|与|及|或|对|向|被|由|从|到|驻|外交部长|[东南西北中]部\\Z|[全内外总头底顶局]部\\Z|公司|企业|宣布|表示|决定|计划|进行|签|批准|进口|出口|[中通]用部"
)
_ANNOUNCES = re.compile(
    r"(?:^|(?<=[，。！？；、：:\u3000\s]))(?P<n>[\u4e00-\u9fff]{2,12}?(?:航空|铁路|地铁|机场|港口|委员会|总?工会|协会|学会|商会|联合会|交易所|基金会|监管机构|管理局|监管局|通讯社|俱乐部|理事会|联盟|组织))"
    r"(?:(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日|今日|昨日|近日|日前|周[一二三四五六日]|则|还|也|正式){0,6}宣布"
)
_NOT_ITS_NAME = re.compile(
    "^(?:据|根据|此前|随后|其中|多家|有关|相关|部分|各|该|本|这|那|其|一|两|三|几|如|在|由|对|经|与|和|及|美国?多|国内|不少)|的|宣布|表示|多家|[\\d一二三四五六七八九十两几多]家"
)


def bodies(text: str, mentions: Mentions) -> dict[str, str]:
    """Names so found in ``text`` with the type of each: authority for those of another country, else organisation; offices of this one are known."""
    found: dict[str, str] = {}
    offices = {n.name for n in mentions.names if n.type == "government"}
    for m in _OF_A_LAND.finditer(text):
        if not _NO_BODY.search(m[0]) and m[0] not in offices:
            found[m[0]] = "authority"
    if "宣布" in text:
        for m in _ANNOUNCES.finditer(text):
            if not _NOT_ITS_NAME.search(m["n"]) and m["n"] not in offices:
                found.setdefault(m["n"], "organisation")
    return found
