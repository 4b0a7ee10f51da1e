"""The land that a whole text is of: its home weighed against the country and a firm, and whether it is surely of one land."""

from __future__ import annotations

import re

from lianzhang.evidence.grounds import COUNTRY, WORLD
from lianzhang.evidence.mentions import PlaceMention
from lianzhang.evidence.places.home import opens_wide
from lianzhang.evidence.reports import report_of
from lianzhang.evidence.scene import LISTED, OFFICES, OWN_PLACE, Scene, remembered

__all__ = ["of_one_land", "own_only", "settle_home"]


def settle_home(scene: Scene) -> None:
    """Weigh the document's home against the whole country: a text that speaks of the country more often is about it.

    ``home_sure`` says whether three fifths of its settings lie in the home; the first three hundred characters count threefold.
    """
    scene.report = report_of(scene.flat, scene.mentions.places, scene.sentences)
    if scene.report:
        scene.home, scene.theme, scene.main_firm, scene.firm_named = (scene.report.place,), "", None, False
        return
    if _firm_led(scene):
        scene.home, scene.firm_led, scene.theme = (), True, ""
        return
    inside = wide = all_of_them = 0.0
    home = scene.home[0] if scene.home else ""
    root = home[:2]
    grounds = scene.grounds(0, scene.sentences[-1].end if scene.sentences else 0)
    for p in grounds:
        weight = 3.0 if p.start < 300 else 1.0
        all_of_them += weight
        wide += weight if p.paths[0] == COUNTRY else 0
        inside += weight if root and p.paths[0].startswith(root) else 0
    local = len(OWN_PLACE.findall(scene.flat)) + len(OFFICES.findall(scene.flat))
    enough = 0.6
    abroad = _abroad(scene, grounds)
    if abroad:
        scene.home, scene.home_sure, scene.theme = (abroad,), True, ""
        return
    if (wide > max(inside, local) and wide > 1) or (inside < enough * all_of_them and opens_wide(grounds)):
        scene.home, inside, scene.theme = (COUNTRY,), wide, ""
    scene.home_sure = inside >= enough * all_of_them


_SPOKEN_OF = 3


def _abroad(scene: Scene, grounds: list[PlaceMention]) -> str:
    """The country abroad that a text is of: the only land it names, and not in passing; empty where there is none."""
    lands = {p.paths[0] for p in grounds}
    if len(lands) != 1 or scene.mentions.places or grounds[0].start > _TITLE:
        return ""
    land = grounds[0].paths[0]
    known = land not in (COUNTRY, WORLD) and scene.tree.by_path(land) is None
    return land if known and scene.flat.count(land) >= _SPOKEN_OF else ""


def _firm_led(scene: Scene) -> bool:
    """Whether a text is a firm's own or about one firm: that stands in its first line, and firms are spoken of more than places.

    What is told of such a firm is not of the place that its neighbours in the text lie in.
    """
    firm = scene.main_firm
    line = scene.flat.find("\n", len(scene.flat) - len(scene.flat.lstrip()))
    head = scene.flat[: max(line, 0)] + scene.flat[:200]
    if not firm or not (firm in head or LISTED.search(scene.flat, 0, 400)):
        return False
    if firm not in head[: max(line, 0)] and _one_of_many(scene, firm):
        return False
    own = len(_OF_FIRM.findall(scene.flat)) + scene.flat.count(firm) + len(_BOOKS.findall(scene.flat))
    return own >= 3 and own > 1.5 * len(scene.grounds(0, len(scene.text)))


_MANY = 5


def _one_of_many(scene: Scene, firm: str) -> bool:
    """Whether a firm that the title does not name is one of many that a text tells of, and none that it keeps to."""
    named = [n.name for n in scene.mentions.names if n.type == "organisation"]
    own = sum(name.startswith(firm) or firm.startswith(name) for name in named)
    return len(set(named)) >= _MANY and own * 3 < len(named) and not LISTED.search(scene.flat, 0, 400)


_OF_FIRM = re.compile(r"(?<!有限)(?<!任)(?<!子)(?:本|该)?公司|报告期|股东|董事会")
_BOOKS = re.compile(r"净利|毛利|营收|财报|年报|季报|每股|股价|市值|募集资金|增持|减持|质押")


_TITLE = 150


@remembered
def of_one_land(scene: Scene) -> bool:
    """Whether a text is surely of one land, and no firm that it begins with."""
    firm = scene.main_firm
    return bool(scene.home) and scene.home_sure and not (firm and 0 <= scene.flat.find(firm) < _TITLE)


@remembered
def own_only(scene: Scene) -> str | None:
    """The home of a text that is of no other place and names no firm or body; None for any other text."""
    bodies = any(n.type == "organisation" for n in scene.mentions.names)
    return scene.home[0] if scene.home and scene.home_sure and not bodies else None
