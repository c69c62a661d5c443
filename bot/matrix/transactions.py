"""What makes one thing that the bot says the same thing for ever, however often it is sent.

The homeserver shows two sendings with one transaction id as one event, but per device and for a day or so. The id is
therefore also written on the event itself, in clear, so that the bot knows its own words again when its device was
replaced in between. It says nothing that the homeserver was not told with the request.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

PREFIX = "relais-"

MARK = "relais.transaction_id"
"""The key in an event's content, beside the ciphertext where there is one."""


def transaction_id(cause: str, stage: str, target: str) -> str:
    """The same for the same cause, stage and addressee; says nothing about them to the homeserver's logs."""
    digest = hashlib.sha256(json.dumps([cause, stage, target]).encode()).hexdigest()
    return f"{PREFIX}{digest[:32]}"


def is_ours(txn_id: object) -> bool:
    """Whether `transaction_id` made it."""
    return isinstance(txn_id, str) and txn_id.startswith(PREFIX)


def marked(content: dict[str, Any], txn_id: str) -> dict[str, Any]:
    """The content as it goes to the homeserver."""
    return {**content, MARK: txn_id} if is_ours(txn_id) else content


def transaction_of(source: dict[str, Any]) -> str | None:
    """The transaction id that the bot sent an event with, None when there is none of its making. Only to be believed
    of the bot's own events."""
    for holder, key in ((source.get("content"), MARK), (source.get("unsigned"), "transaction_id")):
        txn_id = holder.get(key) if isinstance(holder, dict) else None
        if is_ours(txn_id):
            return str(txn_id)
    return None
