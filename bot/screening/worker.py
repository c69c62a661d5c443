"""The guard's process: reads questions from standard input, answers on standard output, ends when the bot does.

It logs nothing, writes no file and leaves no core: what it reads is gone with the next line.
"""

from __future__ import annotations

import base64
import ctypes
import os
import resource
import signal
import sys
from dataclasses import replace
from typing import Any, BinaryIO

from bot.guard.known import Known
from bot.screening.files import text_of
from bot.screening.pieces import Check, verdict_on, verdict_on_file
from bot.screening.wire import dump, known_from_wire, load, verdicts_to_wire

MEMORY = 2 * 1024**3
"""Bytes of address space: the word lists and the tagger need a seventh, a crafted file would take all there is."""

WARM_UP = "Ma cliente Fatima, 34 ans, rue de la Loi / mijn cliënt, tel. 0470 00 00 00. Volgens mij; ik zit met Xqzvrt"
"""Read once at the start, so that the first message of a person does not wait for the word lists, nor for the
dictionary that only unlisted names are looked up in."""


def serve(check: Check, source: BinaryIO, sink: BinaryIO) -> None:
    """Answer until the input ends. An error is answered by the name of its kind only: its text may quote a message."""
    known = Known()
    check(WARM_UP, known)
    sink.write(dump({"ready": True}))
    sink.flush()
    for line in source:
        try:
            request = load(line)
            if "known" in request:
                known = known_from_wire(request["known"])
                answer: dict[str, Any] = {}
            else:
                answer = _answer(request, check, known)
        except Exception as error:
            answer = {"error": type(error).__name__}
        sink.write(dump(answer))
        sink.flush()


def _answer(request: dict[str, Any], check: Check, known: Known) -> dict[str, Any]:
    members = Known.from_services((), request.get("members", ())).members
    around = replace(known, members=members)
    if "file" in request:
        found = text_of(base64.b64decode(request["file"]))
        verdicts = [verdict_on_file(found, check, around)] if found is not None else []
        return {"verdicts": verdicts_to_wire(verdicts), "readable": found is not None}
    return {"verdicts": verdicts_to_wire([verdict_on(text, check, around) for text in request.get("texts", ())])}


def confine() -> None:
    """No core file, bounded memory, and the end of the bot is the end of this process."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the bot, which ends its child in order
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
    if os.getppid() == 1:
        sys.exit(0)


def main(check: Check | None = None) -> None:
    """What `python -m bot.screening.worker` runs. `check` is the guard's, unless a test brings one that fails."""
    confine()
    if check is None:
        check = _guard()
    serve(check, sys.stdin.buffer, sys.stdout.buffer)


def _guard() -> Check:
    from bot.guard import check

    return lambda text, known: check(text, known=known)


if __name__ == "__main__":
    main()
