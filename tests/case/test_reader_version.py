"""A document is read again when another version of the reader comes, and what was decided stays decided."""

from __future__ import annotations

from pathlib import Path

import pytest

import lianzhang
from lianzhang.case import new_case, reading
from lianzhang.case.reader_version import reader_version
from lianzhang.core import InputError

TEXT = "临武县消息\n发布日期：2024-05-20\n\n青石材料有限公司青石一期项目总投资12.5亿元，已于2024年3月开工。青石一期项目建设年产5万吨磷酸铁锂生产线。\n"


@pytest.fixture
def case(tmp_path: Path) -> Path:
    new_case(tmp_path / "case")
    (tmp_path / "case" / "documents" / "a.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path / "case"


def test_the_version_is_of_code_and_data_that_read() -> None:
    assert len(reader_version()) == 16 and reader_version() == reader_version()


def test_another_reader_reads_again_and_decisions_stay(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with lianzhang.open(case) as opened:
        assert opened.read().new == 1
        changes = opened.ledger.changes()
        assert len(changes) > 2
        made = [c.id for c in changes if c.field in ("name", "enterprise", "product")]
        others = [c.id for c in changes if c.id not in made]
        opened.ledger.accept(made, "甲")
        opened.ledger.reject(others, "乙")
        before = {c.id: (c.state, c.decided_by) for c in opened.ledger.changes(None)}
        assert opened.read().unchanged == 1, "the same reader does not read again"
        monkeypatch.setattr(reading, "reader_version", lambda: "another")
        summary = opened.read()
        assert (summary.new, summary.unchanged, summary.proposed) == (1, 0, 0)
        assert {c.id: (c.state, c.decided_by) for c in opened.ledger.changes(None)} == before
        assert opened.read().unchanged == 1, "now this reader has read it"


def test_two_cases_do_not_share_one_database(tmp_path: Path) -> None:
    """The rule of server databases, told of a file: each case's documents stay its own."""
    from lianzhang.ledger import Ledger
    from lianzhang.ledger.office import belongs_to

    with Ledger.open(tmp_path / "one.db") as ledger:
        belongs_to(ledger, "甲县")
        belongs_to(ledger, "甲县")
        before = ledger.digest()
        with pytest.raises(InputError, match="甲县"):
            belongs_to(ledger, "乙县")
        assert ledger.digest() == before
