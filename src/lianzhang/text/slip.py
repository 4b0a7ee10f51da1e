"""Byte slips in GBK: a lost lead byte puts decoding out of step until the next ASCII byte.

``?恿υ础?br />`` was ``動力源。<br />``; ``?,F(xiàn)有`` was ``。現(xiàn)有``. The wildcard (``?`` or U+FFFD) stands for a
lost lead byte; the run behind it is encoded again, with half-width marks unfolded, and read one byte earlier. Of the
candidates the likeliest is taken, by character pairs of the rest of the text, of a word list, and by how common the
characters are. Kept pinyin and a second copy of the passage are checks. What stays in doubt is reported, not changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

from lianzhang.text.edits import Found, Step, replace_spans
from lianzhang.text.likelihood import (
    BRACKETS,
    CLOSING,
    LOST,
    Model,
    common,
    guess,
    level_one,
    two_byte,
    usual,
)
from lianzhang.text.pinyin import is_reading
from lianzhang.text.script import to_simplified_characters
from lianzhang.text.slip_gap import bridge

__all__ = ["undo_slips"]

_WILD = "?\ufffd"
_SYLLABLE = "[a-zāáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜüńňǹ]{1,6}"
_TAIL = re.compile(rf"({_SYLLABLE})[)）]")
_WHOLE = re.compile(rf"[(（]({_SYLLABLE})[)）]")
_LETTER = re.compile(rf"[,，]?[A-Za-z][(（]{_SYLLABLE}[)）]")
_ASCII = re.compile("[A-Za-z]+")
_WIDE = str.maketrans({c: chr(ord(c) + 0xFEE0) for c in map(chr, range(0x21, 0x7F))})
_CJK = re.compile("[一-鿿]")
_MARKS = ",!?;:()%"
_MAX_RUN = 40
_MAX_WILD = 3000
_MARGIN = 1.2
_AROUND = 8
_EATEN = re.compile(
    r"(?:/?(?:br|p|div|span|td|tr|li|strong|font|img|a)\b[^<>\n]{0,200}>)|(?P<entity>(?:nbsp|ldquo|rdquo|mdash|middot);)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way to read a run: it ends at ``end`` of the text and says ``new``; ``checked``: pinyin agrees."""

    end: int
    new: str
    checked: bool


def _gbk(char: str) -> bytes | None:
    try:
        data = char.encode("gbk")
    except UnicodeEncodeError:
        return None
    return data if len(data) == 2 else None


def _ends(text: str, at: int) -> Iterator[tuple[bytes, int, str, str | None]]:
    """Ways the run at ``at`` may end: (its bytes, end in the text, text to put behind, syllable on the last character)."""
    todo: list[tuple[bytes, int]] = [(b"", at)]
    if text[at : at + 1] in (",", "，"):
        todo.append((b"", at + 1))  # a comma put in by doubling, not part of the run
    for start_data, start in todo:
        data, i = start_data, start
        while i < len(text) and len(data) < 2 * _MAX_RUN:
            c = text[i]
            pair = _gbk(c)
            if pair is not None:
                data += pair
                i += 1
                bracket = _WHOLE.match(text, i)
                i = bracket.end() if bracket else i
                continue
            if "\x40" <= c <= "\x7e" and data:
                bracket = _WHOLE.match(text, i + 1)
                yield (
                    data + c.encode(),
                    bracket.end() if bracket else i + 1,
                    bracket.group() if bracket else "",
                    bracket[1] if bracket else None,
                )
            if c in _WILD:
                eaten = _EATEN.match(text, i + 1)
                # The last byte is a lead; its trail is lost, and with "?" the ASCII byte behind as well.
                bracket = _WHOLE.match(text, i + 1)
                if bracket:
                    yield data, bracket.end(), bracket.group(), bracket[1]
                behind = ("&" if eaten["entity"] else "<") if c == "?" and eaten else ""
                yield data, i + 1, behind, None
                if c == "\ufffd":
                    break
            if c not in _MARKS and not c.isalnum():
                break
            wide = _gbk(c.translate(_WIDE))
            if wide is None:
                break
            data += wide
            i += 1


def _leads(text: str, at: int) -> tuple[list[int], int, bool]:
    """Possible lost lead bytes, where the run begins, and whether a kept syllable chose them."""
    every = list(range(0x81, 0xFF))
    tail = _TAIL.match(text, at + 1)
    before = _gbk(text[at - 1]) if at else None
    if tail is None:
        return every, at + 1, False
    if before is not None:
        chosen = []
        for lead in every:
            straddled = bytes((before[1], lead)).decode("gbk", errors="ignore")
            if len(straddled) == 1 and is_reading(straddled, tail[1]):
                chosen.append(lead)
        if chosen:
            return chosen, tail.end(), True
    return [], tail.end(), False


def _readings(text: str, at: int, model: Model) -> Iterator[_Reading]:
    leads, start, sure = _leads(text, at)
    before = text[max(at - _AROUND, 0) : at] or "\n"
    for data, end, behind, syllable in _ends(text, start):
        if not data:
            continue
        after = (behind + text[end : end + _AROUND])[:_AROUND]
        middle = two_byte(data[1:] if len(data) % 2 else data[1:-1])
        if middle is None or not common(middle):
            middle = bridge(data, model) if not sure and len(data) >= 6 else None
            if middle is not None and model.foreign is not None and model.foreign.search(middle):
                middle = None
        if middle is None:
            continue
        last = ""
        if len(data) % 2 == 0:
            last = _last(data[-1], syllable, (before + LOST + middle)[-_AROUND:], after, model)
        first = _first(leads, data[0], before, (middle + last + after)[:_AROUND], model, sure=sure)
        new = first + middle + last
        checked = syllable is not None and is_reading(new[-1], syllable)
        if syllable is None or checked:
            yield _Reading(end, new + behind, sure or checked)


def _last(lead: int, syllable: str | None, before: str, after: str, model: Model) -> str:
    """The last character of a run, whose trail byte is lost too."""
    options = [c for trail in range(0x40, 0xFF) if (c := two_byte(bytes((lead, trail)))) and common(c)]
    if syllable is not None:
        options = [c for c in options if is_reading(c, syllable)]
    return guess(options, before, after, model)


def _first(leads: list[int], trail: int, before: str, after: str, model: Model, *, sure: bool) -> str:
    """The first character of a run, whose lead byte is lost; at the start of a line it may be the indent."""
    options = [c for lead in leads if (c := two_byte(bytes((lead, trail))))]
    if before[-1:] == "\n" and "\u3000" in options and not sure:
        return "\u3000"
    if not sure:
        options = [c for c in options if common(c)]
    return guess(options, before, after, model, sure=sure)


def _odd(run: str, model: Model | None = None) -> int:
    """How many characters of a run no ordinary text has beside each other; a rare one in a known word is none of them."""
    plain = to_simplified_characters(re.sub(r"[(（][^)）]*[)）]", "", run))
    level = level_one()
    odd = 0
    for i, c in enumerate(plain):
        if not (
            c == LOST
            or "\x41" <= c <= "\x7a"
            or (ord(c) > 0x7F and c not in level and c not in CLOSING and c not in "“《（")
        ):
            continue
        pairs = [plain[j : j + 2] for j in (i - 1, i) if j >= 0 and j + 2 <= len(plain)]
        known = (usual(*p) or (model is not None and model.pairs[p] > 0) for p in pairs)
        odd += not any(known)
    return odd


def _choose(text: str, at: int, model: Model) -> _Reading | None:
    before = text[at - 1] if at else "\n"
    best: list[tuple[float, _Reading]] = []
    for reading in _readings(text, at, model):
        plain = BRACKETS.sub("", reading.new)
        core = plain.strip(LOST + "\u3000")
        if not core or LOST in core or not common(core):
            continue
        after = text[reading.end : reading.end + 1]
        old = text[at + 1 : reading.end]
        gain = model.score(before, core, after) - model.score(before, BRACKETS.sub("", old), after)
        if not reading.checked and (_odd(old) == 0 or len(core) < 2 or gain < _MARGIN):
            continue
        # A longer run explained is better evidence than a likelier short one.
        best.append((gain + 0.15 * len(core) + (3.0 if reading.checked else 0.0), reading))
    if not best:
        return None
    return max(best, key=lambda b: b[0])[1]


def _second_copy(text: str, at: int) -> _Reading | None:
    """The same passage elsewhere: up to eight characters before, then what the run should be, then what follows it."""
    line = text.rfind("\n", 0, at) + 1
    left = text[max(line, at - 8) : at]
    if len(left) < 4:
        left = text[max(0, line - 1) : at]  # near the start of a line, the line break is part of the key
    reach = 4 if len(left) >= 4 else 8
    copies = [i + len(left) for i in _all(text, left) if i + len(left) != at]
    for stop in range(at + 2, min(len(text), at + _MAX_RUN)):
        if text[stop - 1] == "\n":
            break
        right = text[stop : stop + reach]
        if not right or any(c in _WILD for c in right):
            continue
        right = right.split("\n")[0] or "\n"
        for begin in copies:
            close = text.find(right, begin, begin + _MAX_RUN)
            new = text[begin:close]
            if close > begin and "\n" not in new and LOST not in new and _shares(text[at + 1 : stop], new):
                return _Reading(stop, new, checked=True)
    return None


def _all(text: str, key: str, most: int = 20) -> list[int]:
    """The first places of ``key``."""
    out: list[int] = []
    at = text.find(key) if key else -1
    while at >= 0 and len(out) < most:
        out.append(at)
        at = text.find(key, at + 1)
    return out


def _shares(old: str, new: str) -> bool:
    """Whether the copy out of step gives the run: the bytes agree one byte later, and the characters do not agree.

    Two sentences that merely begin and end alike share their characters; that is no slip.
    """
    if old == new or not _odd(old):
        return False
    letters = set(_CJK.findall(old))
    if len(letters & set(_CJK.findall(new))) * 3 > len(letters):
        return False
    want = _wide_bytes(new)[1:]
    got = _wide_bytes(old)
    if len(got) < 2:
        return False
    same = LCSseq.similarity(got, want)
    return same >= 0.8 * len(got) and same >= 0.6 * (len(want) - 1)


def _wide_bytes(text: str) -> list[int]:
    """GBK bytes with half-width marks unfolded; brackets of pinyin, tags and what does not encode are left out."""
    plain = BRACKETS.sub("", re.sub("<[^<>]*>?", "", text)).replace(",", "").replace("?", "")
    return list(plain.translate(_WIDE).encode("gbk", errors="ignore"))


def undo_slips(text: str) -> Step:
    """Undo byte slips where provable; report the others (``byte_slip``) and other lost characters (``replacement_characters``)."""
    if "?" not in text and LOST not in text:
        return Step(text)
    wild = [m.start() for m in re.finditer("[?\ufffd]", text)]
    if not wild or len(wild) > _MAX_WILD:
        return _report_rest(text, [], [])
    suspects = [i for i in wild if _suspect(text, i)]
    if not suspects:
        return _report_rest(text, [], [])
    # The damaged stretches must not vouch for themselves.
    kept, reached = [], 0
    for i in suspects:
        kept.append(text[reached:i])
        line_end = text.find("\n", i, i + 16)
        reached = max(reached, line_end if line_end >= 0 else min(i + 16, len(text)))
    model = Model("".join([*kept, text[reached:]]))
    rows: list[tuple[int, int, str]] = []
    stuck: list[int] = []
    reached = 0
    for at in suspects:
        if at < reached:
            continue
        reading = _second_copy(text, at) or _choose(text, at, model)
        if reading is None:
            stuck.append(at)
            continue
        rows.append((at, reading.end, reading.new))
        reached = reading.end
    return _report_rest(text, rows, stuck)


def _suspect(text: str, at: int) -> bool:
    """Whether what follows a wildcard looks out of step, so that the search is worth its time."""
    if text[at] == "\ufffd":
        return True
    line = text[at + 1 : at + 1 + 24].split("\n", 1)[0]
    if not line or line[0] in " \t":
        return False
    if any(_gbk(c) is None and c > "\x7f" and c not in _WILD for c in line[:4]):
        return False
    head = re.split(r"[。0-9 ?]", line.lstrip("。，、"))[0][:8]
    # Letters alone are no sign (?买了U盘), but for one with a kept syllable behind it: F(xiàn).
    if _TAIL.match(line) is not None or _LETTER.match(line) is not None:
        return True
    if LOST in head:
        return True
    head = _ASCII.sub("", head)
    odd = _odd(head)
    return odd > 1 or (odd == 1 and _odd(head[:3]) > 0 and text.count(head[:3]) < 3)


def _report_rest(text: str, rows: list[tuple[int, int, str]], stuck: list[int]) -> Step:
    found = []
    left = text.count("\ufffd") - sum(text[s:e].count("\ufffd") for s, e, _ in rows)
    if rows:
        start, end, new = rows[0]
        # Repaired is only what leaves nothing of itself in the text.
        partly = bool(left) or any(text[i] != "\ufffd" for i in stuck)
        detail = f"{'部分修复：' if partly else ''}{text[start:end]} → {new}"
        found.append(Found("byte_slip", start, end, len(rows), undone=not partly, detail=detail))
    lost = [i for i in stuck if text[i] != "\ufffd"]
    if lost:
        detail = text[lost[0] : lost[0] + 12].split("\n")[0]
        found.append(Found("byte_slip", lost[0], lost[0] + 1, len(lost), undone=False, detail=detail))
    new_text, edits = replace_spans(text, rows)
    if left:
        at = next(i for i, c in enumerate(text) if c == "\ufffd" and not any(s <= i < e for s, e, _ in rows))
        found.append(
            Found(
                "replacement_characters", at, at + 1, left, undone=False, detail=text[max(0, at - 4) : at + 5]
            )
        )
    return Step(new_text, edits, tuple(found))
