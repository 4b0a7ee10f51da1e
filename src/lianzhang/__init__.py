"""lianzhang (链长): the desk of the office that answers for a region's battery industry chain.

>>> import lianzhang
>>> case = lianzhang.open("my-region")  # doctest: +SKIP
>>> case.read(), case.audit(), case.plan()  # doctest: +SKIP
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lianzhang.case import Case

__all__ = ["open"]


def open(folder: str | Path) -> Case:  # noqa: A001 — reads as lianzhang.open
    """Open a case folder. Raises :class:`lianzhang.core.InputError` when it is not one."""
    from lianzhang.case import Case

    return Case(Path(folder))
