"""A PostgreSQL server of our own for the tests, from the system's packages: private folder, socket only, gone afterwards."""

from __future__ import annotations

import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import pytest

__all__ = ["NoPostgres", "Server", "postgres"]


class NoPostgres(RuntimeError):  # noqa: N818 - a state of this machine, not a mistake
    """No server can be started here; the message says why."""


def _binaries() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    on_path = shutil.which("initdb")
    if found:
        return found[-1].parent
    if on_path:
        return Path(on_path).parent
    raise NoPostgres("PostgreSQL is not installed (Debian: apt-get install postgresql)")


def _user() -> str | None:
    """The server refuses to run as root: then it runs as the user of Debian's package."""
    if os.getuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name).pw_name
        except KeyError:
            continue
    raise NoPostgres("the tests run as root and there is no other user to run PostgreSQL as")


@dataclass
class Server:
    """A running server; databases are made one after the other."""

    folder: Path
    user: str | None
    binaries: Path
    count: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    @classmethod
    def start(cls) -> Server:
        """Make a cluster and start it. Raises :class:`NoPostgres`."""
        binaries, user = _binaries(), _user()
        folder = Path(tempfile.mkdtemp(prefix="ledger-pg-"))
        if user is not None:
            shutil.chown(folder, user)
        server = cls(folder, user, binaries)
        try:
            server._run("initdb", "-D", str(folder / "data"), "-U", "tester", "-A", "trust", "-E", "UTF8", "--no-sync",
                        "--locale=C.UTF-8")  # fmt: skip
            # the least that is safe to lose: the tests' data is thrown away
            options = f"-c listen_addresses='' -k {folder} -c fsync=off -c full_page_writes=off -c shared_buffers=32MB"
            server._run(
                "pg_ctl", "-D", str(folder / "data"), "-w", "-o", options, "-l", str(folder / "log"), "start"
            )
        except NoPostgres:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        return server

    def _run(self, program: str, *arguments: str) -> str:
        command = [str(self.binaries / program), *arguments]
        done = subprocess.run(command, capture_output=True, text=True, user=self.user, cwd=self.folder,
                              env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"}, check=False)  # fmt: skip
        if done.returncode:
            raise NoPostgres(f"{program} failed: {done.stderr.strip()[-500:]}")
        return done.stdout

    def new_database(self) -> str:
        """The URL of a new, empty database."""
        name = f"ledger{next(self.count)}"
        self._run("createdb", "-h", str(self.folder), "-U", "tester", name)
        return f"postgresql+psycopg://tester@/{name}?host={quote(str(self.folder))}"

    def stop(self) -> None:
        """Stop the server and throw everything away."""
        try:
            self._run("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "-w", "stop")
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Callable[[], str]]:
    """Makes URLs of empty databases on a private PostgreSQL server, which is gone with the tests."""
    try:
        server = Server.start()
    except NoPostgres as reason:
        if os.environ.get("CI"):
            pytest.fail(f"PostgreSQL is required in CI: {reason}")
        pytest.skip(str(reason))
    try:
        yield server.new_database
    finally:
        server.stop()
