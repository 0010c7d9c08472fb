"""Many changes in one request: each with its own result, those refused without a trace."""

from tests.cast import Office


async def test_each_change_has_its_own_result(office: Office) -> None:
    ticket = await office.api.post("/tickets", {"TicketTitle": "Old", "CustomerID": office.cast.acme.id})
    number = ticket["TicketID"]
    last = (await office.api.get("/events"))["last"]
    changes = [
        {"TicketTitle": "New", "CustomerID": office.cast.acme.id},
        {"TicketTitle": "", "CustomerID": office.cast.acme.id},
        {"TicketID": number, "TicketStatus": "Closed"},
        {"TicketID": number, "TicketPriority": "Low"},
        {"TicketID": 999_999, "TicketPriority": "Low"},
        {"TicketTitle": "Q", "EndUserEmail": "somebody@new.example", "TechnicianContactID": 999_999},
        {"TicketID": number, "TicketPriority": "Lowest"},
        {"TicketID": "one", "TicketPriority": "Low"},
        {"TicketID": number, "Delete": True},
    ]
    told = await office.api.post("/tickets/bulk", {"items": changes}, 200)
    assert [result["Status"] for result in told["items"]] == [201, 400, 200, 400, 404, 400, 400, 400, 200]
    assert [(r["Error"] or {}).get("message") for r in told["items"]] == [
        None,
        "Title required",
        None,
        f"Ticket {number} is closed",
        "Ticket not found",
        "Technician not found",
        "Invalid priority",
        "Invalid ticket ID",
        None,
    ]
    assert (told["Succeeded"], told["Failed"]) == (3, 6)
    assert (await office.api.get("/contacts", email="somebody@new"))["totalItems"] == 0, "undone with its ticket"
    events = await office.api.get("/events", after=last)
    assert [event["Seq"] for event in events["items"]] == list(range(last + 1, last + 5))
    assert (await office.api.get("/tickets"))["totalItems"] == 1


async def test_a_retried_bulk_acts_once(office: Office) -> None:
    body = {"items": [{"TicketTitle": f"T{n}", "CustomerID": office.cast.acme.id} for n in range(20)]}
    for _ in range(2):
        answer = await office.api.send("POST", "/tickets/bulk", json=body, headers={"Idempotency-Key": "b"})
        assert answer.json()["Succeeded"] == 20
    assert (await office.api.get("/tickets"))["totalItems"] == 20


async def test_too_many_or_none_are_refused(office: Office) -> None:
    await office.api.post("/tickets/bulk", {"items": []}, 400)
    await office.api.post("/tickets/bulk", [{"TicketTitle": "T"}] * 501, 400)
    await office.api.post("/tickets/bulk", ["no object"], 400)
