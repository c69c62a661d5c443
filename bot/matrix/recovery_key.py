"""The recovery key as people see it: 32 bytes in base58, in groups of four (Matrix specification, "Cryptographic key
representation"). Element shows and accepts the same."""

from __future__ import annotations

import secrets
from functools import reduce
from operator import xor

from bot.errors import TrustError

PREFIX = b"\x8b\x01"
KEY_BYTES = 32
_ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


def new_key() -> bytes:
    """32 random bytes."""
    return secrets.token_bytes(KEY_BYTES)


def to_text(key: bytes) -> str:
    """Prefix, key and a parity byte, in base58, a blank after each four characters."""
    body = PREFIX + key
    text = _base58(body + bytes([_parity(body)]))
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


def from_text(text: str) -> bytes:
    """Blanks do not matter. Raises TrustError, which never quotes the text."""
    raw = _from_base58("".join(text.split()))
    if raw is None or len(raw) != len(PREFIX) + KEY_BYTES + 1 or not raw.startswith(PREFIX) or _parity(raw) != 0:
        raise TrustError(
            "That is not a recovery key, or a character of it is wrong: it has 12 groups of four characters and "
            "begins with Es."
        )
    return raw[len(PREFIX) : -1]


def _parity(raw: bytes) -> int:
    return reduce(xor, raw, 0)


def _base58(raw: bytes) -> str:
    number, text = int.from_bytes(raw, "big"), ""
    while number:
        number, digit = divmod(number, 58)
        text = _ALPHABET[digit] + text
    return text  # the prefix is not zero, so that no leading zeros have to be kept


def _from_base58(text: str) -> bytes | None:
    if text.startswith(_ALPHABET[0]):  # a leading zero, which would vanish in the number
        return None
    number = 0
    for char in text:
        digit = _ALPHABET.find(char)
        if digit < 0 or number.bit_length() > 8 * 64:  # far longer than any recovery key
            return None
        number = number * 58 + digit
    return number.to_bytes((number.bit_length() + 7) // 8, "big")
