"""Zones: which stretches of a text are the document, and which are the page around it.

The text is judged line by line with patterns of page furniture that hold on any site: breadcrumbs, share and print links,
comment stamps, advertisements, disclaimers, teasers of other articles. Runs are then closed up by their neighbours.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise

from lianzhang.text.document import Zone, ZoneKind
from lianzhang.text.feeds import other_articles, teaser
from lianzhang.text.promotion import promotion

__all__ = ["body_spans", "find_zones", "is_noise"]

_I = re.IGNORECASE
_MARKUP = re.compile(
    r"[\s|]*(?:!\[[^\]\n]{0,80}\]\([^)\n]{0,300}\)[\s|]*)+|[\s|]*\|[\s|:-]*|[-=*_~#—]{3,}\s*"
)
_NAVIGATION = re.compile(
    r"\s*(?:您?(?:现在的|所在的?|当前)?位置\s*[:：]|首页\s*[>|»/]|\S{0,12}\s?(?:首页|主页)\s*[>»›-]"
    r"|上一[篇页条]|下一[篇页条]|返回(?:顶部|首页|列表|上一页)|(?:打印|关闭)(?:本页|窗口|此页)?\s|【?(?:打印|关闭|字号|收藏)"
    r"|字\s*[号体]\s*[:：]|视力保护|扫(?:一扫|码)(?:关注|分享|在手机|打开)|扫描二维码|分享(?:到|给|至)|点击(?:进入|查看)(?:更多|专题)"
    r"|标签\s*[:：]|关键词\s*[:：]|网站地图|关于我们|联系我们|@联系我们|友情链接|(?:无障碍|适老化|长辈版|繁体版)|登录\s*+[|/]?\s*+注册"
    r"|[-—]?应用内反馈|已有\d+人|阅读(?:次数|量)?\s*[:：]\s*\d*|浏览(?:次数|量)?\s*[:：]|点击(?:次数|数|量)?\s*[:：]"
    r"|【?\s*(?:大|中|小)\s+(?:大|中|小)\s+|责任?编辑?\s*[:：]\s*+\S{0,8}+\s*+$|[【\[(（]\s*(?:责任?编辑?\s*[:：]|纠错|收起|展开|查看原图|关闭)|\S{0,4}[:：]?\s*+[|｜]?\s*+登录\s*+[|｜]\s*+注册|(?:账号|手机号?)\s*\+\s*(?:密码|验证码)|还没有(?:账号|帐号)|(?:立即|免费)注册\s*$|验证码\s*[:：]?\s*$|忘记密码)"
)
_CRUMBS = re.compile(
    r"[^。！？\n]{1,16}\s*(?:[>»›](?:\s*+[^\s。！？>»›][^。！？\n>»›]{0,23}+\s*+|\s++)){2,}\|?\s*"
)
"""Blanks belong to one part of the pattern only: shared between two they are tried in every split."""
_DISCLAIMER = re.compile(
    r"\s*+[(（【]?\s*+(?:\S{0,12}(?:免责|免费|版权|郑重|特别|权利|法律)(?:声明|申明|说明)|(?:\d+\s*[、.．]\s*)?(?:本网站?|本站|本平台|凡本网|凡注明)"
    r"(?:中的|转载|所转载|所载|发布|注明|内容|的|上)|声明\s*[:：]|本文(?:由网络|来自网络|为转载|仅代表|不构成|内容仅供|版权归)|以上内容(?:来源|仅供|由))"
)
_TAIL_DISCLAIMER = re.compile(
    r"(?:阅\s*[\d.]+[Ww万]?\+?)?\s*[(（【]?(?:特别|免责|郑重|版权|重要)(?:声明|提示|说明)[】]?\s*[:：].{10,300}$|(?<=[。！？])\s*(?:以上内容|本文)(?:仅供|不构成|仅代表).{5,200}$"
)
_FORWARDED = re.compile(
    r"[^。！？|\n]{4,60}20\d\d-\d\d-\d\d \d\d:\d\d(?:[(（]\d+[)）])?\s*[|｜]转发[(（]\d+[)）]"
)
"""The title of another piece with its stamp and how often it was passed on."""
_MORE_TITLES = re.compile(
    r"(?<=[。！？”）)\s])相关(?:报道|新闻|阅读|链接|文章|专题)\s*[:：][ \t\u3000\xa0]*[^。\n]{8,}$"
)
"""Titles of other articles behind the last sentence of a line."""
_TAIL_WORDS = ("声明", "提示", "说明", "以上内容", "本文")
"""One of these is in every such tail: looking for them first is a hundred times faster than the pattern."""
_DISCLAIMS = re.compile(
    r"版权|转载|转贴|侵权|侵犯|著作权|原作者|仅供参考|不构成|本网|本站|免责|文责自负|不承担任何|与本网站?立场|编辑部|删除|更正|来源不明|来历不明|电子邮[件箱]|e-?mail",
    _I,
)
_RELATED = re.compile(
    r"\s*[【\[]?(?:相关(?:文章|阅读|新闻|推荐|链接|报道|资讯|内容|专题)|推荐(?:阅读|文章|新闻|资讯)|热门(?:文章|推荐|新闻|资讯|标签)|猜你喜欢|延伸阅读"
    r"|更多(?:文章|新闻|阅读|推荐|资讯|精彩)|您可能(?:还)?(?:感兴趣|喜欢)|大家都在看|最新(?:文章|资讯|新闻)|精彩(?:推荐|图文)|图文推荐|24小时(?:热文|热门)"
    r"|随机文章|编辑推荐|本类推荐|热点(?:新闻|排行|推荐)|排行榜)[】\]]?\s*[:：>]?(?P<rest>.*)"
)
_COMMENT_HEAD = re.compile(
    r"\s*(?:网友评论|用户评论|最新评论|全部评论|热门评论|精彩评论|发表评论|我要评论|评论(?:区|列表)|跟帖|\d+条评论|网友留言|共\d+条(?:评论|回复)).{0,16}"
)
_COMMENT = re.compile(
    r"\s*(?:1\d{2}\*{3,4}\d{3,4}|\d{4}-\d{1,2}-\d{1,2}\s+\d{1,2}:\d{2}(?::\d{2})?\s*(?:不?推荐|回复|举报|赞|踩|支持|反对|来自)"
    r"|\S{1,16}\s*(?:回复|发表于|评论道?)\s*[^\s:：]{1,16}\s*[:：]|.{0,80}(?:来自[\u4e00-\u9fff]{2,6}(?:网友|用户)?\s*$)|.{0,12}(?:楼主|沙发|板凳)[:：]?\s)"
)
_USER = re.compile(
    r"\s*\d{0,3}[\u4e00-\u9fff]{2,6}[a-z]{1,3}\s*|\s*\d{1,3}[\u4e00-\u9fff]{2,6}[a-z\d]{1,4}\s*|\s*(?:永久)?VIP[:：].*|\s*[\u4e00-\u9fff]{2,4}[a-z]{2}[:：].*"
)
_PHONE = re.compile(r"(?<!\d)(?:1[3-9]\d{9}|400[\s-]?\d{3,4}[\s-]?\d{3,4}|0\d{2,3}[\s-]\d{7,8})(?!\d)")
_AD_WORDS = re.compile(
    r"微信(?:号|公众号|同号|/|咨询|扫码)|加(?:我|客服)?微信|客服|热线|招商电话|咨询电话|联系电话|土地租售|厂房(?:出租|出售|租售|土地)|长按|扫一扫|二维码|QQ\s*+(?:群)?\s*+[:：]?\s*+\d|免费(?:咨询|领取|获取|试用)|限时|优惠价|立即(?:下载|注册|咨询)|下载APP|点击下载|在线(?:客服|服务|咨询)",
    _I,
)
_STRONG_AD = re.compile(
    r"(?:招商|租售|招租|加盟|咨询|订购|购买|客服)(?:电话|热线|微信)\s*[:：]|\S{1,8}微信号\s*$|快速(?:对接|获取)(?:资源|园区|资料)|24小时在线服务|请说明您的(?:需求|用途)|微信/手机|手机/微信"
)
_STRONG_WORDS = ("电话", "热线", "微信", "快速", "24小时", "请说明")
_GAMBLING = re.compile(
    r"(?:[\u4e00-\u9fffA-Za-z0-9]{1,8}?(?:赌场|娱乐城|博彩|彩票|体育投注|棋牌|赌球|百家乐|真人娱乐|老虎机|时时彩|六合彩)(?:官网|平台|网站|网址|下载|app|APP|官方|开户|注册)*)"
)
_GAMBLING_WORD = re.compile("赌|博彩|娱乐|彩票|彩官|投注|棋牌|百家乐|老虎机|时时彩|六合彩")
_AGENCY = re.compile(
    r"(?:中新网|中新社|新华社|新华网|人民网|中国新闻网|央广网|央视网|科技日报|经济日报|光明日报|[\u4e00-\u9fff]{2,6}(?:日报|晚报|早报|时报|新闻网|在线))"
    r"[\u4e00-\u9fff]{0,6}\d{1,2}月\d{1,2}日[电讯]"
)
_HEADER = re.compile(
    r"(?:索\s*引\s*号|发布机构|发文(?:机关|机构|单位)|制发机关|公开主体|文\s*号|发文字号|生成日期|成文日期|发文日期|发布日期|发布时间|公开日期|主题分类|信息分类"
    r"|组配分类|公文种类|名\s*称|标\s*题|主\s*题\s*词|是否有效|有效性|体裁分类|服务对象|信息来源|来\s*源|作\s*者|记\s*者|日\s*期|时\s*间|编\s*辑)\s*[:：|]"
)
_STAMP = re.compile(
    r"\s*(?:\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?)\s*(?:来源[:：]?\s*)?\S{0,20}\s*(?:作者[:：]?\s*\S{0,12})?\s*"
)
_SENTENCE_END = re.compile(r"[。！？!?…；;]")
_WORD = re.compile(r"\w")
_NOISE = frozenset({"navigation", "ad", "spam", "comment", "disclaimer", "related", "markup"})


def is_noise(kind: str) -> bool:
    """Whether claims must not be read from zones of this kind."""
    return kind in _NOISE


@dataclass(slots=True)
class _Line:
    start: int
    end: int  # past the newline
    text: str
    kind: ZoneKind | None


def _lines(text: str) -> list[_Line]:
    out, at = [], 0
    for line in text.split("\n"):
        end = min(at + len(line) + 1, len(text))
        if end > at:
            out.append(_Line(at, end, line, None))
        at = end
    return out


def _long(text: str) -> bool:
    """A line that reads as running text."""
    return len(text) >= 60 and _SENTENCE_END.search(text) is not None


def _judge(text: str, before_body: bool) -> ZoneKind | None:
    """What one line is on its own; None: nothing speaks against its being the document."""
    if not text.strip():
        return None
    head = text[:300]
    if _MARKUP.fullmatch(head) and len(text) <= 300:
        return "markup"
    if _COMMENT.match(head):
        return "comment"
    if len(text) <= 400 and _COMMENT_HEAD.fullmatch(head):
        return "comment"
    if _DISCLAIMER.match(head) and (len(text) < 80 or _DISCLAIMS.search(text)):
        return "disclaimer"
    if (kind := promotion(text)) is not None:
        return kind
    if len(text) <= 120:
        if _NAVIGATION.match(head) or _CRUMBS.fullmatch(head):
            return "navigation"
        ad = len(_AD_WORDS.findall(head))
        if ad < 2 and any(w in head for w in _STRONG_WORDS) and _STRONG_AD.search(head):
            ad += 2
        if ad == 1 and _PHONE.search(head):
            ad += 1
        if ad >= 2 and not re.match(r"\s*[(（]?联系人", head):
            return "ad"
    labels = len(_HEADER.findall(head)) if ":" in head or "：" in head or "|" in head else 0
    if (
        (labels >= 2 and len(text) <= 300)
        or (labels and before_body and len(text) <= 160)
        or (before_body and _STAMP.fullmatch(head))
    ):
        return "header"
    return None


def _mark_related(lines: list[_Line], at: int, rest: str, body_letters: int) -> int:
    """From a heading such as 相关文章: everything to the end once the body has been told, else the short lines below.

    Gives the number of the line where it stops.
    """
    lines[at].kind = "related"
    if len(rest.strip()) > 4 and not body_letters:
        return at + 1
    after = sum(len(line.text) for line in lines[at + 1 :] if _long(line.text) and not teaser(line.text))
    told = body_letters >= 200 and body_letters >= after
    for i, line in enumerate(lines[at + 1 :], at + 1):
        if told:
            if line.kind in (None, "header"):
                line.kind = "related"
        elif _long(line.text) and not teaser(line.text):
            return i
        elif line.kind is None:
            line.kind = "related"
    return len(lines)


def _close_comments(lines: list[_Line]) -> None:
    """Lines between comments, user names above stamps, and the short tail after the last comment are comments too."""
    marks = [i for i, line in enumerate(lines) if line.kind == "comment"]
    if not marks:
        return
    for a, b in pairwise(marks):
        between = lines[a + 1 : b]
        if len(between) <= 4 and all(
            line.kind in (None, "header") and len(line.text) < 200 for line in between
        ):
            for line in between:
                line.kind = "comment"
    for line in lines[marks[-1] + 1 :]:
        if _long(line.text) and not _USER.fullmatch(line.text):
            break
        if line.kind is None:
            line.kind = "comment"
    first = marks[0]
    while (
        first > 0
        and lines[first - 1].kind is None
        and len(lines[first - 1].text) < 60
        and (_USER.fullmatch(lines[first - 1].text) or (lines[first - 1].text.rstrip().endswith(("?", "？"))))
    ):
        first -= 1
        lines[first].kind = "comment"


def _close_disclaimers(lines: list[_Line]) -> None:
    """Numbered or further lines of a disclaimer."""
    for i, line in enumerate(lines):
        if line.kind != "disclaimer":
            continue
        for after in lines[i + 1 : i + 9]:
            if after.kind not in (None, "ad", "navigation") or not after.text.strip():
                break
            if not (_DISCLAIMS.search(after.text) and len(after.text) < 400):
                break
            after.kind = "disclaimer"


def _title(lines: list[_Line]) -> None:
    """The first short line without a full stop above the body is the title (and so is its repetition)."""
    first = None
    for i, line in enumerate(lines[:30]):
        bare = line.text.strip()
        if line.kind is not None or not bare:
            continue
        if (
            _long(bare)
            or re.search("[。；;]", bare)
            or not 6 <= len(bare) <= 70
            or bare.endswith((":", "：", ",", "，"))
        ):
            return
        if any(_long(other.text) for other in lines[i + 1 : i + 40]) and not re.match(
            r"[一二三四五六七八九十]+、|[(（]", bare
        ):
            first = line
        break
    if first is None:
        return
    bare = first.text.strip()
    # A section name that the breadcrumb above already has is navigation, not the title.
    crumbs = [line.text for line in lines[:30] if line.kind == "navigation" and re.search("[>»›]", line.text)]
    first.kind = "navigation" if any(bare in line for line in crumbs) else "title"


def _close_tags(lines: list[_Line]) -> None:
    """The words below an empty 标签: line."""
    for i, line in enumerate(lines):
        if line.kind == "navigation" and re.fullmatch(r"\s*(?:标签|关键词|Tags?)\s*[:：]\s*", line.text):
            for after in lines[i + 1 : i + 8]:
                short = 0 < len(after.text.strip()) <= 16 and _SENTENCE_END.search(after.text) is None
                if after.kind is not None or not short:
                    break
                after.kind = "navigation"


def _inline(line: _Line) -> list[Zone]:
    """Zones inside a body line: casino names and other strings put before a dateline, gambling names anywhere."""
    cuts: list[tuple[int, int]] = []
    head = line.text[:80]
    agency = _AGENCY.search(head) if "日电" in head or "日讯" in head else None
    if agency and agency.start() > 0:
        prefix = line.text[: agency.start()].strip()
        # The agency pattern may itself have swallowed the prefix; a known gambling name decides below.
        if prefix and not re.search(r"[:：]$|^[(（【]|原标题|^本报", prefix) and _GAMBLING.search(prefix):
            cuts.append((0, agency.start()))
    if _GAMBLING_WORD.search(line.text):
        cuts += [m.span() for m in _GAMBLING.finditer(line.text) if _spliced(line.text, m)]
    tail = _TAIL_DISCLAIMER.search(line.text) if any(w in line.text for w in _TAIL_WORDS) else None
    marks: list[tuple[int, int, ZoneKind]] = [(s, e, "spam") for s, e in cuts]
    if "转发" in line.text:
        marks += [(*m.span(), "related") for m in _FORWARDED.finditer(line.text)]
    if "相关" in line.text and (more := _MORE_TITLES.search(line.text)):
        marks.append((*more.span(), "related"))
    if tail and _DISCLAIMS.search(tail[0]):
        marks.append((*tail.span(), "disclaimer"))
    out: list[Zone] = []
    at = 0
    for start, end, kind in sorted(marks):
        if start < at:
            continue
        if start > at:
            out.append(Zone(line.start + at, line.start + start, "body"))
        out.append(Zone(line.start + start, line.start + end, kind))
        at = end
    if out:
        out.append(Zone(line.start + at, line.end, out[-1].kind if at >= len(line.text) else "body"))
    return out


def _spliced(text: str, match: re.Match[str]) -> bool:
    """A gambling name put into a text stands at the start of a line or sentence with no verb of its own after it."""
    if match.start() > 0 and text[match.start() - 1] not in "。！？!? \t\u3000|":
        return False
    return _AGENCY.match(text, match.end()) is not None or text[match.end() : match.end() + 1] in (
        "",
        " ",
        "|",
        "-",
        "_",
    )


def find_zones(
    text: str,
    hints: list[tuple[int, int, ZoneKind]] | None = None,
    links: list[tuple[int, int]] | None = None,
) -> tuple[Zone, ...]:
    """Zones of a repaired text, in order, covering it. ``hints`` and ``links`` come from a page's tags, in text positions."""
    lines = _lines(text)
    body_letters = 0
    related: list[tuple[int, str, int]] = []
    for i, line in enumerate(lines):
        line.kind = _judge(line.text, body_letters < 60)
        match = _RELATED.fullmatch(line.text) if len(line.text) <= 80 else None
        if match and not _SENTENCE_END.search(line.text):
            related.append((i, match["rest"], body_letters))
        if line.kind is None and _long(line.text):
            body_letters += len(line.text)
    _apply_hints(lines, hints or [], links or [])
    _close_tags(lines)
    _close_disclaimers(lines)
    _close_comments(lines)
    reached = 0
    for at, rest, letters in related:
        if at >= reached and lines[at].kind in (None, "navigation", "related"):
            reached = _mark_related(lines, at, rest, letters)
    told = [line for line in lines if line.text.strip()]
    for i in other_articles([line.text for line in told]):
        told[i].kind = "related"
    _title(lines)
    return _join(
        lines,
        any(w in text for w in (*_TAIL_WORDS, "日电", "日讯", "转发", "相关"))
        or bool(_GAMBLING_WORD.search(text)),
    )


def _apply_hints(
    lines: list[_Line], hints: list[tuple[int, int, ZoneKind]], links: list[tuple[int, int]]
) -> None:
    if not lines or not (hints or links):
        return
    starts = [line.start for line in lines]
    total = sum(len(line.text) for line in lines if _long(line.text)) or 1
    for start, end, kind in hints:
        inside = lines[max(0, bisect_right(starts, start) - 1) : bisect_right(starts, max(start, end - 1))]
        inside = [line for line in inside if line.start >= start - 1 and line.end <= end + 1]
        # A container whose name says "menu" but that holds the article is the article.
        if sum(len(line.text) for line in inside if _long(line.text)) * 3 > total:
            continue
        for line in inside:
            if line.kind is None and line.text.strip():
                line.kind = kind
    linked = [0] * len(lines)
    for start, end in links:
        i = max(0, bisect_right(starts, start) - 1)
        linked[i] += max(0, min(end, lines[i].end) - start)
    for i, line in enumerate(lines):
        bare = len(line.text.strip())
        if line.kind is None and bare and linked[i] * 10 >= bare * 6 and not _long(line.text):
            line.kind = "navigation"


def _join(lines: list[_Line], inside: bool) -> tuple[Zone, ...]:
    """Lines to zones; blank lines, and lines of marks alone, take the kind of what stands before them.

    ``inside``: whether the text has any word for which a zone may begin or end within a line.
    """
    zones: list[tuple[int, int, ZoneKind]] = []

    def add(start: int, end: int, kind: ZoneKind) -> None:
        if end <= start:
            return
        if zones and zones[-1][2] == kind and zones[-1][1] == start:
            zones[-1] = (zones[-1][0], end, kind)
        else:
            zones.append((start, end, kind))

    for line in lines:
        if not line.text.strip() or (line.kind is None and _WORD.search(line.text) is None):
            add(line.start, line.end, zones[-1][2] if zones else line.kind or "body")
            continue
        parts = _inline(line) if inside and line.kind is None else []
        for part in parts:
            add(part.start, part.end, part.kind)
        if not parts:
            add(line.start, line.end, line.kind or "body")
    return tuple(Zone(*zone) for zone in zones)


def body_spans(zones: tuple[Zone, ...]) -> list[tuple[int, int]]:
    """The spans of the document itself."""
    return [(z.start, z.end) for z in zones if z.kind == "body"]
