"""Clauses of works: what befell one (某工厂发生爆炸)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lianzhang.evidence.claims.reading import Reading
from lianzhang.evidence.relations.clauses_hits import Found, Hit, Reader
from lianzhang.evidence.relations.clauses_who import firm_named, head_of

__all__ = ["SITES"]

_ANY = re.compile(
    r"(?:[该本此其新]|这[个座家]|公司|项目|工程|总部|工厂|基地|中心|园区|拟建|选址|建设|地址|地点|一期|二期){1,6}"
)


_STRUCK = re.compile(
    r"(?:工厂|[^工]厂|厂区|矿|矿山|车间|基地|仓库|码头|电站|油田|气田|煤矿|尾矿[坝库]|管道|平台|园区|项目|工程|隧道|大桥)\Z"
)
_OF_IT = re.compile("(?:了|一[起场次]){0,6}(?:严重|重大|特别重大|较大|重特大|特大|大){0,6}")


def _accident(reading: Reading, hit: Hit) -> Iterator[Found]:
    """某化工厂发生爆炸."""
    scene = reading.scene
    if scene.flat[hit.end : hit.end + 1] not in ("", *"，。；、！\n后并致造事故"):
        return
    a, b = head_of(scene, hit.clause, hit.start)
    text = scene.text[a:b].strip(" “”")
    if "的" in text or not 4 <= len(text) <= 24 or _ANY.fullmatch(text):
        return
    name = text if _STRUCK.search(text) else firm_named(scene, a, b)
    if name:
        yield name, _OF_IT.sub("", scene.flat[hit.start + 2 : hit.end]), a, hit.end


SITES: dict[str, Reader] = {"accident": _accident}
