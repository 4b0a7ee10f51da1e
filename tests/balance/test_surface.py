"""The public surface of both rooms: every name resolves to itself, whatever was imported before."""

from __future__ import annotations

import subprocess
import sys
import types

import pytest

import lianzhang.balance
import lianzhang.chain


@pytest.mark.parametrize("room", [lianzhang.chain, lianzhang.balance])
def test_every_public_name_resolves_and_is_no_module(room: types.ModuleType) -> None:
    for name in room.__all__:
        assert not isinstance(getattr(room, name), types.ModuleType), name
        assert not isinstance(getattr(room, name), types.ModuleType), (
            name
        )  # a submodule must not hide it the second time
    assert list(room.__all__) == sorted(room.__all__, key=lambda n: (not n.isupper(), not n[0].isupper(), n))
    with pytest.raises(AttributeError):
        room.nothing_of_this_name  # noqa: B018


def test_the_rooms_import_nothing_heavy() -> None:
    code = "import sys, lianzhang.chain, lianzhang.balance; print(sorted({'scipy', 'polars', 'numpy'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
