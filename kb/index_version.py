"""What decides which stems a text gets in the index, as one short fingerprint.

The word lists that stopwords and the parts of compounds come from, and the code that cuts and stems. An upgrade that
changes any of them changes the fingerprint, and the words of an index made before are made again in the background
(`KnowledgeBase.stale`, `Writer.reindex`); embeddings stay. A change that only questions notice may do that for nothing:
some seconds of one core, against stems that silently match no more.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from importlib.resources import files

LISTS = ("wordcounts.tsv.gz", "stopwords.toml", "glossary.csv", "english.tsv", "everyday.tsv")
"""In kb/data: stopwords, and every list whose Dutch words may be parts of compounds."""
CODE = ("words.py", "compounds.py", "terms.py")


@lru_cache(maxsize=1)
def stems_fingerprint() -> str:
    """Changes whenever a stem in the index could. Takes some milliseconds, once."""
    digest = hashlib.sha256()
    package = files("kb")
    for part in (*(package / "data" / name for name in LISTS), *(package / name for name in CODE)):
        if part.is_file():  # a frozen program may have no sources
            digest.update(hashlib.sha256(part.read_bytes()).digest())
    return f"lists:{digest.hexdigest()[:16]}"
