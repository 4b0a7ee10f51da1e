"""Closed months on both databases: frozen, opened again with a trace, never lost; two who close at once."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from lianzhang.core import InputError
from lianzhang.ledger import Conflict, Ledger


def test_closed_stays_closed_and_says_by_whom(ledger: Ledger) -> None:
    assert ledger.months.closed("2024-06") is None
    first = ledger.months.close("2024-06", {"项目": 2, "完成": "1.5"}, "张三")
    assert (first.number, first.closed_by, first.stands) == (1, "张三", True)
    with pytest.raises(InputError, match="张三"):
        ledger.months.close("2024-06", {}, "李四")
    assert ledger.months.closed("2024-06") == first
    assert ledger.months.closings() == (first,)


def test_opened_again_with_a_trace_and_closed_anew(ledger: Ledger) -> None:
    with pytest.raises(InputError, match="没有关账"):
        ledger.months.reopen("2024-06", "李四", "无")
    ledger.months.close("2024-06", {"完成": "1"}, "张三")
    gone = ledger.months.reopen("2024-06", "李四", "宜章报表漏报")
    assert (gone.stands, gone.reopened_by, gone.why, gone.frozen) == (
        False,
        "李四",
        "宜章报表漏报",
        {"完成": "1"},
    )
    assert ledger.months.closed("2024-06") is None
    second = ledger.months.close("2024-06", {"完成": "2"}, "张三")
    ledger.months.reopen("2024-06", "王五", "再核")
    third = ledger.months.close("2024-06", {"完成": "3"}, "张三")
    assert (second.number, third.number) == (2, 3)
    found = ledger.months.closings("2024-06")
    assert [(c.number, c.frozen["完成"], c.why) for c in found] == [
        (1, "1", "宜章报表漏报"), (2, "2", "再核"), (3, "3", None),
    ]  # fmt: skip
    assert ledger.months.closings("2024-07") == ()


def test_what_was_computed_before_a_change_is_not_closed(ledger: Ledger) -> None:
    mark = ledger.months.mark()
    ledger.add("projects", {"name": "青山项目"}, "乙")
    with pytest.raises(Conflict, match="再试"):
        ledger.months.close("2024-06", {}, "甲", mark=mark)
    assert ledger.months.closed("2024-06") is None
    assert ledger.months.close("2024-06", {}, "甲", mark=ledger.months.mark()).number == 1


def test_of_two_who_close_at_once_one_is_told(url: str) -> None:
    Ledger.open(url).close()
    done, late = [], []
    together = threading.Barrier(2)

    def close(who: str) -> None:
        with Ledger.open(url) as mine:
            together.wait(30)
            try:
                done.append(mine.months.close("2024-06", {"who": who}, who))
            except InputError as error:
                late.append((who, str(error)))

    threads = [threading.Thread(target=close, args=(who,)) for who in ("甲", "乙")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert (len(done), len(late)) == (1, 1)
    winner, (loser, said) = done[0], late[0]
    assert winner.closed_by != loser
    assert winner.closed_by in said
    with Ledger.open(url) as ledger:
        assert ledger.months.closed("2024-06") == winner


def test_traces_come_back_from_a_backup(ledger: Ledger, tmp_path: Path) -> None:
    ledger.months.close("2024-06", {"完成": "1"}, "张三")
    ledger.months.reopen("2024-06", "李四", "漏报")
    ledger.months.close("2024-06", {"完成": "2"}, "张三")
    ledger.backup(tmp_path / "台账.backup")
    with Ledger.open(tmp_path / "other.db") as other:
        other.restore(tmp_path / "台账.backup")
        assert other.months.closings() == ledger.months.closings()
