"""From an error to what an agent should do next."""

from deskhand_client.errors import (
    ApiError,
    ConnectionFailed,
    DeskhandError,
    FieldError,
    Forbidden,
    NotFound,
    OutcomeUnknown,
    RateLimited,
    ServerError,
    Unauthorized,
)

# The API's names, as the tools call them.
NAMES = {
    "TicketTitle": "title",
    "Description": "description",
    "TicketStatus": "status",
    "TicketPriority": "priority",
    "TicketType": "type",
    "TicketImpact": "impact",
    "TechnicianContactID": "technician",
    "EndUserID": "contact_id",
    "EndUserEmail": "contact_email",
    "CustomerID": "customer_id",
    "Tags": "tags",
    "DueDate": "due_at",
    "CommentText": "text",
    "StartWorkHour": "started_at",
    "EndWorkHour": "minutes",
    "q": "query",
}


def next_step(error: DeskhandError) -> str:
    """What went wrong, and what to do about it."""
    match error:
        case Unauthorized():
            return (
                "The desk does not know this API key, or no longer. Tell the user: a new one is made with "
                "`deskhand keys create`, and belongs into DESKHAND_KEY or the profile. Trying again will not help."
            )
        case Forbidden():
            return f"The key may not do this: {error}. Tell the user; trying again will not help."
        case NotFound():
            return f"{error}. Look for the right number with search_tickets or list_people."
        case RateLimited():
            return f"Too many requests. Wait {round(error.retry_after or 60)} seconds, then do the same again."
        case ServerError():
            return f"{error} ({error.request_id or 'no request id'}). Try once more in a minute, else tell the user."
        case ApiError():
            return _refused(error)
        case OutcomeUnknown():
            return f"{error}: read_ticket or search_tickets shows whether it was done."
        case ConnectionFailed():
            return f"{error}. Nothing was changed. Try again in a minute; if it stays so, tell the user."
    said = str(error)
    return said if said.endswith(("?", ".")) else f"{said}."


def _refused(error: ApiError) -> str:
    fields = [_of_field(one) for one in error.errors]
    return f"{error.message}. {'; '.join(fields) or error.detail}".rstrip(". ") + "."


def _of_field(wrong: FieldError) -> str:
    """What is wrong with a field, under the name that the tools have for it."""
    said = wrong.message.removeprefix(f"{wrong.field}: ")
    return f"{NAMES.get(wrong.field or '', wrong.field)}: {said}" if wrong.field else said
