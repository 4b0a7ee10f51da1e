"""Gap filling (建链 补链 延链 强链): per place and link what is missing, what the pipeline and the plan bring, which firms could come.

``plants_of(projects)`` and ``lines_as_plants(lines)`` what runs; ``find_gaps(plants, coming, plan, notes)`` the gaps; ``firms_from_facts``, ``firms_from_projects``,
``firms_from_registers`` and ``firms_from_leads`` the notes from which candidates are taken; ``follow_up`` what is being done about each.
"""

from lianzhang.desk.gaps.firms import (
    Candidate,
    FirmNote,
    candidates,
    firms_from_facts,
    firms_from_projects,
)
from lianzhang.desk.gaps.found import Answer, ChainGap, find_gaps, plants_of
from lianzhang.desk.gaps.registers import (
    FollowUp,
    firms_from_leads,
    firms_from_registers,
    follow_up,
    lines_as_plants,
)

__all__ = [
    "Answer",
    "Candidate",
    "ChainGap",
    "FirmNote",
    "FollowUp",
    "candidates",
    "find_gaps",
    "firms_from_facts",
    "firms_from_leads",
    "firms_from_projects",
    "firms_from_registers",
    "follow_up",
    "lines_as_plants",
    "plants_of",
]
