"""Element balance: no process may put out more of an element than it takes in.

Li, Ni, Co, Mn, P, Fe, F, Cu, Al, Na, Pb and graphite are balanced (sulphur, chlorine, water are not). The tolerances are
those with which the reference tables were made: 0.1 % at nominal quantities; at the ends of the ranges the main output
must not exceed the least input (0.05 %), nor outputs with by-products at their high end the nominal input (0.15 %).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from lianzhang.chain.catalogue_model import ELEMENTS
from lianzhang.core import Problem, Text

if TYPE_CHECKING:
    import scipy.sparse as sp

    from lianzhang.chain.catalogue_model import Catalogue

__all__ = ["NOMINAL", "ElementBalance", "element_balance", "element_problems", "element_totals"]

NOMINAL, LEAST_INPUT, MOST_BYPRODUCT = 1e-3, 5e-4, 1.5e-3
_NOTHING = 1e-12

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class ElementBalance:
    """Tonnes of element per unit of main output, each (processes, 12): ``into``, ``out`` (all outputs), ``main`` (main output);
    at the range ends ``least_into`` and ``most_out``.
    """

    into: Floats
    out: Floats
    main: Floats
    least_into: Floats
    most_out: Floats


def element_totals(flows: sp.csc_array, content: Floats) -> tuple[Floats, Floats]:
    """Element in and out of every column, each (columns, 12).

    ``flows`` (commodities, columns) has inputs negative; ``content`` is (commodities, 12) t per unit. Serves processes before
    a solve and whole activities after it.
    """
    outputs = flows.maximum(0)
    inputs = (-flows).maximum(0)
    return np.asarray(inputs.T @ content), np.asarray(outputs.T @ content)


def element_balance(catalogue: Catalogue) -> ElementBalance:
    """The balance of every process."""
    flows, content = catalogue.flows, catalogue.commodities.content
    into, out = element_totals(flows.matrix(), content)
    main = content[catalogue.processes.output]
    # Inputs are negative, so their `high` is the least consumption; of by-products `high` is the most made.
    least_into, most_out = element_totals(flows.matrix("high"), content)
    return ElementBalance(into, out, main, least_into, most_out)


def element_problems(catalogue: Catalogue) -> Iterator[Problem]:
    """Every violation, naming process, element, in and out."""
    b = element_balance(catalogue)
    live = b.out > _NOTHING
    rules = (
        (b.out > b.into * (1 + NOMINAL), b.into, b.out, Text("标称值", "nominal")),
        (
            b.main > b.least_into * (1 + LEAST_INPUT),
            b.least_into,
            b.main,
            Text("最低消耗", "least consumption"),
        ),
        (b.most_out > b.into * (1 + MOST_BYPRODUCT), b.into, b.most_out, Text("副产上限", "most by-product")),
    )
    for broken, into, out, end in rules:
        for p, e in zip(*np.nonzero(broken & live)):
            process, element = catalogue.processes.ids[p], ELEMENTS[e]
            i, o = f"{into[p, e]:.6g}", f"{out[p, e]:.6g}"
            last = int(catalogue.flows.row[np.flatnonzero(catalogue.flows.process == p)[-1]])
            yield Problem(
                catalogue.tables["flows"].place(last)[0],
                Text(
                    f"元素不平衡（{end.zh}）：{process} 的 {element} 投入 {i} t，产出 {o} t",
                    f"element balance broken ({end.en}): {process} takes in {i} t of {element} and puts out {o} t",
                ),
                where=process,
                field=element,
            )
