from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

_spec = importlib.util.spec_from_file_location("text_room_texts", Path(__file__).with_name("texts.py"))
assert _spec is not None and _spec.loader is not None
_module = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_module)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "own" in metafunc.fixturenames:
        metafunc.parametrize("own", list(_module.TEXTS.values()), ids=list(_module.TEXTS))


@pytest.fixture(scope="session")
def texts() -> dict[str, str]:
    return dict(_module.TEXTS)
