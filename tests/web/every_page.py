"""Every address of the console that is asked for with GET: whole pages, parts of pages, and what leads on."""

from tests.web.content import Content

# Whole pages of somebody logged in, by their routes; several addresses where a page has several faces.
PAGES: dict[str, tuple[str, ...]] = {
    "/": ("/",),
    "/keys": ("/keys",),
    "/notifications": ("/notifications", "/notifications?show=unread"),
    "/profile": ("/profile",),
    "/profile/password": ("/profile/password",),
    "/profile/sessions": ("/profile/sessions",),
    "/replies": ("/replies",),
    "/replies/new": ("/replies/new",),
    "/replies/{reply_id}": ("/replies/{reply}",),
    "/search": ("/search", "/search?q=outlook", "/search?q=no+such+thing"),
    "/templates": ("/templates",),
    "/templates/new": ("/templates/new",),
    "/templates/{template_id}": ("/templates/{template}",),
    "/tickets": (
        "/tickets?view=all",
        "/tickets?view=breaching",
        "/tickets?view={view}",
        "/tickets?q=status:open+priority:high+customer:acme",
        "/tickets?q=nothing+fits",
        "/tickets?q=priority:immense",
    ),
    "/tickets/new": ("/tickets/new", "/tickets/new?contact={john}&title=Outlook"),
    "/tickets/{ticket_id}": ("/tickets/{busy}", "/tickets/{plain}?view=all", "/tickets/{shut}"),
    "/views": ("/views",),
}
# The same for somebody who is not.
DOORS: dict[str, tuple[str, ...]] = {
    "/first-run": ("/first-run",),
    "/login": ("/login", "/login?next=/views"),
    "/password/forgotten": ("/password/forgotten",),
    "/password/new": ("/password/new?token={link}", "/password/new?token=spent"),
}
# Parts of pages and plain data, which scripts ask for.
PARTS: dict[str, tuple[str, ...]] = {
    "/live": ("/live",),
    "/notifications/panel": ("/notifications/panel",),
    "/search/palette": ("/search/palette?q=outlook",),
    "/tickets/new/chosen": ("/tickets/new/chosen?requester=contact-{john}",),
    "/tickets/new/requesters": ("/tickets/new/requesters?q=john",),
    "/tickets/{ticket_id}/canned": ("/tickets/{busy}/canned?q=",),
    "/tickets/{ticket_id}/files/{file_id}": (),  # which the browser saves, and never shows
    "/tickets/{ticket_id}/gaps": ("/tickets/{busy}/gaps",),
    "/tickets/{ticket_id}/people": ("/tickets/{busy}/people?q=",),
    "/tickets/{ticket_id}/requesters": ("/tickets/{busy}/requesters?find=jo",),
    "/views/counts": ("/views/counts",),
}
# What only leads to a page.
ONWARD: dict[str, tuple[str, ...]] = {
    "/tickets/filter": ("/tickets/filter?f_status=Open",),
    "/tickets/{ticket_id}/change": ("/tickets/{busy}/change",),
    "/tickets/{ticket_id}/compose": ("/tickets/{busy}/compose",),
    "/tickets/{ticket_id}/fields/{field_id}": ("/tickets/{busy}/fields/{field}",),
    "/tickets/{ticket_id}/relate": ("/tickets/{busy}/relate",),
    "/tickets/{ticket_id}/reply": ("/tickets/{busy}/reply",),
    "/tickets/{ticket_id}/work": ("/tickets/{busy}/work",),
    "/tickets/{ticket_id}/work/{entry_id}": ("/tickets/{busy}/work/{entry}",),
}
TABLES = (PAGES, DOORS, PARTS, ONWARD)


def addresses(table: dict[str, tuple[str, ...]], content: Content) -> list[str]:
    """The addresses of a table in an account."""
    named = {**content.named, "busy": content.busy, "plain": content.tickets[1], "shut": content.tickets[3]}
    return [
        one.format(john=content.john.id, link=content.link, **named) for several in table.values() for one in several
    ]
