"""An answer with its theme before it, and the theme's room after it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from html import escape
from urllib.parse import quote

from bot.ports import Rendered
from bot.render.blocks import Say, rendered
from bot.render.clean import NAME, clean
from bot.render.words import words_for
from bot.themes import ICONS
from kb.models import Lang, Zone

_BLOCKS = ("<ul", "<blockquote")
_UNDERSTOOD = "🔎 "
"""How the line begins that says what was understood: the theme goes on it, for a line is much in a short answer."""
_HERE = "\N{OBJECT REPLACEMENT CHARACTER}"


@dataclass(frozen=True, slots=True)
class ThemeRoom:
    """A theme's room of a zone; `via`: the homeserver through which it is joined."""

    room_id: str
    zone: Zone
    via: str = ""

    @property
    def link(self) -> str:
        """The address; an id alone does not tell where to join."""
        return f"https://matrix.to/#/{self.room_id}" + (f"?via={quote(self.via)}" if self.via else "")


def labelled(answer: Rendered, theme: str, lang: Lang) -> Rendered:
    """The pictogram never stands alone: not everybody sees or knows it."""
    label = rendered([Say(f"{ICONS[theme]} {_name(theme, lang)}")])
    if answer.plain.startswith(_UNDERSTOOD):
        return replace(answer, plain=f"{label.plain} · {answer.plain}", html=f"{label.html} · {answer.html}")
    between = "" if answer.html.startswith(_BLOCKS) else "<br>"
    return replace(answer, plain=f"{label.plain}\n{answer.plain}", html=f"{label.html}{between}{answer.html}")


def with_room(answer: Rendered, theme: str, lang: Lang, room: ThemeRoom) -> Rendered:
    """One line that says where the theme is talked about."""
    name = f"{ICONS[theme]} {_name(theme, lang)} · {clean(room.zone.name(lang), NAME)}"
    before, _, after = words_for(lang)("themes-room", room=_HERE).partition(_HERE)
    pill = f'<a href="{escape(room.link)}">{escape(name)}</a>'
    return replace(
        answer,
        plain=f"{answer.plain}\n{before}{name} ({room.link}){after}",
        html=f"{answer.html}<br>{escape(before)}{pill}{escape(after)}",
    )


def _name(theme: str, lang: Lang) -> str:
    return words_for(lang)(f"provision-theme-{theme}")
