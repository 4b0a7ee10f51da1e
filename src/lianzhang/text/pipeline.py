"""From bytes to a :class:`Document`: the repair steps in their order, one map, then what the text is."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from lianzhang.core import InputError, Problem, Text
from lianzhang.text.clean import drop_controls, normalise_newlines
from lianzhang.text.decode import decode
from lianzhang.text.document import Damage, Document, Repeat, TableBlock, Zone, ZoneKind
from lianzhang.text.edits import Found, Step, Track
from lianzhang.text.files import MAX_BYTES
from lianzhang.text.grade import grade_of
from lianzhang.text.intake import Grid, extract, office_kind
from lianzhang.text.linked import join_links
from lianzhang.text.lost import empty_fields, find_lost
from lianzhang.text.markup import Page, drop_remnants, is_html, read_html
from lianzhang.text.minhash import fingerprint, fingerprint_of_letters
from lianzhang.text.pinyin import drop_pinyin
from lianzhang.text.plain_tables import plain_grids
from lianzhang.text.punctuation import drop_doubled
from lianzhang.text.repeats import find_repeats, sentences_of
from lianzhang.text.script import simplify
from lianzhang.text.slip import undo_slips
from lianzhang.text.source import dated_by_name, read_source
from lianzhang.text.spin import find_spin
from lianzhang.text.tables import build_tables, zone_tables
from lianzhang.text.zones import body_spans, find_zones

__all__ = ["STEPS", "read_bytes", "read_file", "repair"]

Steps = tuple[Callable[[str], Step], ...]

_FIRST: Steps = (drop_controls, normalise_newlines)
_REST: Steps = (undo_slips, drop_remnants, drop_pinyin, simplify, drop_doubled)
STEPS: Steps = (*_FIRST, join_links, *_REST)
"""The repair steps of a plain text, in order. Lines come before all that looks at words; slips come before markup (a slip can eat the ``<`` of a tag) and before
pinyin (kept pinyin is a check on them); doubled marks come last, when brackets no longer stand between."""


@dataclass(slots=True)
class _Made:
    """What is known of a document before its text is judged."""

    path: str
    data: bytes
    raw: str
    encoding: str
    meta: dict[str, str] = field(default_factory=dict)
    anchors: tuple[tuple[int, str], ...] = ()
    tables: tuple[TableBlock, ...] = ()


def repair(text: str, steps: Iterable[Callable[[str], Step]] = STEPS) -> tuple[str, Track, list[Damage]]:
    """Apply repair steps to a raw text: the repaired text, the map, and the damage met (raw positions)."""
    track = Track(len(text))
    damage: list[Damage] = []
    for step in steps:
        text = _apply(step(text), track, damage)
    return text, track, damage


def _apply(step: Step, track: Track, damage: list[Damage]) -> str:
    damage += [_raw(found, track) for found in step.found]
    track.apply(step.edits)
    return step.text


def _raw(found: Found, track: Track) -> Damage:
    start, end = track.raw(found.start, found.end)
    return Damage(found.kind, start, end, found.count, found.undone, found.detail)


def _to_text(track: Track, raw_spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Raw spans as spans of the present text."""
    found = track.starts.searchsorted(np.array(raw_spans, dtype=np.int64).reshape(-1, 2)).tolist()
    return [(int(a), int(b)) for a, b in found]


def _raw_spans(track: Track, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans of the present text as raw ones; an empty one stays empty."""
    return [track.raw(s, e) if e > s else (track.raw(s, s)[0],) * 2 for s, e in spans]


def _without(spans: list[tuple[int, int]], repeats: tuple[Repeat, ...]) -> list[tuple[int, int]]:
    """The spans less the second copies in them."""
    out: list[tuple[int, int]] = []
    for start, end in spans:
        at = start
        for r in repeats:
            if r.start < end and r.end > at:
                if r.start > at:
                    out.append((at, r.start))
                at = max(at, r.end)
        if at < end:
            out.append((at, end))
    return out


def _read_page(raw: str, track: Track, damage: list[Damage]) -> tuple[str, Page, Track]:
    """Controls and newlines, then tags; hints are kept in raw positions by the caller."""
    text = raw
    for step in _FIRST:
        text = _apply(step(text), track, damage)
    page = read_html(text)
    text = _apply(page.step, track, damage)
    return text, page, track


def read_bytes(data: bytes, path: str) -> Document:
    """Read a document from its bytes. Raises :class:`InputError` when it is larger than ``MAX_BYTES``; damage never raises."""
    if len(data) > MAX_BYTES:
        what = Text(
            f"文件过大：{len(data)} 字节，上限 {MAX_BYTES}",
            f"file too large: {len(data)} bytes, at most {MAX_BYTES}",
        )
        raise InputError([Problem(path, what)])
    kind = office_kind(data, path)
    if kind is not None:
        return _read_office(data, path, kind)
    decoded = decode(data)
    raw = decoded.raw
    damage = [Damage(f.kind, f.start, f.end, f.count, f.undone, f.detail) for f in decoded.found]
    track = Track(len(raw))
    made = _Made(path, data, raw, decoded.encoding)
    hints: list[tuple[int, int, ZoneKind]] = []
    links: list[tuple[int, int]] = []
    grids: list[tuple[Grid, list[tuple[int, int]]]] = []
    if is_html(raw, path):
        text, page, track = _read_page(raw, track, damage)
        made.meta = page.meta
        raw_hints = _raw_spans(track, ((s, e) for s, e, _ in page.hints))
        raw_links = _raw_spans(track, (link for link in page.links if link[1] > link[0]))
        raw_cells = [_raw_spans(track, ((c.start, c.end) for c in grid)) for grid in page.grids]
        for step in _REST:
            text = _apply(step(text), track, damage)
        hints = [(s, e, k) for (s, e), (_, _, k) in zip(_to_text(track, raw_hints), page.hints)]
        links = _to_text(track, raw_links)
        grids = [(grid, _to_text(track, spans)) for grid, spans in zip(page.grids, raw_cells)]
    else:
        text = raw
        for step in STEPS:
            text = _apply(step(text), track, damage)
        grids = [(grid, [(c.start, c.end) for c in grid]) for grid in plain_grids(text)]
    return _finish(made, text, track, damage, find_zones(text, hints, links), grids)


def _read_office(data: bytes, path: str, kind: str) -> Document:
    """Read what an office file holds: its text goes through the same steps as any other."""
    taken = extract(data, path, kind)
    text = taken.raw
    track = Track(len(text))
    damage = [Damage(k, s, e, 1, undone=False, detail=detail) for k, s, e, detail in taken.notes]
    for step in STEPS:
        text = _apply(step(text), track, damage)
    made = _Made(path, data, taken.raw, kind[1:], anchors=taken.anchors)
    if taken.title:
        made.meta["articletitle"] = taken.title
    grids = [(grid, _to_text(track, [(c.start, c.end) for c in grid])) for grid in taken.grids]
    return _finish(made, text, track, damage, find_zones(text), grids)


def _finish(
    made: _Made,
    text: str,
    track: Track,
    damage: list[Damage],
    zones: tuple[Zone, ...],
    grids: list[tuple[Grid, list[tuple[int, int]]]],
) -> Document:
    """Put the tables in their zones, then say what the text is."""
    blocks = build_tables(text, [g for g, _ in grids], [s for _, s in grids], track.raw)
    made.tables, zones = zone_tables(text, blocks, zones)
    return _describe(made, text, track, damage, zones)


def _describe(
    made: _Made, text: str, track: Track, damage: list[Damage], zones: tuple[Zone, ...]
) -> Document:
    """What a repaired text is: copies, losses, spin, source, grade, fingerprint."""
    spans = body_spans(zones)
    sentences = sentences_of(text, spans)
    repeats = find_repeats(text, sentences)
    once = _without(spans, repeats)
    body = "\n".join(text[s:e] for s, e in once)
    found: list[Found] = []
    if repeats:
        first = repeats[0]
        found.append(Found("repeated_body", first.start, first.end, len(repeats), undone=False))
    found += find_lost(text, once)
    found += empty_fields(text, [(z.start, z.end) for z in zones if z.kind == "header"])
    spun = find_spin(text, once)
    found += spun.found
    signs = dated_by_name(read_source(text, zones, made.meta, once), made.path)
    noise = [z for z in zones if z.kind in ("spam", "comment")]
    if noise:
        found.append(Found("spam", noise[0].start, noise[0].end, len(noise), undone=True))
    if body.strip():
        if signs.source.title is None:
            found.append(Found("title_missing", 0, 1, 1, undone=False))
        if signs.source.published is None or (signs.source.published_inferred and not signs.dateline):
            found.append(Found("date_missing", 0, 1, 1, undone=False, detail=signs.source.published_basis))
    grade, reason = grade_of(text, zones, signs, spun, found, body)
    return Document(
        path=made.path,
        sha256=hashlib.sha256(made.data).hexdigest(),
        encoding=made.encoding,
        raw=made.raw,
        text=text,
        map=track.map(),
        zones=zones,
        damage=tuple(damage + [_raw(f, track) for f in found]),
        repeats=repeats,
        source=signs.source,
        grade=grade,
        grade_reason=reason,
        fingerprint=fingerprint(body)
        if repeats
        else fingerprint_of_letters("".join(letters for *_, letters in sentences)),
        hypothesis=spun.hypothesis,
        anchors=made.anchors,
        tables=made.tables,
    )


def read_file(file: Path, path: str) -> Document:
    """Read a document from a file; ``path`` is how the user knows it. Raises :class:`InputError` when it cannot be read."""
    try:
        if file.stat().st_size > MAX_BYTES:
            size = file.stat().st_size
            what = Text(
                f"文件过大：{size} 字节，上限 {MAX_BYTES}",
                f"file too large: {size} bytes, at most {MAX_BYTES}",
            )
            raise InputError([Problem(path, what)])
        data = file.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError([Problem(path, Text(f"无法读取：{reason}", f"cannot be read: {reason}"))]) from error
    return read_bytes(data, path)
