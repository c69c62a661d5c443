"""Everything that can go wrong between a source and the knowledge base.

    RelaisError
    └── IngestError
        ├── SourceUnreadable   a file or address cannot be read as what it claims to be; nothing was changed
        ├── NothingToIngest    a source holds no usable record at all; nothing was changed
        └── NothingToUndo      there is no generation to go back to

A single bad row is no error but a `Rejection` (ingest.repertory): the others are ingested.
"""

from kb.errors import RelaisError


class IngestError(RelaisError):
    """Something about a source. `code` and `values` say the same as the text, for whoever says it in another language:
    the code is the end of a locale key."""

    def __init__(self, message: str, code: str = "unreadable", **values: str | int) -> None:
        super().__init__(message)
        self.code = code
        self.values = values


class SourceUnreadable(IngestError):
    """A file or address cannot be read as what it claims to be; nothing was changed."""


class NothingToIngest(IngestError):
    """A source holds no usable record at all; nothing was changed."""


class NothingToUndo(IngestError):
    """There is no generation to go back to."""
