"""What a form says: texts by their names and files, from either of the two ways in which browsers send forms."""

from collections.abc import Mapping
from urllib.parse import parse_qsl

import msgspec
from multipart import MultipartError, MultipartSegment, PushMultipartParser, parse_options_header

from deskhand.core.text import BadText, check_text

MOST_FIELDS = 2_000
MOST_PARTS = 200
LONGEST_TEXT = 1_000_000


class BadForm(Exception):
    """A body that is no form, or a text in it that cannot be kept; the sentence says which."""


class SentFile(msgspec.Struct, frozen=True):
    """A file as a form brought it."""

    name: str
    content: bytes


class Form(msgspec.Struct, frozen=True):
    """A form that was sent."""

    pairs: tuple[tuple[str, str], ...] = ()
    files: tuple[SentFile, ...] = ()

    def text(self, name: str) -> str:
        """A field's text without white space around it; empty when the form does not have it."""
        return self.raw(name).strip()

    def raw(self, name: str) -> str:
        """A field's text as it was typed."""
        return next((value for key, value in self.pairs if key == name), "")

    def has(self, name: str) -> bool:
        """Whether the form has this field at all: what is not in it was not asked."""
        return any(key == name for key, _ in self.pairs)

    def all(self, name: str) -> tuple[str, ...]:
        """Every value of a field that may come several times."""
        return tuple(value for key, value in self.pairs if key == name)

    def number(self, name: str) -> int | None:
        """A field's whole number from 1; None when it says nothing or something else."""
        return whole_number(self.text(name))

    def numbers(self, name: str) -> tuple[int, ...]:
        """The whole numbers of a field that may come several times, what is none of them left out."""
        return tuple(number for value in self.all(name) if (number := whole_number(value)) is not None)


NO_FORM = Form()


def whole_number(text: str) -> int | None:
    """The whole number from 1 that a text is, such as the id in a path."""
    text = text.strip()
    if text.isascii() and text.isdigit() and len(text) < 19 and int(text) > 0:
        return int(text)
    return None


def read_form(headers: Mapping[bytes, bytes], body: bytes) -> Form:
    """The form in a request's body. Raises BadForm."""
    kind, options = parse_options_header(headers.get(b"content-type", b"").decode("latin-1"))
    if kind == "multipart/form-data":
        return _of_parts(body, options.get("boundary", ""))
    if kind == "application/x-www-form-urlencoded" or not body:
        return Form(_checked(_of_pairs(body)))
    raise BadForm("Send a form")


def query_of(raw: bytes) -> Form:
    """An address's query, which is a form as well."""
    try:
        return Form(_checked(_of_pairs(raw)))
    except BadForm:
        return NO_FORM


def _of_pairs(body: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(body.decode("ascii"), keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict")
    except (ValueError, UnicodeDecodeError):
        raise BadForm("The form cannot be read") from None


def _of_parts(body: bytes, boundary: str) -> Form:
    pairs: list[tuple[str, str]] = []
    files: list[SentFile] = []
    part: MultipartSegment | None = None
    held = bytearray()
    try:
        with PushMultipartParser(boundary, content_length=len(body), max_segment_count=MOST_PARTS) as parser:
            for event in parser.parse(body):
                if isinstance(event, MultipartSegment):
                    part, held = event, bytearray()
                elif event:
                    held += event
                elif part is not None:
                    _take(part, bytes(held), pairs, files)
                    part = None
    except (MultipartError, ValueError) as wrong:
        raise BadForm(f"The form cannot be read: {wrong}") from None
    return Form(_checked(pairs), tuple(files))


def _take(part: MultipartSegment, content: bytes, pairs: list[tuple[str, str]], files: list[SentFile]) -> None:
    if part.filename is None:
        pairs.append((part.name, content.decode("utf-8", "replace")))
    elif part.filename or content:  # a field for files in which none was chosen comes without either
        files.append(SentFile(part.filename, content))


def _checked(pairs: list[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """The pairs, with line ends as we keep them. Browsers send CR LF whatever was typed."""
    try:
        return tuple((name, check_text(value.replace("\r\n", "\n"), LONGEST_TEXT)) for name, value in pairs)
    except BadText as bad:
        raise BadForm(str(bad)) from None
