"""Attachments of tickets and customers, and customers' folders."""

import base64
import time
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import httpx
import pytest

from deskhand.core.attachments import LARGEST, LONGEST_NAME, file_name, media_type_of
from tests.api.history import history_of, log_of
from tests.cast import Client, Office, decoded

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256))


def as_json(name: str | None, content: bytes) -> dict[str, Any]:
    return {"Name": name, "ContentBased64": base64.b64encode(content).decode()}


async def attach(office: Office, name: str | None = "shot.png", content: bytes = PNG) -> tuple[int, Any]:
    """A ticket with a file; its number and the answer."""
    number = (await office.ticket())["TicketID"]
    return number, await office.api.post(f"/tickets/{number}/attachments", as_json(name, content))


def objects(office: Office) -> list[Path]:
    """The files of the account in the object store."""
    folder = office.desk.files.objects.folder
    assert folder is not None
    return [file for file in (folder / str(office.cast.account_id)).rglob("*") if file.is_file()]


async def test_a_file_is_attached_as_json_listed_and_fetched(office: Office) -> None:
    number, made = await attach(office)
    assert made["ActionID"] == made["AttachmentID"]
    assert (made["TicketID"], made["Name"], made["Size"], made["ContentType"]) == (
        number,
        "shot.png",
        len(PNG),
        "image/png",
    )
    [url] = await office.api.get(f"/tickets/{number}/attachments?itemsInPage=50&")
    assert url.startswith(f"http://desk.test/attachments/{office.cast.account_id}/")
    fetched = await office.http.get(url)
    assert (fetched.status_code, fetched.content) == (200, PNG)
    assert fetched.headers["content-type"] == "image/png"
    assert fetched.headers["content-disposition"].startswith("attachment;")
    assert fetched.headers.get_list("x-content-type-options") == ["nosniff"]
    assert "sandbox" in fetched.headers["content-security-policy"]


async def test_a_file_is_attached_as_a_form(office: Office) -> None:
    number = (await office.ticket())["TicketID"]
    sent = await office.api.send(
        "POST", f"/tickets/{number}/attachments", files={"upload": ("Büro 3.txt", b"\r\nHello\r\n--", "text/html")}
    )
    made = decoded(sent, 201)
    assert (made["Name"], made["Size"], made["ContentType"]) == ("Büro 3.txt", 11, "text/plain; charset=utf-8")
    assert (await office.http.get(made["Url"])).content == b"\r\nHello\r\n--"
    named = await office.api.send(
        "POST", f"/tickets/{number}/attachments", files={"f": ("a.txt", b"x")}, data={"Name": "b.txt"}
    )
    assert decoded(named, 201)["Name"] == "b.txt"
    assert len(await office.api.get(f"/tickets/{number}/attachments")) == 2


@pytest.mark.parametrize("key", ["ContentBased64", "ContentBase64", "contentbase64"])
async def test_both_spellings_of_the_content_are_read(office: Office, key: str) -> None:
    number = (await office.ticket())["TicketID"]
    body = {"Name": "a.bin", key: "data:text/plain;base64,SGVs\nbG8="}
    made = await office.api.post(f"/tickets/{number}/attachments", body)
    assert (await office.http.get(made["Url"])).content == b"Hello"


WRONG: list[tuple[dict[str, Any], str]] = [
    ({}, "File required"),
    ({"Name": "a.txt"}, "File required"),
    ({"Name": "a.txt", "ContentBased64": "not base64!"}, "Invalid ContentBased64"),
    ({"Name": "a.txt", "ContentBased64": "a"}, "Invalid ContentBased64"),
    ({"Name": "a.txt", "ContentBased64": ""}, "Invalid ContentBased64"),
    ({"Name": "a.txt", "ContentBased64": 5}, "Invalid ContentBased64"),
    ({"Name": "a\u0000.txt", "ContentBased64": "YQ=="}, "Invalid Name"),
]


@pytest.mark.parametrize(("body", "message"), WRONG)
async def test_a_file_that_is_none_is_refused_and_leaves_nothing(
    office: Office, body: dict[str, Any], message: str
) -> None:
    number = (await office.ticket())["TicketID"]
    assert (await office.api.post(f"/tickets/{number}/attachments", body, 400))["message"] == message
    assert await office.api.get(f"/tickets/{number}/attachments") == []
    assert objects(office) == []


FORMS: list[tuple[str, bytes]] = [
    ("multipart/form-data", b"--x\r\n\r\n"),
    ("multipart/form-data; boundary=x", b""),
    ("multipart/form-data; boundary=x", b"nonsense"),
    ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="a"; filename="a"\r\n\r\nbroken'),
    ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nno file\r\n--x--\r\n'),
]


@pytest.mark.parametrize(("kind", "body"), FORMS)
async def test_a_form_without_a_whole_file_is_refused(office: Office, kind: str, body: bytes) -> None:
    number = (await office.ticket())["TicketID"]
    sent = await office.api.send("POST", f"/tickets/{number}/attachments", content=body, headers={"Content-Type": kind})
    assert decoded(sent, 400)["code"] in ("invalid_form", "file_required")


async def test_one_file_at_a_time(office: Office) -> None:
    number = (await office.ticket())["TicketID"]
    files = [("a", ("a.txt", b"1")), ("b", ("b.txt", b"2"))]
    sent = await office.api.send("POST", f"/tickets/{number}/attachments", files=files)
    assert decoded(sent, 400)["detail"] == "Send one file at a time"


async def test_a_file_may_have_25_mb_and_not_a_byte_more(office: Office) -> None:
    path = f"/tickets/{(await office.ticket())['TicketID']}/attachments"
    whole = decoded(await office.api.send("POST", path, files={"f": ("a.bin", bytes(LARGEST))}), 201)
    assert whole["Size"] == LARGEST
    large = decoded(await office.api.send("POST", path, json=as_json("a.bin", bytes(LARGEST))), 201)
    assert large["Size"] == LARGEST
    for more in ({"files": {"f": ("a.bin", bytes(LARGEST + 1))}}, {"json": as_json("a.bin", bytes(LARGEST + 1))}):
        refused = decoded(await office.api.send("POST", path, **more), 413)
        assert refused["detail"] == "An attachment may have at most 25 MB"
    decoded(await office.api.send("POST", path, content=b"x", headers={"Content-Length": str(36 * 1024 * 1024)}), 413)
    received = await office.http.get(whole["Url"])
    assert len(received.content) == LARGEST


async def test_elsewhere_a_body_has_8_mb_as_ever(office: Office) -> None:
    body = {"TicketTitle": "x", "Description": "x" * (9 * 1024 * 1024)}
    assert "8 MB" in decoded(await office.api.send("POST", "/tickets", json=body), 413)["detail"]


NAMES = [
    ("Übersicht Büro.pdf", "Übersicht Büro.pdf"),
    ("スクリーンショット 1.png", "スクリーンショット 1.png"),
    ("файл.txt", "файл.txt"),
    ("../../etc/passwd", "passwd"),
    ("C:\\Users\\Jane\\log.txt", "log.txt"),
    ("  spaced   out .txt", "spaced out .txt"),
    ("a<b>c:d|e?f*.txt", "a_b_c_d_e_f_.txt"),
    ("photo\u202egpj.exe", "photogpj.exe"),
    ("line\r\nbreak\t.txt", "line break .txt"),
    ("CON", "_CON"),
    ("nul.txt", "_nul.txt"),
    (".htaccess", "htaccess"),
    ("...", "file"),
    ("", "file"),
    ("x" * 300 + ".jpeg", "x" * (LONGEST_NAME - 5) + ".jpeg"),
    ("x" * 300, "x" * LONGEST_NAME),
    ("می‌خواهم.txt", "می‌خواهم.txt"),
]


@pytest.mark.parametrize(("written", "kept"), NAMES)
def test_names_are_safe_and_stay_readable(written: str, kept: str) -> None:
    assert file_name(written) == kept
    assert file_name(kept) == kept


@pytest.mark.parametrize(
    "name", ["page.html", "page.HTM", "image.svg", "page.xhtml", "x.js", "x.xml", "x", "x.exe", ".html"]
)
def test_nothing_that_runs_in_a_page_is_called_what_it_is(name: str) -> None:
    assert media_type_of(name) == "application/octet-stream"


async def test_html_is_never_served_as_html(office: Office) -> None:
    _, made = await attach(office, "page.html", b"<script>alert(1)</script>")
    fetched = await office.http.get(made["Url"])
    assert fetched.headers["content-type"] == "application/octet-stream"
    assert fetched.headers["content-disposition"] == "attachment; filename=\"page.html\"; filename*=UTF-8''page.html"


async def test_a_name_in_any_language_reaches_the_browser(office: Office) -> None:
    _, made = await attach(office, 'Büro "3" 100%.txt')
    url = urlsplit(made["Url"])
    assert unquote(url.path).endswith("/Büro _3_ 100%.txt")
    fetched = await office.http.get(made["Url"])
    assert fetched.headers["content-disposition"] == (
        "attachment; filename=\"B_ro _3_ 100_.txt\"; filename*=UTF-8''B%C3%BCro%20_3_%20100%25.txt"
    )


async def test_a_link_ends(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    number, _ = await attach(office)
    monkeypatch.setattr("deskhand.attachments.links.GOOD_FOR", -120)
    [url] = await office.api.get(f"/tickets/{number}/attachments")
    refused = decoded(await office.http.get(url), 403)
    assert (refused["code"], refused["message"]) == ("link_expired", "Link expired")


async def test_a_link_is_good_for_a_quarter_of_an_hour(office: Office) -> None:
    _, made = await attach(office)
    ends = int(parse_qs(urlsplit(made["Url"]).query)["expires"][0])
    now = int(time.time())
    assert 15 * 60 <= ends - now <= 16 * 60


async def test_a_link_that_we_did_not_sign_leads_nowhere(office: Office) -> None:
    _, made = await attach(office)
    url = httpx.URL(made["Url"])
    query = dict(url.params)
    other_number = url.copy_with(path=url.path.replace(f"/{made['AttachmentID']}/", "/1/"))
    later = str(int(query["expires"]) + 60)
    forged = [
        url.copy_with(params={**query, "expires": later}),
        url.copy_with(params={**query, "signature": "x"}),
        url.copy_with(params={**query, "signature": "ü"}),
        url.copy_with(params={"expires": query["expires"]}),
        url.copy_with(params={**query, "expires": "soon"}),
        url.copy_with(params={}),
        other_number.copy_with(params=query),
    ]
    for wrong in forged:
        assert decoded(await office.http.get(wrong), 404)["message"] == "Attachment not found"
    renamed = url.copy_with(path=url.path.rpartition("/")[0] + "/other.html")
    assert (await office.http.get(renamed)).headers["content-type"] == "image/png"


async def test_a_deleted_tickets_links_lead_nowhere(office: Office) -> None:
    number, made = await attach(office)
    await office.api.delete(f"/tickets/{number}")
    await office.api.get(f"/tickets/{number}/attachments", 404)
    decoded(await office.http.get(made["Url"]), 404)


async def test_bytes_that_are_gone_are_not_found(office: Office) -> None:
    _, made = await attach(office)
    [file] = objects(office)
    file.unlink()
    decoded(await office.http.get(made["Url"]), 404)


async def test_a_file_is_an_event_and_activity_on_its_ticket(office: Office) -> None:
    number, made = await attach(office, "secret plans.pdf")
    _, added = await history_of(office, number)
    assert (added.kind, added.thing_id, added.data.texts) == ("attachment.added", made["AttachmentID"], ("name",))
    assert added.data.changes == {
        "ticket_id": (None, number),
        "media_type": (None, "application/pdf"),
        "size": (None, len(PNG)),
    }


async def test_a_closed_ticket_takes_files_too(office: Office) -> None:
    number = (await office.ticket(TicketStatus="Closed"))["TicketID"]
    await office.api.post(f"/tickets/{number}/attachments", as_json("invoice.pdf", b"x"))


async def test_what_is_refused_stores_nothing(office: Office) -> None:
    number = (await office.ticket())["TicketID"]
    body = as_json("a.txt", b"x")
    vera = await office.client_of(office.cast.vera)
    await vera.post(f"/tickets/{number}/attachments", body, 403)
    await (await office.client(scopes=["tickets:read"])).post(f"/tickets/{number}/attachments", body, 403)
    await office.api.post("/tickets/999999/attachments", body, 404)
    await office.api.post("/customers/attachments", {**body, "CustomerId": 999_999}, 400)
    assert objects(office) == []


async def test_a_dry_run_stores_nothing(office: Office) -> None:
    number = (await office.ticket())["TicketID"]
    await office.api.post(f"/tickets/{number}/attachments?dry_run=true", as_json("a.txt", b"x"), 200)
    assert (await office.api.get(f"/tickets/{number}/attachments"), objects(office)) == ([], [])


async def test_an_object_store_that_is_away_is_503(office: Office, tmp_path: Path) -> None:
    number = (await office.ticket())["TicketID"]
    _, made = await attach(office)
    await office.api.get(f"/tickets/{number}/attachments")
    folder = office.desk.files.objects.folder
    assert folder is not None
    folder.rename(tmp_path / "elsewhere")
    folder.write_text("no folder")
    refused = await office.api.post(f"/tickets/{number}/attachments", as_json("a.txt", b"x"), 503)
    assert refused["code"] == "busy"
    assert await office.api.get(f"/tickets/{number}/attachments") == []
    assert (await office.http.get(made["Url"])).status_code in (404, 503)
    folder.unlink()  # the desk is lent to other tests, too
    (tmp_path / "elsewhere").rename(folder)


async def by_customer(office: Office, api: Client | None = None, **more: Any) -> Any:
    body = {"CustomerId": office.cast.acme.id, **as_json("contract.pdf", b"%PDF"), **more}
    return await (api or office.api).post("/customers/attachments", body)


async def test_a_customer_gets_files_too(office: Office) -> None:
    made = await by_customer(office)
    assert (made["CustomerID"], made["TicketID"], made["Name"]) == (office.cast.acme.id, None, "contract.pdf")
    [url] = await office.api.get(f"/customers/{office.cast.acme.id}/attachments")
    assert (await office.http.get(url)).content == b"%PDF"
    assert await office.api.get(f"/customers/{office.cast.bakers.id}/attachments") == []
    await office.api.get("/customers/999999/attachments", 404)
    assert (await log_of(office.engine, office.cast.account_id))[-1].kind == "attachment.added"


async def test_psatera_names_a_customers_file_in_its_own_way(office: Office) -> None:
    body = {"CustomerID": str(office.cast.acme.id), "AttachmentName": "a.txt", "AttachmentContentBase64": "YQ=="}
    assert (await office.api.post("/customers/attachments", body))["Name"] == "a.txt"
    form = {"CustomerId": str(office.cast.acme.id)}
    sent = await office.api.send("POST", "/customers/attachments", files={"f": ("b.txt", b"b")}, data=form)
    assert decoded(sent, 201)["CustomerID"] == office.cast.acme.id


@pytest.mark.parametrize("customer", [None, 0, "x", 999_999])
async def test_a_customers_file_needs_a_customer(office: Office, customer: Any) -> None:
    body = {"CustomerId": customer, **as_json("a.txt", b"x")}
    refused = await office.api.post("/customers/attachments", body, 400)
    assert (refused["message"], refused["errors"][0]["field"]) == ("Customer not found", "CustomerId")


async def test_a_folder_is_created_and_listed(office: Office) -> None:
    acme = office.cast.acme.id
    body = {"Name": " Servers  ", "CustomerId": acme, "ThresholdId": 7}
    made = await office.api.post("/customers/folders", body)
    assert (made["ActionID"], made["Name"], made["CustomerID"]) == (made["FolderID"], "Servers", acme)
    assert await office.api.get(f"/customers/{acme}/folders") == [
        {key: value for key, value in made.items() if key != "ActionID"}
    ]
    assert (await log_of(office.engine, office.cast.account_id))[-1].kind == "folder.created"
    await office.api.get("/customers/999999/folders", 404)


@pytest.mark.parametrize(
    ("body", "message", "field"),
    [
        ({"CustomerId": "ACME"}, "Name required", "Name"),
        ({"CustomerId": "ACME", "Name": "x" * 181}, "Name required", "Name"),
        ({"Name": "x"}, "Customer not found", "CustomerId"),
        ({"Name": "x", "CustomerId": 999_999}, "Customer not found", "CustomerId"),
    ],
)
async def test_a_folder_that_makes_no_sense_is_refused(
    office: Office, body: dict[str, Any], message: str, field: str
) -> None:
    body = {key: office.cast.acme.id if value == "ACME" else value for key, value in body.items()}
    refused = await office.api.post("/customers/folders", body, 400)
    assert (refused["message"], [error["field"] for error in refused["errors"]]) == (message, [field])


async def test_files_and_folders_go_with_their_nouns(office: Office) -> None:
    acme = office.cast.acme.id
    reader = await office.client(scopes=["customers:read"])
    await reader.get(f"/customers/{acme}/folders")
    await reader.get(f"/customers/{acme}/attachments")
    await reader.post("/customers/folders", {"Name": "x", "CustomerId": acme}, 403)
    writer = await office.client(scopes=["customers:write"])
    await by_customer(office, writer)
    tom = await office.client_of(office.cast.tom)
    await tom.post("/customers/folders", {"Name": "x", "CustomerId": acme}, 403)
