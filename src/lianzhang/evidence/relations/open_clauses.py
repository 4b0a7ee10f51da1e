"""Clauses read by any verb: who a clause is about, what it does or undergoes, and the other end of it.

The classes of verbs of :mod:`lianzhang.evidence.relations.clauses` know what they look for; here every verb of ``data/verbs.txt`` may be the
predicate, and every named thing before it (or told before in the sentence) its subject. What is found so is a candidate only:
:mod:`lianzhang.evidence.relations.open_gate` weighs which of them tell something.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple, Protocol

from lianzhang.evidence.claims.reading import Reading
from lianzhang.evidence.clauses import Clause, Sentence
from lianzhang.evidence.names.forms import SURNAMES
from lianzhang.evidence.relations.clauses_works import work_before
from lianzhang.evidence.relations.ends import whole_name
from lianzhang.evidence.relations.open_ends import (
    LAND,
    LONGEST,
    TYPES,
    Spot,
    Subject,
    is_scrap,
    objects_of,
    spot_of,
    subjects_of,
)
from lianzhang.evidence.relations.open_kin import has_kin, kin_of
from lianzhang.evidence.relations.open_nested import MEETS, OF, of_noun, within
from lianzhang.evidence.relations.open_told import Earlier, Topic, idle, predicate
from lianzhang.evidence.relations.open_words import Token
from lianzhang.evidence.scene import Scene
from lianzhang.evidence.segments import classes

__all__ = ["Candidate", "candidates", "deeds_of"]


class Candidate(NamedTuple):
    """What a clause may tell: subject, verb (the ``rank``-th of the clause), the other end with what it is, and the stretch that says so."""

    spot: Spot
    verb: Token
    rank: int
    subject: Subject
    object: str
    object_type: str
    start: int
    end: int


class Weighing(Protocol):
    """What says beforehand that a clause, or a verb of it, can tell nothing."""

    def hopeful(self, index: int, sentence: Sentence, at: int) -> bool: ...

    def worth(self, spot: Spot, verb: str) -> bool: ...


_MOST_VERBS = 4
_DENIED = re.compile(
    r"若能|如能|如果|除了|有机会|不(?!锈|断|仅|只|但|动产|久|少|同|含|超过|低于|高于|少于|等式|到[一半])|未(?!来|央)|没(?!收)|无(?!锡|为|限|机|人|线|烟|缝|锈|偿|形|纺|源|菌|害|碱|土|损|忧|疑|障碍|氧|水|氟|铅|盐|息|痛|抗|尘|废|条件)|非(?!公开|洲|常|金属|遗|银|煤)|终止|取消|拒绝|停止|放弃|否认|暂停|能否|是否|查阅|参见|详见|敬请"
)
"""A clause that denies says of no verb behind that it happened."""
_NOT_DONE = re.compile(
    "不(?!锈|断|仅|只|但|动产|久|少|同|超过|低于|高于|少于)|未(?!来|央|成年)|没有|能否|是否"
)
"""What is announced to be ended or called off is a deed."""
_FAILED = re.compile(
    "[^，。；]{0,12}(?:未能|未果|失败|落空|搁浅)|(?:之|以)?[后前](?![景期])|以来|时(?![间代])|的(?:公告|报告)"
)
_OF_FIRMS = re.compile("激励计划|持股计划|说明书|意向书|章程|[年季]度?报告|业绩")
"""Papers of firms are no policies."""
_JOURNAL = re.compile(
    r"(?:[日时晚周早]报|财讯|周刊|杂志|汽车报|新闻|财经|在线|网|月刊|画报|[传录题]片|画册|电视剧)》?\Z"
)


def candidates(
    reading: Reading,
    taken: Mapping[int, Sequence[tuple[int, int]]] = MappingProxyType({}),
    gate: Weighing | None = None,
) -> Iterator[list[Candidate]]:
    """For every clause of body and title outside repeated copies that may tell something, what it may tell; ``taken`` gives by sentence
    the stretches that are told already: no verb in them is read, nor a clause or verb that weighs too little for the ``gate``."""
    scene = reading.scene
    paragraph, before = -1, Earlier(scene, None)
    topic = Topic(scene)
    for index, sentence in enumerate(scene.sentences):
        if reading.zones[index] not in ("body", "title") or reading.repeated(sentence.start, sentence.end):
            continue
        if sentence.paragraph != paragraph:
            before = Earlier(scene, None)
        paragraph = sentence.paragraph
        last, told = Earlier(scene, before), taken.get(index, ())
        for at, clause in enumerate(sentence.clauses):
            if not (last.told or before.told or topic.most()) and not _anything(scene, clause):
                continue
            kin = _kin(scene, index, sentence, at, clause)
            if kin:
                yield from kin
            full = any(a <= clause.start and clause.end <= b for a, b in told)
            if full or (gate and not gate.hopeful(index, sentence, at)):
                last.leave(index, sentence, at)
            elif not idle(scene.flat[clause.start : clause.end]):
                spot = spot_of(scene, index, sentence, at, clause)
                found = _clause(scene, spot, last, told, gate, topic)
                if found:
                    yield found
        before = last if last.told else before


def _kin(scene: Scene, index: int, sentence: Sentence, at: int, clause: Clause) -> list[list[Candidate]]:
    """Who is said in passing to belong to whom; every pair by itself."""
    if not has_kin(scene, clause):
        return []
    spot = spot_of(scene, index, sentence, at, clause)
    return [
        [Candidate(spot, token, 0, subject, other, kind, min(subject.start, token.start), end)]
        for subject, token, other, kind, end in kin_of(scene, spot)
    ]


def _anything(scene: Scene, clause: Clause) -> bool:
    """Whether a clause names a thing at all."""
    start, end, _ = clause
    if scene.names(start, end) or scene.places(start, end):
        return True
    said = scene.flat[start:end]
    return "《" in said or "“" in said or "公司" in said or LAND.search(said) is not None


def _clause(
    scene: Scene,
    spot: Spot,
    last: Earlier,
    taken: Sequence[tuple[int, int]],
    gate: Weighing | None,
    topic: Topic,
) -> list[Candidate]:
    """What a clause may tell; the subject with which it opens is told to ``last`` when it has been read."""
    out: list[Candidate] = []
    opened: Subject | None = None
    clause = spot.clause
    denied = _DENIED.search(scene.flat, clause.start, clause.end)
    most = denied.end() if denied else clause.end + 1
    first, rank, floor = -1, 0, clause.start
    inner = within(spot.tokens)
    for i, token in enumerate(spot.tokens):
        if not predicate(token) or i in inner:
            continue
        if rank >= _MOST_VERBS or token.start >= most or (token.end >= most and token.text not in _ENDING):
            break
        first = i if first < 0 else first
        free = (
            (gate is None or gate.worth(spot, token.text))
            and not any(a < token.end and token.start < b for a, b in taken)
            and not _FAILED.match(scene.flat, token.end, clause.end)
            and not _named_by(scene, token, clause)
            and not _PURPOSE.search(scene.flat, clause.start, token.start)
        )
        if free:
            if opened is None and first < i:
                opened = next(iter(subjects_of(scene, spot, first, clause.start)), None)
            noun = of_noun(scene, spot, i)
            own = [] if noun else subjects_of(scene, spot, i, floor)
            if own and (opened is None or opened.type in _WEAK):
                opened = own[0]
            out += _of_verb(
                scene, spot, i, rank, _with_before(scene, spot, own, None if noun else opened, last, topic)
            )
        rank, floor = rank + 1, token.end
    if opened:
        last.tell(opened)
        topic.tell(opened)
    else:
        last.leave(spot.number, spot.sentence, spot.at)
    return out


_ENDING = frozenset(["终止", "取消", "停止", "放弃", "暂停", "拒绝", "否认"])
"""What ends a thing is a deed itself; what stands behind it did not happen."""


def deeds_of(scene: Scene, spot: Spot, speaker: Subject) -> Iterator[Candidate]:
    """What the verbs of a clause may tell of ``speaker``, who announced it."""
    clause = spot.clause
    denied = _NOT_DONE.search(scene.flat, clause.start, clause.end)
    most = denied.end() if denied else clause.end + 1
    rank = 0
    for i, token in enumerate(spot.tokens):
        if not predicate(token):
            continue
        if rank >= _MOST_VERBS or token.end >= most:
            break
        if not (_FAILED.match(scene.flat, token.end, clause.end) or _named_by(scene, token, clause)):
            yield from (c for c in _of_verb(scene, spot, i, rank, [speaker]) if c.subject is speaker)
        rank += 1


_PURPOSE = re.compile("(?<![成作称评定命名认列选])为了?\\Z|(?<![议决批审])通过\\Z")
"""公司为消除隐患, 通过支持某业: what something is done for, or by."""
_HEAD = re.compile(
    "单位|方面|领域|现场|过程|环节|仪式|活动|行业|制造业|部门|人员|工作(?![站室])|成本|费用|情况|需求|水平|经验|[快简月年季]报"
)


def _named_by(scene: Scene, token: Token, clause: Clause) -> bool:
    """Whether a verb only says what the noun right behind it is of (建设单位, 生产方面)."""
    return _HEAD.match(scene.flat, token.end, clause.end) is not None and token.text not in _TAKING


_TAKING = frozenset([
    "完成", "开展", "推进", "启动", "举行", "举办", "组织", "部署", "负责", "做好", "从事", "进入", "降低", "减少",
    "满足", "提高", "提升", "涉及", "召开", "参加", "发布", "是", "为",
])  # fmt: skip


_WEAK = ("noun", "head")


def _with_before(
    scene: Scene, spot: Spot, own: list[Subject], opened: Subject | None, last: Earlier, topic: Topic
) -> list[Subject]:
    """The subjects a verb may have: its own, the one with which the clause opened, and where these name nothing one told before."""
    told = [_meant(scene, spot, s) for s in own]
    if opened and all(s.name != opened.name for s in told):
        told.append(opened._replace(found="opened"))
    if told and told[0].type not in _WEAK:
        return told
    earlier = last.subject()
    if earlier:
        told.append(earlier)
    elif scene.firm_led and scene.main_firm:
        told.append(Subject(scene.main_firm, spot.clause.start, "org", "main"))
    most = topic.most()
    if most and all(s.name != most.name for s in told):
        told.append(most._replace(found="topic"))
    return told


_POINTED = re.compile(
    "(?:该|本|此|上述|整个)?(?:项目|工程)|[该此本](?:路|线|桥|高速|高铁|铁路|大桥|隧道|电站|基地|园区?|工厂|产线|生产线)|(?:项目)?(?:第)?[一二三四]期(?:项目|工程)?|项目[一二三四]期"
)


def _meant(scene: Scene, spot: Spot, subject: Subject) -> Subject:
    """The work told before that a subject without a name of its own (该项目, 一期) points to."""
    if _POINTED.fullmatch(subject.name):
        whole = work_before(scene, spot.number, spot.at)
        if whole:
            phase = subject.name if subject.name.endswith("期") and len(subject.name) == 2 else ""
            return Subject(whole + phase, subject.start, "work", "pointed")
    return subject


def _of_verb(scene: Scene, spot: Spot, i: int, rank: int, told: list[Subject]) -> Iterator[Candidate]:
    """What the verb ``spot.tokens[i]`` may tell of the subjects ``told``, of its object, and of who is named behind 由."""
    token = spot.tokens[i]
    head = told[0] if told else None
    for n, (found, kind, end) in enumerate(objects_of(scene, spot, i)):
        if found is None and (
            (token.text in _WANTING and not _comes_out(token, head))
            or classes().get(token.text) == "saying"
            or scene.flat[token.start - 1 : token.start] == "的"
        ):
            return  # 合同的签订: what is told of follows
        named = found or token.text  # 停牌, 投产: what it reaches
        if found and token.text in _ENDING and kind in _THINGS and kind != "org":
            at = scene.text.find(found, token.end, end)
            named = scene.text[token.start : at + len(found)] if at >= 0 else token.text + found
        for subject in told:
            yield from _made(spot, i, rank, subject, named, kind, end)
        if n:
            continue
        post = _POSTED.match(found) if found and token.text in _POSTING else None
        if post:  # 免去某人的某职务
            yield from _made(
                spot, i, rank, Subject(post["p"], token.start, "person", "object"), post["o"], "bare", end
            )
        by = (head.name, head.type) if head else (token.text, "none")
        if head is None and token.text == "建议":
            return
        if kind in ("bare", "place") and token.text in _MEASURES and len(named) >= 4:
            yield from _made(spot, i, rank, Subject(named, token.start, "measure", "object"), *by, end)
        if (head is None or head.found not in ("own", "across")) and kind in _THINGS and len(named) >= 4:
            of = scene.flat.startswith(OF, token.end)
            if of or (head is not None and token.text in _MEASURES):
                # 建成某平台, 去年成立的某基金: the thing itself, where nobody is named in the clause
                thing = Subject(named, token.start, "measure", "object")
                yield from _made(spot, i, rank, thing, token.text, "none", end)
        met = kind == "quoted" and head is not None and token.text in MEETS
        if kind in ("title", "work", "quoted", "org", "park") and not met:
            yield from _made(spot, i, rank, Subject(named, token.start, kind, "object"), *by, end)
        for agent in [t for t in spot.tokens[:i] if t.type in TYPES and scene.flat[t.start - 1] == "由"][-1:]:
            other = (head.name, head.type) if head else (named, kind)
            yield from _made(
                spot, i, rank, Subject(agent.text, agent.start, TYPES[agent.type], "by"), *other, end
            )


_THINGS = frozenset(["bare", "place", "work", "quoted", "org", "park", "number"])
_POSTING = frozenset(["任命", "聘任", "聘请", "聘", "免去", "免", "解聘", "选举", "提名", "委任"])
_POSTED = re.compile(
    f"(?P<p>[{SURNAMES}][\u4e00-\u9fff]{{1,2}}?)(?:（[^（）]{{1,6}}）)?(?:先生|女士|同志)?(?:为|任|担任|出任|的)(?P<o>[^，。；]{{3,30}})\\Z"
)
_OUT = frozenset(["发布", "公布", "推出"])


def _comes_out(token: Token, head: Subject | None) -> bool:
    """Whether a thing itself comes out (某指数正式发布): it is named right before, and is nobody who could say something."""
    return (
        token.text in _OUT
        and head is not None
        and head.found in ("own", "pointed")
        and head.type not in _SPEAKERS
    )


_SPEAKERS = frozenset(
    ["org", "company", "gov", "body", "park", "place", "person", "org+", "gov+", "company+"]
)
_MEASURES = frozenset([
    "推进", "推动", "加强", "加快", "鼓励", "支持", "完善", "建立", "健全", "开展", "实施", "落实", "强化", "优化", "培育",
    "发展", "扩大", "放宽", "取消", "规范", "提升", "促进", "引导", "深化", "统筹", "改善", "试点", "探索", "加大", "降低",
    "免收", "减免", "给予", "打击", "保持", "做好", "抓好", "布局", "打造", "建设", "构建", "壮大", "拓展", "整治", "治理",
    "清理", "淘汰", "严禁", "禁止", "限制", "出台", "制定", "印发", "发布", "公布", "启动", "推行", "推广", "提高", "确保",
    "保障", "形成", "建成", "提供", "设立", "采取", "执行", "编制", "修订", "组织", "举办", "召开", "研制", "研发", "推出",
    "上线", "开通", "新建", "扩建", "改造", "投资", "引进", "签约", "签署", "签订", "完成", "通过", "获得", "取得",
])  # fmt: skip
"""What is done by these may itself be what is told: a measure, a paper without marks, a thing made."""


_WANTING = frozenset([
    "提出", "指出", "支持", "建议", "推动", "推进", "加强", "要求", "鼓励", "促进", "加快", "提高", "提升", "完善", "实施", "开展", "落实", "进行", "予以", "组织", "参加", "参与",
    "成为", "具有", "涉及", "包括", "明确", "强调", "宣布", "公告", "发布", "披露", "举措", "服务", "管理", "说明", "确保", "保障", "引导", "规范",
    "接受", "相比", "签订", "签署",
])  # fmt: skip
"""Verbs that say nothing without what they are about."""


def _made(
    spot: Spot, i: int, rank: int, subject: Subject, other: str, kind: str, end: int
) -> Iterator[Candidate]:
    """The candidate, unless its subject names nothing, a journal, or its own object."""
    token = spot.tokens[i]
    if subject.type not in _PHRASES:
        name = whole_name(subject.name)
        if name is None:
            return
        subject = subject if name == subject.name else subject._replace(name=name)
    if len(subject.name) < 2 or subject.name == other or not _opens(other) or _NO_OBJECT.search(other):
        return
    if is_scrap(other, kind, token.text) or len(other) >= LONGEST:
        return
    if subject.type in _LOOSE and _NOBODY.search(subject.name):
        return
    if subject.type in ("paper", "title") and (
        _JOURNAL.search(subject.name) or _OF_FIRMS.search(subject.name)
    ):
        return
    start = subject.start if subject.found in ("own", "opened", "by") else spot.clause.start
    yield Candidate(spot, token, rank, subject, other, kind, min(start, token.start), end)


def _opens(other: str) -> bool:
    """Whether a name begins as one: with a letter, or with a quotation that it holds whole (“高质量”系列会议)."""
    return other[0].isalnum() or (other[0] == "“" and 0 < other.find("”") < len(other))


_NO_OBJECT = re.compile(
    "(?:发言|讲话|致辞|致词|演讲|关注|焦点|热点|热议|话题|方面)\\Z|将其|(?:领域|方面|环节|过程)[内中里]?[^的、内中里]{2}|\\A以[^，]*为|能够|正在|已经|\\A[^“《]{0,8}将(?![军士])|\\A(?:(?:公告|消息|报告)?(?:[称说]|宣布)?|提出|指出|表示|要求|显示)\\Z|\\A(?:委员会|有限公司)"
    "|记者|[网社]讯|日电|(?<![但于还就总])是(?![否])"
)
_PHRASES = ("measure", "paper", "title", "quoted")
_LOOSE = ("noun", "head", "quoted", "work")
_NOBODY = re.compile(
    "\\A(?:其|他|她|它|他们|她们|它们|我们|咱们|双方|三方|各方|对方|大家|自己|人们|前者|后者|两者|此举|这里|那里|项目|企业|单位|部门|工作|竣工|开工|投产|完工)\\Z|等(?:特点|优势|问题|因素|方面|原因)\\Z"
)
"""What names nobody: pronouns and what stands for them, and lists of traits."""
