"""Who speaks as 该公司 does, though no list has the name (某甲昨日表示，该公司……)."""

from __future__ import annotations

import re

from lianzhang.evidence.claims.placed import of_nouns
from lianzhang.evidence.claims.topics import content
from lianzhang.evidence.clauses import Sentence
from lianzhang.evidence.mentions import NameMention
from lianzhang.evidence.scene import Scene, in_paragraph

__all__ = ["who_spoke"]

_SPOKE = re.compile(
    r"(?P<n>(?:[A-Za-z][A-Za-z.& ]{1,20}|[\u4e00-\u9fff]{2,8}?)(?:公司|集团)?)(?:（[^（）]{2,30}）)?(?:近日|今[日天]|昨[日天]|日前|\d{1,2}月\d{1,2}日|\d{1,2}日|随后|此前|则|也|还|曾|均|都|双双|\d{4}年){0,6}"
    r"(?:暗示|表示|宣布|公布|透露|公告|发布|披露|预计|计划|成立|上市|正式上线|称)"
)
_NO_ONE = re.compile(
    "人士|消息|报道|数据|媒体|记者|分析|市场|协会|[部局委院会所员者师家]\\Z|^公司|^[该其本此]|业内|官方|高管|券商|机构"
)

"""Who is no firm, though he says or foresees something."""


def who_spoke(scene: Scene, sentence: Sentence, at: int) -> NameMention | None:
    """Who opens a clause of the sentence, or the one before it in the paragraph, with what a firm does, though no list has it (某甲表示，该公司……)."""
    told = [s for s in in_paragraph(scene, sentence.paragraph) if s.start <= sentence.start][-2:]
    for clause in reversed([c for s in told for c in s.clauses if c.start < at]):
        m = _SPOKE.match(scene.flat, content(scene, clause.start, clause.end), clause.end)
        if m and m.end("n") <= at and not _NO_ONE.search(m["n"]) and of_nouns(m["n"]):
            return NameMention(*m.span("n"), "organisation", m["n"])
    return None
