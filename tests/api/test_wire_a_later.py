"""Wire contract (a) and (e) 24, what comes later: each line answers 404 with the error body, whatever is sent."""

import pytest

from tests.cast import Office, decoded

RATES = [
    f"{method} /rates/{kind}{number}"
    for kind in ("products", "expenses")
    for method, number in (("GET", ""), ("POST", ""), ("GET", "/1"), ("PUT", "/1"), ("DELETE", "/1"))
]
NODE_RATES = ["GET /rates", "POST /rates", "GET /rates/1", "POST /rates/1", "DELETE /rates/1"]
CONTRACTS = [
    "GET /contracts",
    "GET /contracts/1",
    "GET /contracts/customer/1",
    "POST /contracts",
    "PUT /contracts/1",
    "POST /contracts/1",
]
KNOWLEDGE_BASE = [
    "GET /knowledgebases",
    "GET /knowledgebase",
    "GET /knowledgebase/articles?search=mail",
    "GET /knowledgebase/articles/1",
    "GET /knowledgebase/folders",
]
BILLING = [
    "GET /billing/invoices",
    "GET /billing/invoices?invoiceDateFrom=2024-01-01&invoiceDateTo=2024-01-31",
    "GET /billing/invoice/1",
    "GET /billing/invoices/1",
]
OF_CUSTOMERS = ["GET /customers/1/agents", "GET /customers/1/alerts"]
TARGETS = ("contract", "sla", "agent", "snmp", "tcp", "http", "generic")
CUSTOM_VALUES = [
    line.format(target=target)
    for target in TARGETS
    for line in (
        "GET /customvalues/{target}field/1/Site",
        "PUT /customvalues/{target}field/1/Site",
        "POST /customvalues/{target}field/1/Site",
        "PUT /customvalues/{target}field/1/Site/Springfield",
        "GET /customvalues/{target}fields/1",
        "GET /customvalues/{target}field",
        "GET /customvalues/{target}/1",
        "POST /customvalues/{target}/1",
        "GET /customvalues/{target}fieldname/Site",
        "DELETE /customvalues/{target}/1/field/1",
    )
]


@pytest.mark.parametrize(
    "line", [*RATES, *NODE_RATES, *CONTRACTS, *KNOWLEDGE_BASE, *BILLING, *OF_CUSTOMERS, *CUSTOM_VALUES]
)
async def test_what_comes_later_is_404(office: Office, line: str) -> None:
    method, path = line.split(" ")
    body = None if method in ("GET", "DELETE") else {"Value": "x", "FieldName": "Site"}
    for spelling in (path, path.upper()):
        decoded(await office.api.send(method, spelling, json=body), 404)


@pytest.mark.parametrize("path", ["/billing/invoice/1", "/billing/invoices/1", "/knowledgebases", "/knowledgebase"])
async def test_e24_both_spellings_come_later(office: Office, path: str) -> None:
    """Wire contract (e) 24: until there are invoices and articles, neither of the two paths is there."""
    assert (await office.api.get(f"{path}?itemsInPage=50&", 404))["code"] == "path_not_found"
