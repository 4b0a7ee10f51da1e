"""Chain: the physical catalogue of the battery chain, checked and unchanging."""

from lianzhang.chain.catalogue_tables import catalogue
