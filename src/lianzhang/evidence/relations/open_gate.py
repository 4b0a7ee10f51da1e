"""Which of the clauses that any verb may open tell something worth a claim: sums of learnt weights say so.

The features of a candidate are words: what its subject is and how it was found (``s.org``, ``own``), what its other end is (``o.title``), its
verb (``v=收购``) and the class of it, whether the clause has a date, a figure, a denial, who says it, where it stands in the text; some
of them together. ``data/event_weights.csv`` has a weight for each and ``tools/train_events.py`` learns them; the same file says by rows
``kind:…`` which kind of claim a verb calls for.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import repeat
from operator import add

from lianzhang.core import Problems
from lianzhang.core.data_files import data_text
from lianzhang.evidence.claims.reading import Reading
from lianzhang.evidence.clauses import Clause, Sentence
from lianzhang.evidence.lexicon.tables import read_pairs, read_table
from lianzhang.evidence.relations.open_clauses import Candidate
from lianzhang.evidence.relations.open_ends import Spot
from lianzhang.evidence.relations.open_kinds import settled
from lianzhang.evidence.relations.open_words import verbs
from lianzhang.evidence.scene import Scene, digest, remembered
from lianzhang.evidence.segments import classes

__all__ = ["KINDS", "Gate", "features", "kind_features", "kind_of", "likelihood", "weighed_kind", "weights"]

KINDS = (
    "milestone", "policy", "project", "institution", "supply_link", "finance", "production", "stock", "talent",
    "proposal_step", "zoning", "investment", "target",
)  # fmt: skip


@lru_cache(maxsize=1)
def _verb_classes() -> dict[str, tuple[str, str]]:
    """The class of events and its kind, for every verb that has one (``data/events.csv``)."""
    out: dict[str, tuple[str, str]] = {}
    rows = read_table("events.csv", data_text("events.csv"), ("event", "kind", "verbs"), Problems())
    for _, row in rows:
        for verb in row["verbs"].split(";") if row["event"] not in _UNWEIGHED else ():
            out.setdefault(verb, (row["event"], row["kind"]))
    return out


_UNWEIGHED = ("insolvent", "power")
"""Classes that are younger than the weights: their verbs are weighed as verbs of none."""
_NOT = re.compile("[不未没无](?![来断仅偿锡锈人机线形])|拒绝|停止|否认|并非|尚")
_IF = re.compile("如果|若(?!干)|假如|一旦|倘若|只要|除非|即使|能否|是否|可否|[？?]|吗")
_MAY = re.compile("可能|或将|或许|有望|应当?|必须|需要?|要(?!求)|可以|能够|会(?![议见展计])|希望|愿意|可")
_SAYS = re.compile(r"表示|认为|指出|称\Z|坦言|直言|强调|说\Z|分析|预计|预测|看来|介绍|透露|报道|消息|显示|据")
_SOURCE = re.compile("据|根据|按照|依据|随着|由于|因为?|为了?|虽然|尽管|但|而|当|对于?|关于|从")
_DONE = re.compile("已|了|曾|正式|日前|近日|昨日|今日|宣布")
_PLAN = re.compile("拟|计划|将|预计|力争|即将|筹划")
_NOTICE = re.compile(r"(?:证券|股票)代码|公告编号|董事会及全体|特此公告")


def _length(n: int, *steps: int) -> str:
    for step in steps:
        if n <= step:
            return str(step)
    return "more"


@remembered
def _of_the_text(scene: Scene) -> tuple[str, ...]:
    length = len(scene.flat)
    return (
        "led" if scene.firm_led else "not.led",
        "digest" if digest(scene) else "one.item",
        "notice" if _NOTICE.search(scene.flat) else "news",
        "text." + _length(length, 150, 400, 1000, 3000),
    )


@remembered
def _often(scene: Scene, name: str) -> str:
    return "often." + _length(scene.text.count(name), 0, 1, 2, 4)


def _of_sentence(reading: Reading, index: int, sentence: Sentence) -> list[str]:
    """What the sentence is like."""
    scene = reading.scene
    out = [
        "zone.title" if reading.zones[index] == "title" else "zone.body",
        "sent." + _length(index, 0, 1, 3, 8),
        "clauses." + _length(len(sentence.clauses), 1, 2, 4, 7),
        "num.sentence" if scene.numbers(sentence.start, sentence.end) else "num.free",
    ]
    if index == len(scene.sentences) - 1 or "。" not in scene.flat[sentence.end - 1 : sentence.end + 1]:
        out.append("no.stop")
    return out


def _of_shape(scene: Scene, sentence: Sentence, at: int) -> tuple[str, ...]:
    """What the clause is like before it is cut into words."""
    return _shape(*_measured(scene, sentence.clauses[at], at))


def _measured(scene: Scene, clause: Clause, at: int) -> tuple[int, int, int, bool]:
    """Where a clause stands, how long it is, how many numbers it has, and whether it names a place."""
    start, end, _ = clause
    return min(at, 4), min(end - start, 51), len(scene.numbers(start, end)), bool(scene.places(start, end))


@lru_cache(maxsize=4096)
def _shape(at: int, length: int, numbers: int, placed: bool) -> tuple[str, ...]:
    return (
        "clause." + _length(at, 0, 1, 3),
        "len." + _length(length, 8, 14, 22, 34, 50),
        "num." + _length(numbers, 0, 1),
        "place.own" if placed else "place.none",
    )


@lru_cache(maxsize=4096)
def _shape_weight(at: int, length: int, numbers: int, placed: bool) -> float:
    get = weights()[0].get
    return sum(map(get, _shape(at, length, numbers, placed), repeat(0.0)))


def _of_clause(scene: Scene, spot: Spot) -> list[str]:
    """What the clause says, whichever verb and subject it has."""
    flat = scene.flat
    _, sentence, at, clause, tokens, _ = spot
    said = flat[clause.start : clause.end]
    out = []
    if _IF.search(said):
        out.append("if")
    if _SOURCE.match(said):
        out.append("lead")
    if at and _SAYS.search(flat, sentence.start, clause.start):
        out.append("said")
    exact = max((len((t.time or "").split("/")[0]) for t in scene.times(clause.start, clause.end)), default=0)
    earlier = scene.times(sentence.start, clause.start) if not exact else []
    out.append("time.earlier" if earlier else _TIMES.get(exact, "time.other"))
    out += dict.fromkeys("c=" + t.text for t in tokens if t.type == "verb")
    return out


_TIMES = {0: "time.none", 4: "time.year", 7: "time.month", 10: "time.day"}


def _of_word(word: str) -> list[str]:
    """What the verb is."""
    named = _verb_classes().get(word)
    return [
        "v=" + word, "ve=" + (named[0] if named else "none"), "vc=" + classes().get(word, "open"), "v1=" + word[0], "v2=" + word[-1],
    ]  # fmt: skip


@lru_cache(maxsize=4096)
def _word_weight(word: str) -> float:
    get = weights()[0].get
    return sum(map(get, _of_word(word), repeat(0.0)))


def _of_verb(scene: Scene, c: Candidate) -> list[str]:
    """What the verb is like and what stands beside it."""
    flat, verb, clause, tokens = scene.flat, c.verb, c.spot.clause, c.spot.tokens
    out = [*_of_word(verb.text), "rank." + str(c.rank)]
    if _NOT.search(flat, max(clause.start, verb.start - 5), verb.start):
        out.append("neg")
    if _MAY.search(flat, clause.start, verb.start):
        out.append("may")
    if _DONE.search(flat, clause.start, min(clause.end, verb.end + 1)):
        out.append("done")
    if _PLAN.search(flat, clause.start, verb.start):
        out.append("plan")
    if scene.numbers(verb.end, c.end):
        out.append("num.behind")
    i = next((n for n, t in enumerate(tokens) if t.start >= verb.start), len(tokens) - 1)
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    out.append("next." + (after.type if after else "end"))
    out.append("prev." + (tokens[i - 1].type if i else "begin"))
    if after and after.text[0] == "的":
        out.append("verb.de")
    if i and tokens[i - 1].text[-1] == "的":
        out.append("de.verb")
    out.append("verbs.behind." + str(min(3, sum(t.type == "verb" for t in tokens[i + 1 :]))))
    return out


def _of_ends(scene: Scene, c: Candidate) -> list[str]:
    """What the subject and the object are like."""
    name, _, kind, found = c.subject
    s, o = "s." + kind, "o." + c.object_type
    out = [
        s, o, found, f"{s}/{found}", f"{s}/{o}", f"{found}/{o}", "slen." + _length(len(name), 2, 4, 8, 14, 20),
        "olen." + _length(len(c.object), 0, 3, 8, 16, 24), "main" if name == scene.main_firm else "not.main", _often(scene, name),
        "oend=" + c.object[-2:], "obeg=" + c.object[:2], "send=" + name[-2:],
    ]  # fmt: skip
    out += [feature for mark, feature in (("的", "o.of"), ("、", "o.listed")) if mark in c.object]
    if found == "own":
        out.append("head." + _length(c.subject.start - c.spot.clause.start, 0, 3, 8, 16))
        out.append("gap." + _length(c.verb.start - c.subject.start - len(name), 0, 2, 5, 10))
    return out


_CROSSED = ("time", "num.", "rank", "neg", "may", "plan", "done", "said", "zone", "lead", "clause.")


def _crossed(c: Candidate, around: Sequence[str], verb: Sequence[str]) -> list[str]:
    """What the ends are together with what the clause and the verb are like."""
    found, s, o = c.subject.found, "s." + c.subject.type, "o." + c.object_type
    simple = [f for f in (*around, *verb) if f.startswith(_CROSSED)]
    out = [f"{s}/{f}" for f in simple]
    out += [f"{found}/{f}" for f in simple]
    out += [f"{verb[1]}/{s}", f"{verb[1]}/{o}", f"{verb[2]}/{s}", f"{verb[2]}/{o}", f"{verb[1]}/{found}"]
    out += [f"{o}/{f}" for f in simple if f.startswith(("num", "time"))]
    return out


def features(reading: Reading, c: Candidate) -> list[str]:
    """The features of a candidate."""
    number, sentence, at = c.spot[:3]
    around = [*_of_sentence(reading, number, sentence), *_of_shape(reading.scene, sentence, at)]
    around += _of_clause(reading.scene, c.spot)
    verb = _of_verb(reading.scene, c)
    return [
        "always", *_of_the_text(reading.scene), *around, *verb, *_of_ends(reading.scene, c), *_crossed(c, around, verb),
    ]  # fmt: skip


def likelihood(reading: Reading, c: Candidate) -> float:
    """How likely a candidate tells something."""
    get = weights()[0].get
    return 1 / (1 + math.exp(-sum(map(get, features(reading, c), repeat(0.0)))))


class Gate:
    """Weighs the candidates of a text; what those of a clause share is weighed once."""

    def __init__(self, reading: Reading, least: float) -> None:
        self._reading = reading
        self._get = weights()[0].get
        self._limit = math.log(least / (1 - least))
        self._text = self._sum(("always", *_of_the_text(reading.scene)))
        self._spot: Spot | None = None
        self._index = -1
        self._sentence: list[str] = []
        self._opening = 0.0
        self._around: list[str] = []
        self._whole = 0.0

    def _sum(self, found: Iterable[str]) -> float:
        get = self._get
        return sum(map(get, found, repeat(0.0)))

    def _enter(self, index: int, sentence: Sentence) -> None:
        if index != self._index:
            self._index, self._sentence = index, _of_sentence(self._reading, index, sentence)
            self._opening = self._text + self._sum(self._sentence)

    def _look(self, spot: Spot) -> None:
        if spot is not self._spot:
            self._enter(spot.number, spot.sentence)
            scene = self._reading.scene
            own = [*_of_shape(scene, spot.sentence, spot.at), *_of_clause(scene, spot)]
            self._spot, self._around = spot, [*self._sentence, *own]
            self._whole = self._opening + self._sum(own)

    def hopeful(self, index: int, sentence: Sentence, at: int) -> bool:
        """Whether a clause may still come over the limit by the characters that may be a verb, before it is cut into words."""
        if index != self._index:
            self._enter(index, sentence)
        scene, clause = self._reading.scene, sentence.clauses[at]
        least = self._limit - _FARTHEST - self._opening - _shape_weight(*_measured(scene, clause, at))
        strong, pattern = _strong(math.floor(4 * least))
        if pattern is not None:
            return pattern.search(scene.flat, clause.start, clause.end) is not None
        said = scene.flat[clause.start : clause.end]
        return not strong.isdisjoint(said) or not strong.isdisjoint(map(add, said, said[1:]))

    def worth(self, spot: Spot, verb: str) -> bool:
        """Whether a verb of a clause may still come over the limit, by the clause and the word alone."""
        self._look(spot)
        return self._whole + _word_weight(verb) > self._limit - _FAR

    def likeliest(self, group: Sequence[Candidate]) -> tuple[Candidate, float] | None:
        """The candidate of a clause that most likely tells something, and how likely; None where none is likely enough."""
        self._look(group[0].spot)
        scene, best, most = self._reading.scene, None, self._limit
        at, verb, so_far = -1, [""], 0.0
        for c in group:
            if c.verb.start != at:
                at, verb = c.verb.start, _of_verb(scene, c)
                so_far = self._whole + self._sum(verb)
            total = so_far + self._sum(_of_ends(scene, c))
            if total < most - _NEAR:
                continue
            total += self._sum(_crossed(c, self._around, verb))
            if total > most:
                best, most = c, total
        return (best, 1 / (1 + math.exp(-most))) if best else None


@lru_cache(maxsize=1)
def _reach() -> dict[str, float]:
    """What the verbs weigh by themselves, under the first two characters the most of all that begin so."""
    get, out = weights()[0].get, dict[str, float]()
    for verb in verbs():
        weight = sum(get(f, 0.0) for f in ("c=" + verb, *_of_word(verb)))
        out[verb[:2]] = max(weight, out.get(verb[:2], weight))
    return out


@lru_cache(maxsize=64)
def _strong(quarters: int) -> tuple[frozenset[str], re.Pattern[str] | None]:
    """What the verbs begin with that weigh more than so many quarters; where they are few, as a pattern, which is quicker to look for."""
    strong = frozenset(begin for begin, weight in _reach().items() if 4 * weight > quarters)
    few = len(strong) <= _FEW
    return strong, re.compile("|".join(sorted(map(re.escape, strong))) or "(?!)") if few else None


_FEW = 400


_FARTHEST, _FAR, _NEAR = 1.0, 1.2, 1.0
"""So much what is looked at later may add: before the words, with the words, with the ends of what is told. On three lots of news
nothing likely enough is lost with these; with 0.5 and 0.8 one in six of what would be told was given up, and two of three of that was right."""


def kind_features(c: Candidate) -> list[str]:
    """What says which kind of claim a candidate is."""
    named = _verb_classes().get(c.verb.text)
    s, o = "s." + c.subject.type, "o." + c.object_type
    return [
        "always", s, o, "v=" + c.verb.text, "v2=" + c.verb.text[-1], "v1=" + c.verb.text[0], "k=" + (named[1] if named else "none"),
        "ve=" + (named[0] if named else "none"), "oend=" + c.object[-2:], "send=" + c.subject.name[-2:], c.subject.found,
    ]  # fmt: skip


@lru_cache(maxsize=1)
def weights() -> tuple[dict[str, float], dict[str, dict[str, float]]]:
    """The weights of the gate, and for every kind those of its own."""
    gate: dict[str, float] = {}
    kinds: dict[str, dict[str, float]] = {k: {} for k in KINDS}
    for name, weight in read_pairs("event_weights.csv"):
        if name.startswith("kind:"):
            _, kind, feature = name.split(":", 2)
            kinds[kind][feature] = float(weight)
        else:
            gate[name] = float(weight)
    return gate, kinds


def weighed_kind(c: Candidate) -> str:
    """The kind that the weights hold for the likeliest."""
    kinds = weights()[1]
    found = kind_features(c)
    return max(KINDS, key=lambda k: sum(map(kinds[k].get, found, repeat(0.0))))


def kind_of(c: Candidate) -> str:
    """The likeliest kind of a candidate."""
    return settled(weighed_kind(c), c.subject.type, c.subject.name, c.verb.text, c.object)
