"""Tickets at a strict Atera, and what is said on them."""

from tests.client import atera_shapes as shapes
from tests.client.atera_calls import (
    Answered,
    Asked,
    Data,
    Refused,
    Route,
    Thing,
    changed,
    created,
    newest_first,
    next_id,
    now,
    one,
    since,
    whole,
)

ID = "TicketID"


def shown(atera: Data, asked: Asked, things: list[Thing], *, comments: bool) -> Answered:
    names = shapes.TICKET if comments else tuple(n for n in shapes.TICKET if n not in shapes.OF_COMMENTS)
    if asked.query.get("includeRelations", "").lower() == "true":
        names += shapes.OF_RELATIONS
    return atera.page(asked, things, names)


def list_tickets(atera: Data, asked: Asked) -> Answered:
    found = newest_first(atera.tickets, ID)
    if "customerId" in asked.query:
        found = [one for one in found if one.get("CustomerID") == int(asked.query["customerId"])]
    if "ticketStatus" in asked.query:
        found = [one for one in found if one.get("TicketStatus") == asked.query["ticketStatus"]]
    return shown(atera, asked, found, comments="nocomments" not in asked.path.lower())


def resolved_and_closed(atera: Data, asked: Asked) -> Answered:
    found = [one for one in newest_first(atera.tickets, ID) if one.get("TicketStatus") in ("Resolved", "Closed")]
    return shown(atera, asked, found, comments=asked.query.get("includeComments", "true").lower() == "true")


def last_modified(atera: Data, asked: Asked) -> Answered:
    """By the last that was said or, where nothing was, by the begin: nothing else in a ticket tells it."""
    dated = [{**one, "at": max(filter(None, _instants(one)))} for one in atera.tickets]
    found = since(asked, "date", sorted(dated, key=lambda one: str(one["at"])), "at")
    return shown(atera, asked, found, comments=asked.query.get("includeComments", "false").lower() == "true")


def _instants(ticket: Thing) -> tuple[str, ...]:
    names = ("TicketCreatedDate", "TicketResolvedDate", "LastEndUserCommentTimestamp", "LastTechnicianCommentTimestamp")
    return tuple(ticket.get(name) or "" for name in names)


def read_ticket(atera: Data, asked: Asked, number: int) -> Answered:
    names = shapes.TICKET
    if asked.query.get("includeRelations", "").lower() == "true":
        names += shapes.OF_RELATIONS
    return 200, whole(one(atera.tickets, ID, number), names)


def new_ticket(atera: Data, asked: Asked) -> Answered:
    said = asked.body
    contact = _requester(atera, said)
    number = next_id(atera.tickets, ID)
    people = {name: contact.get(name) for name in ("EndUserID", "CustomerID", "CustomerName")}
    defaults = {"TicketStatus": "Open", "TicketPriority": "Low", "TicketType": "Incident", "TicketCreatedDate": now()}
    text = said.pop("Description")
    atera.tickets.append({**defaults, **said, **people, ID: number, "FirstComment": text, "TicketSource": "API"})
    return created(number)


def _requester(atera: Data, said: Thing) -> Thing:
    """Who asks: by id, or by an e-mail address, whose contact is made when it is new."""
    if said.get("EndUserID"):
        return one(atera.contacts, "EndUserID", said["EndUserID"])
    email = said.get("EndUserEmail")
    if not email:
        raise Refused(400, "EndUserID or EndUserEmail is required")
    found = next((contact for contact in atera.contacts if contact.get("Email") == email), None)
    if found is None:
        found = {"EndUserID": next_id(atera.contacts, "EndUserID"), "Email": email}
        atera.contacts.append(found)
    return found


def change_ticket(atera: Data, asked: Asked, number: int) -> Answered:
    one(atera.tickets, ID, number).update(asked.body)
    return changed(number)


def delete_ticket(atera: Data, asked: Asked, number: int) -> Answered:
    atera.tickets.remove(one(atera.tickets, ID, number))
    return 204, None


def list_comments(atera: Data, asked: Asked, number: int) -> Answered:
    one(atera.tickets, ID, number)
    return atera.page(asked, atera.comments.get(number, []), shapes.COMMENT)


def new_comment(atera: Data, asked: Asked, number: int) -> Answered:
    one(atera.tickets, ID, number)
    by_technician, by_contact = (asked.body.get(f"{who}CommentDetails") for who in ("Technician", "Enduser"))
    if bool(by_technician) == bool(by_contact):
        raise Refused(400, "Exactly one of TechnicianCommentDetails and EnduserCommentDetails is expected")
    said = {"Date": now(), "Comment": asked.body["CommentText"]}
    if by_technician:
        said |= {"TechnicianContactID": by_technician["TechnicianId"], "IsInternal": by_technician["IsInternal"]}
    else:
        said |= {"EndUserID": by_contact["EnduserId"], "IsInternal": False}
    atera.comments.setdefault(number, []).append(said)
    return created(len(atera.comments[number]))


def attachments(atera: Data, asked: Asked, number: int) -> Answered:
    one(atera.tickets, ID, number)
    return 200, atera.attachments.get(number, [])


def relate(atera: Data, asked: Asked, number: int) -> Answered:
    ticket = one(atera.tickets, ID, number)
    one(atera.tickets, ID, asked.body["RelatedTicketId"])
    ticket.update(asked.body)
    return created(number)


def unrelate(atera: Data, asked: Asked, number: int, relation: str) -> Answered:
    ticket = one(atera.tickets, ID, number)
    if ticket.get("RelationType") != relation:
        raise Refused(404, f"Ticket {number} has no {relation}")
    ticket.update(dict.fromkeys(shapes.OF_RELATIONS))
    return 204, None


LISTED = ("customerId", "ticketStatus", "includeRelations")
SHOWN = ("includeComments", "includeRelations")
NUMBER = r"/tickets/(?P<number>\d+)"
ROUTES = (
    Route("GET", "/tickets", LISTED, None, list_tickets),
    Route("GET", "/tickets/noComments", LISTED, None, list_tickets),
    Route("GET", "/tickets/statusmodified", SHOWN, None, resolved_and_closed),
    Route("GET", "/tickets/lastmodified", (*SHOWN, "date"), None, last_modified),
    Route("POST", "/tickets", (), shapes.NEW_TICKET, new_ticket),
    Route("GET", NUMBER, ("includeRelations",), None, read_ticket),
    Route("POST", NUMBER, (), shapes.TICKET_UPDATE, change_ticket),
    Route("PUT", NUMBER, (), shapes.TICKET_UPDATE, change_ticket),
    Route("DELETE", NUMBER, (), None, delete_ticket),
    Route("GET", f"{NUMBER}/comments", (), None, list_comments),
    Route("POST", f"{NUMBER}/comments", (), shapes.NEW_COMMENT, new_comment),
    Route("GET", f"{NUMBER}/attachments", (), None, attachments),
    Route("POST", f"{NUMBER}/relations", (), shapes.NEW_RELATION, relate),
    Route("DELETE", f"{NUMBER}/relations/(?P<relation>Parent|Child)", (), None, unrelate),
)
