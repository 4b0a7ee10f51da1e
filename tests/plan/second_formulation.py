"""The second formulation of ``test_independent_more``: loops over years, dictionaries, scipy's milp; nothing of the program is used."""

from __future__ import annotations

import math
from collections import defaultdict
from itertools import product

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

REGIONS, GOODS = ("A", "B"), ("x", "pack", "station", "old")
OUTPUT = {"mix": "x", "assemble": "pack", "cabinet": "station", "recycle": "x"}
RECIPE = {("assemble", "x"): -1.5, ("cabinet", "x"): -1.0, ("recycle", "old"): -2.0}
LETTERS = ("", "A", "B", "C", "D")


class Second:
    """Variables by name, rows as dictionaries; ``solve`` by scipy."""

    def __init__(self, d: dict) -> None:
        self.d, self.cost, self.upper, self.whole, self.rows, self.constant = d, {}, {}, set(), [], 0.0
        self.n = range(len(d["years"]))
        self.w = [s / (1 + d["rate"]) ** (y - d["years"][0]) for y, s in zip(d["years"], d["spans"])]
        self.once = [w / s for w, s in zip(self.w, d["spans"])]

    def var(self, *name, cost: float = 0.0, upper: float = math.inf, whole: bool = False) -> tuple:
        self.cost[name], self.upper[name] = cost, upper
        if whole:
            self.whole.add(name)
        return name

    def row(self, terms: dict, low: float, high: float) -> None:
        self.rows.append((dict(terms), low, high))

    def solve(self):
        at = {v: i for i, v in enumerate(self.cost)}
        a = np.zeros((max(1, len(self.rows)), len(at)))
        for k, (terms, _, _) in enumerate(self.rows):
            for v, x in terms.items():
                a[k, at[v]] += x
        low = np.array([x[1] for x in self.rows] or [0.0])
        high = np.array([x[2] for x in self.rows] or [0.0])
        return milp(
            np.array(list(self.cost.values())), constraints=LinearConstraint(a, low, high), bounds=Bounds(0, list(self.upper.values())),
            integrality=np.array([v in self.whole for v in self.cost], dtype=int), options={"mip_rel_gap": 0.0},
        )  # fmt: skip

    # ---- plants

    def share(self, p: str, start: float, y: int, life: float, gone: int | None = None) -> float:
        if not start <= y < start + life or (gone is not None and y >= gone):
            return 0.0
        yearly = self.d["survival"][p]
        return 1.0 if yearly is None else yearly ** (y - start)

    def may(self, g: str, p: str, y: int) -> bool:
        """Whether the grade of the place in the year allows the process."""

        def holds(place: str) -> str:
            since, letter = self.d["regrade"].get(place, (9999, ""))
            return letter if y >= since else self.d["grade"][place]

        return LETTERS.index(self.d["needs"][p]) <= LETTERS.index(holds(g) or holds("P"))

    def plants(self) -> None:
        d, years = self.d, self.d["years"]
        self.capacity, self.standing, self.build = {}, {}, defaultdict(dict)
        limited = {p for _, p in (*d["old"], *d["capex"], *d["project"])}
        for g, p in d["fixed"]:
            fixed = d["fixed"][g, p]
            vintage, gone, size = d["old"].get((g, p), (0, None, 0.0))
            terms = [{} for _ in self.n]
            old = [size * self.share(p, vintage, y, d["life"][p], gone) for y in years]
            self.constant += sum(w * fixed * q for w, q in zip(self.w, old))
            for k in self.n if (g, p) in d["capex"] else ():
                self.one_build(g, p, k, fixed, terms)
            if (g, p) in d["project"]:
                self.one_project(g, p, fixed, terms)
            for k in self.n:
                if p not in limited and (g, p) not in d["fixed"]:
                    continue
                x = self.var("x", g, p, k, cost=self.w[k] * d["variable"][g, p])
                if p in limited:
                    self.row({x: 1.0, **{b: -s for b, s in terms[k].items()}}, -math.inf, old[k])
                self.capacity[g, p, k], self.standing[g, p, k] = terms[k], old[k]

    def one_build(self, g: str, p: str, k: int, fixed: float, terms: list) -> None:
        d, years = self.d, self.d["years"]
        stands = [self.share(p, years[k] + d["lead"][p], y, d["life"][p]) for y in years]
        if not any(stands):
            return
        size = d["size"][p] or 1.0
        cost = d["capex"][g, p] * self.once[k] + sum(w * fixed * s for w, s in zip(self.w, stands))
        b = self.var(
            "b",
            g,
            p,
            k,
            cost=size * cost,
            whole=d["size"][p] is not None,
            upper=math.inf if self.may(g, p, years[k]) else 0.0,
        )
        self.build[g, p, k][b] = size
        for t, s in zip(terms, stands):
            if s:
                t[b] = size * s
        if d["least"][p] is not None:
            # Nothing or at least so much: with a bound that no build of any use reaches.
            on = self.var("on", g, p, k, whole=True, upper=1)
            self.row({b: size, on: -d["least"][p]}, 0.0, math.inf)
            self.row({b: size, on: -5000.0}, -math.inf, 0.0)

    def one_project(self, g: str, p: str, fixed: float, terms: list) -> None:
        d, years = self.d, self.d["years"]
        vintage, size = d["project"][g, p]
        decided = max([k for k in self.n if years[k] <= vintage - d["lead"][p]], default=0)
        stands = [self.share(p, vintage, y, d["life"][p]) for y in years]
        cost = d["capex"].get((g, p), 0.0) * self.once[decided] + sum(
            w * fixed * s for w, s in zip(self.w, stands)
        )
        j = self.var(
            "j", g, p, cost=size * cost, whole=True, upper=1 if self.may(g, p, years[decided]) else 0
        )
        self.build[g, p, decided][j] = size
        for t, s in zip(terms, stands):
            if s:
                t[j] = size * s

    # ---- goods

    def goods(self) -> None:
        d, years = self.d, self.d["years"]
        self.balance = defaultdict(lambda: defaultdict(float))
        self.right = defaultdict(float)
        for g, p, k in self.capacity:
            x = ("x", g, p, k)
            self.balance[g, OUTPUT[p], k][x] += 1.0
            for (q, c), amount in RECIPE.items():
                if q == p:
                    self.balance[g, c, k][x] += amount
        for (g, c), (price, limit) in d["buy"].items():
            for k in self.n:
                self.balance[g, c, k][self.var("buy", g, c, k, cost=self.w[k] * price, upper=limit)] = 1.0
        for (g, c), (price, limit) in d["sell"].items():
            for k in self.n:
                self.balance[g, c, k][self.var("sell", g, c, k, cost=-self.w[k] * price, upper=limit)] = -1.0
        for (a, b, c, way), (cost, distance, limit) in d["road"].items():
            for k in self.n:
                f = self.var(
                    "f",
                    a,
                    b,
                    c,
                    way,
                    k,
                    cost=self.w[k] * cost * (1.0 if distance is None else distance),
                    upper=limit,
                )
                self.balance[a, c, k][f] = -1.0
                self.balance[b, c, k][f] = 1.0
        for (g, c), (initial, limit, closing, cost, loss) in d["keep"].items():
            for k in self.n:
                span = d["spans"][k]
                s = self.var("s", g, c, k, cost=self.w[k] * cost, upper=limit)
                self.balance[g, c, k][s] -= 1 / span
                if k:
                    self.balance[g, c, k]["s", g, c, k - 1] += (1 - loss) ** span / span
                else:
                    self.right[g, c, k] -= initial * (1 - loss) ** span / span
            if closing is not None:
                self.row({("s", g, c, len(years) - 1): 1.0}, closing, math.inf)

    def deliveries(self) -> dict:
        """(commodity, place, period) → [terms, constant] of what is delivered there."""
        d = self.d
        met: dict = defaultdict(lambda: [defaultdict(float), 0.0])
        for (g, c, y), (quantity, penalty) in d["need"].items():
            k = d["years"].index(y)
            short = (
                None if penalty is None else self.var("u", g, c, k, cost=self.w[k] * penalty, upper=quantity)
            )
            if g == "P":
                served = {self.var("e", h, c, k): 1.0 for h in REGIONS}
                for e in served:
                    self.balance[e[1], c, k][e] -= 1.0
                    met[c, e[1], k][0][e] += 1.0
                self.row({**served, **({} if short is None else {short: 1.0})}, quantity, math.inf)
                continue
            self.right[g, c, k] += quantity
            met[c, g, k][1] += quantity
            if short is not None:
                self.balance[g, c, k][short] += 1.0
                met[c, g, k][0][short] -= 1.0
        return met

    def aged(self, mean: float, spread: float, i: int, j: int) -> float:
        """Share of a yearly delivery in period i that comes back a year in period j."""

        def by(age: int) -> float:
            if spread == 0:
                return float(age >= mean)
            return 0.5 * (1 + math.erf((age - mean) / spread / math.sqrt(2))) if age >= 0 else 0.0

        d, total = self.d, 0.0
        for u in range(d["years"][i], d["years"][i] + d["spans"][i]):
            for y in range(d["years"][j], d["years"][j] + d["spans"][j]):
                if y > u:
                    total += by(y - u) - (by(y - u - 1) if y - u > 1 else 0.0)
        return total / d["spans"][j]

    def returns(self) -> None:
        met = self.deliveries()
        quantity, mean, spread, collected, second = self.d["back"]["pack"]
        back = self.come_back(met, "pack", quantity * collected, mean, spread)
        if second is not None:
            share, each, life, cost = second
            for (g, j), (terms, constant) in list(back.items()):
                r = self.var("r", g, j, cost=self.w[j] * cost)
                self.row(
                    {r: 1 / each, **{v: -share * x for v, x in terms.items()}}, -math.inf, share * constant
                )
                self.balance[g, "station", j][r] += 1.0
                self.balance[g, "old", j][r] -= 1 / each
                for t in self.n[j:]:
                    self.balance[g, "old", t][r] += self.aged(life, 0.0, j, t) / each
                if ("station", g, j) in met:
                    met["station", g, j][0][r] -= 1.0
        quantity, mean, spread, collected, _ = self.d["back"]["station"]
        self.come_back(met, "station", quantity * collected, mean, spread)

    def come_back(self, met: dict, commodity: str, factor: float, mean: float, spread: float) -> dict:
        back: dict = {}
        for (c, g, i), (terms, constant) in met.items():
            for j in self.n[i:] if c == commodity else ():
                share = factor * self.aged(mean, spread, i, j)
                if share == 0:
                    continue
                sums = back.setdefault((g, j), [defaultdict(float), 0.0])
                sums[1] += share * constant
                self.right[g, "old", j] -= share * constant
                for v, x in terms.items():
                    sums[0][v] += share * x
                    self.balance[g, "old", j][v] += share * x
        return back

    # ---- what is scarce

    def measure(self, g: str, p: str, what: str, k: int) -> tuple[dict, float]:
        """Build, capacity or activity over a region: terms, and what stands anyway."""
        terms: dict = defaultdict(float)
        constant = 0.0
        for h in REGIONS if g == "P" else (g,):
            if what == "activity" and (h, p, k) in self.capacity:
                terms["x", h, p, k] += 1.0
            elif what == "build":
                for b, size in self.build[h, p, k].items():
                    terms[b] += size
            elif what == "capacity":
                constant += self.standing[h, p, k]
                for b, s in self.capacity[h, p, k].items():
                    terms[b] += s
        return terms, constant

    def scarce(self) -> None:
        d = self.d
        for (g, k), (limit, price) in (
            (key, v) for key, v in (((g, k), v) for g, v in d["cap"].items() for k in self.n)
        ):
            terms = {("x", h, p, k): d["carbon"][p] for h in (REGIONS if g == "P" else (g,)) for p in OUTPUT}
            if limit is not None:
                self.row(terms, -math.inf, limit)
            for x, use in terms.items():
                self.cost[x] += self.w[k] * (price or 0.0) * use
        for (g, p, what), maximum in d["bound"].items():
            for k in self.n:
                terms, constant = self.measure(g, p, what, k)
                self.row(terms, -math.inf, maximum - constant)
        for (g, p, what), (ratio, seed) in d["growth"].items():
            for k in self.n:
                terms, _ = self.measure(g, p, what, k)
                for v, x in (self.measure(g, p, what, k - 1)[0] if k else {}).items():
                    terms[v] -= ratio * x
                self.row(terms, -math.inf, seed)
        last = len(d["years"]) - 1
        for (g, metric), (quantity, penalty) in d["target"].items():
            kind, name = metric.split(":")
            made = [p for p in OUTPUT if OUTPUT[p] == name] if kind == "output" else [name]
            terms, constant = {}, 0.0
            for p in made:
                more, stands = self.measure(g, p, "activity" if kind == "output" else kind, last)
                terms |= more
                constant += stands
            terms[self.var("miss", g, metric, cost=self.w[last] * penalty)] = 1.0
            self.row(terms, quantity - constant, math.inf)

    def all(self):
        self.plants()
        self.goods()
        self.returns()
        self.scarce()
        for g, c, k in product(REGIONS, GOODS, self.n):
            self.row(self.balance[g, c, k], self.right[g, c, k], math.inf)
        return self.solve()
