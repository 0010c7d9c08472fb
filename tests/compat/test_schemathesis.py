"""schemathesis sends what our OpenAPI document allows, and what it does not, to a really started server.

Ids are drawn from those that exist and one that does not, so that requests get further than 404. What is sent is the
same in every run, and each operation has an account of its own.
"""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.config import GenerationConfig
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    ignored_auth,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from deskhand.api.openapi import openapi
from tests.compat.conftest import Account

Case = schemathesis.Case[Any]
# Not negative_data_rejection: what we do not know is ignored, and much is read tolerantly.
CHECKS: list[Any] = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    unsupported_method,
]
BOTH = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
UNKNOWN = 987_654_321
# What is the key's own technician's, unless another one is named.
OF_A_TECHNICIAN = ("/timer", "/gaps")
# The example's gap was another day's.
GONE = ("/api/v3/workhours/gaps", "post")
FIELD = "Scheduled for"
WORKED = {"StartDate": "2024-02-15T09:00:00Z", "EndDate": "2024-02-15T10:30:00Z"}
OPERATIONS = sorted((path, method) for path, methods in openapi()["paths"].items() for method in methods)


class Fuzzed:
    """One operation of the document, on an account with something of everything in it."""

    def __init__(self, account: Account, path: str, method: str) -> None:
        self.known, self.texts = furnish(account)
        self.schema = schemathesis.openapi.from_dict(with_known(openapi(), self.known, self.texts))
        self.schema.config.update(base_url=account.url)
        self.operation: Any = self.schema[path][method.upper()]
        self._session = requests.Session()
        self._headers = {"X-API-KEY": account.janes_key if path.endswith(OF_A_TECHNICIAN) else account.key}

    def send(self, case: Case, *more: Any) -> int:
        """Send a request and check its answer; the status."""
        checks = [*CHECKS, *more]
        answer = case.call_and_validate(session=self._session, headers=self._headers, checks=checks)
        return int(answer.status_code)

    def send_example(self) -> int:
        """Send the documented example, about things that exist; and, if it succeeds, again with keys that are none."""
        ids = {
            parameter.name: self.texts[parameter.name][0]
            if parameter.name in self.texts
            else self.known[_noun(parameter.name)][0]
            for parameter in self.operation.path_parameters
        }
        body = self.operation.definition.raw.get("requestBody")
        filled: dict[str, Any] = {}
        if body is not None:
            example = self._filled(body["content"]["application/json"]["example"])
            filled = {"body": example, "media_type": "application/json"}
        return self.send(self.operation.Case(path_parameters=ids, **filled), ignored_auth)

    def send_drawn(self, examples: int) -> None:
        """Send so many requests that the document allows, and as many that it does not."""
        bounded = settings(
            max_examples=examples,
            derandomize=True,
            database=None,
            deadline=None,
            phases=(Phase.generate,),
            suppress_health_check=list(HealthCheck),
        )

        def send(case: Case) -> None:
            self.send(case)

        for mode in BOTH:
            bounded(given(case=self.operation.as_strategy(generation_mode=mode))(send))()

    def send_edges(self, every: int) -> None:
        """Send values at the edges of each field's schema, one by one, and methods that the path does not take."""
        for case in list(self._edges())[::every]:
            self.send(case)

    def close(self) -> None:
        self._session.close()

    def _edges(self) -> Iterator[Case]:
        config = GenerationConfig()
        yield from self.schema.iter_coverage_cases(
            self.operation, generation_modes=list(BOTH), generation_config=config
        )

    def _filled(self, example: Any) -> Any:
        """The example, about tickets, customers and people that exist."""
        there = {
            "CustomerID": self.known["customer"][0],
            "CustomerId": self.known["customer"][0],
            "EndUserID": self.known["contact"][0],
            "TechnicianContactID": self.known["technician"][0],
        }
        if isinstance(example, dict):
            return {name: there.get(name, self._filled(value)) for name, value in example.items()}
        if isinstance(example, list):
            return [self._filled(one) for one in example]
        first, second, last = self.known["ticket"]
        return {54321: first, 54322: second, 54320: last}.get(example, example)


def with_known(node: Any, known: dict[str, list[int]], texts: dict[str, list[str]]) -> Any:
    """A part of the document whose ids and texts in paths are drawn from the known ones and an unknown one."""
    if isinstance(node, list):
        # A wait for events that is granted may take a minute; tests/api/test_feed.py asks for shorter ones.
        return [with_known(one, known, texts) for one in node if not (isinstance(one, dict) and _is_wait(one))]
    if not isinstance(node, dict):
        return node
    if node.get("in") == "path":
        name = node["name"]
        these = [*texts[name], "Nonsense"] if name in texts else [*known[_noun(name)], UNKNOWN]
        return {**node, "schema": {**node["schema"], "enum": these}}
    if "x-refers-to" in node:
        return {**node, "enum": [*known[node["x-refers-to"]], UNKNOWN]}
    return {name: with_known(value, known, texts) for name, value in node.items()}


def _is_wait(node: dict[str, Any]) -> bool:
    return (node.get("in"), node.get("name")) == ("query", "wait")


def _noun(parameter: str) -> str:
    return parameter.removesuffix("_id")


def furnish(account: Account) -> tuple[dict[str, list[int]], dict[str, list[str]]]:
    """Add something of everything to the cast: ids by noun, and texts by their name in paths.

    Of three tickets the first has a comment, work hours and a parent, the last; the second is closed.
    """
    cast = account.cast
    new = {"EndUserID": cast.john.id, "TechnicianContactID": cast.tom.id}
    with account.client(account.janes_key) as client:
        tickets = [client.post("/tickets", json={"TicketTitle": f"No {n}", **new}).json()["TicketID"] for n in range(3)]
        client.post(f"/tickets/{tickets[0]}/comments", json={"CommentText": "Hello", "IsInternal": False})
        worked = client.post(f"/tickets/{tickets[0]}/workhours", json=WORKED).json()["WorkHourID"]
        client.put(f"/tickets/{tickets[1]}", json={"TicketStatus": "Closed"})
        parent = {"RelatedTicketId": tickets[2], "RelationType": "Parent"}
        client.post(f"/tickets/{tickets[0]}/relations", json=parent).raise_for_status()
        file = {"Name": "a.txt", "ContentBased64": "YQ=="}
        attached = client.post(f"/tickets/{tickets[0]}/attachments", json=file).json()["AttachmentID"]
        sales = client.post("/departments", json={"Name": "Sales force"}).json()["Id"]
        calendars = [one["CalendarID"] for one in client.get("/sla/calendars").json()["items"]]
        client.post("/sla/policies", json={"Name": "Silver", "CalendarID": calendars[-1]}).raise_for_status()
        policies = [one["PolicyID"] for one in client.get("/sla/policies").json()["items"]]
        owners = {"ticket": tickets[0], "customer": cast.acme.id, "contact": cast.john.id}
        fields = {noun: _field_of(client, noun) for noun in owners}
        values = [_value_of(client, noun, owner) for noun, owner in owners.items()]
    ids = {
        "ticket": tickets,
        "related ticket": tickets[::-1],
        "customer": [cast.acme.id, cast.bakers.id],
        "contact": [cast.john.id, cast.mary.id, cast.pete.id],
        "technician": [cast.tom.id, cast.dora.id],
        "department": [sales],
        "attachment": [attached],
        "work_hours": [worked],
        "calendar": calendars,
        "working calendar": calendars,
        "policy": policies,
        "custom_field": list(fields.values()),
        **{f"{noun}_field": [number] for noun, number in fields.items()},
    }
    said = {"field_name": [FIELD], "value": ["2024-02-15"], "custom_value": values}
    return ids, {**said, "relation_type": ["Parent", "Child"]}


def _field_of(client: httpx.Client, noun: str) -> int:
    made = client.post("/customvalues/customfields", json={"Name": FIELD, "Target": noun})
    return int(made.raise_for_status().json()["FieldID"])


def _value_of(client: httpx.Client, noun: str, owner: int) -> str:
    said = client.put(f"/customvalues/{noun}field/{owner}/{FIELD}", json={"Value": "2024-02-14"})
    return str(said.raise_for_status().json()["Id"])


@pytest.mark.parametrize(("path", "method"), OPERATIONS)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True, scope="session")
def test_answers_are_those_of_the_document(account: Account, path: str, method: str) -> None:
    check(account, path, method, examples=3, every=12)


@pytest.mark.full
@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_every_answer_is_one_of_the_document(account: Account, path: str, method: str) -> None:
    check(account, path, method, examples=100, every=1)


def check(account: Account, path: str, method: str, *, examples: int, every: int) -> None:
    fuzzed = Fuzzed(account, path, method)
    try:
        status = fuzzed.send_example()
        assert 200 <= status < 300 or (status == 409 and (path, method) == GONE)
        fuzzed.send_drawn(examples)
        fuzzed.send_edges(every)
    finally:
        fuzzed.close()
