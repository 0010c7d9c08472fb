"""The skill says only what is there: every call, field, code, command and tool that it names exists."""

import json
import re
from pathlib import Path

import pytest

from deskhand_client.cli.skill import HERE, NAME
from deskhand_client.mcp.offers import OFFERS
from tests.house.source import ROOT
from tests.house.test_docs import dead_links, spans, unknown_calls, unknown_commands
from tests.servers.deskhand import run_command

PAGES = sorted(HERE.rglob("*.md"))
DOCUMENT = json.loads((ROOT / "docs/reference/openapi.json").read_text())
ERRORS = (ROOT / "docs/reference/errors.md").read_text()
# In words of code, but no fields: values, headers, places.
WORDS = {"KEY", "NAME", "SKILL.md"}


def names_in(value: object) -> set[str]:
    """Every property, parameter and value of a closed set that the API's document has."""
    found: set[str] = set()
    if isinstance(value, dict):
        for key, one in value.items():
            if key == "properties" and isinstance(one, dict):
                found |= one.keys()
            if key == "name" and isinstance(one, str):
                found.add(one)
            if key == "enum" and isinstance(one, list):
                found |= set(map(str, one))
            found |= names_in(one)
    elif isinstance(value, list):
        for one in value:
            found |= names_in(one)
    return found


KNOWN = names_in(DOCUMENT)


def test_the_skill_begins_as_agents_read_it() -> None:
    text = (HERE / "SKILL.md").read_text()
    head = text.split("---\n")[1]
    assert f"name: {NAME}\n" in head
    description = " ".join(head.partition("description: >-\n")[2].split())
    assert 50 < len(description) <= 1024
    assert len(text.splitlines()) < 500


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_the_skill_names_is_there(page: Path) -> None:
    text = page.read_text()
    assert dead_links(text, page) == []
    assert unknown_commands(text) == []
    assert unknown_calls(text.replace("/1042", "/{ticket_id}")) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_field_and_parameter_is_the_apis(page: Path) -> None:
    named = {word for word in spans(page.read_text()) if re.fullmatch(r"[A-Z][a-z]+[A-Za-z]+|[a-z]+[A-Z]\w+", word)}
    assert named - KNOWN - WORDS == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_code_and_tool_is_there(page: Path) -> None:
    tools = {offer.name for offer in OFFERS}
    words = {word for word in spans(page.read_text()) if re.fullmatch(r"[a-z]+(_[a-z]+)+", word)}
    assert {word for word in words if f"`{word}`" not in ERRORS} - tools - KNOWN == set()


def test_the_brief_is_in_it() -> None:
    """Statuses, priorities, types and every field of the brief's tables."""
    text = "\n".join(page.read_text() for page in PAGES)
    for word in (
        "Pending",
        "Resolved",
        "Critical",
        "Incident",
        "TicketTitle",
        "EndUserID",
        "FirstResponseDate",
        "DueDate",
    ):
        assert word in text
    for message in (
        "Invalid ticket ID",
        "Unauthorized",
        "Forbidden",
        "Ticket not found",
        "Rate limited",
        "Title required",
    ):
        assert message in text


def test_it_is_installed_where_the_agent_looks_and_brought_up_to_date(tmp_path: Path) -> None:
    for _ in range(2):
        done = run_command("skill", "install", str(tmp_path / "skills"), database_url="")
        assert done.returncode == 0, done.stderr
        installed = tmp_path / "skills" / NAME
        assert {str(path.relative_to(installed)) for path in installed.rglob("*.md")} == {
            str(page.relative_to(HERE)) for page in PAGES
        }
        (installed / "references" / "old.md").write_text("of an earlier release")
    assert [path.name for path in (tmp_path / "skills").iterdir()] == [NAME]


def test_another_skill_of_that_name_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / NAME).mkdir()
    (tmp_path / NAME / "SKILL.md").write_text("name: something else")
    done = run_command("skill", "install", str(tmp_path), database_url="")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "is not this skill" in done.stderr
    assert (tmp_path / NAME / "SKILL.md").read_text() == "name: something else"


def test_the_skill_lies_at_the_top_of_the_project_too() -> None:
    assert (ROOT / "skills" / NAME / "SKILL.md").samefile(HERE / "SKILL.md")
