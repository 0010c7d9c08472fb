"""Every word of the pages is there in German and in Spanish, and what is compiled is what stands in the `.po` files."""

import io
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from tools.words import LANGUAGES, compile_words, complaints, extract, faults, is_compiled, read, texts_of, updated


@pytest.fixture(scope="module")
def source() -> Catalog:
    return extract()


@pytest.mark.parametrize("code", sorted(LANGUAGES))
def test_every_word_is_translated(code: str, source: Catalog) -> None:
    assert list(complaints(code, source)) == []


@pytest.mark.parametrize("code", sorted(LANGUAGES))
def test_the_po_file_is_as_make_words_writes_it(code: str, source: Catalog, request: pytest.FixtureRequest) -> None:
    written = request.config.rootpath / "src/deskhand/web/locale" / code / "LC_MESSAGES/deskhand.po"
    assert written.read_text() == updated(code, source)


def test_an_old_compiled_file_is_seen() -> None:
    catalog = read("de")
    assert is_compiled("de", catalog)
    catalog.add("A message that is not compiled", "Eine neue")
    assert not is_compiled("de", catalog)


def test_plurals_and_contexts_are_compiled() -> None:
    catalog = Catalog(locale="de")
    catalog.add(("%(num)s ticket", "%(num)s tickets"), ("%(num)s Ticket", "%(num)s Tickets"))
    catalog.add("Open", "Offen", context="state")
    assert texts_of(read_mo(io.BytesIO(compile_words(catalog)))) == {
        (None, ("%(num)s ticket", "%(num)s tickets")): ("%(num)s Ticket", "%(num)s Tickets"),
        ("state", ("Open",)): ("Offen",),
    }


@pytest.mark.parametrize(
    ("written", "complaint"),
    [
        ('msgid "Reply"\nmsgstr "Antworten"', []),
        ('msgid "Reply"\nmsgstr ""', ["no translation"]),
        ('#, fuzzy\nmsgid "Reply"\nmsgstr "Antwort"', ["fuzzy"]),
        ('msgid "Gone"\nmsgstr "Weg"', ["obsolete"]),
        ('msgid "To %(name)s"\nmsgstr "An %(name)s"', []),
        ('msgid "To %(name)s"\nmsgstr "An %(nom)s"', ["other placeholders than the source"]),
        ('msgid "To %(name)s"\nmsgstr "An alle"', ["other placeholders than the source"]),
        ('msgid "To %(name)s"\nmsgstr "An %(name)s zu 5 %"', ["other placeholders than the source"]),
        ('msgid "Hello {name}"\nmsgstr "Hallo {vorname}"', ["other placeholders than the source"]),
        ('msgid "%(num)s ticket"\nmsgid_plural "%(num)s tickets"\nmsgstr[0] "Ein"\nmsgstr[1] "%(num)s Tickets"', []),
        (
            'msgid "%(num)s ticket"\nmsgid_plural "%(num)s tickets"\nmsgstr[0] "%(num)s Ticket"\nmsgstr[1] "Tickets"',
            ["other placeholders than the source"],
        ),
        ('msgid "%(num)s ticket"\nmsgid_plural "%(num)s tickets"\nmsgstr[0] "Ein"\nmsgstr[1] ""', ["no translation"]),
    ],
)
def test_a_fault_of_a_translation_is_seen(written: str, complaint: list[str]) -> None:
    wanted = Catalog()
    for known in ("Reply", "To %(name)s", "Hello {name}", ("%(num)s ticket", "%(num)s tickets")):
        wanted.add(known)
    (message,) = (message for message in read_po(io.BytesIO(written.encode()), locale="de") if message.id)
    assert list(faults(message, wanted)) == complaint


def test_messages_are_found_in_templates_and_in_python(tmp_path: Path) -> None:
    (tmp_path / "templates/parts").mkdir(parents=True)
    (tmp_path / "templates/parts/row.html").write_text(
        "{% trans %}\n  Reply\n{% endtrans %}{{ _('Close') }}{{ pgettext('state', 'Open') }}"
        "{% trans n=count %}{{ n }} ticket{% pluralize %}{{ n }} tickets{% endtrans %}"
    )
    (tmp_path / "page.py").write_text('TITLE = N_("Inbox")\nx = words.gettext("Sent to %(name)s")\n')
    assert {message.id for message in extract(tmp_path) if message.id} == {
        "Reply",
        "Close",
        "Open",
        ("%(n)s ticket", "%(n)s tickets"),
        "Inbox",
        "Sent to %(name)s",
    }


def test_a_template_with_a_mistake_is_no_template_without_words(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/broken.html").write_text("{% trans %}Reply")
    with pytest.raises(Exception, match="unclosed translation block"):
        extract(tmp_path)
