"""A room's picture: its zone's colour with its first letters."""

from __future__ import annotations

import re
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

SIDE = 256
"""Pixels. Clients show avatars at 96 at most; twice that for sharp screens."""


def avatar(name: str, colour: str, *, is_space: bool) -> bytes:
    """A PNG of SIDE x SIDE: square for a Space as clients draw it, a disc for a room. `colour` is "#rrggbb"."""
    scale = 4  # drawn larger and shrunk: Pillow's shapes have no smooth edges
    side = SIDE * scale
    image = Image.new("RGB", (side, side), colour if is_space else "white")
    draw = ImageDraw.Draw(image)
    if not is_space:
        draw.ellipse((0, 0, side - 1, side - 1), fill=colour)
    font = ImageFont.load_default(side * 0.4)
    draw.text((side / 2, side / 2), initials(name), fill="white", font=font, anchor="mm")
    out = BytesIO()
    image.resize((SIDE, SIDE), Image.Resampling.LANCZOS).save(out, "PNG", optimize=True)
    return out.getvalue()


def initials(name: str) -> str:
    """The first letters of the first two words, of a name in one language: "Noord-Oost / Nord-Est" -> "NO"."""
    words = re.findall(r"[^\W\d_]+", name.partition(" / ")[0])
    return "".join(word[0] for word in words[:2]).upper() or "R"
