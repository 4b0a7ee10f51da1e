"""Damage generators: what scrapers, spinners and copying do to a text, made on purpose.

Each generator is ``(text, rng) -> str`` and deterministic for a seeded ``random.Random``. Tests assert that repair undoes
those that can be undone; the packaged case uses them to show what damaged documents look like. All texts put in by the
generators (comments, advertisements, related articles) are invented.
"""

from __future__ import annotations

import html as _html
import random
import re
from functools import lru_cache

__all__ = [
    "GENERATORS",
    "add_ads",
    "add_comments",
    "add_navigation",
    "add_related",
    "byte_slip",
    "double_punctuation",
    "lose_numbers",
    "mangle",
    "print_twice",
    "shuffle_paragraphs",
    "spin",
    "to_encoding",
    "to_html",
    "to_traditional",
]

_CJK = re.compile("[\u4e00-\u9fff]")
_DOUBLED = re.compile("(?<=[\u4e00-\u9fff0-9A-Za-z%”》）)])[，。、；,;](?!\\d)")

_SPUN_WORDS = {
    "新能源汽车": "新动力轿车", "新能源": "新动力", "产业链": "工业链", "产业": "工业", "重点": "要点", "高质量发展": "高质量开展",
    "发展": "开展", "生产线": "出产线", "生产": "出产", "加快": "加速", "目前": "现在", "其中": "其间", "正极材料": "正极资料",
    "负极材料": "负极资料", "材料": "资料", "建设": "建造", "营业收入": "经营收入", "超过": "超越", "应用": "使用", "利用": "使用",
    "规模": "规划", "技术创新": "技能立异", "技术": "技能", "创新": "立异", "市场": "商场", "投资": "出资", "成本": "本钱",
    "提高": "进步", "主要": "首要", "政策": "方针", "合作": "协作", "基础设施": "根底设施", "基础": "根底", "行业": "职业",
    "完整": "完好", "隔膜": "隔阂", "研发": "研制", "形成": "构成", "来源": "来历", "平台": "渠道", "关键": "要害", "综合": "归纳",
    "通过": "经过", "实施": "施行", "升级": "晋级", "领域": "范畴", "增长": "添加",
}  # fmt: skip


@lru_cache(maxsize=8)
def _converter(config: str) -> object:
    import opencc

    return opencc.OpenCC(config)


def _convert(config: str, text: str) -> str:
    return str(_converter(config).convert(text))  # type: ignore[attr-defined]


@lru_cache(maxsize=8192)
def _reading(char: str) -> str:
    from pypinyin import Style, lazy_pinyin

    return str(lazy_pinyin(char, style=Style.TONE)[0])


def to_traditional(text: str, rng: random.Random) -> str:
    """Simplified to traditional, one character for one, keeping only characters that convert back to themselves."""
    del rng
    forth = _convert("s2t", text)
    if len(forth) != len(text):
        return text
    back = _convert("tw2s", forth)
    if len(back) != len(text):
        return text
    mixed = "".join(f if b == t else t for t, f, b in zip(text, forth, back))
    # Conversion looks at neighbours: where the mixture no longer comes back, leave that character as it was.
    again = _convert("tw2s", mixed)
    return "".join(m if a == t else t for t, m, a in zip(text, mixed, again))


def mangle(text: str, rng: random.Random) -> str:
    """Traditional characters, the pinyin of some kept in brackets behind them, and punctuation doubled."""
    traditional = to_traditional(text, rng)
    changed = sorted({c for c, o in zip(traditional, text) if c != o})
    # The scramblers that do this annotate a fixed set of characters, always the same ones.
    annotated = {c for c in changed if rng.random() < 0.45}
    out = "".join(f"{c}({_reading(c)})" if c in annotated and _CJK.match(c) else c for c in traditional)
    return double_punctuation(out, rng)


def double_punctuation(text: str, rng: random.Random) -> str:
    """A comma put in front of most punctuation marks: ``，`` → ``，，``, ``。`` → ``，。``."""
    comma = "，" if text.count("，") >= text.count(",") else ","
    return _DOUBLED.sub(lambda m: comma + m.group() if rng.random() < 0.85 else m.group(), text)


def print_twice(text: str, rng: random.Random) -> str:
    """The whole body printed again below a separator, as site templates do."""
    separator = rng.choice(["\n\n", "\n![]() |\n![]() |\n|\n", "\n----\n", "\n"])
    return text.rstrip("\n") + separator + text.rstrip("\n") + "\n"


def _slip_once(text: str, start: int, mark: str) -> str | None:
    """Lose the lead byte of ``text[start]``; decoding goes out of step until the next ASCII byte or line end."""
    end = start
    while end < len(text) and ord(text[end]) >= 0x80 and end - start < 24:
        end += 1
    run = text[start:end]
    try:
        data = run.encode("gbk")
        body = data[1:-1].decode("gbk")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return None
    if len(run) < 2 or len(data) != 2 * len(run) or (end < len(text) and ord(text[end]) >= 0x80):
        return None
    after = text[end:]
    if after.startswith("<"):
        after = after[1:]
        return text[:start] + mark + body + "?" + after
    return text[:start] + mark + body + "\ufffd" + after


def byte_slip(text: str, rng: random.Random) -> str:
    """A lost lead byte in GBK: ``动力源。<br />`` → ``?恿υ础?br />``; one to three places that end at an ASCII byte or line end."""
    places = [m.start() for m in re.finditer("[\u4e00-\u9fff。、]{3,12}(?=[\n<0-9A-Za-z(,]|$)", text)]
    rng.shuffle(places)
    mark = rng.choice(["?", "\ufffd"])
    wanted = rng.randint(1, 3)
    chosen: list[int] = []
    for place in places:
        if all(abs(place - other) > 40 for other in chosen) and _slip_once(text, place, mark) is not None:
            chosen.append(place)
        if len(chosen) == wanted:
            break
    for place in sorted(chosen, reverse=True):
        text = _slip_once(text, place, mark) or text
    return text


def spin(text: str, rng: random.Random) -> str:
    """Words swapped for near synonyms throughout (伪原创); figures stay. Nine words in ten of those known are swapped."""
    taken = {k: v for k, v in _SPUN_WORDS.items() if rng.random() < 0.9}
    if not taken:
        return text
    pattern = re.compile("|".join(sorted(map(re.escape, taken), key=len, reverse=True)))
    return pattern.sub(lambda m: taken[m.group()], text)


def shuffle_paragraphs(text: str, rng: random.Random) -> str:
    """The paragraphs in another order."""
    paragraphs = [p for p in text.split("\n") if p.strip()]
    rng.shuffle(paragraphs)
    return "\n".join(paragraphs) + "\n"


def add_comments(text: str, rng: random.Random) -> str:
    """A tail of reader comments that have nothing to do with the text."""
    questions = [
        "如何看待这届足球联赛的判罚?",
        "冬天适合去哪里旅行?",
        "为什么猫咪喜欢纸箱?",
        "你最喜欢哪部武侠小说?",
        "怎样学好钢琴?",
    ]
    towns = ["绍兴", "赣州", "宜昌", "保定", "柳州"]
    lines = ["网友评论更多"]
    for _ in range(rng.randint(4, 9)):
        phone = f"1{rng.choice('3578')}{rng.randint(0, 9)}****{rng.randint(1000, 9999)}"
        other = f"1{rng.choice('3578')}{rng.randint(0, 9)}****{rng.randint(1000, 9999)}"
        question = rng.choice(questions)
        if rng.random() < 0.5:
            reply = f" 回复 {other}" if rng.random() < 0.5 else ""
            lines.append(f"{phone}{reply}:{question}来自{rng.choice(towns)}")
        else:
            stamp = f"2024-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d} {rng.randint(0, 23):02d}:{rng.randint(0, 59):02d}:{rng.randint(0, 59):02d}"
            lines += [f"{rng.randint(10, 99)}{rng.choice(towns)}{rng.choice('abcxyz')}", question]
            lines.append(f"{stamp} {rng.choice(['推荐', '不推荐'])}")
    return text.rstrip("\n") + "\n" + "\n".join(lines) + "\n"


def add_ads(text: str, rng: random.Random) -> str:
    """Advertisements with telephone and 微信 numbers below the text."""
    phone = f"1{rng.choice('3578')}00000{rng.randint(1000, 9999)}"  # of the form, nobody's number
    ads = [
        f"厂房出租出售热线:400 000 {rng.randint(1000, 9999)}",
        f"或微信/手机:{phone}",
        f"招商电话:{phone}(微信同号)",
        "长按二维码添加客服微信,快速获取园区资料",
    ]
    rng.shuffle(ads)
    return text.rstrip("\n") + "\n\n" + "\n".join(ads[: rng.randint(2, 4)]) + "\n"


def add_navigation(text: str, rng: random.Random) -> str:
    """A breadcrumb above, and page links below."""
    site = rng.choice(["江城网", "新区在线", "产业观察网"])
    trail = rng.choice(["首页 > 新闻中心 > 产业动态 > 正文", "首页 > 专题 > 招商引资 > 正文内容"])
    head = rng.choice([f"当前位置:{trail}", f"您现在的位置: {site} > {trail}", f"{site} {trail}"])
    tail = rng.choice(
        [
            "上一篇:\n下一篇:",
            "上一篇:没有了\n下一篇:没有了\n返回顶部",
            "打印本页 关闭窗口\n扫码关注微信公众号",
        ]
    )
    return f"{head}\n{text.rstrip(chr(10))}\n{tail}\n"


def add_related(text: str, rng: random.Random) -> str:
    """A disclaimer and teasers of other articles below the text."""
    teasers = [
        ("老城区两居室转让", "房子南北通透,楼层好,周边有菜市场和公园,随时可以看房..."),
        ("春季果树栽培要点", "春季是果树修剪的好时节,剪枝时要注意留芽方向,及时涂抹伤口..."),
        ("二手货车报价信息", "车况良好,手续齐全,支持分期付款,价格面议..."),
        ("周末亲子活动预告", "本周末图书馆将举办绘本阅读活动,名额有限,请提前预约..."),
    ]
    lines = ["版权声明:本文由网络自动收集,如有侵权请联系我们删除", "", "相关文章", ""]
    for title, teaser in rng.sample(teasers, rng.randint(2, 4)):
        lines += [title, "", title, "", "  " + teaser, ""]
    return text.rstrip("\n") + "\n\n" + "\n".join(lines)


_FIGURE = re.compile(r"\d+(?:\.\d+)?(?=余家|余个|余种|余项|Wh/kg|GWh|家|个|万吨)")


def lose_numbers(text: str, rng: random.Random) -> str:
    """Numerals lost in front of their units, about half of them and at least one; the unit stays."""
    places = [m.span() for m in _FIGURE.finditer(text)]
    if not places:
        return text
    lost = [p for p in places if rng.random() < 0.5] or [rng.choice(places)]
    for start, end in sorted(lost, reverse=True):
        text = text[:start] + text[end:]
    return text


def to_encoding(text: str, enc: str) -> bytes:
    """The text as bytes of ``enc`` (``utf-8-sig`` and ``utf-16`` write a BOM); what ``enc`` lacks becomes ``?``."""
    return text.encode(enc, errors="replace")


def to_html(text: str, rng: random.Random) -> str:
    """A web page around the text: scripts, navigation, footer; entities and ``<br />`` in the body."""
    paragraphs = []
    for line in text.split("\n"):
        if not line.strip():
            continue
        escaped = _html.escape(line)
        if rng.random() < 0.3:
            escaped = "&nbsp;&nbsp;" + escaped
        paragraphs.append(f'<p class="c{rng.randint(0, 9)}">{escaped}</p>')
    body = "\n".join(paragraphs)
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8"><title>产业动态</title>\n'
        "<style>p{margin:0}</style><script>var n=1<2;document.write('<p>no</p>');</script></head>\n"
        '<body><nav><ul><li><a href="/">首页</a></li><li><a href="/x">新闻</a></li><li><a href="/y">联系我们</a></li></ul></nav>\n'
        f'<!-- content --><div id="content">\n{body}\n</div>\n'
        '<footer><a href="/about">关于我们</a> | <a href="/map">网站地图</a></footer></body></html>\n'
    )


GENERATORS = {
    "mangle": mangle,
    "double_punctuation": double_punctuation,
    "print_twice": print_twice,
    "byte_slip": byte_slip,
    "spin": spin,
    "shuffle_paragraphs": shuffle_paragraphs,
    "add_comments": add_comments,
    "add_ads": add_ads,
    "add_navigation": add_navigation,
    "add_related": add_related,
    "lose_numbers": lose_numbers,
    "to_html": to_html,
}
"""Every generator of the form ``(text, rng) -> str`` by name."""
