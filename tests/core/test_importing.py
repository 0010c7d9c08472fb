"""Records of another system: what they are called, which numbers are kept, and when two say the same."""

import msgspec
import pytest

from deskhand.core.actor import importing_from, is_import, through_agent
from deskhand.core.errors import Refusal
from deskhand.core.importing import HIGHEST_KEPT, checked_source, digest_of, kept_id
from tests.core.made import integration


class Said(msgspec.Struct, kw_only=True):
    name: str = ""
    notes: str | None = None
    phone: str | msgspec.UnsetType = msgspec.UNSET


@pytest.mark.parametrize("name", ["atera", "csv:2026", "a.b-c_d", "x" * 40])
def test_a_source_has_a_short_name(name: str) -> None:
    assert checked_source(name) == name


@pytest.mark.parametrize("name", ["", "Atera", "a b", "ä", "x" * 41, "a\n"])
def test_any_other_name_is_refused(name: str) -> None:
    with pytest.raises(Refusal) as refused:
        checked_source(name)
    assert refused.value.code == "invalid_source"


@pytest.mark.parametrize(
    ("source_id", "number"),
    [
        ("1", 1),
        ("54321", 54321),
        (str(HIGHEST_KEPT), HIGHEST_KEPT),
        (str(HIGHEST_KEPT + 1), None),
        ("0", None),
        ("-1", None),
        ("007", None),
        ("1.0", None),
        ("1e3", None),
        (" 1", None),
        ("1\n", None),
        ("١", None),
        ("9" * 200, None),
    ],
)
def test_a_whole_number_may_be_kept(source_id: str, number: int | None) -> None:
    assert kept_id(source_id) == number


def test_the_same_said_is_the_same_digest() -> None:
    assert digest_of(Said(name="A")) == digest_of(Said(name="A"))
    others = [Said(name="a"), Said(name="A", notes=""), Said(name="A", phone=""), Said()]
    assert len({digest_of(one) for one in (Said(name="A"), *others)}) == 5


def test_an_agent_is_named_tidily_or_not_at_all() -> None:
    key = integration()
    assert through_agent(key, " claude-code  2.1 ").via == "agent:claude-code 2.1"
    assert through_agent(key, "x" * 500).via == "agent:" + "x" * 80
    assert through_agent(key, "\x1b[31m").via is through_agent(key, "  ").via is None


def test_who_imports_is_marked_and_is_no_agent() -> None:
    importer = importing_from(through_agent(integration("import"), "cli"), "atera")
    assert (importer.via, importer.scopes, is_import(importer.via)) == ("import:atera", None, True)
    assert not is_import("agent:import:x")
    assert not is_import(None)
