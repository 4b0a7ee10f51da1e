"""Side by side (横向比较): places on the same indicator, unit, year and 口径, and what does not compare with the reason.

``points_of_world``, ``points_of_register`` and ``points_of_desk`` gather the figures; ``compare(points, places)`` sets them side by side.
"""

from lianzhang.desk.side_by_side.compare import Apart, Indicator, Place, compare, full_names
from lianzhang.desk.side_by_side.points import Point, points_of_desk, points_of_register, points_of_world

__all__ = [
    "Apart",
    "Indicator",
    "Place",
    "Point",
    "compare",
    "full_names",
    "points_of_desk",
    "points_of_register",
    "points_of_world",
]
