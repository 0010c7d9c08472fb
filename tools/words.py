"""Gathers the words of the pages into the `.po` file of each language, compiles these, and finds what they lack.

`make words` writes; tests/house/test_words.py asks `complaints`. A translator edits the `.po` files by hand.
"""

import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po

WEB = Path(__file__).parents[1] / "src/deskhand/web"
LANGUAGES = {"de": "German", "es": "Spanish"}
READERS = [("templates/**", "jinja2"), ("**.py", "python")]
# As the pages' Jinja environment has it; a template with a mistake must not pass as one without words.
OPTIONS = {
    "templates/**": {
        "extensions": "jinja2.ext.do",
        "newstyle_gettext": "true",
        "trimmed": "true",
        "trim_blocks": "true",
        "lstrip_blocks": "true",
        "silent": "false",
    }
}
TIMELESS = datetime(2026, 1, 1, tzinfo=UTC)  # a true date would make every run a change
PLACEHOLDER = re.compile(r"%%|%\((?P<name>\w+)\)(?:\d*)[sd]|(?P<stray>%)|\{(?P<field>\w*)\}")

HEAD = """\
# {name} for the pages of Deskhand. `make words` keeps it in step with the sources; translations are written by hand.
msgid ""
msgstr ""
"Language: {code}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""

Text = str | tuple[str, ...] | list[str] | None


def main() -> None:
    """Bring the `.po` files and the compiled ones up to date, and say what is still to be translated."""
    source = extract()
    for code in LANGUAGES:
        po_of(code).parent.mkdir(parents=True, exist_ok=True)
        po_of(code).write_text(updated(code, source))
        compiled = read(code)
        if not is_compiled(code, compiled):
            mo_of(code).write_bytes(compile_words(compiled))
        for complaint in complaints(code, source):
            print(complaint)


def extract(web: Path = WEB) -> Catalog:
    """Every message of the templates and of the Python beside them."""
    source = Catalog()
    found = extract_from_dir(web, READERS, OPTIONS, keywords=DEFAULT_KEYWORDS, comment_tags=["i18n:"])
    for file, _, message, comments, context in found:
        source.add(message, None, [(file, 0)], auto_comments=comments, context=context)
    return source


def updated(code: str, source: Catalog) -> str:
    """The text of the language's `.po` file with exactly the messages of the sources; guesses none."""
    catalog = read(code)
    catalog.update(source, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    written = io.BytesIO()
    write_po(written, catalog, width=120, omit_header=True, sort_by_file=True, include_lineno=False)
    return HEAD.format(code=code, name=LANGUAGES[code]) + written.getvalue().decode().lstrip("\n")


def read(code: str) -> Catalog:
    """The language's catalog as its `.po` file has it, or an empty one."""
    text = po_of(code).read_text() if po_of(code).exists() else HEAD.format(code=code, name=LANGUAGES[code])
    catalog = read_po(io.BytesIO(text.encode()), locale=code)
    catalog.creation_date = catalog.revision_date = TIMELESS
    return catalog


def compile_words(catalog: Catalog) -> bytes:
    """The catalog as gettext reads it."""
    written = io.BytesIO()
    write_mo(written, catalog)
    return written.getvalue()


def is_compiled(code: str, catalog: Catalog) -> bool:
    """Whether the language's `.mo` file says the same as the catalog; its header, with Babel's version, is left out."""
    if not mo_of(code).exists():
        return False
    with mo_of(code).open("rb") as file:
        return texts_of(read_mo(file)) == texts_of(read_mo(io.BytesIO(compile_words(catalog))))


def texts_of(catalog: Catalog) -> dict[tuple[str | None, tuple[str, ...]], tuple[str, ...]]:
    """Every translation of a catalog, all its forms, by context and message."""
    return {(message.context, forms(message.id)): forms(message.string) for message in catalog if message.id}


def complaints(code: str, source: Catalog) -> Iterator[str]:
    """What is wrong with a language, one line each: `de: no translation: 'Reply'`."""
    catalog = read(code)
    for message in source:
        if message.id and catalog.get(key_of(message), message.context) is None:
            yield f"{code}: not in the .po file, run make words: {message.id!r}"
    for message in catalog:
        if message.id:
            yield from (f"{code}: {fault}: {message.id!r}" for fault in faults(message, source))
    yield from (f"{code}: obsolete: {message.id!r}" for message in catalog.obsolete.values())
    if not is_compiled(code, catalog):
        yield f"{code}: the .mo file is old, run make words"


def faults(message: Message, source: Catalog) -> Iterator[str]:
    """What is wrong with one translation."""
    if source.get(key_of(message), message.context) is None:
        yield "obsolete"
    elif message.fuzzy:
        yield "fuzzy"
    elif not all(forms(message.string)):
        yield "no translation"
    elif not same_placeholders(message):
        yield "other placeholders than the source"


def same_placeholders(message: Message) -> bool:
    """Whether each form has the placeholders of the source's; a singular may say "one" where the number would stand."""
    *_, plural = wanted = [placeholders(text) for text in forms(message.id)]
    *_, last = given = [placeholders(text) for text in forms(message.string)]
    known = set().union(*wanted)
    return last == plural and all(form <= known for form in given) and (len(wanted) > 1 or given == wanted)


def placeholders(text: str) -> set[str]:
    """The names of `%(name)s` and `{name}` in a message, and % for a sign that formatting would trip over."""
    found = (
        match.group("name") or match.group("field") or match.group("stray") for match in PLACEHOLDER.finditer(text)
    )
    return {name for name in found if name}


def forms(text: Text) -> tuple[str, ...]:
    """The message's one form, or its singular and plural."""
    return (text or "",) if text is None or isinstance(text, str) else tuple(text)


def key_of(message: Message) -> str:
    """By what a catalog finds the message."""
    return forms(message.id)[0]


def po_of(code: str) -> Path:
    """Where translators write."""
    return WEB / "locale" / code / "LC_MESSAGES" / "deskhand.po"


def mo_of(code: str) -> Path:
    """What the pages read."""
    return po_of(code).with_suffix(".mo")


if __name__ == "__main__":
    main()
