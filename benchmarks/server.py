"""gunicorn with two sync workers, and the processor time that they have spent."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

WORKERS = 2
ROOT = Path(__file__).parents[1]
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, kw_only=True)
class Server:
    """A server that answers."""

    port: int
    process: int

    def cpu_seconds(self) -> float:
        """Return the processor time of the workers so far, user and system."""
        return sum(_cpu_seconds(worker) for worker in self._workers())

    def _workers(self) -> list[str]:
        return Path(f"/proc/{self.process}/task/{self.process}/children").read_text().split()


@contextmanager
def server(*, folder: Path) -> Iterator[Server]:
    """Run gunicorn on a free port; it sees the database and the settings of this process."""
    port = _free_port()
    log = folder / "gunicorn.log"
    options = ["--bind", f"127.0.0.1:{port}", "--workers", str(WORKERS), "--chdir", str(ROOT)]
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", *options, "benchmarks.site.wsgi"],
            cwd=ROOT,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait_for(port, process, log)
        yield Server(port=port, process=process.pid)
    finally:
        process.terminate()
        process.wait(timeout=30)


def _cpu_seconds(process: str) -> float:
    # The name, in brackets, may hold spaces; utime and stime are the 14th and 15th field.
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def _wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=60) as line:
            line.sendall(b"HEAD / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
            if line.recv(12):
                return
        time.sleep(0.1)
    raise RuntimeError(f"gunicorn does not answer:\n{log.read_text()}")
