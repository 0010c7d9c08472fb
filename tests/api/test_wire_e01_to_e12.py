"""Wire contract (e), lines 1 to 12: where the brief and Atera's clients disagree, and how both are served."""

from typing import Any, get_origin

import pytest

from deskhand.api.kinds import Flag
from deskhand.api.paging import Paged
from tests.api.walk import LISTS, STEPS, Things, asking, make_things, noon, path_of
from tests.cast import Office, decoded

HALF_PAST = {"StartDate": "2024-02-15T09:00:00Z", "EndDate": "2024-02-15T10:30:00Z"}


READS = [step for step in STEPS if step.method == "GET"]
PAGED = [
    step
    for step in READS
    if get_origin(step.route.answer) is Paged
    or (isinstance(step.route.answer, type) and issubclass(step.route.answer, Paged))
]
COUNTS = {"items", "totalItems", "totalItemCount", "page", "itemsInPage", "totalPages", "prevLink", "nextLink"}


@pytest.fixture
async def things(office: Office) -> Things:
    """One of every noun, a ticket that was worked on among them."""
    return await make_things(office.api, office.cast)


async def worked_on(office: Office) -> str:
    """The path of a ticket of Tom's."""
    return f"/tickets/{(await office.ticket(TechnicianContactID=office.cast.tom.id))['TicketID']}"


async def test_e01_lists_carry_both_counts_and_links(office: Office) -> None:
    ticket = await worked_on(office)
    for path in ("/tickets", f"{ticket}/comments", f"{ticket}/workhours", f"{ticket}/workhoursrecords"):
        listed = await office.api.get(path)
        assert listed["totalItems"] == listed["totalItemCount"]
        assert listed["nextLink"] == listed["prevLink"] == ""


def test_e01_whatever_is_paged_takes_page_and_items_in_page() -> None:
    assert [str(step) for step in PAGED] == [str(step) for step in LISTS]
    assert len(PAGED) >= 12


async def test_e01_every_list_of_the_api_carries_both_counts_and_links(office: Office, things: Things) -> None:
    for step in PAGED:
        path = path_of(step, things)
        whole = await office.api.get(path)
        assert set(whole) >= COUNTS, str(step)
        assert whole["totalItems"] == whole["totalItemCount"] == len(whole["items"]) > 0, str(step)
        assert (whole["prevLink"], whole["nextLink"]) == ("", ""), str(step)
        link, seen = f"http://desk.test/api/v3{path}?itemsInPage=1", []
        while link:
            page = decoded(await office.http.get(link, headers={"X-API-KEY": office.api.key}), 200)
            seen += page["items"]
            assert (page["totalItems"], page["totalPages"]) == (whole["totalItems"],) * 2, str(step)
            link = page["nextLink"]
        assert seen == whole["items"], str(step)


def without_signatures(answer: Any) -> Any:
    """An answer whose links to files, which end at a time of their own, are cut before it."""
    return (
        [one.partition("?")[0] if isinstance(one, str) else one for one in answer] if type(answer) is list else answer
    )


async def test_e02_every_read_takes_what_psatera_adds_to_it(office: Office, things: Things) -> None:
    for step in READS:
        path = path_of(step, things)
        with noon():
            plain, decorated = await office.api.get(path), await office.api.get(asking(path, "?itemsInPage=50&"))
        if step in PAGED:
            plain["itemsInPage"] = 50
        assert without_signatures(decorated) == without_signatures(plain), str(step)


async def test_e02_every_read_takes_flags_as_psatera_writes_them(office: Office, things: Things) -> None:
    asked = [(step, param.name) for step in READS for param in step.route.query if isinstance(param.kind, Flag)]
    assert len(asked) >= 8
    for step, name in asked:
        for written in ("True", "False", "true", "FALSE"):
            await office.api.get(f"{path_of(step, things)}?{name}={written}&itemsInPage=50&")
        await office.api.get(f"{path_of(step, things)}?{name}=maybe", 400)


async def test_e02_every_list_takes_what_node_atera_calls_a_page(office: Office, things: Things) -> None:
    for step in PAGED:
        path = path_of(step, things)
        theirs = await office.api.get(f"{path}?Page=2&ItemsInPage=1")
        ours = await office.api.get(f"{path}?page=2&itemsInPage=1")
        assert (theirs["items"], theirs["page"], theirs["itemsInPage"]) == (ours["items"], 2, 1), str(step)
        assert (await office.api.get(f"{path}?ITEMSINPAGE=500"))["itemsInPage"] == 50


async def test_e02_query_names_in_any_case_and_sizes_within_bounds(office: Office) -> None:
    assert (await office.api.get("/tickets?PAGE=1&itemsinpage=500&searchOptions.nothing=True"))["itemsInPage"] == 50
    assert (await office.api.get("/tickets?ItemsInPage=0"))["itemsInPage"] == 1
    assert (await office.api.get("/tickets"))["itemsInPage"] == 20


async def test_e03_an_action_id_and_the_whole_ticket(office: Office) -> None:
    made = await office.ticket()
    assert type(made["ActionID"]) is int
    assert made["ActionID"] == made["TicketID"]
    assert made == {**await office.api.get(f"/tickets/{made['TicketID']}"), "ActionID": made["TicketID"]}
    changed = await office.api.post(f"/tickets/{made['TicketID']}", {"TicketPriority": "Low"}, 200)
    assert (changed["ActionID"], changed["TicketTitle"]) == (made["TicketID"], "No mail")


async def test_e04_post_and_put_update_alike_and_ignore_what_they_do_not_know(office: Office) -> None:
    path = await worked_on(office)
    for method, priority in (("POST", "Low"), ("PUT", "High")):
        body = {"TicketPriority": priority, "Tags": ["a"], "SLAName": None, "ticketimpact": None}
        changed = decoded(await office.api.send(method, path, json=body), 200)
        assert (changed["TicketPriority"], changed["TicketTitle"]) == (priority, "No mail")


SAID: list[dict[str, Any]] = [
    {"CommentText": "On it", "IsInternal": False},
    {"Comment": "On it", "IsInternal": False},
    {"CommentText": "On it", "TechnicianCommentDetails": {"TechnicianId": "TOM", "IsInternal": False}},
    {"CommentText": "On it", "TechnicianCommentDetails": {"TechnicianID": "TOM", "IsInternal": False}},
    {"CommentText": "On it", "TechnicianCommentDetails": {"TechnicianEmail": "tom@brightwater.example"}},
    {"commenttext": "On it", "technicianCommentDetails": {"technicianId": "TOM"}, "CommentTimestampUtc": "2024-02-15"},
]


@pytest.mark.parametrize("shape", range(len(SAID)))
async def test_e05_comments_are_taken_from_every_client_and_shown_to_every_client(office: Office, shape: int) -> None:
    tom, path = office.cast.tom, f"{await worked_on(office)}/comments"
    body = dict(SAID[shape])
    for name, details in body.items():
        if isinstance(details, dict):
            body[name] = {key: tom.id if value == "TOM" else value for key, value in details.items()}
    client = office.api if shape > 1 else await office.client_of(tom)
    said = await client.post(path, body)
    assert said["CommentText"] == said["Comment"] == "On it"
    assert said["CommentDate"] == said["Date"]
    assert said["CreatorContactID"] == said["TechnicianContactID"] == tom.id
    assert (said["FirstName"], said["LastName"], said["CreatorName"]) == ("Tom", "Field", "Tom Field")
    assert said["Email"] == said["CreatorEmail"] == "tom@brightwater.example"
    assert said["EndUserID"] is None
    public = body.get("IsInternal", body.get("TechnicianCommentDetails", {}).get("IsInternal")) is False
    assert said["IsInternal"] is not public


@pytest.mark.parametrize("key", ["EnduserId", "EndUserID", "enduserid"])
async def test_e05_an_end_user_may_be_the_author(office: Office, key: str) -> None:
    john = office.cast.john
    path = f"{await worked_on(office)}/comments"
    said = await office.api.post(path, {"CommentText": "Help", "EnduserCommentDetails": {key: john.id}})
    assert said["CreatorContactID"] == said["EndUserID"] == john.id
    assert (said["TechnicianContactID"], said["CreatorName"]) == (None, "John Smith")


async def test_e05_exactly_one_author(office: Office) -> None:
    both = {
        "CommentText": "Hm",
        "EnduserCommentDetails": {"EnduserId": office.cast.john.id},
        "TechnicianCommentDetails": {"TechnicianId": office.cast.tom.id},
    }
    await office.api.post(f"{await worked_on(office)}/comments", both, 400)


async def test_e06_a_new_comment_answers_with_its_id_twice_and_itself(office: Office) -> None:
    path = f"{await worked_on(office)}/comments"
    said = await office.api.post(path, {"CommentText": "On it"})
    assert said["ActionID"] == said["CommentID"]
    assert [{**comment, "ActionID": said["CommentID"]} for comment in (await office.api.get(path))["items"]] == [said]


async def test_e07_a_note_never_leaks_by_omission(office: Office) -> None:
    cast, path = office.cast, f"{await worked_on(office)}/comments"
    toms = await office.client_of(cast.tom)
    of_nobody = await office.api.post(path, {"CommentText": "Hm"})
    of_tom = await toms.post(path, {"CommentText": "Hm"})
    of_details = await office.api.post(
        path, {"CommentText": "Hm", "TechnicianCommentDetails": {"TechnicianId": cast.tom.id}}
    )
    of_john = await office.api.post(path, {"CommentText": "Hm", "EnduserCommentDetails": {"EnduserId": cast.john.id}})
    assert [said["IsInternal"] for said in (of_nobody, of_tom, of_details, of_john)] == [True, True, True, False]


async def test_e08_work_hours_carry_items_and_summaries(office: Office) -> None:
    ticket = await worked_on(office)
    await office.api.post(f"{ticket}/workhours", {**HALF_PAST, "OnCustomerSite": True})
    await office.api.post(f"{ticket}/workhours", {**HALF_PAST, "IsBillable": False})
    read, number = await office.api.get(f"{ticket}/workhours"), int(ticket.rpartition("/")[2])
    assert (read["totalItems"], len(read["items"]), read["TicketID"]) == (2, 2, number)
    hours = {"OnSLADurationHours": 1.5, "OffSLADurationHours": 0.0, "TotalDurationHours": 1.5, "ticketId": number}
    assert read["Billable"] == {**hours, "OnSiteDurationHours": 1.5, "OffSiteDurationHours": 0.0}
    assert read["NonBillable"] == {**hours, "OnSiteDurationHours": 0.0, "OffSiteDurationHours": 1.5}
    assert (await office.api.get(f"{ticket}/workhoursrecords"))["items"] == read["items"]


async def test_e08_summaries_cover_all_pages(office: Office) -> None:
    ticket = await worked_on(office)
    for _ in range(3):
        await office.api.post(f"{ticket}/workhours", HALF_PAST)
    read = await office.api.get(f"{ticket}/workhours?itemsInPage=1&page=2")
    assert (len(read["items"]), read["totalItems"], read["Billable"]["TotalDurationHours"]) == (1, 3, 4.5)


async def test_e09_an_entry_is_shown_under_every_clients_names(office: Office) -> None:
    logged = await office.api.post(f"{await worked_on(office)}/workhours", {**HALF_PAST, "Notes": "Rewired"})
    assert logged["WorkHourID"] == logged["WorkHoursID"] == logged["ActionID"]
    assert logged["StartDate"] == logged["StartWorkHour"] == "2024-02-15T09:00:00Z"
    assert logged["EndDate"] == logged["EndWorkHour"] == "2024-02-15T10:30:00Z"
    assert logged["IsBillable"] is logged["Billiable"] is True
    assert logged["Notes"] == logged["Description"] == "Rewired"
    assert (logged["OnCustomerSite"], logged["RateID"], logged["RateAmount"]) == (False, None, None)
    assert (logged["TechnicianFullName"], logged["TechnicianEmail"]) == ("Tom Field", "tom@brightwater.example")


async def test_e10_durations_are_seconds_and_hours_only_where_the_key_says_so(office: Office) -> None:
    ticket = await worked_on(office)
    assert (await office.api.post(f"{ticket}/workhours", HALF_PAST))["Duration"] == 5400
    durations = await office.api.get(f"{ticket}/billableduration")
    assert {key: value for key, value in durations.items() if key.endswith("Hours")} == {
        "TotalBillableHours": 1.5,
        "TotalDurationHours": 1.5,
        "OnSiteDurationHours": 0.0,
        "OffSiteDurationHours": 1.5,
        "OnSLADurationHours": 1.5,
        "OffSLADurationHours": 0.0,
    }
    assert durations["TotalBillableDuration"] == 5400


def spans(answer: Any) -> list[tuple[str, Any]]:
    """Every length of time in an answer, with its key."""
    if isinstance(answer, list):
        return [span for one in answer for span in spans(one)]
    if not isinstance(answer, dict):
        return []
    ends = ("Duration", "Seconds", "Minutes", "Hours")
    # Events tell of a length what it was and what it is; a promise that is none has no length.
    own = [
        (key, one)
        for key, value in answer.items()
        for one in (value.values() if isinstance(value, dict) else [value])
        if key.endswith(ends) and one is not None
    ]
    return own + [span for value in answer.values() for span in spans(value)]


async def test_e10_everywhere_hours_are_decimal_and_all_else_is_whole(office: Office, things: Things) -> None:
    seen = set()
    for step in READS:
        for key, value in spans(await office.api.get(path_of(step, things))):
            assert type(value) is (float if key.endswith("Hours") else int), (str(step), key, value)
            seen.add(key)
    assert seen >= {"Duration", "TotalBillableDuration", "TotalBillableHours", "TotalDurationHours"}


async def test_e10_a_ticket_shows_its_time_in_seconds_and_in_whole_minutes(office: Office) -> None:
    ticket, start = await worked_on(office), {"StartDate": "2024-02-15T09:00:00Z"}
    await office.api.post(f"{ticket}/workhours", {**start, "EndDate": "2024-02-15T10:30:59Z", "OnCustomerSite": True})
    await office.api.post(f"{ticket}/workhours", {**start, "EndDate": "2024-02-15T09:02:02Z", "IsBillable": False})
    read = await office.api.get(ticket)
    assert {key: value for key, value in read.items() if "Duration" in key} == {
        "OnSiteDurationSeconds": 5459,
        "OnSiteDurationMinutes": 90,
        "OffSiteDurationSeconds": 122,
        "OffSiteDurationMinutes": 2,
        "OnSLADurationSeconds": 5581,
        "OnSLADurationMinutes": 93,
        "OffSLADurationSeconds": 0,
        "OffSLADurationMinutes": 0,
        "TotalDurationSeconds": 5581,
        "TotalDurationMinutes": 93,
    }


async def test_e11_durations_have_the_briefs_two_keys_and_ateras_six(office: Office) -> None:
    ticket = await worked_on(office)
    six = {"ticketId", *(f"{kind}DurationHours" for kind in ("Total", "OnSite", "OffSite", "OnSLA", "OffSLA"))}
    billable = await office.api.get(f"{ticket}/billableduration")
    other = await office.api.get(f"{ticket}/nonbillableduration")
    assert set(billable) == six | {"TotalBillableDuration", "TotalBillableHours"}
    assert set(other) == six | {"TotalNonBillableDuration", "TotalNonBillableHours"}


async def test_e11_billable_durations_are_a_list_too(office: Office) -> None:
    ticket = await worked_on(office)
    await office.api.post(f"{ticket}/workhours", HALF_PAST)
    [entry] = (await office.api.get(f"{ticket}/billabledurations"))["items"]
    assert entry["Duration"] == (await office.api.get(f"{ticket}/billableduration"))["TotalBillableDuration"]


async def test_e12_a_description_is_optional_and_never_null(office: Office) -> None:
    for body in ({}, {"Description": None}, {"Description": ""}):
        assert (await office.ticket(**body))["Description"] == ""
