"""A case's own data files for the reader (``lexicon/``), and which documents were read with which."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from lianzhang.case.files import write_whole
from lianzhang.core import InputError, Problem, Problems, Text
from lianzhang.core.data_files import LAYERED, OwnData

__all__ = ["FOLDER", "Marks", "mark_of", "own_data"]

FOLDER = "lexicon"
MAX_BYTES = 1024 * 1024
_OTHERS = frozenset({"verbs.txt"})
"""Text files of the reader that a case cannot lay its own over: verbs are added in ``statement_words.toml``."""
MARKS = "reading.jsonl"
"""Which documents were read with data files of the case's own; without them there is no such file."""


def own_data(folder: Path) -> OwnData:
    """The data files in ``lexicon/`` of a case, checked. Raises :class:`~lianzhang.core.InputError` with every fault at once."""
    problems = Problems()
    own = _read(folder, problems)
    if own:
        from lianzhang.evidence.lexicon.check import check_own

        problems.extend(check_own(own, f"{FOLDER}/"))
    problems.raise_if_any()
    return own


def _read(folder: Path, problems: Problems) -> OwnData:
    place = folder / FOLDER
    if not place.exists():
        return ()
    inside = folder.resolve()
    if not place.is_dir() or not place.resolve().is_relative_to(inside):
        problems.add(FOLDER, Text("应为案例里的文件夹", "must be a folder in the case"))
        return ()
    found = []
    for path in sorted(place.iterdir()):
        shown = f"{FOLDER}/{path.name}"
        if path.name.startswith((".", "~$")) or _is_note(path.name):
            continue
        if not path.resolve().is_relative_to(inside) or not path.is_file():
            problems.add(shown, Text("应为案例里的普通文件", "must be an ordinary file in the case"))
            continue
        try:
            if path.stat().st_size > MAX_BYTES:
                problems.add(shown, Text(f"大于 {MAX_BYTES} 字节", f"is larger than {MAX_BYTES} bytes"))
                continue
            known = path.name in LAYERED  # what cannot be laid over is told by its name, whatever is in it
            found.append((path.name, _decoded(path.read_bytes()) if known else ""))
        except OSError as error:
            problems.add(shown, Text(f"无法读取：{error.strerror}", f"cannot be read: {error.strerror}"))
        except UnicodeDecodeError:
            problems.add(
                shown, Text("不是 UTF-8 编码；请另存为 UTF-8", "is not encoded in UTF-8; save it so")
            )
    return tuple(found)


def _is_note(name: str) -> bool:
    """Whether a file is a note for people: text that is not named as a data file is (verbs.txt, terms.csv.txt, terms.txt are none)."""
    if Path(name).suffix.casefold() not in (".md", ".txt"):
        return False
    stems = {Path(layer).stem for layer in LAYERED}
    return name not in _OTHERS and Path(name).stem not in LAYERED and Path(name).stem not in stems


def _decoded(data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030")
    return text.replace("\r\n", "\n")


def lexicon_lines(folder: Path | None) -> Text:
    """What was checked, in words; raises :class:`~lianzhang.core.InputError` with every fault of packaged and own files."""
    from lianzhang.evidence.lexicon.check import check_packaged

    problems = check_packaged()
    own: OwnData = ()
    if folder is not None:
        if not folder.is_dir():
            raise InputError([Problem(str(folder), Text("没有这个案例文件夹", "no such case folder"))])
        try:
            own = own_data(folder)
        except InputError as error:
            problems.extend(error.problems)
    problems.raise_if_any()
    names = "、".join(name for name, _ in own)
    return Text(
        f"数据文件没有错误：随附 {len(LAYERED)} 份"
        + (f"，案例自己的 {len(own)} 份（{names}）" if own else ""),
        f"no faults: {len(LAYERED)} packaged data files"
        + (f", {len(own)} of the case's own ({names})" if own else ""),
    )


def mark_of(own: OwnData, further: str = "") -> str:
    """A digest of what a reading depends on beside the document: equal marks read alike. Empty without own files."""
    if not own and not further:
        return ""
    return hashlib.sha256(json.dumps([own, further], ensure_ascii=False).encode()).hexdigest()[:16]


class Marks:
    """Which document was read with which own data files. A line is added behind the storing of each document, so that a kill in between costs a second
    reading, which changes nothing, and never a missing one."""

    def __init__(self, folder: Path | None) -> None:
        self._file = folder / MARKS if folder is not None else None
        self._marks: dict[str, str] = {}
        if self._file is None or not self._file.is_file():
            return
        for line in self._file.read_text(encoding="utf-8", errors="replace").splitlines():
            try:
                row = json.loads(line)
                self._marks[str(row["path"])] = str(row["mark"])
            except (ValueError, KeyError, TypeError):  # cut short by a kill
                continue

    def of(self, path: str) -> str:
        """The mark that a document was read with; empty: packaged files alone."""
        return self._marks.get(path, "")

    def note(self, path: str, mark: str) -> None:
        """Note that a document was stored, read with these."""
        if self._file is None or self.of(path) == mark:
            return
        self._marks[path] = mark
        with self._file.open("a", encoding="utf-8", newline="\n") as stream:
            stream.write(
                "\n" * (not _ends_whole(self._file))
                + json.dumps({"path": path, "mark": mark}, ensure_ascii=False)
                + "\n"
            )

    def tidy(self) -> None:
        """One line a document, when all are read; no file where none was read with own files."""
        if self._file is None or not self._file.is_file():
            return
        lines = [
            json.dumps({"path": p, "mark": m}, ensure_ascii=False) + "\n"
            for p, m in sorted(self._marks.items())
            if m
        ]
        if lines:
            write_whole(self._file, "".join(lines))
        else:
            self._file.unlink()


def _ends_whole(file: Path) -> bool:
    if not file.is_file() or file.stat().st_size == 0:
        return True
    with file.open("rb") as stream:
        stream.seek(-1, 2)
        return stream.read(1) == b"\n"
