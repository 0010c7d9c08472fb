"""Comments on a ticket: read and write."""

from deskhand.api.call import Call
from deskhand.api.paging import Paged, envelope
from deskhand.api.routes import Route
from deskhand.api.v3.params import PAGING
from deskhand.api.v3.shapes import examples
from deskhand.api.v3.shapes.comment import NEW_COMMENT, CommentOut, CommentSaved, show_comment, show_saved
from deskhand.storage.engine import Tx
from deskhand.tickets.read import list_comments, read_comment
from deskhand.tickets.reply import reply


async def list_all(call: Call) -> Paged[CommentOut]:
    page = call.page
    async with call.engine.read() as database:
        found = await list_comments(database, call.actor, call.ids["ticket_id"], limit=page.limit, offset=page.offset)
    return envelope(found.rows, found.total, page, call.link, show_comment)


async def add(call: Call, tx: Tx) -> CommentSaved:
    draft = call.draft(NEW_COMMENT)
    comment = await reply(tx, call.actor, call.ids["ticket_id"], draft)
    view = await read_comment(tx, call.actor, comment.id)
    return show_saved(view)


ROUTES = (
    Route(
        methods=("GET",),
        path="/tickets/{ticket_id}/comments",
        scope="comments:read",
        handler=list_all,
        answer=Paged[CommentOut],
        query=PAGING,
        summary="List a ticket's comments, oldest first",
        tag="Comments",
        example_answer=examples.COMMENTS,
    ),
    Route(
        methods=("POST",),
        path="/tickets/{ticket_id}/comments",
        scope="comments:write",
        writer=add,
        answer=CommentSaved,
        status=201,
        body=NEW_COMMENT,
        summary="Comment on a ticket",
        tag="Comments",
        example=examples.ADD_COMMENT,
    ),
)
