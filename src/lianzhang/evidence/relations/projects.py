"""Named projects and their stages: what was reached and when, what is due, who owns it.

A sentence that opens with a project (某某项目位于…，业主为…，计划2024年3月投产，尚未投产) speaks of it in all its clauses; 该项目 and 项目 go on
from the sentence before. Stages are those of a project register: 谋划 洽谈 签约 开工 在建 投产 达产 终止.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from lianzhang.evidence.claims.reading import Draft, Reading
from lianzhang.evidence.clauses import Clause, Sentence
from lianzhang.evidence.mentions import TimeMention
from lianzhang.evidence.scene import Scene, remembered
from lianzhang.evidence.subjects.firms import firms_of
from lianzhang.evidence.subjects.places import place_of

__all__ = ["project_claims", "project_name"]

_NUMBERING = r"(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十\d]{1,2}）|\d{1,2}[.、．])?"
_KIND = r"(?:(?:生产线|产线|中试线|选矿厂|(?<!变)电站|产业园|基地|工厂)?(?:建设|扩建|技改)?(?:项目|基地|工程(?!局|院|公司|师|集团|学|处)|工厂)|生产线|产线|中试线|选矿厂|(?<!变)(?<!换)电站|产业园)"
_TEXT = "[^，。；：、“”《》—]"
_NAME = re.compile(
    _NUMBERING
    + rf"(?P<s>{_TEXT}{{2,30}}?(?<!项目)(?<!基地)(?<!工程)(?:、|和|及){_TEXT}{{2,24}}?项目(?:[一二三四]期)?"
    + rf"|{_TEXT}{{2,48}}?{_KIND}(?:[一二三四]期)?(?:工程)?(?:生产线|产线)?)"
    + r"(?!(?:数|总数|建设|库)|(?:共|共计|总计|达|达到|超|超过|约|近|数|有|为)?[\d一二三四五六七八九十百几多余]+[余多]?[个项家条批])"
)
_AGAIN = re.compile(
    r"(?:紧接着|随后|其中|目前)?(?:(?:该|本|此|上述)?(?P<n>项目)(?!数|总数|个|共|库)(?P<p>[一二三四首]期)?|(?:该|本)(?P<m>基地|工程|工厂|电站|产业园)|(?P<q>[一二三四首]期)(?:项目|工程)?)"
)
_NO_NAME = re.compile(
    r"未与|任何|(?:\d|[一二两三四五六七八九十百几多余])(?:余|多)?[个项批家条座](?!月)|^(?:该|本|此|上述|全部|所有|其他|各|等|多个|部分|一批|一些|重点|重大|在建|新|签约|省|市|区|县|全|控制性|标志性|配套|附属|主体|[0-9]+月份?){0,6}"
    + _KIND
    + r"$|按照|根据|将按|推进|加快|推动|加强|招商|专项行动|支持|围绕|重点项目|集中|^[^省市县区]{0,3}产业基地$|储备|鼓励|收紧|暂缓|没有|无项目|包括|涉及|^目前|一批|签约|拟建|新开工|已开工|开工建设|完成|以上|受|因|由于|主要|^(?:该|本(?=项目|工程|基地|工厂|次|期|电站|生产线|产线)|此|上述|投运|投产|建成|新建|拟建|已)|^前|^这是|^[成设]的|^使|^或|^任凭|各地|大批|诸多|大部分|未能|但|此前|必须|^继|^将|投产新|一系列|^所有|^直至|^截至|计划|在库|^全年|^随着|^与|协议|^尚未|祝贺|庆祝|负责|提供|收到|一流|宣布|希望|抓好|做好|统筹|[该本]项目|重视|疫情|我们|影响|公司[已将拟及]|确保|全力|力促|助力|已(?:投运|建成|投产|开工|并网)|^(?:比如|例如|譬如|承接|发挥|依托|利用|借助|聚焦|规范|严控|签订|签署|完善|优化|瞄准|落实|制定|出台)|、.{2,20}等.{0,6}项目$|[将拟]在|^如果|^若|(?<=[域向容点标象])为(?!主|止)"
)
_LEAD = re.compile(
    r"^(?:[\s“”]*(?:其中|目前|现在|近日|日前|当日|当天|同日|截至目前|据悉|记者获悉|另外|此外|总投资|投资|在(?!建)|这?标志着|这?意味着|[一二三四五六七八九]是|尽管|虽然|以及|不仅|使得?|就|由于|而){0,6})"
)
_EVENT = re.compile(
    r"(?P<n>尚未|暂未|还未|仍未|未能|没有|未|不)?(?P<a>正式|全面|顺利|成功|集中|全线|如期|陆续|已|建成)*"
    r"(?P<w>(?<!召)开工(?!率|项目|企业|业)(?:建设|动工)?|动工(?:建设)?|奠基|破土|启动建设|投产(?!率)|试生产|试运行|投运|投用|投入(?:运营|使用|生产|运行)|竣工(?!验收[图资标意报材])|建成(?!投产)|并网(?!发电[站厂项工]|光伏|光热|风电|储能)|达产(?!率|年)|满产|签约(?!率|[\d一二三四五六七八九十]+[余多]?[个项家])|签订(?=了?[^，。；]{0,16}(?:合同|协议))|落户|终止|停建|取消建设|停工)"
    r"(?P<z>[^，。；]{0,1}后|以后|之后|时间|日期|时|前|期(?!间)|等(?!待)|仪式|条件|目标|活动|大会|的)?"
)
_PART = re.compile(r"(?:厂房|设备|主体|土建|隧道|办公楼|宿舍|道路|管网)[^，。；]{0,6}$")
"""A part of the project is finished, not the project."""
_STAGES = (
    ("签约", "签约 签订 落户"), ("开工", "开工 动工 奠基 破土 启动"), ("达产", "达产 满产"),
    ("投产", "投产 试生产 试运行 投运 投用 投入 竣工 建成 并网"), ("终止", "终止 停建 取消 停工"),
)  # fmt: skip
_PLANNED = re.compile(
    r"(?:计划|拟|将|预计|预期|力争|确保|有望|争取|原定|目标|可|规划|年内|个月内|延期至|推迟至|延至|到)[^，。；]{0,18}$"
)
_ENDED = re.compile(r"(?:终止|停止|取消|放弃)(?:实施|建设|投资)?(?P<s>[^，。；]{2,40}?项目)")
_SUM_OF = re.compile(r"(?:总投资|投资)?[\d.]+[^的]{1,8}元的")
_PLACE_OF = re.compile(
    r"(?:走进|其)?(?:在建的?|新建的?)?(?:位于|坐落于|坐落在|地处|落户于?|在)[^，。；]{2,16}?的|其(?=[\u4e00-\u9fff]{4})"
)
_WITHIN = re.compile(r"(?:在|于|入|自|至|从|到)[^，。；的]{2,24}(?:产业园|基地|工厂|工程)\Z")
_FIRST_OF = re.compile(
    r"(?:全[国省市县区]|国内|省内|[^，。；]{2,8}[省市县区州])?首[个条座家](?:重点)?(?=[\u4e00-\u9fff]{4})"
)
_LIES = re.compile(r"位于|坐落|选址|落户|落址")
_PHASE_END = re.compile(r"[一二三四首]期$")
_LASTS = re.compile(r"到|至|用时|期限|周期")
_SINCE = re.compile(r"[从自到至][^，。；]{0,4}$")
_NOT_OF_IT = re.compile(
    r"落户[^，。；]{0,10}的|(?:开工|投产|竣工|签约)\d+[个项]|建成(?=[\u4e00-\u9fffA-Za-z])(?![投通并使运达竣后时]|[^，。；]{0,30}(?:项目|工程|基地|工厂|线|站|园|矿))"
)
"""A stage of something else: what settles is named behind, what is counted or built is another thing."""
_HELD = re.compile("举行|举办|出席|参加|见证|在|从")
_PART_OF = re.compile(r"建设(?:有|内容|包括)|包括|配套|主要建设|分别为")
"""What is built within a project is no other project."""
_REACHED = re.compile(r"已|目前|成功")
_OWNER = re.compile(
    r"(?:业主|建设单位|投资方|项目单位|投资主体|承建单位|项目业主)(?:单位)?(?:为|是|：)?(?P<o>[^，。；]{4,30})|由(?P<b>[^，。；]{4,30}?)(?:投资|负责|出资)(?:建设|兴建|实施)?"
)


@dataclass(frozen=True, slots=True)
class _Project:
    """A project being spoken of: its printed name, its span, what the text says of place and owner."""

    name: str
    start: int
    end: int
    sentence: int
    paragraph: int
    owner: str | None = None
    place: str | None = None


def project_name(scene: Scene, sentence: Sentence, upto: int) -> str:
    """The named project with which a sentence opens, before ``upto``; empty where it opens with none."""
    found = _opening(scene, sentence, upto)
    return found[0] if found else ""


def _opening(scene: Scene, sentence: Sentence, upto: int) -> tuple[str, int, int] | None:
    for clause in sentence.clauses[:2]:
        if clause.start >= upto:
            return None
        found = _named(scene, clause.start, min(clause.end, upto))
        if found:
            return found
        if clause.end - clause.start > 16 or scene.places(clause.start, clause.end):
            return None
    return None


_OCCASION = re.compile("(?:举行|举办|召开|组织|开展|出席|见证)(?:了|重[大点]|产业|招商){0,6}项目\\Z")
"""某区举行项目集中开工仪式: what is held, no name of works."""


@remembered
def _named(scene: Scene, start: int, end: int) -> tuple[str, int, int] | None:
    """A project's name between ``start`` and ``end``, without the time and the words before it."""
    if not _WORTH.search(scene.flat, start, end):
        return None
    for time in scene.times(start, end):
        if time.start - start <= 3:
            start = time.end
    dash = scene.flat.rfind("——", start, end)
    start = dash + 2 if dash >= 0 else start
    whole = _MARKED.match(scene.flat, start, end)
    if whole and not _NO_NAME.search(whole["s"]):
        return scene.text[slice(*whole.span("s"))], *whole.span("s")
    called = _DESCRIBED.match(scene.flat, start, end)
    start = called.end() if called else start
    for verb in _BUILDS.finditer(scene.flat, start, end):
        if end - verb.end() >= 6:
            start = verb.end()  # who builds it, and where, stands before the name
    m = _NAME.match(scene.flat, start, end)
    if not m:
        return None
    a, b = m.span("s")
    a += len(_LEAD.match(scene.flat[a:b])[0])  # type: ignore[index]
    head = _SUM_OF.match(scene.flat, a, b)
    a += len(head[0]) if head else 0
    at = _PLACE_OF.match(scene.flat, a, b)
    a += len(at[0]) if at else 0
    first = _FIRST_OF.match(scene.flat, a, b)
    a += len(first[0]) if first else 0
    built = _BUILT.match(scene.flat[a:b])
    a += built.end() if built else 0
    told = _TOLD.match(scene.flat[a:b])
    a += told.end() if told else 0
    blank = max(scene.flat.rfind(mark, a, b) for mark in " \u3000")
    if blank > a and _HAN_BOTH.match(scene.flat, blank - 1):
        a = blank + 1  # the second half of a headline
    own = _OWN.match(scene.flat, a, b)
    a += len(own[0]) if own else 0
    a += 2 * scene.flat.startswith("在建", a)
    name = scene.text[a:b].strip("“”的")
    if (
        len(name) < 5
        or name.startswith("记者")
        or _OCCASION.search(name)
        or _NO_NAME.search(name)
        or scene.masked[a] == "\u3000"
    ):
        return None
    setting = _WITHIN.search(scene.flat, max(start, a - 1), b) or scene.flat[b : b + 1] in ("区", "内", "里")
    return None if setting and not name.endswith("项目") else (name, a, b)


_MARKED = re.compile(
    rf"[^，。；“”]{{0,24}}“(?P<s>[^，。；“”]{{3,46}}{_KIND}(?:[一二三四]期)?(?:扩建|工程)?)”(?:项目)?"
)
"""A name that stands in marks is whole as it stands."""


_DESCRIBED = re.compile(
    r"(?:这|此举|此次)?(?:标志着|意味着)?(?:我国|全国|国内|世界|全球|亚洲)第?[一二三四五六七八九十]大[^，。；]{0,6}?(?:电站|工程|基地|水电站)(?=[\u4e00-\u9fff]{4,})"
    r"|(?:我|全|本)?[国省市县区州](?:级)?(?:重点|重大|标志性|民生){1,6}(?:建设)?(?:工程|项目){1,6}(?:——)?(?=[“\u4e00-\u9fff]{5,})"
)
"""What it is stands before its name (这标志着我国第三大水电站某某水电站)."""
_BUILDS = re.compile(
    r"投资建设|投资新建|投建|兴建|打造|共建|合建|援建|共同建设|合作建设|联合建设|投资[\d.]+(?:[^，。；的]{1,8}元|[万亿])(?:建设|新建|扩建|建)?"
)

_HAN_BOTH = re.compile("[\u4e00-\u9fff][ \u3000][\u4e00-\u9fff]")
_OWN = re.compile(
    r"(?:本|该)?公司的?(?:全资|控股|参股|下属)?(?:子|孙)公司(?=[\u4e00-\u9fff]{4})|(?:随着|本|该)?公司(?!的)(?=(?:[\u4e00-\u9fff]{2,4})?(?:年|\d|[一二三四]期|首))"
)
_BUILT = re.compile(
    r"[^，。；]{0,16}?(?:建成|投资建设|开工建设|启动建设|启动|建设|打造)(?:了)?(?:(?:全[国省市县区]|国内|省内)?首[个条座家])?(?=[^，。；]{5,})(?!项目|基地|工程)"
)
"""Who built it stands before the name (某公司建成年产2万吨隔膜生产线)."""


_TOLD = re.compile(
    r"[^，。；]{0,30}?(?:宣布|公告|公布|披露|签订|签署|举行|举办)(?:了)?(?:公司|关于|的)?(?=[^，。；]{4,})"
)
"""Who tells of it or signs for it stands before the name."""


_WORTH = re.compile("项目|基地|工程|工厂|产线|生产线|中试线|选矿厂|电站|产业园")


def project_claims(reading: Reading) -> list[Draft]:
    """Drafts of kind ``project``: every stage reached or due of every named project, with date and owner where printed."""
    out: list[Draft] = []
    named: list[_Project] = []
    scene, current = reading.scene, None
    for index, sentence in enumerate(scene.sentences):
        if reading.zones[index] not in ("body", "title") or reading.repeated(sentence.start, sentence.end):
            continue
        if current is None and not _WORTH.search(scene.flat, sentence.start, sentence.end):
            continue
        found = _opening(scene, sentence, sentence.end)
        if found:
            current = _Project(*found, index, sentence.paragraph)
        elif current and not (
            sentence.paragraph - current.paragraph <= 2 and _AGAIN.match(scene.flat, sentence.start)
        ):
            current = None
        again = _AGAIN.match(scene.flat, sentence.start)
        if current and again and not found:
            current = _meant(current, named, again["n"] or again["m"])
        drafts, current = _sentence(reading, index, sentence, current)
        named += [current] if current else []
        out += drafts
    return _once(scene, out)


_NO_REGION = ((), ("全国",))
"""Papers of a region say whose works stand in it; news of firms and of the country says what the works have reached."""


def _once(scene: Scene, drafts: list[Draft]) -> list[Draft]:
    """``drafts`` without what a headline says of works of which the text tells the same stage under their full name."""
    told = [d for d in drafts if not _in_headline(scene, d)]
    return [d for d in drafts if not _in_headline(scene, d) or not any(_same_stage(d, o) for o in told)]


def _in_headline(scene: Scene, draft: Draft) -> bool:
    """Whether a draft is of a first line without a full stop, or of what stands in marks before an item."""
    sentence = scene.sentences[draft.sentence]
    if "【" in scene.flat[max(0, sentence.start - 1) : sentence.start + 1]:
        return "】" in scene.flat[draft.end : sentence.end + 1]
    return draft.sentence == 0 and "。" not in scene.flat[sentence.end - 1 : sentence.end + 1]


def _same_stage(short: Draft, full: Draft) -> bool:
    """Whether a later draft tells the same stage of works whose name begins or ends alike."""
    a, b = short.fields["item"] or short.fields["subject"], full.fields["item"] or full.fields["subject"]
    alike = a[:2] == b[:2] or a[-4:] == b[-4:]
    return alike and short.fields["stage"] == full.fields["stage"] and short.sentence <= full.sentence


def _meant(project: _Project, named: list[_Project], noun: str | None) -> _Project:
    """Which of the projects ``named`` 该项目 or 该基地 means: the last one that is called so, else ``project``, the one spoken of."""
    if noun is None or _ends(project, noun):
        return project
    near = (p for p in reversed(named[-6:]) if project.paragraph - p.paragraph <= 1)
    return next((p for p in near if _ends(p, noun)), project)


def _ends(project: _Project, noun: str) -> bool:
    return _PHASE_END.sub("", project.name).endswith(noun)


def _sentence(
    reading: Reading, index: int, sentence: Sentence, project: _Project | None
) -> tuple[list[Draft], _Project | None]:
    scene = reading.scene
    events: list[tuple[_Project, re.Match[str], Clause]] = []
    phase = ""  # 二期 goes on for the clauses behind it
    for at, clause in enumerate(sentence.clauses):
        ended = _ENDED.search(scene.flat, clause.start, clause.end)
        if ended and not _NO_NAME.search(ended["s"]):
            one = _Project(scene.text[slice(*ended.span("s"))], *ended.span("s"), index, sentence.paragraph)
            m = _EVENT.search(scene.flat, ended.start(), clause.end)
            events += [(one, m, clause)] if m else []
            continue
        begin = sentence.clauses[at - 1].end - 6 if at else clause.start
        own = _named(scene, clause.start, clause.end) if at else None
        if own and project and _PART_OF.search(scene.flat, begin, own[1]):
            own = None
        if own and (project is None or own[0] != project.name):
            project = _Project(*own, index, sentence.paragraph)
        if project is None:
            continue
        owner = _OWNER.search(scene.flat, clause.start, clause.end)
        if owner and project.sentence == index:
            project = replace(project, owner=(owner["o"] or owner["b"]).strip())
        if project.sentence == index and clause.end > project.start:
            located = _LIES.search(scene.flat, clause.start, clause.end)
            if project.place is None or (located and scene.settings(clause.start, clause.end)):
                project = replace(project, place=place_of(scene, index, at, clause.end))
        again = _AGAIN.match(scene.flat, clause.start, clause.end)
        about = project
        if again:
            phase = again["p"] or again["q"] or ""
        if phase:
            about = replace(project, name=_PHASE_END.sub("", project.name) + phase)
        events += [
            (about, m, clause)
            for m in _EVENT.finditer(scene.flat, clause.start, clause.end)
            if (m.start() >= project.start - 12 or project.sentence != index)
            and (scene.flat[m.start() - 1] != "的" or m["z"])
            and not _PART.search(scene.flat[clause.start : m.start()])
        ]
    return _drafts(reading, index, sentence, events), project


_NO_OWN_NAME = re.compile(
    r"(?:[^，。；期]{2,3}的?(?=年产))?(?:年[产处选加]|[一二三四首][期阶]|第[一二三]|新建|扩建|技改|\d|产能|\w{2,8}扩建项目)"
)


def _named_first(scene: Scene, project: _Project) -> str | None:
    """The firm with which a project's name begins."""
    inside = scene.names(project.start, project.end, "organisation")
    return inside[0].name if inside and inside[0].start == project.start else None


def _whose(reading: Reading, index: int, at: int, project: _Project) -> str | None:
    """The firm whose a project without a name of its own is (年产2万吨碳酸锂项目): it stands for the project, which becomes the item."""
    scene = reading.scene
    if not _NO_OWN_NAME.match(project.name) or scene.names(project.start, project.end, "organisation"):
        return None
    firms = firms_of(
        scene,
        index,
        at,
        project.start if project.sentence == index else scene.sentences[index].start,
        far=True,
    )
    if firms:
        return firms[0].name
    return scene.main_firm if scene.firm_led else None


def _later(reading: Reading, clause: Clause, at: int) -> bool:
    """Whether the clause names a year after the document's own: then nothing was reached."""
    years = [t.time[:4] for t in reading.scene.times(clause.start, at) if t.time and t.time[:4].isdigit()]
    return bool(reading.published and years and int(years[-1]) > reading.published.year)


def _time(
    scene: Scene, sentence: Sentence, clause: Clause, project: _Project, m: re.Match[str]
) -> TimeMention | None:
    """The time told before the word, else at the end of the clause before, else before the project is named."""
    own = [t for t in scene.times(clause.start, m.start("w")) if t.role == "when"]
    if not own and sentence.clauses[0] is not clause:
        lead = sentence.clauses[max(0, sentence.clauses.index(clause) - 1)]
        own = [t for t in scene.times(lead.start, lead.end) if t.role == "when" and t.end >= lead.end - 1]
    if not own:
        before = scene.times(sentence.start, min(clause.start, project.start + 1))
        own = [t for t in before if t.role == "when"]
    return own[-1] if own else None


def _drafts(
    reading: Reading, index: int, sentence: Sentence, events: list[tuple[_Project, re.Match[str], Clause]]
) -> list[Draft]:
    scene, out = reading.scene, []
    seen: set[tuple[str, str, str]] = set()
    due: Clause | None = None  # the clause before, where it spoke of a plan
    for project, m, clause in events:
        if _LASTS.match(scene.flat, m.end("w"), m.end("w") + 2) or _SINCE.search(
            scene.flat, clause.start, m.start()
        ):
            continue
        if _NOT_OF_IT.match(scene.flat, m.start("w"), clause.end):
            continue
        if (
            m["z"]
            and (m["z"] != "的" or (project.sentence == index and project.end <= m.start()))
            and not (m["z"] in ("仪式", "活动", "大会") and _HELD.search(scene.flat, clause.start, m.start()))
        ):
            continue
        stage = next(name for name, words in _STAGES if any(m["w"].startswith(w) for w in words.split()))
        before = scene.flat[clause.start : m.start()]
        if m["z"] == "的" and "是" in before:
            continue  # 这座大坝是防洪的屏障: what it is for
        own = _REACHED.search(before + (m["a"] or ""))
        planned = bool(m["n"] or _PLANNED.search(before) or (m["z"] == "的" and "计划" in before))
        if not planned and not own:
            planned = _later(reading, clause, m.start("w")) or (
                due is not None and due.segment == clause.segment and due.start < clause.start
            )
        due = clause if planned and not m["n"] else None
        if m["n"] and (project.name, stage, "planned") in seen:
            continue
        modality = "planned" if planned else ("signed" if stage == "签约" else "actual")
        opened = reading.modality.of(sentence, sentence.clauses.index(clause), m.start("w"), numeric=False)
        if opened[0] == "proposed":
            modality = "proposed"
        time = None if m["n"] else _time(scene, sentence, clause, project, m)
        key = (project.name, stage, modality)
        if key in seen:
            continue
        seen.add(key)
        start = max(project.start, clause.start)
        firm = _whose(reading, index, sentence.clauses.index(clause), project)
        fields: dict[str, Any] = {
            "kind": "milestone" if firm else "project", "subject": firm or project.name, "object": project.owner or (_named_first(scene, project) if scene.home not in _NO_REGION else None) or m["w"],
            "item": project.name if firm else None,
            "place": project.place, "modality": modality, "stage": stage, "time": time.time if time else None,
            "time_inferred": bool(time and time.inferred), "rule": "relation.project_stage", "confidence": 0.8,
        }  # fmt: skip
        out.append(Draft(min(start, m.start()), max(m.end("w"), min(project.end, clause.end)), index, fields))
    return out
