"""Clauses of offices in firms: who is, becomes and ceases to be chairman, manager or secretary of which firm."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lianzhang.evidence.claims.reading import Reading
from lianzhang.evidence.names.forms import SURNAMES
from lianzhang.evidence.relations.clauses_hits import Found, Hit, Reader
from lianzhang.evidence.relations.clauses_who import begun, doer, own_firm
from lianzhang.evidence.scene import Scene

__all__ = ["PEOPLE"]

_POST = (
    r"(?:(?:联席|常务|执行|高级|代理|首席|独立|名誉|联合|非独立|职工代表?|党委){0,3}(?:副)?(?:董事长|总经理|总裁|(?:财务|技术|运营|市场|销售|人力资源|投资|营销|研发|生产|行政)?总监|董事会秘书|董秘|董事(?!会)|监事会主席|监事(?!会)|财务负责人|经理|主席|行长|书记|总工程师|总会计师|总法律顾问"
    r"|CEO|CFO|COO|CTO|首席[\u4e00-\u9fff]{2,4}官|执行官|创始人|合伙人|法定代表人|证券事务代表|院长|校长|会长|理事长|秘书长|厂长|法人代表)(?:助理)?)"
)
_POSTS = rf"(?:{_POST}(?:[、及和兼与]|以及)?){{1,4}}"
_WORDS = "申请|公司|公告|关于|关联|都是|全体|全部|全资|有关|从事|时任|时间|经营|经理|相关|后续|通过|安排|方面|方式|成为|成立|任职|任期|任何|于近|于当|向公|同意|同时|党委|党组|计划|常务|宣布|应当|金额|高级|高管|项目|钱款|花费|周期|牛市|时候|明确|和其|和公|董事|贵公|独立"
_PERSON = rf"(?P<p>(?!{_WORDS})[{SURNAMES}][\u4e00-\u9fff]{{1,2}}?|[\u4e00-\u9fff]{{1,6}}·[\u4e00-\u9fff·]{{1,12}}|[A-Z][a-z]+(?: [A-Z][a-z]+){{1,2}})"
_WHO = rf"{_PERSON}(?:先生|女士|同志|博士)?"
_BEFORE = re.compile(
    rf"(?P<f>[^，。；：]{{0,40}}?)(?P<t>{_POSTS}(?:、[\u4e00-\u9fff]{{2,12}}?{_POSTS})?){_WHO}(?=[^\u4e00-\u9fff]|因|已|将|于|正式|提|向|申|近|日|确|突|辞|离|卸|先|宣|到|达|退|任期|不|，|\Z)"
)
_ALONE = re.compile(
    rf"\A(?:公司|股东|高管|原|其|本|该){{0,6}}{_WHO}(?=[^\u4e00-\u9fff]|因|已|将|于|正式|提|向|申|近|日|确|突|辞|离|卸|宣|到|不|为|当|出|接|继|兼|被|获|全|，|\Z)"
)
_OFFICE = re.compile(
    rf"(?:了|为|的){{0,6}}(?P<f>[^，。；]{{0,36}}?)(?:第[一二三四五六七八九十]+届)?(?:董事会|监事会(?!主席))?(?:的)?(?P<t>{_POSTS})(?:职务|一职|等职务|等职|之职)?"
)
_HIM = re.compile(
    rf"(?:了|由)?{_WHO}(?:为|担任|任|出任|成为|接任|兼任)(?P<o>[^，。；]{{0,24}}?(?P<t>{_POSTS}))"
)
_SENT = re.compile(rf"(?:推荐|举荐|委派|指派|由){_WHO}(?:正式|继续|同时|一并|将|拟){{0,6}}\Z")
_IS = re.compile(
    rf"(?:分别|均|现|都|仍|同|皆|将|拟|改|已|暂){{0,6}}(?:是|为|由|：)(?:同一人)?{_WHO}(?:担任|兼任|出任|接任|继任)?(?=[，。；（(、]|\Z)"
)
_OURS = re.compile(r"\A(?:本|该)?(?:公司|集团|上市公司)(?:的|副)?\Z|\A\Z")
_LEAVES = ("辞", "离", "卸", "免", "解聘", "退休")


def _own(scene: Scene, at: int) -> str | None:
    """The firm that 公司 means, else the one the text is about."""
    own = own_firm(scene, at)
    return next((n for n in (own, scene.main_firm) if n and not _OURS.match(n)), None)


def _firm_of(scene: Scene, text: str, at: int) -> str | None:
    """The firm of an office: the one written before it, else the one the text is about."""
    text = re.split("收到|接到|获悉|同意|决定|股东", text)[-1]
    text = re.sub(r"\A(?:公司)?(?:原|时任|前|任|现任)|的\Z", "", text.strip(" “”"))
    if _OURS.match(text) or "委员会" in text:
        return _own(scene, at)
    named = scene.names(max(0, at), at + 60, "organisation", "institution")
    named = [n for n in named if n.name in text]
    if named:
        return named[-1].name
    return text if 2 <= len(text) <= 24 and not re.search("[的了]|宣布|公告|表示|会议", text) else None


def _post(reading: Reading, hit: Hit) -> Iterator[Found]:
    """某公司副总经理某人辞职; 某人辞去公司董事职务; 某公司聘任某人为总经理; 某人当选董事长."""
    scene = reading.scene
    verb = scene.flat[hit.start : hit.end]
    him = _HIM.match(scene.text, hit.end, hit.clause.end) if not verb.startswith(_LEAVES) else None
    if him:
        who = doer(reading, hit.index, hit.sentence, hit.at, hit.start)
        firm = who[0] if who else _own(scene, hit.clause.start)
        if firm:
            yield him["p"], _title(firm, him["t"]), hit.start, him.end()
        return
    a = begun(scene, hit.clause.start, hit.start)
    before = _BEFORE.match(scene.text, a, hit.start)
    if before and verb.startswith(_LEAVES):
        firm = _firm_of(scene, before["f"], a)
        if firm:
            yield before["p"], _title(firm, before["t"]), a, hit.end
            return
    alone = before or _ALONE.match(scene.text[a : hit.start]) or _SENT.search(scene.text, a, hit.start)
    person = alone["p"] if alone else None
    office = _OFFICE.match(scene.text, hit.end, hit.clause.end)
    if person is None or office is None:
        return
    firm = _firm_of(scene, office["f"], hit.end) if office["f"] else None
    firm = firm or (_firm_of(scene, before["f"], a) if before else None) or _own(scene, hit.clause.start)
    if firm:
        yield person, _title(firm, office["t"]), a, office.end()


def _title(firm: str, post: str) -> str:
    return firm + re.sub("(?:以及|[、及和兼与]){1,6}\\Z", "", post)


def _chair(reading: Reading, hit: Hit) -> Iterator[Found]:
    """某公司的董事长、总经理均是某人: the person and his office."""
    scene = reading.scene
    whole = _CHAIR.search(scene.text, hit.clause.start, hit.clause.end)
    if whole is None or not whole.start("t") <= hit.start < whole.end("t"):
        return
    firm = _firm_of(
        scene,
        scene.text[begun(scene, hit.clause.start, whole.start("t")) : whole.start("t")],
        hit.clause.start,
    )
    if firm:
        yield whole["p"], _title(firm, whole["t"]), hit.clause.start, whole.end()


_CHAIR = re.compile(rf"(?P<t>{_POSTS})(?:职务)?{_IS.pattern}")

PEOPLE: dict[str, Reader] = {"post": _post, "chair": _chair}
