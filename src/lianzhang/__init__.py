"""lianzhang (链长): the desk of the office that answers for a region's battery industry chain.

>>> import lianzhang
>>> with lianzhang.open("my-region") as case:  # doctest: +SKIP
...     case.read(), case.audit(), case.plan().build, case.claims
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lianzhang.case import Case

__all__ = ["__version__", "open"]

__version__: str


def open(folder: str | Path) -> Case:  # noqa: A001 — reads as lianzhang.open
    """Open a case folder. Raises :class:`lianzhang.core.InputError` when it is not one."""
    from lianzhang.case import Case

    return Case(Path(folder))


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        return version("lianzhang")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
