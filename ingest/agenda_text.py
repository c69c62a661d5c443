"""Texts of announcements -> clean text per language: HTML becomes text, paragraphs are put apart by language."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import lru_cache

from lxml import etree
from lxml import html as lxml_html

from ingest.characters import clean_text
from kb.language import dutch_over_french

LONGEST_TITLE = 200
LONGEST_PLACE = 300
LONGEST_DESCRIPTION = 4_000
"""Characters that are kept: a message of more than a screen is not read in a chat."""

SURE = 1.5
"""Log odds from which a text counts as Dutch or French (82 %); below, it stands under both."""

EVENT_WORD = 2.0
"""Log odds of a word for a kind of event; these are often the only word of a title that tells."""

_DUTCH_EVENT = re.compile(
    r"(?:sessie|vorming|overleg|avond|middag|ochtend|bijeenkomst|vergadering|wandeling|groep|opleiding|lezing|ontmoeting"
    r"|uitwisseling|rondleiding|studiedag|spreekuur|voorstelling|bezoek|feest)(?:en|s)?\b",
    re.IGNORECASE,
)
_FRENCH_EVENT = re.compile(
    r"\b(?:s[ée]ance|formation|r[ée]union|rencontre|atelier|soir[ée]e|matin[ée]e|journ[ée]e|visite|permanence|conf[ée]rence"
    r"|colloque|groupe|concertation|balade|f[êe]te|pr[ée]sentation)s?\b",
    re.IGNORECASE,
)
_TAG = re.compile(r"<(?:/?[a-zA-Z]|!--)[^<>]*>")
"""Each expression here takes time in proportion to the text, whatever it is: it comes from strangers."""

_ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]+);")
_BLOCKS = frozenset({"p", "div", "br", "li", "ul", "ol", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6", "hr",
                     "blockquote", "section", "article"})  # fmt: skip
_SKIPPED = frozenset({"script", "style", "head", "noscript", "template", "iframe", "svg"})
_WEB = re.compile(r"https?://[^\s<>\"'()\[\]]+[^\s<>\"'()\[\].,;:!?]", re.IGNORECASE)
_REGISTER = re.compile(r"inschrijv|schrijf .{0,20}in|aanmeld|inscri|s'enregistrer|regist|ticket|rsvp", re.IGNORECASE)
_MEET = re.compile(r"-::~:~::~[:~]*::-.{0,3000}?-::~:~::~[:~]*::-", re.DOTALL)
_TEAMS = re.compile(r"(?<!_)_{20,}\s+(?:.{0,40}\n)?.{0,80}Microsoft Teams.*", re.DOTALL | re.IGNORECASE)
_SCRIPTS = re.compile(r"<(?:script|style|iframe|svg|template|noscript|head)\b", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]+")
_LONGEST_HTML = 60_000


def clean_line(text: str, most: int) -> str:
    """One line of text without markup, control characters or changes of direction, cut at a word."""
    return _cut(" ".join(plain_text(text).split()), most)


def clean_description(text: str) -> str:
    """Text of some paragraphs, without markup; the address of a link stands after its text. What Google and Microsoft
    add for joining a meeting goes, since there are passwords in it."""
    text = _TEAMS.sub("", _MEET.sub("", text))
    lines = [" ".join(line.split()) for line in plain_text(text).split("\n")]
    return _cut(re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip(), LONGEST_DESCRIPTION)


def plain_text(text: str) -> str:
    """Text of what may be HTML. Only text that holds a tag is taken for HTML: "< 18 jaar" is not."""
    text = text[:_LONGEST_HTML]
    if _TAG.search(text):
        text = _from_html(text)
    elif _ENTITY.search(text):
        text = html.unescape(text)
    return clean_text(text)[0]


def by_language(text: str) -> tuple[str, str]:
    """A description in Dutch and in French: paragraphs of two languages are put apart, others stand in the language
    that they are in, or in both."""
    if not text:
        return "", ""
    paragraphs = [part.strip() for part in re.split(r"\n\s*\n|\n-{3,}\n", text) if part.strip()]
    each = [odds(part) for part in paragraphs]
    if len(paragraphs) > 1 and min(each) <= -SURE and max(each) >= SURE:
        dutch = "\n\n".join(part for part, o in zip(paragraphs, each, strict=True) if o > -SURE)
        french = "\n\n".join(part for part, o in zip(paragraphs, each, strict=True) if o < SURE)
        return dutch, french
    whole = odds(text)
    if abs(whole) < SURE:
        return text, text
    return (text, "") if whole > 0 else ("", text)


def registration_link(text: str) -> str:
    """The first address in a text that stands by a word for registering; "" when there is none."""
    for match in _WEB.finditer(text):
        around = text[max(0, match.start() - 80) : match.end()]
        if _REGISTER.search(around):
            return match[0]
    return ""


def web_address(text: str) -> str:
    """`text` when it is an http(s) address, else "": nothing else is ever shown as a link."""
    match = _WEB.fullmatch(text.strip())
    return match[0] if match and len(match[0]) <= 500 else ""


def odds(text: str) -> float:
    """Log odds that a text is Dutch rather than French. Numbers say nothing of it, and without them titles repeat;
    capitals, which would mark names, stand anywhere in titles."""
    return _odds_of_words(" ".join(_LETTERS.findall(text.lower())))


@lru_cache(maxsize=4_096)
def _odds_of_words(text: str) -> float:
    called = bool(_DUTCH_EVENT.search(text)) - bool(_FRENCH_EVENT.search(text))
    return dutch_over_french(text) + called * EVENT_WORD


def _from_html(text: str) -> str:
    bare = html.unescape(_TAG.sub(" ", text))
    try:
        tree = lxml_html.fragment_fromstring(text.replace("\x00", ""), create_parent="div")
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return bare
    read = "".join(_pieces(tree))
    # The parser gives up on elements nested by the hundred, and says nothing.
    return read if read.strip() or _SCRIPTS.search(text) else bare


def _pieces(tree: lxml_html.HtmlElement) -> Iterator[str]:
    """Walks without recursion: a hostile text nests elements by the ten thousand."""
    skipped: list[object] = []
    for event, element in etree.iterwalk(tree, events=("start", "end", "comment")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "comment":
            yield "" if skipped else (element.tail or "")
        elif event == "start":
            if tag in _SKIPPED:
                skipped.append(element)
            if not skipped:
                yield ("\n- " if tag == "li" else "\n" if tag in _BLOCKS else "") + (element.text or "")
        else:
            if skipped and skipped[-1] is element:
                skipped.pop()
            elif not skipped and tag == "a":
                yield _link(element)
            if not skipped:
                yield ("\n" if tag in _BLOCKS and tag not in {"br", "li"} else "") + (
                    (element.tail or "") if element is not tree else ""
                )


def _link(element: lxml_html.HtmlElement) -> str:
    address = web_address(element.get("href") or "")
    shown = "".join(element.itertext())
    return f" ({address})" if address and address not in shown else ""


def _cut(text: str, most: int) -> str:
    if len(text) <= most:
        return text
    return text[: most - 1].rsplit(" ", 1)[0].rstrip() + "…"
