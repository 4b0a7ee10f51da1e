"""Who a clause is about: what stands before its verb, without times, adverbs and what prepositions govern; else what went before."""

from __future__ import annotations

import re
from itertools import pairwise

from lianzhang.evidence.claims.firms import anaphora
from lianzhang.evidence.claims.reading import Reading
from lianzhang.evidence.clauses import Clause, Sentence
from lianzhang.evidence.grounds import LANDS
from lianzhang.evidence.mentions import NameMention
from lianzhang.evidence.relations.who import said_by
from lianzhang.evidence.scene import Scene, remembered
from lianzhang.evidence.segments import segment
from lianzhang.evidence.subjects.bought import bought_meant
from lianzhang.evidence.subjects.firms import FIRM_TYPES, firms_of
from lianzhang.evidence.together import ends
from lianzhang.evidence.words import JOIN

__all__ = ["FIRM_END", "bare_name", "begun", "doer", "doers", "firm_named", "head_of", "own_firm"]

PLAIN = re.compile(
    r"(?:[\u4e00-\u9fffA-Za-z0-9·]|（[\u4e00-\u9fff]{2,6}）(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])“[^”]{2,12}”)+"
)
FIRM_END = re.compile(
    r"(?:公司|集团|股份|控股|科技|能源|锂业|矿业|钢铁|化工|电池|材料|新材|新能源|汽车|石化|铝业|铜业|锌业|镍业|钴业|钨业|煤业|药业|乳业|酒业|纸业|机床|重机|建工|船舶|半导体|光电|置业|航运|港务|航空|证券|银行|基金|研究院|学院|大学|协会|联盟|委员会|电力|电网|重工|电气|代表团|局|部|委|厅|政府|管委会|中心|合作社|合伙企业|企业|办公室|控股集团)\Z"
)
_LEAD = re.compile(
    r"(?:(?:中标)?通知书(?:分别|均|已)?(?:确认|确定|明确)|\d{1,2} ?月 ?\d{1,2} ?日起?|(?:发布)?公告称|已完成|据(?:悉|介绍|了解|报道|公告|披露)|公告(?:显示|称)|其中|目前|此外|另外|同时|预计|预期|近日|日前|当天|当日|同日|随后|此前|此后|尽管|虽然|截至目前|今日|昨日|昨天|今天|随着|由于|鉴于|根据|获悉|得知|同意|确定|确认|自(?![然治贡主])|从|在|于|至(?= ?\d)|并|而|且|但|据|早在|例如|如|而且){1,6}"
)
_HOW = re.compile(
    r"(?:正式|全面|全线|顺利|成功|集中|[无有附]条件|首次|率先|双双|密集|紧急|再度|共同|分别|联合|重磅|陆续|相继|先后|也|均|都|已经|已|曾|就|拟|计划|将|即将|预计|预期|力争|有望|争取|确保|原|又|再|再次|近日|日前|当日|昨日|今日|晚间|傍晚|早间|盘后|上午|下午|早上|晚上|最迟|最快|在|于|到|至|自|前后|前|底前|底|左右|开始|基本|实现|完成|全部|同步|如期|提前|可|大规模|持续|继续|积极|加快|需|(?<![绿新智储氢核电光热赋节动势性功产])能|(?<![事大协合员究商学工公金总监促进委字谊社代联])会|仅|还|才|便|主体|（[^）]{0,40}）|“|”|、|时间|期间|内|以前|之前|间接|直接|现金|通过|以现金|办理了|办理|申请|宣布|同意|决定|单方面|一次性|原拟|披露|透露|公告称|要约|溢价|折价|发行股份|及支付现金|支付现金|定向增发)\Z"
)
_HOW_ENDS = ends(_HOW)
_LONGEST_HOW, _LONGEST_BRACKET = 8, 48
_WITH_PREP = re.compile(
    r"(?<![参员赠])(?:与|向|对|作为|(?<![华作])为|给|从|由|在(?!建)|于|以(?![上下内前后来])|(?<![已财曾神])经(?![济营开理销历验典费纬])|通过|就|(?<![原基成起])因(?![子特而数]))(?=[^，。；]{2,})"
)
_SUM = re.compile(
    r"(?:以|投资|出资|斥资|耗资|作价|花费|支付|豪掷|总价|共|合计|使用|动用|自有(?:或自筹)?资金|自筹资金|现金){0,6}(?:不超过?|不低于|约|近|逾|超过?)?[\d.，]*[\d.] ?(?:[万亿]*(?:美|欧|港|加|澳|日|新|人民币)?(?:元|英镑|欧元|卢比|韩元)(?:人民币|现金)?|[万亿]{1,2})(?:的(?:价格|对价|代价|总价))?\Z"
)
_SUM_ENDS = ends(_SUM)
_DATELINE = re.compile(r"[^，。；]{0,24}?(?:日电|日讯|[网社报]讯|综合讯|APP讯)(?:（[^（）]{2,24}）)?[，\s]*")
_DAY = re.compile(
    r"(?:\d{4}年|[今明去前后]年|本周|本月|上月|下月|今后|[上下]半年)?(?:\d{1,2}月(?:份)?)?(?:\d{1,2}[日号])?(?:年内|以?内|底前?|初|末|中旬|上旬|下旬|上半年|下半年|前后)?\Z"
)

_DAY_ENDS = frozenset("年周月后份日号内底前初末旬")


def _trimmed(scene: Scene, start: int, end: int) -> int:
    """Where the noun phrase of ``[start, end)`` ends: before adverbs and times."""
    times = scene.all_times(start, end)
    while end > start:
        if scene.flat[end - 1] in ' \u3000"':
            end -= 1
            continue
        last = next((t for t in reversed(times) if t.end == end or (t.start < end <= t.end)), None)
        if last and last.start >= start:
            end = last.start
            continue
        how = None
        if _HOW_ENDS is None or scene.flat[end - 1] in _HOW_ENDS:
            reach = _LONGEST_HOW if scene.flat[end - 1] != "）" else _LONGEST_BRACKET
            how = _HOW.search(scene.flat, max(start, end - reach), end)
        if how:
            end = how.start()
            continue
        sum_ = None
        if _SUM_ENDS is None or scene.flat[end - 1] in _SUM_ENDS:
            sum_ = _SUM.search(scene.flat, max(start, end - 20), end)
        if sum_:
            end = sum_.start()
            continue
        day = None
        if scene.flat[end - 1] in _DAY_ENDS:
            day = _DAY.search(scene.flat, max(start, end - 14), end)
        if day and day.end() - day.start() >= 2:
            end = day.start()
            continue
        break
    return end


def begun(scene: Scene, start: int, end: int) -> int:
    """Where a clause begins to speak: behind dateline, adverbs and times."""
    line = _DATELINE.match(scene.flat, start, end)
    start = line.end() if line and line.end() < end else start
    item = _ITEM.match(scene.flat, start, end)
    start = item.end() if item else start
    dash = scene.flat.rfind(" - ", start, end)
    start = dash + 3 if dash >= 0 else start
    while start < end:
        m = _LEAD.match(scene.flat, start, end)
        if m and not scene.names(start, min(end, start + 8), "organisation")[:1]:
            start = m.end()
            continue
        seat = _SEAT.match(scene.flat, start, end)
        if seat:
            start = seat.end()
            continue
        time = next((t for t in scene.all_times(start, end) if t.start == start), None)
        if time is None or any(
            n.start == start and n.end > time.end for n in scene.names(start, end, "organisation")
        ):
            return start  # 明天控股: a day that opens a firm's name
        start = time.end
        while start < end and scene.flat[start] in "前后，、晚间底起 ":
            start += 1
    return start


_ITEM = re.compile(r"(?:\d{1,2}、|\d{1,2}[.．](?!\d)|[①-⑳]) ?(?=[\u4e00-\u9fffA-Z“])")
"""The number of an item of a list before what it tells."""
_SEAT = re.compile("(?:位于|地处|坐落于|坐落在)[^，。；的]{2,24}的(?=.{2})")
"""位于某县的某水库: where a thing is, before its name."""


def head_of(scene: Scene, clause: Clause, stop: int) -> tuple[int, int]:
    """The span of what stands before the verb at ``stop``, without times, adverbs, and what prepositions govern; empty (a = b) if nothing."""
    start = begun(scene, clause.start, stop)
    end = _trimmed(scene, start, stop)
    prep = _WITH_PREP.search(scene.flat, start, end)
    if prep:
        end = _trimmed(scene, start, prep.start())
    if clause.start < start < end and scene.flat[start - 1] in "在于自" and _one_name(scene, start, end):
        return start, start  # 并于3月在某交易所上市: where it happens is not who does it
    return start, max(start, end)


def _one_name(scene: Scene, start: int, end: int) -> bool:
    return any(n.start == start and n.end == end for n in scene.names(start, end, *FIRM_TYPES))


_NO_NAME = re.compile(
    r"的|其|它|这|那|们|该|此|是|有(?!限)|如果|若|一批|多个|各|每|我|他|她|什么|进行|要求|必须|应当|不|没|未|等|双方|各方|记者|目前|以来|消息|表示|认为|收到|宣布|公告|公示|发布|拟|鼓励|支持|引导|推动|意味|上述|称\Z|注\Z|持股|比例|[0-9]{2,}"
)
_COMPANY = re.compile(r"(?:本|该|标的|目标)?公司\Z|(?:本|该)?集团\Z|公司(?:董事会|股东大会)\Z")
_JOINT_FIRM = re.compile(r"(?:该|此|这家|新|上述)?合资(?:公司|企业)")
_BOARD = re.compile(
    r"(?:董事会|监事会|股东大会|(?:连同|及)其?(?:[\d一二两三四五六七八九十]+家)?(?:全资|控股|下属|所属|附属|相关){0,6}(?:子公司|子企业|附属公司|企业|一致行动人)"
    r"|的?[\d一二两三四五六七八九十]+家(?:全资|控股|下属|所属){0,6}(?:子公司|企业))\Z"
)


def firm_named(scene: Scene, start: int, end: int) -> str | None:
    """The firm, office or body that a run of text names; None where it names none."""
    if end - start < 2:
        return None
    child = _AS_CHILD.match(scene.flat, start, end)
    start = child.end() if child else start
    named_so = _CHILD_NAME.fullmatch(scene.flat, start, end) if child else None
    if named_so and not _NO_NAME.search(scene.flat, start, end):
        return scene.text[start:end]
    described = _DESCRIBED.match(scene.flat, start, end)
    start = described.end() if described and end - described.end() >= 2 else start
    named_child = _CHILD_AT.search(scene.flat, start, end)
    if named_child and end - named_child.end() >= 3:
        child_name = firm_named(scene, named_child.end(), end) or bare_name(scene, named_child.end(), end)
        if child_name:
            return child_name
    board = _BOARD.search(scene.flat, start, end)
    if board and board.start() - start >= 2:
        end = board.start()
    body = _MEETING.search(scene.flat, start, end)
    if body and body.start() - start >= 2:
        end = body.start()
    if _COMPANY.fullmatch(scene.flat, start, end):
        return own_firm(scene, start)
    if _JOINT_FIRM.fullmatch(scene.flat, start, end):
        return "合资公司"
    named = scene.names(start, end, *FIRM_TYPES, "government", "authority")
    if named and named[-1].end == end and named[-1].start >= start:
        return _as_named(scene, named[-1], start)
    of = scene.flat.rfind("的", start, end)
    if of >= 0 and end - of > 4:
        return firm_named(scene, of + 1, end)
    text = scene.text[start:end].strip('“”" ')
    if _LATIN.fullmatch(text):
        return str(_LATIN.sub(r"\g<n>", text))
    if not 2 <= len(text) <= 30 or _NO_NAME.search(text) or not PLAIN.fullmatch(text):
        return None
    if named and named[0].start == start and len(text) <= 24 and FIRM_END.search(text):
        return text
    return text if _unlisted(scene, text, start, end) else None


def _as_named(scene: Scene, named: NameMention, start: int) -> str | None:
    """A name that ends a run of text, with the country it is of (美国商务部); None where any firm may be called so."""
    if _ABROAD.fullmatch(scene.text, start, named.start):
        return scene.text[start : named.end]
    return named.name if not _ANY_FIRM.search(named.name) else None


def _unlisted(scene: Scene, text: str, start: int, end: int) -> bool:
    """Whether a clean run of text that no list has as a firm's name is one all the same."""
    if FIRM_END.search(text) and (len(text) >= 6 or scene.text.count(text) >= 2):
        return not (FIRM_END.fullmatch(text) or (_OF_GOODS.search(text) and is_common(text)))
    if (len(text) <= 6 and text in _called(scene)) or _is_short(scene, text):
        return True
    if _ONE_WORD.fullmatch(text) and scene.text.count(text) >= 2:
        return True
    known = (
        scene.names(start, end)
        or (scene.mentions.places and scene.places(start, end))
        or _COMMON.search(text)
    )
    return 3 <= len(text) <= 6 and not known and scene.text.count(text) >= 3 and not is_common(text)


def is_common(text: str) -> bool:
    """Whether a run of text is made of whole words of the language (成品油, 红木家具), as few names are."""
    if _OF_NAMES.search(text):
        return False
    words = segment(text)
    return all(len(w) > 1 for w in words[:-1]) and (len(words[-1]) > 1 or words[-1] in _SUFFIX)


_SUFFIX = frozenset("人者员师商户板油机车船料品件额量价费税款率业类型式线路站区股债券案法权性化度期")
_OF_NAMES = re.compile("(?:[部局委厅署院会所]|地产|置业|财经|传媒|财富|资本|金服|酒店)\\Z")
_OF_GOODS = re.compile(
    "(?:电池|材料|新材|能源|汽车|钢铁|化工|石化|半导体|光电|航运|航空|电力|电气|船舶|机床|重机|基金|企业|中心)\\Z"
)
"""Ends of firms' names that goods, trades and offices have too."""


_ONE_WORD = re.compile("[A-Z][A-Za-z]{1,9}")


def bare_name(scene: Scene, start: int, end: int) -> str | None:
    """A short clean run of text, where what it does (signing, working with a firm) says that it is a firm."""
    text = scene.text[start:end].strip('“”" ')
    if not 3 <= len(text) <= 8 or _NO_NAME.search(text) or _COMMON.search(text) or not PLAIN.fullmatch(text):
        return None
    return None if scene.places(start, end) or scene.names(start, end) or _NO_FIRM.search(text) else text


_ABROAD = re.compile(LANDS)
_NO_FIRM = re.compile(
    "[一二两三四五六七八九十多\\d]+[家个国方名位]|具体|内容|合同|协议|待\\Z|董事|经理|委员|同时|总\\Z|副|双方|代表|[部省市县长员]\\Z|先生|女士|政府|官员|总统|总理|主席"
)
_LATIN = re.compile(
    r"(?:[\u4e00-\u9fff]{0,16}(?:企业|公司|巨头|集团|商|机构))?(?P<n>[A-Z][A-Za-z&.]+(?: [A-Z][A-Za-z&.]+){1,3})"
)


@remembered
def _full_names(scene: Scene) -> tuple[str, ...]:
    names = {n.name for n in scene.names(0, len(scene.text), "organisation")}
    return tuple(n for n in names if n.endswith(("公司", "集团")) and len(n) >= 8)


def _is_short(scene: Scene, text: str) -> bool:
    """Whether a name is the beginning of a firm's full name in the text, with or without the place it opens with."""
    if not 3 <= len(text) <= 10 or _COMMON.search(text):
        return False
    return any(
        text != n and n.find(text) in (0, 2, 3) and len(n) - len(text) >= 4 for n in _full_names(scene)
    )


_HOLDS = "(?:间接)?控股股东|第[一二三]大股东|母公司"
_AS_CHILD = re.compile(
    rf"(?:其|本|该)?(?:公司|集团)?(?:的)?(?:(?:全资|控股|参股|下属|旗下)?(?:子公司|孙公司|附属公司)|{_HOLDS})(?=[\u4e00-\u9fff]{{3}})"
)
_CHILD_AT = re.compile(
    r"(?<=[\u4e00-\u9fff]{2})(?:全资|控股|参股|下属|旗下|间接){1,6}(?:子公司|孙公司|附属公司)(?=[\u4e00-\u9fff]{3})"
)
_HOLDER = re.compile(rf"(?:其|本|该)?(?:公司)?的?(?:{_HOLDS})(?=[\u4e00-\u9fff]{{3}})")
_CHILD_NAME = re.compile(r"[\u4e00-\u9fffA-Za-z]{3,10}")
_DESCRIBED = re.compile(
    r"[\u4e00-\u9fff]{2,10}?(?:巨头|龙头企业|龙头|新秀|新势力|独角兽|领军企业|制造商|生产商|运营商)(?=[\u4e00-\u9fff]{2})"
)
"""What a firm is stands before its name."""
_MEETING = re.compile(
    r"(?:第[一二三四五六七八九十\d]+届)?(?:董事会|监事会|股东大会)|\d{4}年(?:年度|第[一二三四五]次临时)股东大会"
)
_ANY_FIRM = re.compile(
    r"\A[一二三四五六七八九十两多几\d]+[家位名]|\A(?:全资|控股)?附属公司\Z|\A(?:[\u4e00-\u9fff]{0,4}(?:控股|全资|上市|挂牌|目标|标的|关联|参股|新设)|子|孙|该|本)公司\Z|\A(?:本|该)?(?:公司)?(?:控股|全资|下属)?[子孙]公司\Z"
)
_COMMON = re.compile(
    "市场|价格|行业|企业|部门|项目|记者|专家|人士|数据|公司|机构|业内|技术|产品|材料|电池|汽车|经济|政策|工作|我|会议|时间|情况|晚间|发布|获悉|显示|上市|产生|商誉|利润|营收"
)


def own_firm(scene: Scene, at: int) -> str | None:
    """The firm that 公司 at ``at`` means; None where the text names none."""
    dealt = bought_meant(scene, at)
    if dealt:
        return dealt.name
    meant = anaphora(scene, at, at)
    if meant and (meant[0].end > meant[0].start or scene.flat.startswith(("公司", "本公司"), at)):
        return meant[0].name
    return None


_CALLED = re.compile(r"（(?:以下|下)?(?:简称|称)[：:]?[^（）“”]{0,6}[“”\"]([^（）“”\"]{2,10})[“”\"]")


@remembered
def _called(scene: Scene) -> frozenset[str]:
    """Short names that the text itself gives."""
    return frozenset(m[1] for m in _CALLED.finditer(scene.flat))


def doer(reading: Reading, index: int, sentence: Sentence, at: int, stop: int) -> tuple[str, int] | None:
    """The firm or body (name, where it stands) that does what the verb at ``stop`` says; None where it cannot be made out cleanly."""
    scene = reading.scene
    clause = sentence.clauses[at]
    a, b = head_of(scene, clause, stop)
    if b > a:
        said = said_by(scene, sentence, at) if _COMPANY.fullmatch(scene.flat, a, b) else None
        own = said.name if said else firm_named(scene, a, b)
        if own:
            return own, max(a, scene.text.rfind(own, a, b))
        inside = scene.names(a, b, *FIRM_TYPES, "government", "authority")
        if inside and b - inside[-1].end <= 2 and not _ANY_FIRM.search(inside[-1].name):
            return inside[-1].name, inside[-1].start
        return _opening(scene, a, b)
    speaker = said_by(scene, sentence, at)
    own = own_firm(scene, clause.start)
    if scene.flat.endswith(_ONCE, stop, clause.end) and at + 1 < len(sentence.clauses):
        after = sentence.clauses[at + 1]  # 自2009年进入某地市场以来，甲公司……
        ahead = scene.names(after.start, after.end, "organisation")
        if ahead and ahead[0].start - after.start <= 2:
            return ahead[0].name, stop
        cut = _GOES_ON.search(scene.flat, after.start + 2, after.end)
        name = firm_named(scene, after.start, cut.start()) if cut else None
        if name or scene.flat.endswith("以来", stop, clause.end):
            return (name, stop) if name else None
    for back in range(at - 1, max(-1, at - 4), -1):
        other = sentence.clauses[back]
        if speaker and other.start <= speaker.start:
            break
        if own and scene.flat.startswith(own, begun(scene, other.start, other.end)):
            return own, stop
        holder = _HOLDER.match(scene.flat, begun(scene, other.start, other.end), other.end)
        held = scene.names(holder.end(), other.end, "organisation") if holder else ()
        if holder and held and held[0].start == holder.end():
            return held[0].name, stop  # 公司控股股东甲集团积极收购……，先后收购了……
        found = firms_of(scene, index, back, other.end, far=False)
        if found and not _ANY_FIRM.search(found[0].name):
            return found[0].name, stop
        a, b = head_of(scene, other, other.end)
        name = firm_named(scene, a, b) or _short_before(scene, a, b)
        if name:
            return name, stop
    if speaker:
        return speaker.name, stop
    return (own, stop) if own and scene.firm_led else None


def _short_before(scene: Scene, a: int, b: int) -> str | None:
    """The short name of a firm with which a clause opens (甲锂业主营业务为……)."""
    cut = _TOLD_OF.search(scene.flat, a + 3, min(b, a + 14))
    text = scene.text[a : cut.start()] if cut else ""
    return text if _is_short(scene, text) else None


_TOLD_OF = re.compile("主营|主要|是|为|将|已|拟|在|于|的|有|从|与|也|及")


def _opening(scene: Scene, a: int, b: int) -> tuple[str, int] | None:
    """The firm with which a clause opens that says two things of it (公司完成了……并与……)."""
    if not _AND_ALSO.search(scene.flat, a, b):
        return None
    named = scene.names(a, b, *FIRM_TYPES)
    if named and named[0].start == a:
        return named[0].name, a
    own = own_firm(scene, a) if scene.flat.startswith(("公司", "本公司"), a) else None
    return (own, a) if own else None


_ONCE = ("以来", "后", "之前")
_GOES_ON = re.compile("有|将|已|拟|也|又|在|再|是|的|表示|成为|持")
_AND_ALSO = re.compile("并(?![购非])|同时")


_JOINS = re.compile("[与和、及同]")


def doers(reading: Reading, index: int, sentence: Sentence, at: int, stop: int) -> list[tuple[str, int]]:
    """Each of the firms joined before the verb (甲公司和乙公司收购……), else the one of :func:`doer`."""
    scene = reading.scene
    a, b = head_of(scene, sentence.clauses[at], stop)
    named = scene.names(a, b, *FIRM_TYPES, "government", "authority")
    first = bool(named) and not _JOINS.search(scene.flat, a, named[0].start)
    if len(named) > 1 and first and all(JOIN.match(scene.text[x.end : y.start]) for x, y in pairwise(named)):
        return [(n.name, n.start) for n in named]
    one = doer(reading, index, sentence, at, stop)
    return [one] if one else []
