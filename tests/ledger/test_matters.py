"""Matters that go on to another body: the new one and the answer of the old one are one write."""

from __future__ import annotations

import pytest

from lianzhang.core import InputError
from lianzhang.ledger import Ledger, matters, office


def test_handing_on_is_all_or_nothing(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with Ledger.open(url) as ledger:
        first = ledger.assign(
            "f1", "用地指标不足", "某市自然资源局", "2024-06-01", due="2024-07-01", who="甲"
        )
        digest = ledger.digest()

        def stop(*_: object) -> None:
            raise KeyboardInterrupt

        with monkeypatch.context() as broken:  # it stops between the two
            broken.setattr(matters, "answer", stop)
            with pytest.raises(KeyboardInterrupt):
                office.hand_on(ledger, first.id, "m1", "某省自然资源厅", "2024-06-20", str, who="甲")
        assert ledger.digest() == digest
        new = office.hand_on(
            ledger, first.id, "m1", "某省自然资源厅", "2024-06-20", lambda n: f"已转，事项{n}", who="甲"
        )
        (still,) = ledger.open_matters("2024-06-30")
        assert (still.id, still.title, still.body) == (new.id, "用地指标不足", "某省自然资源厅")
        # another person who saw it open is told, and nothing is doubled
        with pytest.raises(InputError, match="2024-06-20"):
            office.hand_on(ledger, first.id, "m1", "别处", "2024-06-21", str, who="乙")
        assert ledger.open_matters("2024-06-30") == (still,)
