"""Clauses of works: who took several on (先后承担了甲、乙和丙三个工程), what befell one (某工厂发生爆炸)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lianzhang.evidence.claims.reading import Reading
from lianzhang.evidence.relations.clauses_hits import Found, Hit, Reader, doer_of
from lianzhang.evidence.relations.clauses_who import firm_named, head_of
from lianzhang.evidence.relations.clauses_works import is_work
from lianzhang.evidence.relations.subjects import split_list

__all__ = ["SITES"]

_ANY = re.compile(
    r"(?:[该本此其新]|这[个座家]|公司|项目|工程|总部|工厂|基地|中心|园区|拟建|选址|建设|地址|地点|一期|二期)+"
)


_TAKEN_ON = re.compile(
    r"(?:了|过)?(?P<o>[^。；，、]{3,40}?(?:、[^。；，、]{3,40}?)*[、和及与][^。；，]{3,40}?)(?:等)?(?:[一二三四五六七八九十两多\d]+[个项座条])(?:[^，。；、]{0,12}?(?:工程|项目|任务))?(?=[，。；\n]|\Z)"
)


def _undertake(reading: Reading, hit: Hit) -> Iterator[Found]:
    """甲先后承担了某、某和某三个示范工程: each of the works, and who took it on."""
    scene = reading.scene
    m = _TAKEN_ON.match(scene.flat, hit.end, hit.clause.end)
    who = doer_of(reading, hit) if m else None
    parts = split_list(scene, m.span("o")) if m and who else []
    if who and len(parts) > 1 and all(is_work(scene.text[a:b]) for a, b in parts):
        for a, b in parts:
            yield who[0], scene.text[a:b], who[1], b


_STRUCK = re.compile(
    r"(?:工厂|[^工]厂|厂区|矿|矿山|车间|基地|仓库|码头|电站|油田|气田|煤矿|尾矿[坝库]|管道|平台|园区|项目|工程|隧道|大桥)\Z"
)
_OF_IT = re.compile("(?:了|一[起场次])*(?:严重|重大|特别重大|较大|重特大|特大|大)*")


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


SITES: dict[str, Reader] = {"undertake": _undertake, "accident": _accident}
