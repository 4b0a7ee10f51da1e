"""Forks a child that works on a ledger, kills it at a random moment, looks at what is left, and goes on with the next.

``python nursery.py URL WORK KILLS SEED FOLDER``. A child says ``begin`` before and ``done …`` after every piece of work: what it said to be done
must be there, and of what it had begun all or nothing. Prints how many were killed, how many of them in the middle of a piece of work, and
how many pieces were done; a broken promise ends it with an assertion.
"""

from __future__ import annotations

import itertools
import os
import random
import select
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import alembic.command  # noqa: F401 - loaded once, before the forks

from conftest import make_claim, make_document
from lianzhang.case.case import Case
from lianzhang.case.month import close_month, reopen_month
from lianzhang.case.settings import CaseSettings
from lianzhang.desk.dispatch import thaw
from lianzhang.ledger import Ledger

Tell = Callable[[str], None]
CLAIMS, PROJECTS = 15, 40
STAGES = ("签约", "开工", "在建")


# what children do


def read(url: str, folder: Path, tell: Tell) -> None:
    """Documents, each with all its claims."""
    with Ledger.open(url) as ledger:
        for n in itertools.count():
            path = f"{n:05d}.txt"
            document = make_document(path)
            if ledger.known(path, document.sha256):
                continue
            tell("begin")
            ledger.store_document(document, [make_claim(path, start=i) for i in range(CLAIMS)])
            tell(f"done {path}")


def bring(url: str, folder: Path, tell: Tell) -> None:
    """Three sheets of the same forty projects in turn, each with the next stage, and their parks."""
    sheets = [folder / f"{stage}.csv" for stage in STAGES]
    with Ledger.open(url) as ledger:
        for sheet in itertools.cycle(sheets):
            tell("begin")
            ledger.import_sheet("projects", sheet, "甲", confirm=("stage",))
            tell(f"done {sheet.stem}")


def close(url: str, folder: Path, tell: Tell) -> None:
    """A report comes in, the month is closed, and opened again, for ever."""
    with Case(folder, settings=CaseSettings("关账"), database=url) as case:
        for n in itertools.count(1):
            month = f"2026-{n % 12 + 1:02d}"
            tell("begin")
            (project, *_) = case.ledger.projects()
            given = {"project": project.id, "month": month, "plan_year": "12亿元", "done_to_date": f"{n}万元"}
            known = {r.values["month"]: r.id for r in case.ledger.records("project_progress")}
            if month in known:
                case.ledger.edit(
                    "project_progress", known[month], {"done_to_date": f"{os.getpid()}{n}万元"}, "甲"
                )
            else:
                case.ledger.add("project_progress", given, "甲")
            if case.ledger.months.closed(month) is None:
                closing = close_month(case, month, "甲").closing
                assert closing is not None
                tell(f"done {month} {closing.number} {closing.frozen['digest']}")
            tell("begin")
            if n % 2:
                opened = reopen_month(case, month, "乙", "再核")
                tell(f"done {month} {opened.number} {opened.frozen['digest']}")


# what must hold after every kill


def documents_are_whole(ledger: Ledger, told: list[str]) -> None:
    """Said to be stored means stored; no document without all its claims."""
    stored = {d.path for d in ledger.documents()}
    assert set(told) <= stored, "a document that was said to be stored is gone"
    assert len(ledger.claims()) == CLAIMS * len(stored), "a document without all its claims"


def sheets_are_whole(ledger: Ledger, told: list[str]) -> None:
    """Rows, links, bases and history of a sheet move together."""
    records = ledger.records("projects")
    stages = {r.values["stage"] for r in records}
    lines = [h for h in ledger.history("projects") if h["field"] == "stage"]
    found = (len(records), len(ledger.records("parks")), len(stages), len(lines) % PROJECTS)
    assert found in ((0, 0, 0, 0), (PROJECTS, PROJECTS, 1, 0)), f"half a sheet: {found}"
    assert not told or found[0], "a sheet that was said to be in is gone"
    of_acts = [h["act"] for h in lines]
    assert all(of_acts.count(act) == PROJECTS for act in set(of_acts)), "an act in halves"


def months_are_whole(ledger: Ledger, told: list[str]) -> None:
    """Every closing ever told is there and is unchanged; numbers run on; a month stands closed once at most."""
    closings = ledger.months.closings()
    kept = {f"{c.month} {c.number} {c.frozen['digest']}" for c in closings}
    assert set(told) <= kept, "a closing that was told is gone"
    by_month: dict[str, list[bool]] = {}
    for c in closings:
        thaw(c.frozen)  # raises when the data are not what was frozen
        by_month.setdefault(c.month, []).append(c.stands)
        assert c.number == len(by_month[c.month]), "a number of a closing is missing"
    assert all(not any(stands[:-1]) for stands in by_month.values()), "two closings stand"


WORKS = {
    "read": (read, documents_are_whole),
    "import": (bring, sheets_are_whole),
    "close": (close, months_are_whole),
}
NEW = 8
"""So many of the first children of ``read`` are killed while the tables are being made."""


def _life(work: Callable[[Tell], None], rng: random.Random, *, young: bool) -> list[str]:
    """A child's life: what it told until it was killed, a moment after so many pieces of its work, or (``young``) after it was born."""
    out_of, into = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(out_of)

        def tell(said: str) -> None:
            os.write(into, f"{said}\n".encode())

        try:
            work(tell)
        finally:
            os._exit(1)
    os.close(into)
    wanted, said = rng.choice((0, 0, 1, 1, 2, 3)), b""
    while not young and (b"begin" not in said or said.count(b"done") < wanted):
        ready, _, _ = select.select([out_of], [], [], 30)
        more = os.read(out_of, 1 << 16) if ready else b""
        said += more
        if not more:
            break
    time.sleep(rng.uniform(0, 0.12 if young else 0.06))
    os.kill(pid, signal.SIGKILL)
    _, status = os.waitpid(pid, 0)
    assert os.WIFSIGNALED(status), "the child ended by itself"
    with os.fdopen(out_of, "rb") as pipe:
        return (said + pipe.read()).decode().splitlines()


def main() -> None:
    """Kill, look, go on."""
    url, work, kills, seed, folder = (
        sys.argv[1],
        sys.argv[2],
        int(sys.argv[3]),
        int(sys.argv[4]),
        Path(sys.argv[5]),
    )
    do, check = WORKS[work]
    rng = random.Random(seed)
    told: list[str] = []
    within = 0
    for n in range(kills):
        young = work == "read" and n < NEW
        if not young:
            Ledger.open(url).close()
        lines = _life(lambda tell: do(url, folder, tell), rng, young=young)
        told += [line.removeprefix("done ") for line in lines if line.startswith("done ")]
        within += bool(lines) and lines[-1] == "begin"
        with Ledger.open(url) as ledger:
            check(ledger, told)
    print(kills, within, len(told))


main()
