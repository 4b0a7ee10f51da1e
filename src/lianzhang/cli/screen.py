"""What goes to a terminal, and how a run ends: plain characters only, one line a fault, no traceback."""

from __future__ import annotations

import os
import re
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any, NoReturn

from rich.console import Console, ConsoleOptions, RenderableType
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.segment import Segment

from lianzhang.core import InputError, Problem, Text, say

__all__ = [
    "EXIT_BAD_INPUT",
    "EXIT_NO_PLAN",
    "Screen",
    "bar",
    "err",
    "guarded",
    "harmless",
    "out",
    "say_problems",
    "tell",
]

EXIT_BAD_INPUT = 2
EXIT_NO_PLAN = 3
EXIT_FAILED = 70
EXIT_INTERRUPTED = 130
EXIT_TERMINATED = 143

MOST_PROBLEMS = 500
LONGEST = 600
"""Code points of one fault's line; a cell of a megabyte is not printed whole."""

_PICTURES = {c: 0x2400 + c for c in range(32) if c not in (9, 10)} | {0x7F: 0x2421}
_BLIND = dict.fromkeys(
    [*range(0x80, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F], 0xFFFD
)
_HARMLESS = _PICTURES | _BLIND
_ONE_LINE = _HARMLESS | {9: 0x2409, 10: 0x240A, 0x2028: 0x240A, 0x2029: 0x240A}


def harmless(text: str, *, one_line: bool = False) -> str:
    """Text that cannot steer a terminal: control and direction characters as pictures; names and quotes come from strangers."""
    return text.translate(_ONE_LINE if one_line else _HARMLESS)


class Screen(Console):
    """A console on which nothing that is printed can steer the terminal."""

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterator[Segment]:
        """Render with control characters of the content made visible."""
        for text, style, control in super().render(renderable, options):
            yield Segment(text if control else harmless(text), style, control)


PLAIN_WIDTH = 100
"""Columns where the output is not a terminal: a file or a pipe."""

out = Screen(width=None if sys.stdout.isatty() else PLAIN_WIDTH)
err = Screen(stderr=True)


def tell(text: object) -> None:
    """Print plain text as it is: no markup, no wrapping."""
    out.print(str(text), markup=False, highlight=False, soft_wrap=True, emoji=False)


def _one_line(text: str) -> str:
    short = text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
    return harmless(short, one_line=True)


def say_problems(problems: Iterable[Problem]) -> None:
    """One line a fault on standard error, each fault once."""
    lines = list(dict.fromkeys(_one_line(str(p)) for p in problems))
    for line in lines[:MOST_PROBLEMS]:
        err.print(line, style="red", markup=False, highlight=False, soft_wrap=True, emoji=False)
    if (more := len(lines) - MOST_PROBLEMS) > 0:
        err.print(say(Text(f"…… 另有 {more} 处", f"… and {more} more")), style="red", highlight=False)


_USAGE = {
    "MissingParameter": Text("缺少参数或选项", "missing"),
    "NoSuchOption": Text("没有这个选项", "no such option"),
    "NoSuchCommand": Text("没有这个命令", "no such command"),
    "BadOptionUsage": Text("选项写法有误", "an option is not used so"),
    "BadParameter": Text("值的写法有误", "a value is not written so"),
}


def usage_problem(error: Any) -> Problem:
    """A call that the option parser refuses: what is wrong in the reader's language, then the parser's text."""
    kind = next((_USAGE[c.__name__] for c in type(error).__mro__ if c.__name__ in _USAGE), None)
    what = kind or Text("命令写法有误", "the command is not written so")
    param = getattr(error, "param", None)
    named = getattr(error, "option_name", None) or (" ".join(param.opts) if param is not None else "")
    own = error.format_message()
    if asked := re.match(r"No such command '(.+?)'\.?(?: Did you mean (.+?)\??$)?", own):
        near = "、".join(re.findall(r"'(.+?)'", asked[2] or ""))
        also = Text(f"；相近的有：{near}", f"; near: {near.replace('、', ', ')}") if near else Text("", "")
        return Problem(
            "lianzhang",
            Text(
                f"没有命令“{asked[1]}”{also.zh}；全部命令见 lianzhang --help",
                f"there is no command {asked[1]!r}{also.en} (see lianzhang --help)",
            ),
        )
    where = str(named) if str(named).startswith("-") else str(named).upper()
    command = getattr(getattr(error, "ctx", None), "command_path", None) or "lianzhang"
    zh = f"{what.zh} {where}（{own}）；用法见 {command} --help"
    en = f"{own} (see {command} --help)"
    return Problem(command, Text(zh, en))


@contextmanager
def bar(title: Text) -> Iterator[Callable[[int, int], None]]:
    """A progress bar on standard error, where that is a terminal: call the yielded function with (done, total)."""
    if not err.is_terminal:
        yield lambda _done, _total: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=err) as progress:
        task = progress.add_task(say(title), total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)


class _Stopped(BaseException):
    """A signal came. Not a KeyboardInterrupt: the command library would turn that into words of its own."""

    def __init__(self, number: int) -> None:
        self.number = number


def _stop(number: int, _frame: FrameType | None) -> NoReturn:
    raise _Stopped(number)


def guarded(work: Callable[[], object]) -> None:
    """Run a command: faults end with exit code 2 and a line each, signals with a word, anything else without a traceback.

    ``LIANZHANG_TRACEBACK=1`` shows the traceback of a fault of our own.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _stop)
    try:
        try:
            work()
        finally:
            sys.stdout.flush()
    except InputError as error:
        say_problems(error.problems)
        sys.exit(EXIT_BAD_INPUT)
    except (_Stopped, KeyboardInterrupt) as stopped:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        what = Text(
            "已中断；已存的都在，再运行一次即可继续。",
            "Interrupted; what was stored is safe, run again to go on.",
        )
        err.print(say(what), highlight=False)
        terminated = isinstance(stopped, _Stopped) and stopped.number == signal.SIGTERM
        sys.exit(EXIT_TERMINATED if terminated else EXIT_INTERRUPTED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        sys.exit(1)
    except Exception as error:
        if os.environ.get("LIANZHANG_TRACEBACK"):
            raise
        code, problem = _unforeseen(error)
        say_problems([problem])
        sys.exit(code)


def _unforeseen(error: Exception) -> tuple[int, Problem]:
    """An error that nothing more special has put into words."""
    if isinstance(error, OSError):
        reason = error.strerror or str(error)
        what = Text(f"无法读写：{reason}", f"cannot be read or written: {reason}")
        return EXIT_BAD_INPUT, Problem(str(error.filename or "lianzhang"), what)
    if type(error).__module__.startswith("sqlalchemy") and hasattr(error, "orig"):
        what = Text(
            f"台账数据库出错，已存的不受影响：{error.orig}",
            f"the ledger failed; what was stored is safe: {error.orig}",
        )
        return EXIT_BAD_INPUT, Problem("ledger", what)
    name = type(error).__name__
    what = Text(
        f"程序内部出错（{name}：{error}），已存的不受影响；设 LIANZHANG_TRACEBACK=1 再运行可得详情，请连同输入报告给我们",
        f"a fault of the program ({name}: {error}); what was stored is safe. LIANZHANG_TRACEBACK=1 shows more for a report",
    )
    return EXIT_FAILED, Problem("lianzhang", what)
