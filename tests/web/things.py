"""One thing of each noun that stands in a page's path, and every page with its path filled in."""

import re

from deskhand.canned.replies import CannedReplyDraft, create_canned_reply
from deskhand.canned.templates import TicketTemplateDraft, create_ticket_template
from deskhand.views.check import ViewDraft
from deskhand.views.save import save_view
from deskhand.web.pages import PAGES
from deskhand.web.routes import Page
from tests.cast import Office

TEXT = "Zephyrine Quillon"
NAMES = re.compile(r"\{(\w+)_id\}")
GETS = [page for page in PAGES if "GET" in page.methods]
POSTS = [page for page in PAGES if "POST" in page.methods]


async def page_things(office: Office, text: str = TEXT) -> dict[str, int]:
    """The ids by noun; each thing says the text."""
    cast, api = office.cast, office.api
    ticket = (await office.ticket(TicketTitle=text, Description=text, TechnicianContactID=cast.tom.id))["TicketID"]
    path = f"/tickets/{ticket}"
    said = {"CommentText": text, "IsInternal": False, "TechnicianContactID": cast.tom.id}
    comment = await api.post(f"{path}/comments", said)
    span = {"StartDate": "2024-02-15T09:00:00Z", "EndDate": "2024-02-15T10:30:00Z", "Notes": text}
    entry = await api.post(f"{path}/workhours", span)
    file = await api.post(f"{path}/attachments", {"Name": f"{text}.txt", "ContentBase64": "YQ=="})
    field = await api.post("/customvalues/customfields", {"Name": text, "Target": "Ticket"})
    jane = cast.acting(cast.jane)
    async with office.engine.transaction(cast.account_id) as tx:
        reply = await create_canned_reply(tx, jane, CannedReplyDraft(title=text, shortcut="zq", text=text))
        template = await create_ticket_template(tx, jane, TicketTemplateDraft(name=text, title=text))
        view = await save_view(tx, jane, ViewDraft(name=text, query="status:open", shared=True))
    return {
        "ticket": ticket,
        "comment": comment["CommentID"],
        "entry": entry["WorkHourID"],
        "file": file["AttachmentID"],
        "field": field["FieldID"],
        "reply": reply.id,
        "template": template.id,
        "view": view.id,
    }


def path_of(page: Page, things: dict[str, int]) -> str:
    """The page's path with the things' ids in it."""
    missing = set(NAMES.findall(page.path)) - set(things)
    assert not missing, f"{page.path} names {missing}, of which the walk knows none: make one in tests/web/things.py"
    return NAMES.sub(lambda named: str(things[named[1]]), page.path)
