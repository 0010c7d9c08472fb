"""The brief's comments: `GET` and `POST /api/v3/tickets/{ticketId}/comments`."""

from typing import Any

import pytest

from deskhand.api.v3.shapes import examples
from deskhand.core.actor import system
from deskhand.tickets.reply import CommentDraft, reply
from tests.api.brief import Brief, missing_from
from tests.api.history import history_of, status_moves
from tests.cast import Office


async def say(office: Office, ticket_id: int, text: str, status: int = 201, **more: Any) -> Any:
    return await office.api.post(f"/tickets/{ticket_id}/comments", {"CommentText": text, **more}, status)


async def test_the_briefs_comment_reads_as_the_brief_shows_it(brief: Brief) -> None:
    await brief.opened("2024-02-15T09:00:00Z", "Unable to access email")
    async with brief.standing_at("2024-02-15T09:15:00Z") as tx:
        triage = "Initial triage: Checking Exchange connectivity"
        await reply(tx, system(brief.account_id), 54321, CommentDraft(text=triage, technician_id=brief.sam.id))
    assert missing_from(await brief.api.get("/tickets/54321/comments"), examples.COMMENTS) == []


async def test_the_briefs_new_comment_is_kept_and_answered(brief: Brief) -> None:
    await brief.opened("2024-02-15T09:00:00Z", "Unable to access email")
    answer = await brief.sams.post("/tickets/54321/comments", examples.ADD_COMMENT)
    assert missing_from(answer, {"CommentID": 11111, "TicketID": 54321, **examples.ADD_COMMENT}) == []
    assert answer["CreatorContactID"] == 12345
    listed = await brief.api.get("/tickets/54321/comments")
    assert [{**comment, "ActionID": 11111} for comment in listed["items"]] == [answer]


async def test_comments_are_listed_oldest_first_in_pages(office: Office) -> None:
    ticket_id = (await office.ticket())["TicketID"]
    for n in range(5):
        await say(office, ticket_id, f"Step {n}")
    listed = await office.api.get(f"/tickets/{ticket_id}/comments?page=2&itemsInPage=2")
    assert [comment["CommentText"] for comment in listed["items"]] == ["Step 2", "Step 3"]
    assert (listed["totalItems"], listed["totalPages"]) == (5, 3)


async def test_a_comment_belongs_to_its_ticket_only(office: Office) -> None:
    first, second = (await office.ticket())["TicketID"], (await office.ticket())["TicketID"]
    await say(office, first, "Here")
    assert (await office.api.get(f"/tickets/{second}/comments"))["items"] == []


async def test_a_comment_is_internal_unless_it_says_otherwise(office: Office) -> None:
    ticket_id = (await office.ticket())["TicketID"]
    told: list[dict[str, Any]] = [{}, {"IsInternal": None}, {"IsInternal": True}, {"IsInternal": False}]
    assert [(await say(office, ticket_id, "Hm", **more))["IsInternal"] for more in told] == [True, True, True, False]


async def test_what_an_end_user_says_is_public(office: Office) -> None:
    ticket_id, john = (await office.ticket())["TicketID"], office.cast.john.id
    assert (await say(office, ticket_id, "Help", EndUserID=john))["IsInternal"] is False
    refused = await say(office, ticket_id, "Help", 400, EndUserID=john, IsInternal=True)
    assert refused["errors"][0]["field"] == "IsInternal"


@pytest.mark.parametrize("text", ["", "   ", None])
async def test_a_comment_needs_a_text(office: Office, text: str | None) -> None:
    ticket_id = (await office.ticket())["TicketID"]
    refused = await office.api.post(f"/tickets/{ticket_id}/comments", {"CommentText": text}, 400)
    assert (refused["message"], refused["errors"][0]["field"]) == ("CommentText required", "CommentText")
    assert (await office.api.post(f"/tickets/{ticket_id}/comments", {}, 400))["message"] == "CommentText required"


async def test_a_keys_technician_is_the_author(office: Office) -> None:
    ticket_id = (await office.ticket())["TicketID"]
    toms = await office.client_of(office.cast.tom)
    said = await toms.post(f"/tickets/{ticket_id}/comments", {"CommentText": "On it"})
    assert said["CreatorContactID"] == said["TechnicianContactID"] == office.cast.tom.id
    assert (said["CreatorName"], said["CreatorEmail"]) == ("Tom Field", "tom@brightwater.example")
    assert said["EndUserID"] is None


async def test_a_key_of_nobody_says_it_as_nobody(office: Office) -> None:
    said = await say(office, (await office.ticket())["TicketID"], "Disk is full")
    assert (said["CreatorContactID"], said["CreatorName"], said["CreatorEmail"]) == (None, None, None)


async def test_the_first_public_comment_of_a_technician_is_the_first_response(brief: Brief) -> None:
    await brief.opened("2024-02-15T09:00:00Z", "No mail", description="Since 9am")

    async def first_response() -> Any:
        return (await brief.api.get("/tickets/54321"))["FirstResponseDate"]

    path = "/tickets/54321/comments"
    await brief.sams.post(path, {"CommentText": "A note to ourselves"})
    await brief.api.post(path, {"CommentText": "We have your message", "IsInternal": False})
    await brief.api.post(path, {"CommentText": "It is urgent", "EndUserID": brief.john.id})
    assert await first_response() is None
    reply = await brief.sams.post(path, {"CommentText": "On it", "IsInternal": False})
    assert await first_response() == reply["CommentDate"]
    await brief.sams.post(path, {"CommentText": "Done", "IsInternal": False})
    assert await first_response() == reply["CommentDate"]


async def test_a_ticket_shows_its_first_and_last_public_comments(office: Office) -> None:
    ticket_id, toms = (await office.ticket())["TicketID"], await office.client_of(office.cast.tom)
    path = f"/tickets/{ticket_id}/comments"
    first = await toms.post(path, {"CommentText": "On it", "IsInternal": False})
    asked = await say(office, ticket_id, "Any news?", EndUserID=office.cast.john.id)
    last = await toms.post(path, {"CommentText": "Done", "IsInternal": False})
    await toms.post(path, {"CommentText": "He was rude", "IsInternal": True})
    read = await office.api.get(f"/tickets/{ticket_id}")
    assert read == (await office.api.get("/tickets"))["items"][0]
    assert (read["FirstComment"], read["LastEndUserComment"]) == ("On it", "Any news?")
    assert read["LastTechnicianComment"] == "Done"
    assert read["LastEndUserCommentTimestamp"] == asked["CommentDate"]
    assert read["LastTechnicianCommentTimestamp"] == last["CommentDate"]
    assert read["TechnicianFirstCommentDate"] == first["CommentDate"]


async def test_a_comment_is_activity(brief: Brief) -> None:
    await brief.opened("2024-02-15T09:00:00Z", "No mail")
    said = await brief.sams.post("/tickets/54321/comments", {"CommentText": "On it"})
    assert (await brief.api.get("/tickets/54321"))["LastActivityDate"] == said["CommentDate"]


@pytest.mark.parametrize(("status", "after"), [("Open", "Open"), ("Pending", "Open"), ("Resolved", "Open")])
async def test_a_customers_comment_reopens(office: Office, status: str, after: str) -> None:
    ticket_id = (await office.ticket(TicketStatus=status))["TicketID"]
    await say(office, ticket_id, "Still broken", EndUserID=office.cast.john.id)
    read = await office.api.get(f"/tickets/{ticket_id}")
    assert (read["TicketStatus"], read["TicketResolvedDate"]) == (after, None)
    moved = [] if status == after else [(status, after)]
    assert status_moves(await history_of(office, ticket_id)) == moved


async def test_a_technicians_comment_reopens_nothing(office: Office) -> None:
    toms = await office.client_of(office.cast.tom)
    for status in ("Pending", "Resolved", "Closed"):
        ticket_id = (await office.ticket(TicketStatus=status))["TicketID"]
        await toms.post(f"/tickets/{ticket_id}/comments", {"CommentText": "Thanks", "IsInternal": False})
        assert (await office.api.get(f"/tickets/{ticket_id}"))["TicketStatus"] == status


async def test_a_customer_cannot_comment_on_a_closed_ticket(office: Office) -> None:
    ticket_id = (await office.ticket(TicketStatus="Closed"))["TicketID"]
    refused = await say(office, ticket_id, "Still broken", 400, EndUserID=office.cast.john.id)
    assert refused["code"] == "ticket_closed"
    assert (await office.api.get(f"/tickets/{ticket_id}/comments"))["items"] == []


async def test_a_comment_has_one_author(office: Office) -> None:
    ticket_id, cast = (await office.ticket())["TicketID"], office.cast
    refused = await say(office, ticket_id, "We", 400, EndUserID=cast.john.id, TechnicianContactID=cast.tom.id)
    assert refused["message"] == "Invalid author"


async def test_nobody_else_may_be_the_author(office: Office) -> None:
    ticket_id = (await office.ticket())["TicketID"]
    no_contact = await say(office, ticket_id, "Hm", 400, EndUserID=office.cast.tom.id)
    no_technician = await say(office, ticket_id, "Hm", 400, TechnicianContactID=office.cast.john.id)
    assert (no_contact["message"], no_technician["message"]) == ("Customer not found", "Technician not found")


async def test_comments_of_a_ticket_that_is_not_there(office: Office) -> None:
    assert (await office.api.get("/tickets/54321/comments", 404))["message"] == "Ticket not found"
    assert (await say(office, 54321, "Hm", 404))["message"] == "Ticket not found"
    assert (await office.api.get("/tickets/x/comments", 400))["message"] == "Invalid ticket ID"
