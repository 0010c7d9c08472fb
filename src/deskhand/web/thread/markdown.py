"""What people write, as HTML that is safe to show: Markdown, plain text, or the HTML of mail programs and old clients.

Nothing is fetched from elsewhere and nothing runs: what is not on the short list of elements and attributes goes, and
that list is applied to whatever comes out of Markdown too.
"""

import html
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec
from markupsafe import Markup

from deskhand.web.thread.quoting import Part, PartKind, parts_of_html, parts_of_text

if TYPE_CHECKING:  # not imported before the first page needs it
    from markdown_it import MarkdownIt

_TAGS = """
a b blockquote br code del dd div dl dt em h1 h2 h3 h4 h5 h6 hr i img ins kbd li ol p pre s samp small span strong sub
sup table tbody td tfoot th thead tr u ul var
"""
_GONE = """
applet audio canvas embed frameset iframe math noembed noframes noscript object script select style svg template
textarea title video xmp
"""
TAGS = frozenset(_TAGS.split())
ATTRIBUTES = {
    "*": set(),
    "a": {"href", "title"},
    "img": {"src", "alt"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}
GONE_WITH_CONTENT = frozenset(_GONE.split())
SCHEMES = frozenset({"http", "https", "mailto", "tel"})
# Longer texts, and those with more marks or lines, are shown as they are written: to read their marks could take
# seconds, and a page has many messages.
LONGEST_HTML = 100_000
LONGEST_MARKDOWN = 25_000
MOST_TAGS = 4_000
MOST_MARKS = 1_500
MOST_LINES = 1_500
LONGEST_SHOWN = 200_000
WORTH_KEEPING = 20_000

_CODE = re.compile(r"```.*?(?:```|\Z)|`[^`\n]*`", re.DOTALL)
_HTML = re.compile(
    r"</(?:a|b|body|div|em|font|h[1-6]|html|i|li|ol|p|pre|span|strong|table|td|tr|u|ul)\s*>|<br\s*/?>|<img\s[^<>]*>",
    re.IGNORECASE,
)
_ENDS = re.compile(r"<(?:br|/p|/div|/li|/tr|/td|/h[1-6])\b[^<>]{0,500}>", re.IGNORECASE)
_ELEMENT = re.compile(r"</?[a-z][^<>]{0,500}>", re.IGNORECASE)
_BLOCKS = re.compile(r"<(?:br|p|div|table|ul|ol|li|pre|h[1-6])\b", re.IGNORECASE)
# The sanitiser writes every element whole, with its values quoted.
_TAG = re.compile(r'(<[^"<>]*(?:"[^"]*"[^"<>]*)*>)')
_IMAGE = re.compile(r'<img((?: [a-z]+="[^"]*")*)>')
_HEADING = re.compile(r"<(/?)h[1-6]>")
_SPECIAL = re.compile(r"(?P<url>\bhttps?://[^\s<>\"']{1,2000})|(?<![\w&/#.])#(?P<ticket>[1-9]\d{0,11})\b")
_CLOSING = {"a", "code", "pre", "kbd", "samp"}


class Shown(msgspec.Struct, frozen=True):
    """A part of a message as it is shown; `lines` is how many it had as it was written."""

    kind: PartKind
    html: Markup
    lines: int


def rendered(text: str, mentions: Sequence[str] = ()) -> tuple[Shown, ...]:
    """The parts of a message; `mentions` are the calls in it to be marked, such as `@priya.raman`."""
    if len(text) > WORTH_KEEPING:
        return _rendered(text, tuple(mentions))
    return _kept(text, tuple(mentions))


def plain(text: str, limit: int = 200) -> str:
    """The beginning of a message as one line without any marks."""
    parted = _ENDS.sub(" ", text[: limit * 5])
    words = html.unescape(_ELEMENT.sub("", parted)).split()
    line = " ".join(words)
    return line if len(line) <= limit else f"{line[: limit - 1]}…"


@lru_cache(1024)
def _kept(text: str, mentions: tuple[str, ...]) -> tuple[Shown, ...]:
    return _rendered(text, mentions)


def _rendered(text: str, mentions: tuple[str, ...]) -> tuple[Shown, ...]:
    is_html = len(text) <= LONGEST_HTML and _HTML.search(_CODE.sub("", text)) is not None
    if _too_much(text, is_html):
        return (Shown(PartKind.SAID, _as_written(text), text.count("\n") + 1),)
    parts = parts_of_html(text) if is_html else parts_of_text(text)
    return tuple(_part(part, is_html, mentions) for part in parts)


def _too_much(text: str, is_html: bool) -> bool:
    if is_html:
        return text.count("<") > MOST_TAGS
    long = len(text) > LONGEST_MARKDOWN or text.count("\n") > MOST_LINES
    return long or sum(map(text.count, "[*_~`<!")) > MOST_MARKS


def _part(part: Part, is_html: bool, mentions: tuple[str, ...]) -> Shown:
    calls = mentions if part.kind == PartKind.SAID else ()
    raw = _of_html(part.text) if is_html else _of_markdown(part.text)
    safe = Markup(_with_links(_clean(raw), calls))  # noqa: S704 - the sanitiser's own output
    return Shown(part.kind, safe, part.text.count("\n") + 1)


def _as_written(text: str) -> Markup:
    cut = text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"
    return Markup('<div class="as-written">{}</div>').format(cut)


def _of_html(text: str) -> str:
    return text if _BLOCKS.search(text) else text.replace("\n", "<br>\n")


def _of_markdown(text: str) -> str:
    made: str = _markdown().render(text)
    return made


@lru_cache(1)
def _markdown() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    # Indented lines and a line of dashes below another are layout in plain text, where they would be code and headings.
    rules = {"html": False, "breaks": True, "linkify": False, "typographer": False, "maxNesting": 20}
    made = MarkdownIt("commonmark", rules).enable(["table", "strikethrough"])
    return made.disable(["code", "lheading", "html_block", "html_inline", "reference"])


def _clean(raw: str) -> str:
    import nh3

    return nh3.clean(
        raw,
        tags=set(TAGS),
        attributes=ATTRIBUTES,
        clean_content_tags=set(GONE_WITH_CONTENT),
        url_schemes=set(SCHEMES),
        url_relative="deny",
        link_rel="noopener noreferrer nofollow",
        set_tag_attribute_values={"a": {"target": "_blank"}},
    )


def _with_links(clean: str, mentions: tuple[str, ...]) -> str:
    """Addresses, ticket numbers and mentions marked, and images that would be fetched turned into links."""
    call = _calls(mentions)
    open_in: list[str] = []
    made: list[str] = []
    for piece in _pieces(clean):
        if piece.startswith("<"):
            made.append(_element(piece, open_in))
        else:
            made.append(piece if open_in else _marked(piece, call))
    return "".join(made)


def _pieces(clean: str) -> Iterator[str]:
    return (piece for piece in _TAG.split(clean) if piece)


def _element(tag: str, open_in: list[str]) -> str:
    """An element's tag as it is shown; `open_in` holds the elements around, in which nothing is marked."""
    name = tag.strip("</>").partition(" ")[0]
    if name == "img":
        return _image(tag, "a" in open_in)
    if name in _CLOSING:
        if not tag.startswith("</"):
            open_in.append(name)
        elif name in open_in:
            open_in.remove(name)
    if name == "table":  # which may be wider than a phone
        return '<div class="wide" tabindex="0"><table>' if not tag.startswith("</") else "</table></div>"
    return _HEADING.sub(r"<\1h3>", tag) if name.startswith("h") else tag


def _image(tag: str, in_link: bool) -> str:
    values = dict(re.findall(r'([a-z]+)="([^"]*)"', tag))
    words = values.get("alt", "").replace("<", "&lt;").replace(">", "&gt;").strip() or "🖼"
    address = values.get("src", "")
    if in_link or not address.startswith(("http://", "https://")):
        return f'<span class="away">[{words}]</span>'
    return _link(address, f"[{words}]")


def _calls(mentions: tuple[str, ...]) -> re.Pattern[str] | None:
    if not mentions:
        return None
    longest_first = sorted({html.escape(one, quote=False) for one in mentions}, key=len, reverse=True)
    return re.compile(rf"(?<![\w@./+\-])(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")


def _marked(text: str, call: re.Pattern[str] | None) -> str:
    """A text between elements, escaped as it is, with what is special in it marked."""
    linked = _SPECIAL.sub(_special, text)
    if call is None or "@" not in text:
        return linked
    # Not within the links that have just been made.
    return "".join(
        piece if place % 2 else call.sub(lambda found: f'<span class="mention">{found[0]}</span>', piece)
        for place, piece in enumerate(re.split(r"(<a [^<>]*>[^<>]*</a>)", linked))
    )


def _special(found: re.Match[str]) -> str:
    if found["ticket"]:
        return f'<a href="/tickets/{found["ticket"]}">{found[0]}</a>'
    address = found["url"]
    address = address.rstrip(".,;:!?)]}*_") or address
    if address.endswith(("&gt", "&quot")):  # of an address in angle brackets or quotes
        address = address.rpartition("&")[0]
    address = re.split(r"&(?:gt|lt|quot);", address)[0]
    return _link(address, address) + found[0][len(address) :]


def _link(address: str, words: str) -> str:
    return f'<a href="{address}" target="_blank" rel="noopener noreferrer nofollow">{words}</a>'
