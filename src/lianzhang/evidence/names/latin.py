"""Firms of other lands that a text names in Latin letters: Nordkraft, Velora Mining."""

from __future__ import annotations

import re

from lianzhang.evidence.mentions import NameMention

__all__ = ["latin_firms"]

_NO_NAME = (
    r"(?:C[A-Z]O|IPO|ETF|LED|OLED|LCD|PCB|CBD|GDP|CPI|PPI|PMI|CMO|CRO|CDMO|CXO|ESG|PPP|BOT|EPC|REITs?|SUV|MPV|APP|App|AI|AIGC|GPU|CPU|KOL|MCN|SaaS|IDC|ODM|OEM|VC|PE|LP|GP"
    r"|QDII|QFII|FOF|IT|EV|VR|AR|MR|NFT|RFID|GPS|BIM|ERP|FOB|CIF|Pre|Logo|USB|Wi|Fi|WiFi|Mini|Micro|Web|Token|Robotaxi)(?![A-Za-z])"
)
_WORD = rf"(?!{_NO_NAME})[A-Z][A-Za-z0-9&\-]*(?:\.(?=[A-Z])[A-Z]*)*"
_NAME = (
    rf"(?<![A-Za-z0-9&.\-])(?P<n>{_WORD}(?: (?:&|of|and|the|de|{_WORD}))*(?<! of)(?<! and))(?![A-Za-z0-9])"
)
_WHO = r"董事长|董事会|首席(?:执行|财务|运营|技术)官|CEO|CFO|总裁|总经理|联合创始人|创始人|旗下|总部|股价|高管|发言人"
_ITS = rf"(?=(?:公司|集团)?(?:的|联合|前|原|副)?(?:{_WHO})|(?<=[a-z])(?:公司|集团)|[（(](?:[A-Z]{{2,6}}[.:：])?[A-Z]{{1,5}}(?:\.[A-Z]{{1,2}})?[)）])"
_IS = r"(?<=制造商)|(?<=生产商)|(?<=供应商)|(?<=运营商)|(?<=开发商)|(?<=零售商)|(?<=服务商)|(?<=巨头)|(?<=厂商)|(?<=公司)|(?<=独角兽)|(?<=新势力)"
_BY_ITS = re.compile(_NAME + _ITS)
_BY_WHAT = re.compile(rf"(?:{_IS}){_NAME}")
_LETTERS = re.compile("[A-Z][A-Za-z]{2}")
_MODEL = re.compile(r"[A-Z\-]+\d+[A-Za-z]?|.* [A-Z]")
_MOST, _LONGEST = 60, 40


def latin_firms(text: str) -> list[NameMention]:
    """Firms in Latin letters wherever the text prints them, once it has said of one that it is a firm.

    It says so by what stands before the name (制造商, 巨头, 公司) or behind it (董事长, 总裁, 旗下, the code of its share).
    """
    if not _LETTERS.search(text):
        return []
    told = {
        m["n"].rstrip(".-")
        for form in (_BY_ITS, _BY_WHAT)
        for m in form.finditer(text)
        if 3 <= len(m["n"]) <= _LONGEST and not _MODEL.fullmatch(m["n"])
    }
    if not told:
        return []
    names = sorted(told, key=len, reverse=True)[:_MOST]
    every = re.compile(
        rf"(?<![A-Za-z0-9&.\-])(?:{'|'.join(map(re.escape, names))})(?![A-Za-z0-9\-]| [A-Z][a-z]| ?\d)"
    )
    return [NameMention(m.start(), m.end(), "organisation", m[0]) for m in every.finditer(text)]
