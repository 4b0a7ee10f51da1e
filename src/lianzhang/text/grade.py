"""The grade of a source, and why, in one sentence."""

from __future__ import annotations

import re

from lianzhang.text.document import Grade, Zone
from lianzhang.text.edits import Found
from lianzhang.text.source import Signs
from lianzhang.text.spin import Spun

__all__ = ["grade_of"]

_COLLECTED = re.compile(
    r"(?:网络蜘蛛|自动(?:收集|采集|抓取)|采集于|来自网络|来源于?网络|转载于网络|转自网络|由网络)"
)
_DECISIVE = 0.3
_FIGURES = re.compile(r"\d+(?:\.\d+)?")


def grade_of(
    text: str, zones: tuple[Zone, ...], signs: Signs, spun: Spun, found: list[Found], body: str
) -> tuple[Grade, str]:
    """Grade a document: spun or decisively damaged, official, news, else a repost."""
    if spun.spun:
        return (
            "spun",
            f"文中同义词替换密集（{len({w for *_, w in spun.hypothesis})}种），系伪原创稿，数字仅供线索。",
        )
    lost = sum(f.count for f in found if f.kind == "lost_number")
    figures = len(_FIGURES.findall(body)) if lost >= 5 else 0
    if lost >= 5 and lost > _DECISIVE * (figures + lost):
        return "spun", f"正文数字大量丢失（{lost}处，尚存{figures}处），不足为据。"
    source = signs.source
    if source.number and (source.issuer or signs.signed):
        return "official", f"印有文号{source.number}和发文机关{source.issuer}，属正式公文。"
    if signs.signed and source.issuer:
        return "official", f"由{source.issuer}署名并落款日期，属官方文本。"
    noise = "\n".join(
        text[z.start : z.end] for z in zones if z.kind in ("disclaimer", "ad", "related", "navigation")
    )
    if _COLLECTED.search(noise):
        return "repost", "页面声明内容由网络收集，未见原始电头，属转载。"
    if signs.dateline:
        return "news", f"有{source.outlet}电头，属新闻稿。"
    if source.outlet and signs.reporter:
        return "news", f"标明{source.outlet}及记者姓名，属新闻稿。"
    if signs.reporter and signs.site:
        return "news", "站点栏目与记者姓名俱在，属新闻稿。"
    if source.outlet and source.published and not source.published_inferred:
        return "news", f"标明来源{source.outlet}并印有日期，属新闻稿。"
    if source.outlet:
        return "repost", f"仅标明来源{source.outlet}，无电头、记者或日期，按转载对待。"
    return "repost", "未见文号、发文机关、电头或记者姓名，按转载对待。"
