"""Comparing short strings (Matrix specification, "Short Authentication String (SAS) verification"): one exchange as a
state machine that talks to nobody. It is told what came in and says what to send.

nio 0.26 has half of it: neither request, ready and done, nor verification in a room, nor hkdf-hmac-sha256.v2, which
is all that modern clients speak. The curve arithmetic and the MACs are vodozemac's.
"""

from __future__ import annotations

import hashlib
import hmac
from enum import StrEnum
from typing import Any

import vodozemac
from nio.crypto.sas import Sas as TableOfEmoji

from bot.matrix.sas_parties import Code, Content, Party
from bot.matrix.signing import canonical, encoded

METHOD = "m.sas.v1"
AGREEMENT = "curve25519-hkdf-sha256"
HASH = "sha256"
MACS = ("hkdf-hmac-sha256.v2", "hkdf-hmac-sha256")
"""Best first. The second is for clients before Matrix 1.6; its base64 is wrong by definition."""
STRINGS = ("decimal", "emoji")

Sending = tuple[str, Content]
"""The last part of an event's type (`ready` of m.key.verification.ready) and its content."""


class Ending(StrEnum):
    DONE = "done"
    CANCELLED = "cancelled"


class Wrong(Exception):
    """The exchange ends here; `code` is one of the specification's. Stays within bot.matrix."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code, self.reason = code, reason


class Exchange:
    """From ready to done. `code` is there once the keys are exchanged; `confirm` says that both screens agree."""

    def __init__(self, flow_id: str, me: Party, them: Party) -> None:
        self.flow_id, self.me, self.them = flow_id, me, them
        self.code: Code | None = None
        self.ending: Ending | None = None
        self.reason = ""
        self.they_confirmed = False
        self.master_verified = False
        """Whether their MAC covers their owner's master key, not the device alone."""
        self._sas = vodozemac.Sas()
        self._public = self._sas.public_key.to_base64()
        self._secret: Any = None
        self._mac = ""
        self._our_start: Content | None = None
        self._their_start: Content | None = None
        self._commitment = ""
        self._we_confirmed = False

    def begin(self, content_of: Content) -> list[Sending]:
        """Send `start`; `content_of` holds what every message of this transport carries."""
        self._our_start = {
            "from_device": self.me.device_id,
            "method": METHOD,
            "key_agreement_protocols": [AGREEMENT],
            "hashes": [HASH],
            "message_authentication_codes": list(MACS),
            "short_authentication_string": list(STRINGS),
            **content_of,
        }
        return [("start", self._our_start)]

    def receive(self, kind: str, content: Content) -> list[Sending]:
        """What came in, `kind` as in Sending. What is out of turn or a repetition changes nothing."""
        steps = {"start": self._start, "accept": self._accept, "key": self._key, "mac": self._mac_of_theirs}
        try:
            if self.ending:
                return []
            if kind == "cancel":
                self._end(Ending.CANCELLED, _text(content.get("code")) or "m.unknown")
            elif kind in steps:
                return steps[kind](content)
        except Wrong as wrong:
            return self.cancel(wrong.code, wrong.reason)
        except (ValueError, RecursionError):  # text that no encoding has, JSON without a bottom
            return self.cancel("m.invalid_message", "malformed")
        return []

    def confirm(self) -> list[Sending]:
        """Both screens show the same, or the other side's owner says so."""
        if self.ending or self.code is None or self._we_confirmed:
            return []
        self._we_confirmed = True
        keys, info = self.me.keys, self._mac_info(self.me, self.them)
        macs = {key_id: self._authenticated(value, info + key_id) for key_id, value in keys.items()}
        together = self._authenticated(",".join(sorted(keys)), info + "KEY_IDS")
        return [("mac", {"mac": macs, "keys": together}), *self._finish()]

    def cancel(self, code: str, reason: str) -> list[Sending]:
        if self.ending:
            return []
        self._end(Ending.CANCELLED, code)
        return [("cancel", {"code": code, "reason": reason})]

    # --- steps ---

    def _start(self, content: Content) -> list[Sending]:
        if self._their_start is not None or self.code is not None:
            return []
        if self._our_start is not None and self._ours_wins():
            return []
        offered = {name: _texts(content.get(name)) for name in _OFFERS}
        mac = next((mac for mac in MACS if mac in offered["message_authentication_codes"]), None)
        strings = [name for name in STRINGS if name in offered["short_authentication_string"]]
        fits = AGREEMENT in offered["key_agreement_protocols"] and HASH in offered["hashes"]
        if content.get("method") != METHOD or not fits or mac is None or not strings:
            raise Wrong("m.unknown_method", "no common method")
        if content.get("from_device") != self.them.device_id:
            raise Wrong("m.user_mismatch", "another device than the one that asked")
        self._our_start, self._their_start, self._mac = None, content, mac
        accept = {
            "key_agreement_protocol": AGREEMENT,
            "hash": HASH,
            "message_authentication_code": mac,
            "short_authentication_string": strings,
            "commitment": _committed(self._public, content),
        }
        return [("accept", accept)]

    def _ours_wins(self) -> bool:
        """Both began at once: the lower user id goes on, then the lower device id."""
        return (self.me.user_id, self.me.device_id) < (self.them.user_id, self.them.device_id)

    def _accept(self, content: Content) -> list[Sending]:
        if self._our_start is None or self._commitment:
            return []
        self._mac = _text(content.get("message_authentication_code"))
        self._commitment = _text(content.get("commitment"))
        chosen = (content.get("key_agreement_protocol"), content.get("hash"))
        strings = set(_texts(content.get("short_authentication_string")))
        fits = chosen == (AGREEMENT, HASH) and self._mac in MACS and bool(strings) and strings <= set(STRINGS)
        if not fits or not self._commitment:
            raise Wrong("m.unknown_method", "not what was offered")
        return [("key", {"key": self._public})]

    def _key(self, content: Content) -> list[Sending]:
        theirs = _text(content.get("key"))
        if self._secret is not None or not (self._their_start or self._commitment):
            return []
        if self._our_start is not None:
            expected = _committed(theirs, self._our_start)
            if not hmac.compare_digest(expected.encode(), self._commitment.encode()):
                raise Wrong("m.mismatched_commitment", "the key is not the one committed to")
        try:
            self._secret = self._sas.diffie_hellman(vodozemac.Curve25519PublicKey.from_base64(theirs))
        except ValueError:
            raise Wrong("m.invalid_message", "that is no key") from None
        drawn = self._secret.bytes(self._sas_info(theirs))
        emoji = tuple(TableOfEmoji.emoji[index] for index in drawn.emoji_indices)
        self.code = Code(emoji, drawn.decimals)
        return [] if self._our_start is not None else [("key", {"key": self._public})]

    def _mac_of_theirs(self, content: Content) -> list[Sending]:
        macs = content.get("mac")
        if self.code is None or self.they_confirmed:
            return []
        if not isinstance(macs, dict):
            raise Wrong("m.invalid_message", "no MACs")
        info = self._mac_info(self.them, self.me)
        known = {key_id: value for key_id, value in self.them.keys.items() if key_id in macs}
        self._check(content.get("keys"), ",".join(sorted(macs)), info + "KEY_IDS")
        for key_id, value in known.items():
            self._check(macs[key_id], value, info + key_id)
        if not known:
            raise Wrong("m.key_mismatch", "none of the keys is known")
        self.they_confirmed = True
        self.master_verified = f"ed25519:{self.them.master_key}" in known
        return self._finish()

    def _finish(self) -> list[Sending]:
        if not (self._we_confirmed and self.they_confirmed):
            return []
        self._end(Ending.DONE, "")
        return [("done", {})]

    def _end(self, ending: Ending, reason: str) -> None:
        self.ending, self.reason = ending, reason

    # --- arithmetic ---

    def _sas_info(self, their_key: str) -> str:
        ours = f"{self.me.user_id}|{self.me.device_id}|{self._public}"
        theirs = f"{self.them.user_id}|{self.them.device_id}|{their_key}"
        first, second = (ours, theirs) if self._our_start is not None else (theirs, ours)
        return f"MATRIX_KEY_VERIFICATION_SAS|{first}|{second}|{self.flow_id}"

    def _mac_info(self, sender: Party, receiver: Party) -> str:
        parties = f"{sender.user_id}{sender.device_id}{receiver.user_id}{receiver.device_id}"
        return f"MATRIX_KEY_VERIFICATION_MAC{parties}{self.flow_id}"

    def _authenticated(self, value: str, info: str) -> str:
        if self._mac == MACS[0]:
            return str(self._secret.calculate_mac(value, info))
        return str(self._secret.calculate_mac_invalid_base64(value, info))

    def _check(self, told: object, value: str, info: str) -> None:
        expected = self._authenticated(value, info)
        if not isinstance(told, str) or not hmac.compare_digest(told.encode(), expected.encode()):
            raise Wrong("m.key_mismatch", "a MAC does not fit")


_OFFERS = ("key_agreement_protocols", "hashes", "message_authentication_codes", "short_authentication_string")


def _committed(public: str, start: Content) -> str:
    return encoded(hashlib.sha256(public.encode() + canonical(start)).digest())


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _texts(value: object) -> list[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []
