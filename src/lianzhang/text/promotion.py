"""Lines that lead away from the document: a call to do something behind a link, the headline of another piece of an account."""

from __future__ import annotations

import re

from lianzhang.text.document import ZoneKind

__all__ = ["promotion"]

_LONGEST = 300
_SLOGAN = 120
_CALL = re.compile(
    r"(?:报名|参与|投票|投出|领取|抢购|下载|开户|关注|点击|来袭)"
    r".*(?:[>＞]{2,}|【[^】]{0,4}点击[^】]{0,8}】|[(（][^()（）]{0,4}点击[^()（）]{0,8}[)）])\s*\Z"
)
_NOW = re.compile(
    r"(?:点击|扫码|戳此)(?:此处|下方|链接|这里)?(?:立即|马上|一键)?(?:开户|报名|领取|抢购|下载|注册)|(?:立即|一键)开户"
)
"""What the reader is told to do at once."""
_LOUD = ("！", "!", "？", "?", "】", ")", "）")
_LINK = (">", "＞", "】", ")", "）")
_OTHER_PIECE = re.compile(r"\s*[\u4e00-\u9fff]{2,10}[(（][a-z][a-z\d_-]{4,19}[)）]\s*(?:——|[:：|｜])")
"""An account of a messenger, and what it has to tell."""


def promotion(line: str) -> ZoneKind | None:
    """``ad`` for a line that ends with a call and its link, or tells the reader what to do at once, ``related`` for one that names an account and a piece of it; else None."""
    if len(line) > _LONGEST:
        return None
    if line.rstrip().endswith(_LINK) and _CALL.search(line):
        return "ad"
    if (
        len(line) <= _SLOGAN
        and line.rstrip().endswith(_LOUD)
        and ("点击" in line or "开户" in line)
        and _NOW.search(line)
    ):
        return "ad"
    return "related" if _OTHER_PIECE.match(line) else None
