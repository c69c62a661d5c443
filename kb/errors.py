"""Everything that can go wrong in the knowledge base.

    RelaisError
    ├── KnowledgeError
    │   ├── StoreUnreadable      kb.sqlite cannot be opened, or was made by a newer Relais
    │   ├── ModelUnavailable     the embedding model named in the settings cannot be loaded
    │   ├── IndexMissing         no generation was ingested yet
    │   ├── NothingToRollBack    no earlier generation is kept to go back to
    │   ├── ChangedMeanwhile     somebody else changed the knowledge that a change was compared with
    │   ├── PeriodTooLong        more dates of the agenda were asked for than can be shown
    │   ├── EventUnknown         there is no such event in the agenda
    │   └── QuestionsUnreadable  an evaluation or batch file is not what it should be
    ├── ingest.errors.IngestError
    └── bot.errors.BotError

Each message is one sentence for the person who has to act: what happened, to which thing, what to do.
"""


class RelaisError(Exception):
    """Base of all errors that Relais raises on purpose; the command line prints its text and exits 1."""


class KnowledgeError(RelaisError):
    """Something about the knowledge base."""


class StoreUnreadable(KnowledgeError):
    """kb.sqlite cannot be opened, or was made by a newer Relais."""


class ModelUnavailable(KnowledgeError):
    """The embedding model named in the settings cannot be loaded."""


class IndexMissing(KnowledgeError):
    """No generation was ingested yet, so there is nothing to search."""


class NothingToRollBack(KnowledgeError):
    """No ingest can be undone: there was none, or the state before it is not kept any more."""


class QuestionsUnreadable(KnowledgeError):
    """A file of questions (batch, evaluation) is missing or a line of it is malformed."""


class ChangedMeanwhile(KnowledgeError):
    """Somebody else changed the knowledge that a change was compared with; nothing was changed."""


class PeriodTooLong(KnowledgeError):
    """More dates of the agenda were asked for than anybody can read; nothing is shown of them."""


class EventUnknown(KnowledgeError):
    """There is no such event in the agenda, or not any more."""
