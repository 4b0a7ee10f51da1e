"""Which builds and projects stand in which year: for sums over them, and for the capacity rows of the program."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from lianzhang.plan.model import Model

__all__ = ["add_standing", "kinds_of_life", "runs_of", "standing_builds"]

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


def standing_builds(m: Model, sites: Ints, years: Ints | None) -> tuple[tuple[Ints, Ints], Ints, Floats]:
    """Builds and projects that stand: ((position in ``sites``, year), column, share). With ``years``, one year a position."""
    parts = [_builds(m, sites, years), *_projects(m, sites, years)]
    position, year, column, share = (
        parts[0] if len(parts) == 1 else (np.concatenate([p[i] for p in parts]) for i in range(4))
    )
    return (position, year), column, share


def _projects(m: Model, sites: Ints, years: Ints | None) -> list[tuple[Ints, Ints, Ints, Floats]]:
    """(position, year, column, share) of each optional project."""
    parts = []
    for k, site in enumerate(m.projects.site.tolist()):
        at = np.flatnonzero(sites == site)
        shares = m.projects.shares[k]
        y = np.tile(np.arange(len(shares)), len(at)) if years is None else years[at]
        at = np.repeat(at, len(shares)) if years is None else at
        some = shares[y] > 0
        parts.append((at[some], y[some], np.full(int(some.sum()), m.projects.start + k), shares[y[some]]))
    return parts


def _builds(m: Model, sites: Ints, years: Ints | None) -> tuple[Ints, Ints, Ints, Floats]:
    assert m.build_of is not None
    built = m.build_of[sites]
    if years is not None:
        shares = m.alive[m.site_process[sites], :, years]
        position, vintage = np.nonzero((built >= 0) & (shares > 0))
        year = years[position]
        process = m.site_process[sites[position]]
        return position, year, built[position, vintage], m.alive[process, vintage, year]
    # The years in which a build stands depend on process and vintage alone: found once for each, then copied to sites.
    count = m.alive.shape[1]
    of, lived = np.nonzero(m.alive.reshape(-1, m.alive.shape[2]))
    starts = np.searchsorted(of, np.arange(len(m.alive) * count + 1))
    position, vintage = np.nonzero(built >= 0)
    entry, which = runs_of(starts, m.site_process[sites[position]] * count + vintage)
    share = m.alive.reshape(-1, m.alive.shape[2])[of, lived]
    return position[which], lived[entry], built[position, vintage][which], share[entry]


def runs_of(starts: Ints, which: Ints) -> tuple[Ints, Ints]:
    """The runs ``starts[w] … starts[w + 1]`` of every ``w`` in ``which``, one after the other: (entry, position)."""
    counts = np.diff(starts)[which]
    position = np.repeat(np.arange(len(which)), counts)
    first = starts[which] - (np.cumsum(counts) - counts)
    return np.arange(len(position)) + first[position], position


def kinds_of_life(alive: Floats) -> tuple[Ints, Ints]:
    """Processes whose builds stand alike: (one process of each kind, kind of every process)."""
    seen: dict[bytes, int] = {}
    kind = np.array([seen.setdefault(a.tobytes(), len(seen)) for a in alive], dtype=np.int64)
    return np.unique(kind, return_index=True)[1], kind


def add_standing(m: Model, rows: Ints) -> None:
    """−share of every build and project into the capacity row of each year in which it stands; ``rows``: row of the first year of a
    site. Sites that may build in the same years, with the same lives, share one pattern, written for all of them at once."""
    assert m.build_of is not None
    may = m.build_of >= 0
    first = m.build_of[np.arange(len(may)), may.argmax(axis=1)].astype(np.int32) if len(may) else None
    one, kind = m.lives
    of_site = kind[m.site_process]
    for group in _alike(of_site, may):
        vintage = np.flatnonzero(may[group[0]])
        lived = m.alive[one[of_site[group[0]]]][vintage]
        which, year = np.nonzero(lived)
        if first is None or not len(which):
            continue
        shape = (len(group), len(which))
        row, column, value = m.builder.reserve(shape[0] * shape[1])
        np.add(rows[group].astype(np.int32)[:, None], year.astype(np.int32), out=row.reshape(shape))
        np.add(first[group][:, None], which.astype(np.int32), out=column.reshape(shape))
        value.reshape(shape)[:] = -lived[which, year]
    for site, at, project, share in _projects(m, np.arange(len(may)), None):
        m.builder.add(rows[site] + at, project, -share)


def _alike(kind: Ints, may: npt.NDArray[np.bool_]) -> list[Ints]:
    """Sites in groups of one kind and one set of years, in rising order; sites without a build in none."""
    some = np.flatnonzero(may.any(axis=1))
    if len(some) and (kind[some] == kind[some[0]]).all() and (may[some] == may[some[0]]).all():
        return [some]
    keys = np.concatenate([kind[some, None], np.packbits(may[some], axis=1)], axis=1)
    code = np.zeros(len(some), dtype=np.int64)
    for part in keys.T:
        code = np.unique(code * (int(part.max(initial=0)) + 1) + part, return_inverse=True)[1]
    order = np.argsort(code, kind="stable")
    return np.split(some[order], np.cumsum(np.bincount(code))[:-1]) if len(some) else []
