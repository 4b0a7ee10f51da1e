"""Bytes to text: which encoding a file is in, and what could not be decoded.

The order is: byte order mark; strict UTF-8; UTF-16 without a mark; GB18030 against Big5 by how common the characters are
that come out; lines in different encodings; and for files that are no Chinese text, charset-normalizer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from lianzhang.text.edits import Found

__all__ = ["Decoded", "decode"]

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)

# The commonest characters of modern Chinese; they make up well over half of any running text.
_COMMON = (
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之"
    "进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样"
    "与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入"
    "常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光"
    "门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联认六共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至"
    "达走积示议声报完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界林律且究观越织装影算低持音众书布复容须际商非验连断"
    "深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置"
    "派层片始却专状育厂京识适属包火住调满县局照参红细引听该铁价严园推投签链锂企项目池能源"
)
_CJK = re.compile("[\u3400-\u9fff\uf900-\ufaff]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """``raw``: all code points, mark and newlines kept. ``encoding``: a codec name, or two joined by ``+``."""

    raw: str
    encoding: str
    found: tuple[Found, ...] = ()


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    from lianzhang.text.script import to_traditional_characters

    return frozenset(_COMMON) | frozenset(to_traditional_characters(_COMMON))


def _plausible(text: str) -> float:
    """Share of common characters among the Chinese ones, less a penalty for what did not decode."""
    sample = text[:20000]
    cjk = _CJK.findall(sample)
    if not cjk:
        return 0.0
    common = _common()
    good = sum(1 for c in cjk if c in common)
    odd = sum(1 for c in sample if c == "\ufffd" or "\ue000" <= c <= "\uf8ff")
    return (good - 3 * odd) / len(cjk)


def _bad_bytes(raw: str, what: str) -> tuple[Found, ...]:
    count = raw.count("\ufffd")
    if not count:
        return ()
    at = raw.index("\ufffd")
    return (Found("undecodable_bytes", at, at + 1, count, undone=False, detail=what),)


def _looks_utf16(data: bytes) -> str | None:
    if len(data) < 4 or len(data) % 2:
        return None
    sample = data[:4000]
    for codec in ("utf-16-le", "utf-16-be"):
        try:
            text = sample[: len(sample) // 2 * 2].decode(codec, errors="strict")
        except UnicodeDecodeError:
            continue
        plain = sum(1 for c in text if c < "\u0080" or "\u3000" <= c <= "\u303f" or "\uff00" <= c <= "\uffef")
        common = sum(1 for c in text if c in _common())
        nul = text.count("\x00")
        if plain + common > 0.7 * len(text) and nul < 0.05 * len(text) and (common or b"\x00" in sample):
            return codec
    return None


def _strict(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return None


def _by_line(data: bytes) -> Decoded | None:
    """Lines in UTF-8 beside lines in GB18030, as when files were glued together; None when it is not so."""
    parts: list[str] = []
    used: set[str] = set()
    first = 0
    length = 0
    for line in data.splitlines(keepends=True):
        if line.isascii():
            text = line.decode("ascii")
        else:
            decoded = _strict(line, "utf-8")
            codec = "utf-8"
            if decoded is None:
                decoded, codec = _strict(line, "gb18030"), "gb18030"
            if decoded is None:
                return None
            if used and codec not in used:
                first = length
            used.add(codec)
            text = decoded
        parts.append(text)
        length += len(text)
    if len(used) < 2:
        return None
    raw = "".join(parts)
    return Decoded(
        raw,
        "utf-8+gb18030",
        (Found("mixed_encoding", first, first + 1, 1, undone=True, detail="utf-8 + gb18030"),),
    )


def _fallback(data: bytes) -> Decoded:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:50000]).best()
    codec = best.encoding if best is not None else "utf-8"
    raw = data.decode(codec, errors="replace")
    return Decoded(raw, codec.replace("_", "-"), _bad_bytes(raw, codec))


def decode(data: bytes) -> Decoded:
    """Decode a file; never fails. What cannot be decoded is U+FFFD and reported as ``undecodable_bytes``."""
    for bom, codec in _BOMS:
        if data.startswith(bom):
            raw = data.decode(codec, errors="replace")
            return Decoded(raw, codec, _bad_bytes(raw, codec) if _strict(data, codec) is None else ())
    text = _strict(data, "utf-8")
    if text is not None and ("\x00" not in text or not _looks_utf16(data)):
        return Decoded(text, "utf-8")
    wide = _looks_utf16(data)
    if wide:
        raw = data.decode(wide, errors="replace")
        return Decoded(raw, wide, _bad_bytes(raw, wide))
    mixed = _by_line(data)
    tries = {c: data.decode(c, errors="replace") for c in ("gb18030", "big5", "utf-8")}
    scores = {c: _plausible(t) for c, t in tries.items()}
    best = max(scores, key=lambda c: scores[c])
    if mixed is not None and _plausible(mixed.raw) >= scores[best]:
        return mixed
    if scores[best] < 0.2:
        return _fallback(data)
    raw = tries[best]
    return Decoded(raw, best, _bad_bytes(raw, best) if _strict(data, best) is None else ())
