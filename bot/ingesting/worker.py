"""The process that ingests: reads requests from standard input, answers on standard output, ends when the bot does.

It steps back for the bot: lower priority, one thread for each library, bounded memory. A kill at any moment leaves one
complete generation (kb.writer). It logs nothing: what it reads is not the log's.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO

from pydantic import TypeAdapter

from bot.ingesting.frames import Frame, packed, read
from bot.ingesting.shown import to_wire
from bot.ingesting.workbench import Order, PlanGone, Workbench, langs_of
from ingest.errors import IngestError
from ingest.readers.tables import Limits
from kb.errors import ChangedMeanwhile, KnowledgeError, NothingToRollBack
from kb.settings import BUILTIN_MODEL, KnowledgeSettings

MEMORY = 4 * 1024**3
"""Bytes of address space with the built-in model. 100,000 services take about half of it; a crafted file would take all
there is. Another model needs what it needs, so that there is no bound then."""

NICENESS = 10
"""Steps behind the bot, which answers questions on the same processors meanwhile."""


def serve(bench: Workbench, source: BinaryIO, sink: BinaryIO) -> None:
    """Answer until the input ends. An unforeseen error is answered by its kind only: its text may quote the file."""
    while _served(bench, source, sink):
        pass


def _served(bench: Workbench, source: BinaryIO, sink: BinaryIO) -> bool:
    """One request; its file is out of memory afterwards. False at the end of the input."""
    request = read(source)
    if request is None:
        return False
    for piece in packed(_answer(bench, request)):
        sink.write(piece)
    sink.flush()
    return True


def _answer(bench: Workbench, request: Frame) -> Frame:
    try:
        return _done(bench, request.head, request.files)
    except IngestError as error:
        return Frame({"refused": error.code, "details": dict(error.values)})
    except PlanGone:
        return Frame({"refused": "gone"})
    except ChangedMeanwhile:
        return Frame({"refused": "changed"})
    except NothingToRollBack:
        return Frame({"refused": "nothing_to_undo"})
    except KnowledgeError as error:
        return Frame({"refused": "failed", "kind": type(error).__name__})
    except MemoryError:
        return Frame({"refused": "memory"})
    except Exception as error:
        return Frame({"refused": "failed", "kind": type(error).__name__})


def _done(bench: Workbench, asked: dict[str, Any], files: tuple[bytes, ...]) -> Frame:
    match asked["do"]:
        case "compare":
            langs = langs_of(asked["langs"])
            today = date.fromisoformat(asked["today"])
            order = Order(asked["key"], asked["source"], today, asked["mapping"], asked["format"], langs)
            found = bench.compare(order, files[0])
            return Frame({"shown": to_wire(found.shown)}, (found.changes, found.rejected))
        case "prepare":
            bench.prepare(asked["key"])
            return Frame({})
        case "apply":
            at = datetime.fromisoformat(asked["at"])
            return Frame({"generation": bench.apply(asked["key"], asked["digest"], asked["who"], at)})
        case "rollback":
            at = datetime.fromisoformat(asked["at"])
            return Frame({"generation": bench.rollback(asked["number"], asked["who"], at)})
        case "export":
            return Frame({}, (bench.export(asked["format"]),))
    raise ValueError("unknown request")


def confine(settings: KnowledgeSettings) -> None:
    """No core file, bounded memory, low priority, and the end of the bot is the end of this process."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if settings.model.name == BUILTIN_MODEL:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    os.nice(NICENESS)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the bot, which ends its child in order
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
    if os.getppid() == 1:
        sys.exit(0)


def main() -> None:
    """What `python -m bot.ingesting.worker` runs; the first frame holds the settings."""
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    opening = read(source)
    if opening is None:
        return
    settings = TypeAdapter(KnowledgeSettings).validate_python(opening.head["settings"])
    confine(settings)
    limits = Limits(file_bytes=opening.head["file_bytes"])
    serve(Workbench(Path(opening.head["data_dir"]), settings, limits), source, sink)


if __name__ == "__main__":
    main()
