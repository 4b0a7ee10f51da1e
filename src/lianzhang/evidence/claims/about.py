"""Whom a number is about, and where: the firms, or a phrase; of itself, shared out by 分别, or that of the number before."""

from __future__ import annotations

import re
from typing import NamedTuple

from lianzhang.evidence.claims.bands import CLASS, elliptic
from lianzhang.evidence.claims.boards import of_a_board
from lianzhang.evidence.claims.central_bank import central_bank
from lianzhang.evidence.claims.doers import doer_of
from lianzhang.evidence.claims.example import example_of
from lianzhang.evidence.claims.fairs import fair_of
from lianzhang.evidence.claims.firms import firms_for, spoken_of
from lianzhang.evidence.claims.foreseen import among, foreseen
from lianzhang.evidence.claims.form_lines import form_at
from lianzhang.evidence.claims.groups import share_group
from lianzhang.evidence.claims.headings import announced_in_title, under_heading
from lianzhang.evidence.claims.heads import headed, quoted
from lianzhang.evidence.claims.indices import of_an_index
from lianzhang.evidence.claims.items import priced
from lianzhang.evidence.claims.lists import Part
from lianzhang.evidence.claims.markets import of_a_market
from lianzhang.evidence.claims.meant import told_before
from lianzhang.evidence.claims.measures import owned_measure
from lianzhang.evidence.claims.moved import moved
from lianzhang.evidence.claims.offices import acting_office
from lianzhang.evidence.claims.own_firm import of_the_firm
from lianzhang.evidence.claims.owned import owner_behind
from lianzhang.evidence.claims.papers import of_paper
from lianzhang.evidence.claims.pointed import pointed, sized_works
from lianzhang.evidence.claims.ranged import ranged
from lianzhang.evidence.claims.reading import Last, Reading, Spot
from lianzhang.evidence.claims.regions import by_region
from lianzhang.evidence.claims.sectors import sector_of
from lianzhang.evidence.claims.sites import deal_place, held_works, host
from lianzhang.evidence.claims.subjects import subject_of
from lianzhang.evidence.claims.subsets import all_of_them, of_those, some_of_them
from lianzhang.evidence.claims.thereof import thereof
from lianzhang.evidence.claims.works import works_of
from lianzhang.evidence.frames.matcher import Frame, Match
from lianzhang.evidence.grounds import COUNTRY, WORLD
from lianzhang.evidence.mentions import NameMention, NumberMention
from lianzhang.evidence.places.land import of_one_land, own_only
from lianzhang.evidence.scene import Scene
from lianzhang.evidence.subjects.facets import bare
from lianzhang.evidence.subjects.kinds import people
from lianzhang.evidence.subjects.phrases import phrase
from lianzhang.evidence.subjects.places import place_of, tells_course
from lianzhang.evidence.words import words

__all__ = ["About", "about", "elsewhere", "of_a_region"]


class About(NamedTuple):
    """Who and where: the firms, or the phrase ``subject``; ``inherited`` from the number before; ``by`` names the rule that gave it."""

    firms: list[NameMention]
    subject: str
    inherited: bool
    place: str | None
    by: str = ""


_INDEX = re.compile("指数|综指|股指|[道纳恒]指")
"""What is quoted at an exchange: of no land that was told before."""
_SEATED = re.compile("位于|地处|坐落|注册地")
"""A place told between two figures with such a word is that of the second."""
_OF_MONEY = frozenset({"CNY", "%"})
_OPENING = 2
"""A name that begins so early opens the sentence."""
_PROJECT_IS = re.compile(r"项目(?=将|拟|计划|预计|总|分|占地|建成|规划|达产|自|建设)")
_SITED = frozenset({"investment", "capacity", "project", "factor_support", "employment"})
"""What a firm's project has where it stands."""
_AT_SEAT = _SITED | {"production", "technology_parameter", "milestone"}
"""What a firm has and does where it sits, once its place is told at all."""


def about(
    reading: Reading, spot: Spot, number: NumberMention, found: Match, last: Last, band_text: str
) -> About:
    """Whom ``number`` is about; ``last`` is the number before, ``band_text`` the size class printed before it, empty without one."""
    scene, frame, part = reading.scene, found.frame, spot.part
    won = announced_in_title(scene, spot, number)
    if won:
        return About([won], won.name, False, None)
    who_moved = moved(scene, spot, number)
    if isinstance(who_moved, str):
        return About([], who_moved, False, None, "moved")
    if who_moved:
        return About(who_moved, who_moved[0].name, False, None, "moved")
    member = ranged(scene, spot, number)
    if member:
        return About([], member.name, False, member.place, "ranged")
    those = _of_those(scene, spot, number, last)
    if those:
        return those
    body = _of_a_body(scene, spot, number, found, last)
    if body:
        return body
    same = last.sentence == spot.index
    firms, by_firm = firms_for(reading, spot, number, frame, last, same)
    goes_on = _goes_on(scene, spot, last, frame)
    if firms and firms[-1].start < spot.sentence.start and same and goes_on:
        firms = []
    # a firm named within a sentence, or as one of several, is no owner of what the next clause tells of the land
    before = bool(firms) and spot.sentence.start + _OPENING < firms[-1].start < spot.clause.start
    if before and scene.report and scene.report.moves_on(spot.clause.start, number.start):
        firms = []
    at_site = None if firms else host(scene, spot, number, frame)
    firms, by_firm = ([at_site], "host") if at_site else (firms, by_firm)
    place = _place(scene, spot, number, frame, last, firms)
    subject, inherited, by = subject_of(scene, spot, number, found, last if same else None, place)
    if band_text and same and last.subject and elliptic(scene, spot, band_text):
        subject, inherited, by = last.subject, True, "band"
    stands = same and not firms and frame.kind in _STANDINGS and bare(subject)
    if goes_on and last.subject and (stands or not same):
        firms, subject, inherited, by = [], last.subject, True, "goes on"
    emptied = inherited and bool(firms) and firms[-1].start < last.at and not last.firms
    if inherited and (not firms or firms[-1].start < last.at):
        firms = list(last.firms)  # a change is of what was told right before, whatever firm came earlier
        by_firm = by
    own = scene.firm_led or number.unit == "CNY/share"
    alone = part is None or (own and not (part.firm or part.place or part.item))
    emptied |= inherited and not firms and frame.kind == "growth" and not words().hollow.fullmatch(subject)
    if (
        not firms
        and not emptied
        and alone
        and not goes_on
        and not (
            same and last.frame and frame.kind == last.frame.kind == "market_share" and not last.firms
        )  # 甲型占7%，乙型占3%
        and of_the_firm(scene, spot, number, found, subject)
    ):
        firms, inherited, by_firm = spoken_of(scene, spot), False, "spoken of"
    who = About(firms, subject, inherited, place, by_firm if firms else by)
    told = last if same else None
    if not part:
        who = _of_products(scene, spot, number, found, None if last.firms else told, who)
    who = _of_things(scene, spot, number, found, last, who)
    return _shared_out(scene, spot, number, found, last, who, own=own, band_text=band_text)


def _of_a_body(scene: Scene, spot: Spot, number: NumberMention, found: Match, last: Last) -> About | None:
    """The sector or exchange whose shares are told, the central bank, the fair held, the office that acts, or who does what a list goes on with."""
    sector = sector_of(scene, number)
    if sector:
        return About([], sector, False, _place(scene, spot, number, found.frame, last, []), "sector")
    board = of_a_board(scene, spot, number)
    if board:
        return About([], board, False, None, "board")
    index = of_an_index(scene, spot, number)
    if index:
        return About([], index, False, None, "board")
    bank = central_bank(scene, spot, number) if number.unit in _OF_MONEY else ""
    if bank:
        return About([], bank, False, None, "central bank")
    fair = fair_of(scene, spot, number, found)
    if fair:
        return About([], fair.name, False, fair.place, "fair")
    office = acting_office(scene, spot, number, found)
    if office:
        return About([], office[0], False, office[1], "office")
    doer = doer_of(scene, spot, number, found, last)
    return About(list(doer.firms), doer.subject, True, doer.place, "doer") if doer else None


def _of_those(scene: Scene, spot: Spot, number: NumberMention, last: Last) -> About | None:
    """The firm whose form it is, those who were counted before, what a figure is held against, or what a clause points back to."""
    formed = form_at(scene, number.start)
    if formed:
        return About([], formed, False, None, "form")
    counted = (
        some_of_them(scene, spot, number, last)
        or all_of_them(scene, spot, number, last)
        or of_those(scene, spot, number, last)
        or foreseen(scene, spot, number, last)
        or among(scene, spot, number, last)
    )
    if counted:
        return About(list(counted.firms), counted.subject, True, counted.place, "some of them")
    back = told_before(scene, spot, number, last)
    return About(list(back.firms), back.subject, True, back.place, "told before") if back else None


def _shared_out(
    scene: Scene, spot: Spot, number: NumberMention, found: Match, last: Last, who: About, *, own: bool, band_text: str
) -> About:  # fmt: skip
    """``who`` unless a region's sales, works that a firm holds, a member of a list or a size class says otherwise."""
    part, place = spot.part, who.place
    sold = by_region(scene, spot, number, found.frame, last)
    if sold:
        return About(sold, sold[0].name, False, None, "region")
    held = "" if part else held_works(scene, spot, number, who.firms)
    if held:
        return About([], held, False, place, "held")
    if part and part.like:
        return About(list(part.like.firms), part.like.subject, True, part.like.place, "like")
    if part:
        who = _of_part(scene, spot, number, part, last, own, who)
    if band_text and band_text in who.subject:
        noun = CLASS.sub("", who.subject.rpartition(band_text)[2])
        named = band_text + noun if noun in ("企业", "工业企业", "公司") else phrase(scene, place, noun)
        who = who._replace(subject=named if len(noun) > 1 else last.subject or noun)
    return who


def _place(
    scene: Scene, spot: Spot, number: NumberMention, frame: Frame, last: Last, firms: list[NameMention]
) -> str | None:
    """The place of the clause, that of the number before, the seat of the firm, or where a deal lies."""
    same = last.sentence == spot.index
    place = place_of(scene, spot.index, spot.at, number.start)
    if same and last.place and not _names_place(scene, spot, number) and last.segment == spot.clause.segment:
        moved = scene.settings(last.at, spot.clause.start) and _SEATED.search(
            scene.flat, last.at, spot.clause.start
        )
        place = place if moved or tells_course(scene, last.at, spot.clause.start) else last.place
    if (
        place
        and _INDEX.search(scene.flat, spot.left, number.start)
        and not scene.grounds(spot.clause.start, number.start)
    ):
        place = None if scene.tree.by_path(place) is None and place not in (COUNTRY, WORLD) else place
    place = None if place == COUNTRY and of_a_region(scene, spot, number) else place
    seat = firms[0].paths[0] if firms and firms[0].paths and frame.kind in _AT_SEAT else ""
    if place and seat.startswith(place) and not scene.grounds(spot.clause.start, number.start):
        place = seat  # where the text has told that the firm sits
    if (
        place is None
        and frame.kind in _SITED
        and (scene.firm_led or _PROJECT_IS.search(scene.flat, spot.clause.start, number.start))
    ):
        place = deal_place(scene)
    return place


_REGION = re.compile("华[东北南中](?![^，。；、]{0,4}(?:大学|学院|公司|集团|电网|油田|医|[路街]))")
_MARKED = ("华东", "华北", "华南", "华中")


def of_a_region(scene: Scene, spot: Spot, number: NumberMention) -> bool:
    """Whether the clause speaks of a part of the country that is no place of its own (华东报价……): what it tells is not of the whole."""
    start, end = spot.clause.start, number.start
    if not any(scene.flat.find(name, start, end) >= 0 for name in _MARKED):
        return False
    return _REGION.search(scene.flat, start, end) is not None


def _of_part(
    scene: Scene, spot: Spot, number: NumberMention, part: Part, last: Last, own: bool, who: About
) -> About:
    """Firms, subject and place of a member of a list that numbers are shared out to; ``who`` they are without the list."""
    firms, subject, inherited, place, _ = who
    place = part.place or place
    firms = [part.firm] if part.firm else firms
    if part.own and not part.firm and firms and firms[0].start < spot.clause.start and not own:
        firms = []
    if (
        part.own
        and part.whole
        and not part.firm
        and firms
        and "由" in scene.flat[firms[-1].end : number.start]
    ):
        firms = []  # 某某由甲、乙分别持有……
    measure = words().hollow.fullmatch(part.noun)
    if not part.firm and not part.noun and _just_told(spot, last):
        return About(
            [], last.subject or "", True, place, "part"
        )  # 5月、6月分别增长……: of what was told right before
    if not part.firm and not (measure and last.subject and inherited and not _next_place(part, last)):
        subject = part.noun if part.whole else phrase(scene, place, part.noun)
    return About(firms, subject, inherited, place, "part")


def _next_place(part: Part, last: Last) -> bool:
    """Whether a list goes on to its next place, and the number before was of no more than the place before (甲市、乙市增速分别为……)."""
    told = (last.subject or "").removesuffix(part.noun)
    return bool(told and part.place and last.place) and (last.place or "").endswith(told)


def _just_told(spot: Spot, last: Last) -> bool:
    """Whether the number before, of the sentence or of that before it in the paragraph, was of a thing and of no firm."""
    told = last.told[-1] if last.told else None
    if told is None or told.firms or not told.subject or bare(told.subject):
        return False
    return told.paragraph == spot.sentence.paragraph and spot.index - told.sentence in (0, 1)


def elsewhere(scene: Scene, spot: Spot, number: NumberMention, frame: Frame, who: About) -> bool:
    """Whether the place of ``who``, told before, says nothing of a firm's number: the country, the town of a signing."""
    if frame.kind in _QUOTES and not who.firms and _EXCHANGE.search(who.subject):
        return not scene.grounds(spot.clause.start, number.end)
    if not who.place or (not who.firms and (own_only(scene) == who.place or _funds(scene, frame, who.place))):
        return False
    of_works = frame.measure == "税收" or _PROJECT.search(scene.flat, spot.clause.start, number.end)
    if frame.kind == "finance" and (frame.measure in _SHARES or (who.firms and not of_works)):
        return True
    if frame.kind == "market_share" and who.firms and "股" in scene.flat[spot.left : number.start]:
        return True
    if frame.kind in ("finance", "sales") and frame.measure in _DEALS:
        told = spot.sentence if frame.measure == "融资" else spot.clause
        return not _PROJECT.search(scene.flat, spot.clause.start, number.end) and not scene.grounds(
            told.start, number.end
        )
    if not who.firms:
        return False
    if who.place in (COUNTRY, WORLD):
        return not scene.grounds(spot.clause.start, number.end)
    if frame.kind == "stock":
        return True
    held = frame.kind == "capacity" and _OWN.search(scene.flat, spot.sentence.start, number.start) is not None
    own = frame.kind in _NOWHERE or (scene.firm_led and (frame.kind not in _SITED or held))
    return own and not scene.grounds(spot.sentence.start, number.end)


_QUOTES = frozenset({"price", "growth"})
_EXCHANGE = re.compile(
    "(?<![A-Za-z])(?:LME|COMEX|NYMEX|CBOT|WTI)|布伦特|布油|美油|[道纳恒]指|股指|(?:综合|成份?|恒生[一-鿿]{0,6}|上证|证券?)指数?\\Z"
)
"""What is quoted at an exchange is of no place that was told before."""


def _funds(scene: Scene, frame: Frame, place: str) -> bool:
    """Whether money was raised in the one land that a text is of (基金规模超200亿元), by no firm."""
    return frame.measure == "融资" and of_one_land(scene) and place == scene.home[0]


_OWN = re.compile(
    r"(?<![\u4e00-\u9fff])(?:目前|现|截至目前)?(?:本|该)?公司(?:已|现)?(?:每年|年产|总|合计|累计|共|拥有|具有|具备|形成|现有|产能|[\u4e00-\u9fff]{2,8}(?:总)?产能)"
)
"""A firm's own capacity (公司具有年产……), beside that of a project."""
_OF_MARKETS = frozenset({"output_value", "sales", "growth", "production", "finance"})
_NOWHERE = frozenset({"sales", "price", "finance"})
"""What a firm's books and markets are: at no place."""
_SHARES = frozenset({"股份", "股权", "增减持", "回购", "每股收益", "估值"})
_DEALS = frozenset({"收购", "担保", "现金流", "合同金额", "融资", "分红"})
"""What firms alone have or do: shares lie nowhere, a deal only where its clause says so."""
_PROJECT = re.compile("项目|基地|工厂")


def _of_things(
    scene: Scene, spot: Spot, number: NumberMention, found: Match, before: Last, who: About
) -> About:
    """``who``, or the thing that is measured where the clause does not say of what: the owner of a measure told before, the works the sentence
    opens with, what stands behind 的."""
    firms, subject, inherited, place, by = who
    last = before if before.sentence == spot.index else None
    paper = "" if spot.part else of_paper(scene, spot, number, found)
    if paper:
        return About([], paper, False, place, "paper")
    example = example_of(scene, spot, number) or share_group(scene, spot, number)
    if example:
        return About([], example, False, place, "example")
    market = "" if spot.part or firms else of_a_market(scene, spot, number)
    if not market:
        named = pointed(scene, spot, number, found, last)
        if named:
            return About([], named, False, place, "pointed")
        named = under_heading(scene, spot, number)
        if named:
            return About([], named, False, place, "heading")
        named = "" if firms else sized_works(scene, spot, number, found)
        if named:
            return About([], named, False, place, "sized")
    if not firms:
        owned = (
            ""
            if people(subject)
            else thereof(scene, spot, number, found, before, subject)
            or owned_measure(scene, spot, number, found, last, place, subject, inherited)
        )
        subject, inherited, by = (owned, False, "owned") if owned else (subject, inherited, by)
    works = works_of(scene, spot, number, found, place, subject if inherited else "")
    if works:
        firms, subject, inherited, by = [], works, False, "works"
    if market and not firms and found.frame.kind in _OF_MARKETS:
        subject, inherited, by = market, False, "market"
    owner = owner_behind(scene, spot, number, found)
    if owner and not (firms and scene.flat.startswith("建设", number.end)):
        return About(*owner, False, place, "owner behind")
    return About(firms, subject, inherited, place, by)


def _of_products(
    scene: Scene, spot: Spot, number: NumberMention, found: Match, last: Last | None, who: About
) -> About:
    """``who``, or the product whose price or item this is."""
    told = last.subject if last else None
    near = last is not None and bool(last.told) and last.told[-1].clause >= spot.at - 1
    of_price = near and last is not None and last.frame is not None and last.frame.kind == "price"
    named = quoted(scene, spot, number, found, told)
    if named:
        return About([], named, False, who.place, "quoted")
    named = headed(scene, spot, number, found, who.firms, who.inherited)
    if named:
        return About([], named, False, who.place, "headed")
    if found.frame.kind == "price" and not who.firms:
        named, whole = priced(scene, spot, number, told if of_price and told else "")
        if named:
            return About([], named if whole else phrase(scene, who.place, named), False, who.place, "priced")
    return who


def _goes_on(scene: Scene, spot: Spot, last: Last, frame: Frame) -> bool:
    """Whether the clause before told the same sort of figure of a country or place, no firm's, and this one goes on without a firm."""
    if _shares_on(scene, spot, last):
        return True
    if last.firms or not last.told or last.frame is None or frame.kind == "finance":
        return False
    if last.frame.kind != frame.kind and not {last.frame.kind, frame.kind} <= _OF_A_TRADE:
        return False
    told = last.told[-1]
    if (
        told.sentence != spot.index
        or told.clause != spot.at - 1
        or words().firm.match(scene.text[spot.clause.start : spot.clause.end])
    ):
        return False
    before = spot.sentence if last.place == COUNTRY else spot.sentence.clauses[told.clause]
    return bool(scene.grounds(before.start, spot.clause.start)) and not scene.names(
        before.start, spot.clause.end, "organisation"
    )


_STANDINGS = frozenset({"market_rank", "milestone"})
_OF_A_TRADE = frozenset({"growth", "market_rank", "milestone", "production", "sales", "export", "import"})


_SHARE_OF = re.compile(r"(?:其中[^，。；\d公司企其]{2,12})?(?:约|仅|已|又)?占(?!用|地|公司|集团)")


def _shares_on(scene: Scene, spot: Spot, last: Last) -> bool:
    """Whether a clause tells what share of another thing the thing told right before has (占乘用车出口58%), or a part of it (其中纯电动占……)."""
    if last.firms or not last.told or spot.index - last.sentence not in (0, 1):
        return False
    told = last.told[-1]
    if told.firms or told.paragraph != spot.sentence.paragraph or (told.sentence != spot.index and spot.at):
        return False
    return _SHARE_OF.match(scene.flat, spot.clause.start, spot.clause.end) is not None and not scene.names(
        spot.clause.start, spot.clause.end, "organisation"
    )


_HERE = re.compile(r"(?:全|我|本)[省市县区州]")


def _names_place(scene: Scene, spot: Spot, number: NumberMention) -> bool:
    return bool(scene.grounds(spot.clause.start, number.start)) or bool(
        _HERE.match(scene.text, spot.clause.start, number.start)
    )
