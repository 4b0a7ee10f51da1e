from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from texts import TEXTS


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "own" in metafunc.fixturenames:
        metafunc.parametrize("own", list(TEXTS.values()), ids=list(TEXTS))


@pytest.fixture(scope="session")
def texts() -> dict[str, str]:
    return dict(TEXTS)
