"""The filters of the list: what the form shows and sends is what the query says."""

import inspect
import re
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskhand.core import query as language
from deskhand.core.query import parse_query
from deskhand.core.written import quoted, written_terms
from deskhand.web.forms import Form
from deskhand.web.listing.filters import KEYS, TEXTS, _typed, _values, query_from_form
from deskhand.web.listing.problem import TEMPLATES
from tests.core.made import NOON


def sent(query: str, **fields: str | Sequence[str]) -> str:
    """The query after the form was sent with some of its fields filled in otherwise."""
    shown: dict[str, Any] = {key: [_typed(key, _values(query, key))] for key in dict(TEXTS)}
    shown |= {key: list(_values(query, key)) for key in KEYS if key not in dict(TEXTS)}
    shown["assignee"] = [",".join(map(quoted, shown["assignee"]))]
    shown |= {key: [value] if isinstance(value, str) else list(value) for key, value in fields.items()}
    pairs = [("q", query), *((f"f_{key}", value) for key, values in shown.items() for value in values)]
    return query_from_form(Form(tuple(pairs)))


@pytest.mark.parametrize(
    "query",
    [
        "status:open,pending outlook",
        'customer:"Müller, Söhne & Co" requester:"john smith"',
        'customer:Acme,"Bakers, Inc" priority:high',
        'customer:"The \\"Blue\\" Hotel"',
        "-status:closed -tag:vip status:open",
        "tag:a tag:b,c",
        "assignee:me,none created:2024-02-01..2024-02-29",
        'assignee:"Dora Dispatch" sla:none',
        "STATUS:Open technician:me contact:john tags:vip",
        "due:<2d id:12 impact:major",
    ],
)
def test_a_form_sent_as_it_is_leaves_the_query_as_it_was(query: str) -> None:
    assert sent(query) == query


@pytest.mark.parametrize(
    ("query", "fields", "then"),
    [
        ("outlook", {"status": ["open", "pending"]}, "outlook status:open,pending"),
        ("status:open outlook", {"status": ["pending"]}, "status:pending outlook"),
        ("status:open outlook", {"status": []}, "outlook"),
        ("-status:closed", {"status": "open"}, "-status:closed status:open"),
        ("", {"customer": "Müller, Söhne & Co"}, 'customer:"Müller, Söhne & Co"'),
        ("customer:Acme", {"customer": '"Acme", "Bakers, Inc"'}, 'customer:Acme,"Bakers, Inc"'),
        ("", {"customer": 'The "Blue" Hotel'}, 'customer:"The \\"Blue\\" Hotel"'),
        ("tag:a tag:b", {"tag": "b, ü x"}, 'tag:b,"ü x"'),
        ("technician:me", {"assignee": "none"}, "assignee:none"),
        ("created:<7d", {"created": ""}, ""),
    ],
)
def test_a_changed_field_takes_the_place_of_what_was_said(query: str, fields: dict[str, Any], then: str) -> None:
    assert sent(query, **fields) == then


@given(st.lists(st.text(st.characters(exclude_categories=["C"])).map(str.strip).filter(bool), min_size=1, max_size=3))
def test_whatever_the_names_are_they_come_back(names: list[str]) -> None:
    query = f"customer:{','.join(map(quoted, names))} outlook"
    assert sent(query) == query
    assert sent("outlook", customer=_typed("customer", names)).startswith("outlook customer:")
    (term,) = [one for one in written_terms(sent("", customer=_typed("customer", names))) if one.key]
    assert list(term.values) == names


def test_every_error_of_a_query_can_be_told_in_other_languages() -> None:
    raised = set(re.findall(r'QueryError\(\s*"([^"]+)"', inspect.getsource(language))) | {language.NO_DATE}
    assert raised == set(TEMPLATES)


@pytest.mark.parametrize(
    "query", ["status:wrong", "created:never", "id:x", 'customer:"a', "what:ever", "created:<7d,<8d"]
)
def test_errors_have_their_template(query: str) -> None:
    with pytest.raises(language.QueryError) as caught:
        parse_query(query, NOON)
    assert caught.value.template in TEMPLATES
    assert caught.value.template % caught.value.said == str(caught.value)
