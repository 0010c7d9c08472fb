"""What people write is shown as they meant it, and nothing in it runs."""

from time import process_time

import pytest

from deskhand.web.thread.markdown import TAGS, plain, rendered
from deskhand.web.thread.quoting import PartKind
from tests.web.xss import PAYLOADS, WITH_NUL, executable


def html_of(text: str, mentions: tuple[str, ...] = ()) -> str:
    """All that is shown of a message."""
    return "".join(str(part.html) for part in rendered(text, mentions))


@pytest.mark.parametrize("payload", [*PAYLOADS, WITH_NUL])
@pytest.mark.parametrize(
    "around", ["{}", "<p>Hello</p>{}<br>", "Hello **you**\n\n{}\n\n> quoted", "[{}](https://a.example)"]
)
def test_nothing_that_somebody_writes_runs(payload: str, around: str) -> None:
    html = html_of(around.replace("{}", payload), ("@tom.field",))
    assert executable(html, TAGS) == [], html


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_in_an_excerpt_is_more_than_words(payload: str) -> None:
    assert "\n" not in plain(payload)


@pytest.mark.parametrize("payload", ["{{7*7}}", "${7*7}", "<%= 7*7 %>"])
def test_a_language_of_templates_is_shown_as_it_is_written(payload: str) -> None:
    assert "49" not in html_of(payload)
    assert "7*7" in html_of(payload).replace("<em>", "").replace("</em>", "")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("two\nlines", "two<br>\nlines"),
        ("**bold** and `code`", "<strong>bold</strong> and <code>code</code>"),
        ("~~gone~~", "<s>gone</s>"),
        ("- one\n- two", "<ul>\n<li>one</li>\n<li>two</li>\n</ul>"),
        ("# Heading", "<h3>Heading</h3>"),
        ("a < b & c > d", "a &lt; b &amp; c &gt; d"),
        ("Thanks\n---\nTom", "<p>Thanks</p>\n<hr>\n<p>Tom</p>"),
        ("    indented by a mail program", "<p>indented by a mail program</p>"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "<td>1</td>"),
        ("<p>From <b>Atera</b></p>", "<p>From <b>Atera</b></p>"),
        ("Hi <b>John</b>\nhow are you", "Hi <b>John</b><br>\nhow are you"),
        ("<h1>Big</h1>", "<h3>Big</h3>"),
        ("use `<br>` in\nMarkdown", "use <code>&lt;br&gt;</code> in<br>\nMarkdown"),
        ("```\n<div>\n</div>\n```", "<pre><code>&lt;div&gt;\n&lt;/div&gt;\n</code></pre>"),
    ],
)
def test_markdown_html_and_plain_text(text: str, shown: str) -> None:
    assert shown in html_of(text)


def test_links_open_apart_and_tell_nothing_of_where_they_were() -> None:
    for text in ("[x](https://a.example/)", "<p><a href='https://a.example/' rel=opener target=_top>x</a></p>"):
        html = html_of(text)
        assert 'href="https://a.example/"' in html
        assert 'rel="noopener noreferrer nofollow"' in html
        assert 'target="_blank"' in html


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("See https://a.example/x?a=1&b=2.", "https://a.example/x?a=1&amp;b=2"),
        ("(https://a.example/x)", "https://a.example/x"),
        ("<p>https://a.example/x</p>", "https://a.example/x"),
        ('"https://a.example/x"', "https://a.example/x"),
    ],
)
def test_a_written_address_is_a_link(text: str, address: str) -> None:
    assert f'<a href="{address}" target="_blank" rel="noopener noreferrer nofollow">{address}</a>' in html_of(text)


def test_images_from_elsewhere_are_links_and_never_fetched() -> None:
    for text in ("![a cat](https://a.example/cat.png)", "<p><img src=https://a.example/cat.png alt='a cat'></p>"):
        html = html_of(text)
        assert "<img" not in html
        assert '<a href="https://a.example/cat.png"' in html
        assert "[a cat]" in html
    assert html_of("<p>Logo <img src='cid:logo@acme'></p>") == '<p>Logo <span class="away">[🖼]</span></p>'


def test_numbers_of_tickets_lead_to_them() -> None:
    html = html_of("Like #123, not &#35;, nor a#5 or `#7` or https://a.example/#8")
    assert '<a href="/tickets/123">#123</a>' in html
    assert html.count("/tickets/") == 1


def test_mentions_are_marked_where_they_call_somebody() -> None:
    html = html_of("@tom.field look at `@tom.field`\n\n> @tom.field said", ("@tom.field",))
    assert html.count('<span class="mention">@tom.field</span>') == 2  # the rule of who is called is core's
    assert "<code>@tom.field</code>" in html
    assert "mention" not in html_of("x@tom.field @tom.fields", ("@tom.field",))
    assert "mention" not in html_of("https://a.example/@tom.field", ("@tom.field",))


@pytest.mark.parametrize(
    "introduction",
    [
        "On Fri, 20 Nov 2026 at 17:30, Tom Field <tom@brightwater.example> wrote:",
        "On Fri, 20 Nov 2026 at 17:30, Tom Field\n<tom@brightwater.example> wrote:",
        "Am Fr., 20. Nov. 2026 um 17:30 Uhr schrieb Tom Field <tom@brightwater.example>:",
        "El vie, 20 nov 2026 a las 17:30, Tom Field (<tom@brightwater.example>) escribió:",
        "-----Original Message-----\nFrom: Tom Field\nSent: Friday",
        "-----Ursprüngliche Nachricht-----",
        "Von: Tom Field\nGesendet: Freitag, 20. November 2026 17:30",
        "De: Tom Field\nEnviado el: viernes, 20 de noviembre",
    ],
)
def test_quoted_mail_is_folded(introduction: str) -> None:
    parts = rendered(f"It works now.\n\n{introduction}\n> Does it work?\n> Tom\n")
    assert [part.kind for part in parts] == [PartKind.SAID, PartKind.QUOTE]
    assert "It works now." in parts[0].html
    assert "Does it work?" in parts[1].html


def test_what_is_written_below_a_quote_is_said() -> None:
    parts = rendered("On Fri, 20 Nov 2026, Tom wrote:\n> Does it work?\n\nYes, thanks.")
    assert [part.kind for part in parts] == [PartKind.QUOTE, PartKind.SAID]


def test_a_short_quote_is_there_to_be_read() -> None:
    parts = rendered("> Does it work?\n\nYes.")
    assert [part.kind for part in parts] == [PartKind.SAID]
    assert "<blockquote>" in parts[0].html


def test_a_long_quote_is_folded_also_without_an_introduction() -> None:
    parts = rendered("Yes.\n\n> one\n> two\n> three\n> four")
    assert [(part.kind, part.lines) for part in parts] == [(PartKind.SAID, 1), (PartKind.QUOTE, 4)]


def test_a_signature_is_folded() -> None:
    parts = rendered("Yes.\n-- \nTom Field\nBrightwater IT")
    assert [part.kind for part in parts] == [PartKind.SAID, PartKind.SIGNATURE]
    assert "Brightwater IT" in parts[1].html


def test_code_is_not_taken_for_a_quote() -> None:
    parts = rendered("```\n> a\n> b\n> c\n> d\n--\n```")
    assert [part.kind for part in parts] == [PartKind.SAID]


@pytest.mark.parametrize(
    "quote",
    [
        '<blockquote type="cite">Does it work?</blockquote>',
        "<div class='gmail_quote'>Tom wrote: <blockquote>Does it work?</blockquote></div>",
        '<div id="appendonsend"></div><hr>From: Tom. Does it work?',
    ],
)
def test_quoted_html_mail_is_folded(quote: str) -> None:
    parts = rendered(f"<div>It works now.</div>{quote}")
    assert [part.kind for part in parts] == [PartKind.SAID, PartKind.QUOTE]
    assert "Does it work?" in parts[1].html


N = 24_000
HOSTILE = {
    "brackets": "[" * N,
    "links": "[a](" * (N // 4),
    "images": "![" * (N // 2),
    "stars": "*a " * (N // 3),
    "underscores": "_a__" * (N // 4),
    "backticks": "".join("`" * n + " " for n in range(1, 200)),
    "quotes": "> " * (N // 2),
    "marked lines": "> a\n" * (N // 4),
    "lists": "- " * (N // 2),
    "lines": "\n" * N,
    "dashes": "--\n" * (N // 3),
    "introductions": "On x\n" * (N // 5),
    "one introduction": "On " + "a " * N,
    "senders": "From: x\n" * (N // 8),
    "tables": "|a" * (N // 2) + "\n" + "|-" * (N // 2),
    "elements": "<div>" * 3_900 + "</p>",
    "more elements": "<div>" * 150_000 + "</p>",
    "bold elements": "<b>" * 3_900 + "<p>" * 50 + "</p>",
    "links in links": "<a href=https://a.example>" * 3_900 + "</p>",
    "tables in tables": "<table><tr><td>" * 1_300 + "</p>",
    "half elements": "<a " * 3_900 + "</p>",
    "attributes": "<p " + "a=b " * N + "></p>",
    "quoted elements": "<blockquote " * 3_000 + "</p>",
    "comments": "<!--" * 3_000 + "</p>",
    "entities": "&" * N,
    "addresses": "http://" * N,
    "long address": "https://" + "a." * N,
    "calls": "@tom.field" * (N // 10),
    "numbers": "#1 " * N,
    "a million letters": "a" * 1_000_000,
    "a million marks": "[*`" * 333_333,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_text_takes_long(name: str) -> None:
    rendered("warm **up**")
    begun = process_time()
    html = html_of(HOSTILE[name], ("@tom.field",))
    assert process_time() - begun < 1.5, name
    assert len(html) < 3_000_000
    assert executable(html, TAGS) == []
