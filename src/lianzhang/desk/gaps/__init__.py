"""Gap filling (建链 补链 延链 强链): per place and link what is missing, what the pipeline and the plan bring, which firms could come.

``plants_of(projects)`` what runs; ``find_gaps(plants, coming, plan, notes)`` the gaps; ``firms_from_facts`` and ``firms_from_projects`` the
notes from which candidates are taken.
"""

from lianzhang.desk.gaps.firms import (
    Candidate,
    FirmNote,
    candidates,
    firms_from_facts,
    firms_from_projects,
)
from lianzhang.desk.gaps.found import Answer, ChainGap, find_gaps, plants_of

__all__ = [
    "Answer",
    "Candidate",
    "ChainGap",
    "FirmNote",
    "candidates",
    "find_gaps",
    "firms_from_facts",
    "firms_from_projects",
    "plants_of",
]
