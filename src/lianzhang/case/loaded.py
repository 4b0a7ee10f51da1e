"""The reader with all that it loads at its first document: what the server imports that workers are forked from.

Patterns, lexicons and weights take longer to load than an ordinary document takes to read.
"""

from __future__ import annotations

import gc
import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # numpy starts threads else, which no fork takes along

from lianzhang.evidence import read_claims
from lianzhang.text import read_bytes

__all__: list[str] = []

_ANY = "某地投资2亿元的项目已开工，由某公司建设，预计2030年投产。"

read_claims(read_bytes(_ANY.encode(), "loaded.txt"))
gc.freeze()  # what is loaded stays: no copy of it is looked through for what may go
