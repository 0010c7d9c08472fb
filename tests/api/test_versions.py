"""Versions: ETag, If-None-Match and If-Match, and dry runs that leave nothing behind."""

from typing import Any

from tests.cast import Office


async def opened(office: Office) -> dict[str, Any]:
    made: dict[str, Any] = await office.api.post(
        "/tickets", {"TicketTitle": "Watched", "EndUserID": office.cast.john.id}
    )
    return made


async def test_an_unchanged_ticket_is_not_sent_again(office: Office) -> None:
    number = (await opened(office))["TicketID"]
    first = await office.api.send("GET", f"/tickets/{number}")
    again = await office.api.send("GET", f"/tickets/{number}", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    await office.api.put(f"/tickets/{number}", {"TicketPriority": "High"})
    changed = await office.api.send("GET", f"/tickets/{number}", headers={"If-None-Match": first.headers["etag"]})
    assert changed.status_code == 200


async def test_the_tag_changes_with_what_the_ticket_shows_of_its_people(office: Office) -> None:
    number = (await opened(office))["TicketID"]
    tags = [(await office.api.send("GET", f"/tickets/{number}")).headers["etag"]]
    await office.api.put(f"/customers/{office.cast.acme.id}", {"CustomerName": "Acme Limited"})
    tags.append((await office.api.send("GET", f"/tickets/{number}")).headers["etag"])
    await office.api.put(f"/contacts/{office.cast.john.id}", {"Phone": "+44 113 496 0000"})
    tags.append((await office.api.send("GET", f"/tickets/{number}")).headers["etag"])
    assert len(set(tags)) == 3


async def test_a_lost_update_is_refused_and_names_the_fields_that_differ(office: Office) -> None:
    ticket = await opened(office)
    path = f"/tickets/{ticket['TicketID']}"
    seen = (await office.api.send("GET", path)).headers["etag"]
    mine = await office.api.send("PUT", path, json={"TicketPriority": "High"}, headers={"If-Match": seen})
    assert mine.status_code == 200
    late = await office.api.send("PUT", path, json={"TicketTitle": ""}, headers={"If-Match": seen})
    assert late.status_code == 412, "judged before the empty title"
    assert [one["field"] for one in late.json()["errors"]] == ["TicketPriority"]
    assert late.headers["etag"] == mine.headers["etag"]
    now = await office.api.send("PUT", path, json={"TicketTitle": "Mine"}, headers={"If-Match": mine.headers["etag"]})
    assert now.status_code == 200
    gone = await office.api.send("DELETE", path, headers={"If-Match": seen})
    assert gone.status_code == 412
    anyhow = await office.api.send("DELETE", path, headers={"If-Match": "*"})
    assert anyhow.status_code == 200


async def test_a_list_is_not_sent_again_while_nothing_changed(office: Office) -> None:
    await opened(office)
    first = await office.api.send("GET", "/tickets")
    headers = {"If-None-Match": first.headers["etag"]}
    assert (await office.api.send("GET", "/tickets", headers=headers)).status_code == 304
    await opened(office)
    assert (await office.api.send("GET", "/tickets", headers=headers)).status_code == 200


async def test_a_dry_run_tells_what_would_happen_and_leaves_nothing(office: Office) -> None:
    ticket = await opened(office)
    path = f"/tickets/{ticket['TicketID']}"
    last = (await office.api.get("/events"))["last"]
    tried = await office.api.send("PUT", f"{path}?dry_run=true", json={"TicketStatus": "Closed", "TicketTitle": "New"})
    assert tried.status_code == 200
    told = tried.json()
    assert told["DryRun"] is True
    assert (told["Answer"]["TicketStatus"], told["Answer"]["TicketTitle"]) == ("Closed", "New")
    assert [event["Kind"] for event in told["Events"]] == [
        "ticket.changed",
        "ticket.status_changed",
        "ticket.status_changed",
    ]
    assert (await office.api.get(path))["TicketStatus"] == "Open"
    assert (await office.api.get("/events"))["last"] == last
    body = {"TicketTitle": "Not yet", "EndUserEmail": "nobody.yet@acme.example"}
    made = await office.api.send("POST", "/tickets?dry_run=1", json=body)
    assert made.json()["Answer"]["TicketTitle"] == "Not yet"
    assert (await office.api.get("/tickets"))["totalItems"] == 1
    assert (await office.api.get("/contacts", email="nobody.yet"))["totalItems"] == 0
    refused = await office.api.send("POST", "/tickets?dry_run=true", json={"TicketTitle": ""})
    assert refused.status_code == 400


async def test_a_conflict_names_fields_as_the_wire_does(office: Office) -> None:
    first, second = await opened(office), await opened(office)
    path = f"/tickets/{first['TicketID']}"
    seen = (await office.api.send("GET", path)).headers["etag"]
    await office.api.post(f"{path}/relations", {"RelatedTicketId": second["TicketID"], "RelationType": "Parent"})
    late = await office.api.send("PUT", path, json={}, headers={"If-Match": seen})
    assert [one["field"] for one in late.json()["errors"]] == ["RelatedTicketId"]
    never = await office.api.send("PUT", path, json={}, headers={"If-Match": f'"{first["TicketID"]}-0"'})
    assert "TicketSource" in [one["field"] for one in never.json()["errors"]]


async def test_a_ticket_whose_relation_was_deleted_is_sent_again_to_who_asks_for_relations(office: Office) -> None:
    parent, child = await opened(office), await opened(office)
    path = f"/tickets/{parent['TicketID']}"
    await office.api.post(f"{path}/relations", {"RelatedTicketId": child["TicketID"], "RelationType": "Child"})
    related = f"{path}?includeRelations=true"
    seen = (await office.api.send("GET", related)).headers["etag"]
    assert (await office.api.send("GET", related, headers={"If-None-Match": seen})).status_code == 304
    await office.api.delete(f"/tickets/{child['TicketID']}")
    again = await office.api.send("GET", related, headers={"If-None-Match": seen})
    assert (again.status_code, again.json()["RelationType"]) == (200, "None")
    kept = await office.api.send("PUT", path, json={"TicketPriority": "High"}, headers={"If-Match": seen})
    assert kept.status_code == 200, "the ticket itself is as it was"


async def test_a_conflict_says_nothing_of_what_the_key_may_not_see(office: Office) -> None:
    first = await opened(office)
    path = f"/tickets/{first['TicketID']}"
    seen = (await office.api.send("GET", path)).headers["etag"]
    await office.api.post(f"{path}/comments", {"CommentText": "A note", "IsInternal": True})
    narrow = await office.client(scopes=("tickets:read", "tickets:write"))
    for api, named in ((office.api, ["Comments"]), (narrow, [])):
        late = await api.send("PUT", path, json={"TicketPriority": "Low"}, headers={"If-Match": seen})
        assert (late.status_code, [one["field"] for one in late.json()["errors"]]) == (412, named)
    assert "Comment" not in late.text


async def test_what_a_changed_ticket_refused_may_be_sent_again_under_its_key(office: Office) -> None:
    path = f"/tickets/{(await opened(office))['TicketID']}"
    seen = (await office.api.send("GET", path)).headers["etag"]
    await office.api.put(path, {"TicketPriority": "High"})
    for tag, status in ((seen, 412), (seen, 412), ("fresh", 200), (seen, 200)):
        tag = (await office.api.send("GET", path)).headers["etag"] if tag == "fresh" else tag
        headers = {"If-Match": tag, "Idempotency-Key": "k"}
        sent = await office.api.send("POST", path, json={"TicketPriority": "Low"}, headers=headers)
        assert sent.status_code == status
    assert sent.headers["idempotency-replayed"] == "true"


async def test_a_list_that_shows_the_same_is_not_sent_again_though_its_people_were_changed(office: Office) -> None:
    """An archived customer, and a contact with another job, are other things under the same names."""
    await office.api.post("/tickets", {"TicketTitle": "Watched", "EndUserID": office.cast.john.id})
    first = await office.api.send("GET", "/tickets")
    headers = {"If-None-Match": first.headers["etag"]}
    await office.api.put(f"/contacts/{office.cast.john.id}", {"JobTitle": "Caretaker"})
    await office.api.delete(f"/customers/{office.cast.acme.id}")
    assert (await office.api.send("GET", "/tickets", headers=headers)).status_code == 304
    await office.api.put(f"/contacts/{office.cast.john.id}", {"Phone": "+44 113 496 0000"})
    assert (await office.api.send("GET", "/tickets", headers=headers)).status_code == 200
