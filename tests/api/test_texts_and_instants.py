"""Texts come back to the letter and instants to the second, or are refused with a sentence that says why."""

import pytest

from deskhand.core.ticket import TEXT_LIMIT, TITLE_LIMIT
from tests.cast import Office

TEXTS = {
    "emoji": "🖨️ 👩🏽‍💻 🏴󠁧󠁢󠁥󠁮󠁧󠁿 🇩🇪",
    "right to left": "לא ניתן להדפיס (מדפסת 3) – الطابعة لا تعمل",
    "direction marks": "\u202bשלום\u202c \u200e\u200f \u2066x\u2069",
    "combining": "e\u0301 n\u0303 ạ̈ Z̷̞͠a̴̛l̶̇g̵o̵",
    "composed and not": "é e\u0301 ﬁ Å Å",
    "lines": "one\ntwo\r\nthree\u2028four\u0085five\x0bsix",
    "controls": "\x01\x1b[31m\x7f\x9f",
    "beyond the first plane": "𝔘𝔫𝔦 𠜎 \U0010ffff \uffff \ufeff",
    "markup": "<script>alert('x')</script> & \"quotes\" \\ / {{7*7}} %s %(x)s",
    "sql": "Robert'); DROP TABLE ticket;-- _ % \\",
    "turkish": "İstanbul ıI ß ẞ ς",
    "blanks inside": "a  b\t\tc\u00a0d\u3000e",
}


@pytest.mark.parametrize("kind", list(TEXTS))
async def test_a_text_is_kept_exactly(office: Office, kind: str) -> None:
    text = TEXTS[kind]
    made = await office.ticket(TicketTitle=text, Description=f" {text} ", TechnicianContactID=office.cast.tom.id)
    path = f"/tickets/{made['TicketID']}"
    comment = await office.api.post(f"{path}/comments", {"CommentText": text})
    span = {"StartDate": "2024-02-15T09:00:00Z", "EndDate": "2024-02-15T10:30:00Z"}
    logged = await office.api.post(f"{path}/workhours", {**span, "Notes": text})
    customer = await office.api.put(f"/customers/{office.cast.acme.id}", {"CustomerName": text, "Notes": text})
    contact = await office.api.put(f"/contacts/{office.cast.john.id}", {"Lastname": text})
    read = await office.api.get(path)
    assert (read["TicketTitle"], read["Description"]) == (text.strip(), f" {text} ")
    assert (comment["CommentText"], logged["Notes"], customer["Notes"]) == (text, text, text)
    assert (read["CustomerName"], read["EndUserLastName"]) == (customer["CustomerName"], contact["Lastname"])
    assert contact["Lastname"] == text
    assert (await office.api.get("/tickets"))["items"] == [read]


async def test_a_title_has_at_most_its_limit_of_characters_whatever_they_are(office: Office) -> None:
    for letter in ("x", "é", "漢", "🖨"):
        longest = letter * TITLE_LIMIT
        assert (await office.ticket(TicketTitle=longest))["TicketTitle"] == longest
        body = {"TicketTitle": longest + letter, "EndUserID": office.cast.john.id}
        refused = await office.api.post("/tickets", body, 400)
        assert refused["errors"] == [
            {
                "field": "TicketTitle",
                "message": f"expected at most {TITLE_LIMIT} characters, this has {TITLE_LIMIT + 1}",
            }
        ]


async def test_a_description_may_be_long(office: Office) -> None:
    longest = "漢" * TEXT_LIMIT
    made = await office.ticket(Description=longest)
    assert (await office.api.get(f"/tickets/{made['TicketID']}"))["Description"] == longest
    await office.api.put(f"/tickets/{made['TicketID']}", {"Description": longest + "x"}, 400)


# What is written, and what is shown; None: refused.
INSTANTS = {
    "0001-01-01": None,
    "0001-01-01T23:59:59Z": None,
    "0001-01-02T00:00:00Z": "0001-01-02T00:00:00Z",
    "0001-01-02T00:00:00+14:00": None,
    "0099-12-31T23:59:59Z": "0099-12-31T23:59:59Z",
    "1900-01-01": "1900-01-01T00:00:00Z",
    "1969-12-31T23:59:59.999999Z": "1969-12-31T23:59:59Z",
    "2024-02-29": "2024-02-29T00:00:00Z",
    "2023-02-29": None,
    "2038-01-19T03:14:08Z": "2038-01-19T03:14:08Z",
    "9999-12-30T00:00:00Z": "9999-12-30T00:00:00Z",
    "9999-12-30T00:00:00.000001Z": None,
    "9999-12-31": None,
    "9999-12-30T12:00:00+14:00": "9999-12-29T22:00:00Z",
    "10000-01-01": None,
    "-0001-01-01": None,
    "2024-02-15T09:00:00+00:00": "2024-02-15T09:00:00Z",
    "2024-02-15T09:00:00-00:00": "2024-02-15T09:00:00Z",
    "2024-02-15T09:00:00+14:00": "2024-02-14T19:00:00Z",
    "2024-02-15T09:00:00-12:00": "2024-02-15T21:00:00Z",
    "2024-02-15T09:00:00+05:45": "2024-02-15T03:15:00Z",
    "2024-02-15T09:00:00+0545": "2024-02-15T03:15:00Z",
    "2024-02-15T09:00:00+05": "2024-02-15T04:00:00Z",
    "2024-02-15T09:00:00+23:59": "2024-02-14T09:01:00Z",
    "2024-02-15T09:00:00+24:00": None,
    "2024-02-15T09:00:00 Europe/Berlin": None,
    "2024-02-15T09:00:00Q": None,
    "2024-02-15 09:00:00": "2024-02-15T09:00:00Z",
    "20240215T090000Z": "2024-02-15T09:00:00Z",
    "2024-02-15T24:00:00Z": None,
    "2016-12-31T23:59:60Z": None,
    "15.02.2024": None,
    "02/15/2024": None,
    "today": None,
}


async def test_instants_that_can_be_kept_are_and_others_are_400(office: Office) -> None:
    path = f"/tickets/{(await office.ticket())['TicketID']}"
    for written, shown in INSTANTS.items():
        answer = await office.api.put(path, {"DueDate": written}, 400 if shown is None else 200)
        if shown is None:
            assert answer["errors"][0]["field"] == "DueDate", written
        else:
            assert (await office.api.get(path))["DueDate"] == shown, written


async def test_an_instant_out_of_bounds_is_refused_with_the_bounds(office: Office) -> None:
    path = f"/tickets/{(await office.ticket())['TicketID']}"
    for written in ("0001-01-01", "9999-12-31"):
        refused = await office.api.put(path, {"DueDate": written}, 400)
        assert refused["detail"] == "DueDate: expected an instant from 0001-01-02 to 9999-12-30"


async def test_work_at_the_ends_of_time_is_kept_or_400(office: Office) -> None:
    path = f"/tickets/{(await office.ticket(TechnicianContactID=office.cast.tom.id))['TicketID']}/workhours"
    for body in (
        {"EndDate": "9999-12-30", "Hours": 24},
        {"StartDate": "0001-01-02", "EndDate": "0001-01-03"},
        {"Hours": 24},
    ):
        assert (await office.api.post(path, body))["Duration"] == 86400
    for body in (
        {"StartDate": "0001-01-02", "EndDate": "9999-12-30"},
        {"StartDate": "9999-12-30", "EndDate": "0001-01-02"},
        {"StartDate": "9999-12-30", "Hours": 24},
        {"EndDate": "0001-01-02", "Hours": 24},
        {"Hours": 0},
        {"Hours": 24, "Minutes": 1440},
    ):
        assert (await office.api.post(path, body, 400))["message"] == "Invalid work hours"
    assert (await office.api.get(path))["totalItems"] == 3
