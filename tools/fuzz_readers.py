"""Coverage-guided fuzzing of the readers of bytes (atheris, group ``fuzz``).

    python tools/fuzz_readers.py {txt,html,pdf,docx,xlsx,zip} [CORPUS] [-max_total_time=60 ...]

A reader must give a document whose map, zones and tables fit its text, or raise one ``InputError`` with one problem; anything
else is a crash, written to the folder of ``-artifact_prefix``. For docx and xlsx what is mutated is the XML inside the package,
for ``zip`` the package itself. Cases found are kept in ``tests/text/found`` and read by
``tests/text/test_found.py``; what is checked is in ``tests/text/reader_check.py``.
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "text"))
with atheris.instrument_imports(include=["lianzhang.text"]):
    from reader_check import KINDS, check

    for _name in ("intake", "intake_docx", "intake_pdf", "intake_pdf_layout", "intake_xlsx", "intake_zip"):
        importlib.import_module(f"lianzhang.text.{_name}")


def main() -> None:
    """Fuzz one kind; without a corpus, from nothing but the reader's own branches."""
    kind = sys.argv[1]
    if kind not in KINDS:
        sys.exit(__doc__)
    for folder in (a for a in sys.argv[2:] if not a.startswith("-")):
        Path(folder).mkdir(parents=True, exist_ok=True)
    atheris.Setup([sys.argv[0], *sys.argv[2:]], lambda data: check(kind, data))
    atheris.Fuzz()


if __name__ == "__main__":
    main()
