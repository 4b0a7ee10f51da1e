"""Leads (招商线索) from first contact to taxes: ``leads_of(records)``, then ``funnel``, ``by_year``, ``by_agent``, ``stale``, ``for_gaps``."""

from lianzhang.desk.leads.funnel import (
    STAGES,
    Agent,
    Lead,
    LeadStage,
    LeadYear,
    by_agent,
    by_year,
    for_gaps,
    funnel,
    leads_of,
    stale,
)

__all__ = [
    "STAGES",
    "Agent",
    "Lead",
    "LeadStage",
    "LeadYear",
    "by_agent",
    "by_year",
    "for_gaps",
    "funnel",
    "leads_of",
    "stale",
]
