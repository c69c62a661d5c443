"""A writer that kills itself with SIGKILL at a named moment; run as a program by test_generations.py.

Usage: python -m tests.kb.killed_writer DATA_DIR MOMENT
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kb import vector_files
from kb.models import Service
from kb.settings import KnowledgeSettings, ModelSettings
from kb.store import Store
from kb.writer import Writer
from tests.kb.conftest import HashingEmbedder, PlainAnalyzer, repertory

MOMENTS = {
    "before embeddings": (Store, "keep_vectors", False),
    "after embeddings": (Store, "keep_vectors", True),
    "before a vector file gets its name": (Path, "replace", False),
    "after a vector file got its name": (Path, "replace", True),
    "inside the transaction, rows ended": (Store, "end_rows", True),
    "inside the transaction, rows added": (Store, "put_views", True),
    "before the commit": (Store, "add_generation", True),
    "before pruning": (Store, "prune", False),
    "after pruning, before files go": (vector_files, "remove_others", False),
}
"""Where the writer dies: an object, the name of its function, and whether after the call or before."""


def die_at(moment: str) -> None:
    owner, name, after = MOMENTS[moment]
    original: Callable[..., Any] = getattr(owner, name)
    calls = 0

    def dying(*args: Any, **kwargs: Any) -> Any:
        nonlocal calls
        calls += 1
        # The files of the generation before are swept first: the second call is the one after the commit.
        if name == "remove_others" and calls == 1:
            return original(*args, **kwargs)
        if after:
            original(*args, **kwargs)
        os.kill(os.getpid(), signal.SIGKILL)
        return None

    setattr(owner, name, dying)


def main() -> None:
    data_dir, moment = Path(sys.argv[1]), sys.argv[2]
    settings = KnowledgeSettings(model=ModelSettings("hash"))
    writer = Writer(Store.open(data_dir), HashingEmbedder(), PlainAnalyzer(), settings)
    die_at(moment)
    writer.apply(repertory(Service("new", name_nl="Nieuw in het kanton"), removed=("a",)))


if __name__ == "__main__":
    main()
