"""Claims from a document: every quantified statement, and the relations between named things.

Numbers go through frames (:mod:`lianzhang.evidence.frames.matcher`), statements without a number through
:mod:`lianzhang.evidence.relations.patterns`; both take modality, subject, place and time from the clause and what it inherits.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from lianzhang.core import PlaceTree, place_tree
from lianzhang.evidence.attributes import traits
from lianzhang.evidence.claim import Claim, Context
from lianzhang.evidence.claims.announcers import announcers, short_forms
from lianzhang.evidence.claims.beside import firms_beside
from lianzhang.evidence.claims.bodies import bodies
from lianzhang.evidence.claims.called import called, outside_works
from lianzhang.evidence.claims.deciders import deciding_firms, operators
from lianzhang.evidence.claims.headlines import without_headlines
from lianzhang.evidence.claims.introduced import introduced_firms
from lianzhang.evidence.claims.kept_names import kept_names
from lianzhang.evidence.claims.merge import merge, with_cells
from lianzhang.evidence.claims.numbers import number_claims
from lianzhang.evidence.claims.placed import placed_firms
from lianzhang.evidence.claims.reading import Draft, Reading
from lianzhang.evidence.claims.seats import seated
from lianzhang.evidence.claims.thing import thing_and_measure
from lianzhang.evidence.claims.traded import traded_firms
from lianzhang.evidence.clauses import Sentence, flatten, mask_titles, split
from lianzhang.evidence.mentions import Mentions, NameMention
from lianzhang.evidence.modality import ModalityReader
from lianzhang.evidence.places.home import home_paths
from lianzhang.evidence.places.land import settle_home
from lianzhang.evidence.relations.announced import announced
from lianzhang.evidence.relations.assemblies import assembly_claims
from lianzhang.evidence.relations.clauses import with_clauses
from lianzhang.evidence.relations.clients import with_clients
from lianzhang.evidence.relations.ends import with_whole_ends
from lianzhang.evidence.relations.events import event_claims
from lianzhang.evidence.relations.fronted import fronted_claims
from lianzhang.evidence.relations.hollow import of_own_works, without_hollow
from lianzhang.evidence.relations.issuers import with_issuers
from lianzhang.evidence.relations.labelled import labelled_claims
from lianzhang.evidence.relations.makers import maker_claims
from lianzhang.evidence.relations.numbers import not_in_figures
from lianzhang.evidence.relations.open_claims import open_claims
from lianzhang.evidence.relations.patterns import relation_claims
from lianzhang.evidence.relations.projects import project_claims
from lianzhang.evidence.relations.shared import shared_out
from lianzhang.evidence.relations.trading import trading_claims
from lianzhang.evidence.scan import outside_firms
from lianzhang.evidence.scene import Scene
from lianzhang.evidence.speakers import speaker
from lianzhang.evidence.times.items import item_days
from lianzhang.text.document import Document, Repeat, anchor_at

__all__ = ["claims_of", "read_claims", "reading_of", "write_jsonl"]

_ZONES = ("body", "title", "header")


def read_claims(
    document: Document, *, tree: PlaceTree | None = None, extra_lexicon: Any = None
) -> list[Claim]:
    """The claims of a document, in order of position. Nothing outside body, title and header makes a claim.

    ``tree`` is the place tree (packaged by default); ``extra_lexicon`` maps further names to their type (organisation,
    park, product, mineral, industry, …): a planner's own firms and products, known without touching the data files.
    """
    tree = tree or place_tree()
    found = _claims(reading_of(document, tree=tree, extra_lexicon=extra_lexicon))
    if document.tables:
        from lianzhang.evidence.tables import table_claims

        cells = table_claims(document, lambda made: read_claims(made, tree=tree, extra_lexicon=extra_lexicon))
        found = with_cells(found, cells)
        found.sort(key=lambda c: (c.start, c.end))
    return found


def reading_of(document: Document, *, tree: PlaceTree | None = None, extra_lexicon: Any = None) -> Reading:
    """A document with its mentions, sentences and home, before claims are read; arguments as for :func:`read_claims`."""
    from lianzhang.evidence import scan

    tree = tree or place_tree()
    text = restored(document)
    home = tuple(scan.home_places(text[: _told(document)], tree))
    mentions = scan.scan(text, document_date=document.source.published, tree=tree, home=home)
    introduced = {
        **called(text, mentions),
        **placed_firms(text, mentions),
        **traded_firms(text),
        **announcers(text),
        **deciding_firms(text, mentions),
        **operators(text, mentions),
        **introduced_firms(text, mentions),
        **bodies(text, mentions),
    }
    extra = {**kept_names({**short_forms(text, mentions), **introduced}, text), **(extra_lexicon or {})}
    if extra:
        mentions = with_names(text, mentions, extra)
    listed = firms_beside(text, mentions)
    if listed:
        mentions = with_names(text, mentions, listed)
    return _reading(document, seated(text, outside_works(text, mentions)), home, tree)


def _claims(reading: Reading) -> list[Claim]:
    """The claims of a document with its mentions, outside its tables."""
    document = reading.document
    related = of_own_works(reading.scene, project_claims(reading))
    related += assembly_claims(reading, relation_claims(reading))
    related += maker_claims(reading) + labelled_claims(reading)
    related += fronted_claims(reading, related) + trading_claims(reading)
    told = with_whole_ends(with_clauses(reading, [*related, *event_claims(reading, related)]))
    told = with_clients(reading, told)
    told = shared_out(reading, with_issuers(reading.scene, told))
    numbers = number_claims(reading)
    opened = open_claims(reading, [*told, *numbers])
    opened = shared_out(reading, [*opened, *announced(reading, [*told, *opened])], told)
    related = without_hollow(reading, [*not_in_figures(numbers, told), *opened])
    drafts = [*numbers, *related]
    drafts.sort(key=lambda d: (d.start, d.end))
    titles = [document.map.raw(z.start, z.end) for z in document.zones if z.kind == "title"]
    claims = without_headlines([_finish(document, reading, d) for d in drafts], titles, document.raw)
    return merge(claims, titles, document.raw)


def with_names(text: str, mentions: Mentions, extra: Mapping[str, str]) -> Mentions:
    """The mentions with the names of ``extra`` (name → type) added; a longer name wins over the names it overlaps."""
    added: list[NameMention] = []
    for name in sorted((n for n in extra if len(n) > 1), key=lambda n: (-len(n), n)):
        at = text.find(name)
        while at >= 0:
            end = at + len(name)
            if not any(a.start < end and at < a.end for a in added):
                added.append(NameMention(at, end, extra[name], name, basis="lexicon"))
            at = text.find(name, end)
    kept = []
    for old in mentions.names:
        rivals = [a for a in added if a.start < old.end and old.start < a.end]
        if any(old.end - old.start > a.end - a.start for a in rivals):
            added = [a for a in added if a not in rivals]
            rivals = []
        if not rivals:
            kept.append(old)
    names = sorted([*kept, *added], key=lambda n: n.start)
    return replace(mentions, names=tuple(names), places=tuple(outside_firms(mentions.places, names)))


def restored(document: Document) -> str:
    """The repaired text with the likelier readings of swapped words put in where they are of the same length.

    Offsets stay those of ``document.text``; quotes still come from the raw file.
    """
    text = document.text
    if document.hypothesis:
        letters = list(text)
        for start, end, word in document.hypothesis:
            if end - start == len(word):
                letters[start:end] = word
        text = "".join(letters)
    if _POINT_MARK.search(text):
        text = _POINT.sub(".", text)
    return _THOUSANDS.sub(lambda m: m[0].replace("，", ","), text) if _THOUSANDS_MARK.search(text) else text


_POINT_MARK = re.compile(r"。\d(?<=\d。\d)")
_POINT = re.compile(r"(?<![\d.]\d{3})(?<=\d)。(?=\d{1,2}(?:%|％|个?百分点|[万亿]|倍|吨|元)(?!的))")
"""下降0。95%: a full stop for the decimal point."""
_THOUSANDS_MARK = re.compile(r"，\d{3}(?<=\d，\d{3})(?!\d)")
_THOUSANDS = re.compile(
    r"(?<![\d.,，第])(?:(?<!分别)(?<!分别[为是达])|(?=\d{1,3}，\d{3}(?:\.\d+)?[^，。；\d]{1,4}[、和及与]\d{1,3}，\d{3}))[1-9１-９]\d{0,2}(?:，\d{3})+(?=(?:\.\d{1,6})?\s?(?:[%％元股吨人户辆台套家份手桶亩株头只件]|[万亿]|[美港欧日]元|千瓦|平方米|公里|千克|公斤|个百分点))(?!\d)"
)
"""169，600股: the mark of a clause stands for that of the thousands."""


def claims_of(documents: Iterable[Document], *, tree: PlaceTree | None = None) -> Iterator[Claim]:
    """The claims of several documents, one document after the other."""
    for document in documents:
        yield from read_claims(document, tree=tree)


def write_jsonl(claims: Iterable[Claim], path: Path | str) -> int:
    """Write one claim a line, as the contract says (UTF-8, no escapes). Returns how many."""
    count = 0
    with Path(path).open("w", encoding="utf-8", newline="\n") as out:
        for claim in claims:
            out.write(json.dumps(claim.to_json(), ensure_ascii=False) + "\n")
            count += 1
    return count


def _told(document: Document) -> int:
    """Where the text ends that the document tells; links to other pieces behind it say nothing of where it is about."""
    return max((z.end for z in document.zones if z.kind in _ZONES), default=len(document.text))


def _date(text: str | None) -> date | None:
    m = re.match(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", text or "")
    if not m:
        return None
    try:
        return date(int(m[1]), int(m[2] or 12), int(m[3] or 28))
    except ValueError:
        return None


def _reading(document: Document, mentions: Mentions, home: tuple[str, ...], tree: PlaceTree) -> Reading:
    text = restored(document)
    flat = flatten(text)
    masked = mask_titles(flat)
    sentences: list[Sentence] = []
    zone_of: list[str] = []
    shift = 0
    for zone in document.zones:
        if zone.kind not in _ZONES:
            continue
        found = split(text, zone.start, zone.end, shift)
        sentences += found
        zone_of += [zone.kind] * len(found)
        shift = found[-1].paragraph + 1 if found else shift
    told = _told(document)
    paths = home_paths(text, flat, mentions, home, told, tree)
    scene = Scene(text, flat, masked, mentions, sentences, paths, tree)
    settle_home(scene)
    return Reading(
        document=document,
        scene=scene,
        modality=ModalityReader(_without_names(masked, mentions), sentences),
        zones=zone_of,
        published=_date(_last_day(text, document.source.published)),
        repeats=tuple(document.repeats),
    )


def _without_names(masked: str, mentions: Mentions) -> str:
    """The text with the 会 that ends the name of a firm blanked: what stands behind it is not foreseen (某某会涨5%)."""
    ends = [n.end - 1 for n in mentions.names if n.type == "organisation" and masked[n.end - 1] == "会"]
    if not ends:
        return masked
    out = list(masked)
    for at in ends:
        out[at] = "\u3000"
    return "".join(out)


def _last_day(text: str, published: str | None) -> str | None:
    """The day up to which a text tells: that of its last item, where its items are dated."""
    days = [day for _, day in item_days(text)]
    return max([*days, published or ""]) if days else published


# ---- from drafts to claims


def _copies(text: str, repeats: tuple[Repeat, ...], start: int, end: int) -> list[tuple[int, int]]:
    """Where ``text[start:end]`` is said again, in the repeated stretches; in repaired offsets."""
    quote = text[start:end]
    out = []
    for r in repeats:
        if r.first_start <= start and end <= r.first_end:
            share = (start - r.first_start) / max(1, r.first_end - r.first_start)
            guess = r.start + int(share * (r.end - r.start))
            best, at = -1, text.find(quote, r.start, r.end)
            while at >= 0:
                if best < 0 or abs(at - guess) < abs(best - guess):
                    best = at
                at = text.find(quote, at + 1, r.end)
            if best >= 0:
                out.append((best, best + len(quote)))
    return out


_LINE_BREAK = re.compile(r"\s*\n\s*")


def _finish(document: Document, reading: Reading, draft: Draft) -> Claim:
    start, end = document.map.raw(draft.start, draft.end)
    copies = _copies(document.text, reading.repeats, draft.start, draft.end)
    sentence = reading.scene.sentences[draft.sentence]
    raw_start, raw_end = document.map.raw(sentence.start, sentence.end)
    context = Context(
        sentence=document.text[sentence.start : sentence.end],
        mark=(max(0, draft.start - sentence.start), draft.end - sentence.start),
        raw_start=raw_start,
        raw_end=raw_end,
    )
    fields = {k: v for k, v in draft.fields.items() if v is not None}
    for name in ("subject", "object"):
        if "\n" in fields.get(name, ""):
            fields[name] = _LINE_BREAK.sub("", fields[name]).strip()  # a name that went over a broken line
    quote, subject = document.raw[start:end], fields.get("subject")
    kind, chemistry, segment = traits(
        fields.get("item"), fields.get("items", ()), subject, document.text[draft.start : draft.end], context
    )
    said_by = speaker(reading.scene.text, sentence[:2], draft.start, draft.end, subject)
    if subject and "unit" in fields:
        fields["subject"] = thing_and_measure(subject)
    return Claim(
        document=document.path,
        quote=quote,
        start=start,
        end=end,
        grade=document.grade,
        also=tuple(document.map.raw(a, b) for a, b in copies),
        anchor=anchor_at(document, start),
        context=context,
        battery_kind=kind,
        chemistry=chemistry,
        segment=segment,
        claimed_by=said_by,
        **fields,
    )
