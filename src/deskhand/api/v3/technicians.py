"""Technicians: create, read, update, make inactive, list; written by administrators only."""

from deskhand.api.call import Call
from deskhand.api.kinds import Flag
from deskhand.api.paging import Paged, envelope
from deskhand.api.routes import Param, Route
from deskhand.api.v3.params import PAGING
from deskhand.api.v3.shapes.directory import (
    CHANGED_TECHNICIAN,
    NEW_TECHNICIAN,
    TechnicianOut,
    TechnicianSaved,
    technician_fields,
)
from deskhand.api.v3.shapes.ticket import Deleted
from deskhand.core.directory import Technician
from deskhand.directory.read import list_technicians, read_technician
from deskhand.directory.technicians import change_technician, create_technician, deactivate_technician
from deskhand.storage.engine import Tx


def show(technician: Technician) -> TechnicianOut:
    return TechnicianOut(**technician_fields(technician))


def show_saved(technician: Technician) -> TechnicianSaved:
    return TechnicianSaved(ActionID=technician.id, **technician_fields(technician))


async def create(call: Call, tx: Tx) -> TechnicianSaved:
    draft = call.draft(NEW_TECHNICIAN)
    return show_saved(await create_technician(tx, call.actor, draft))


async def read(call: Call) -> TechnicianOut:
    async with call.engine.read() as database:
        return show(await read_technician(database, call.actor, call.ids["technician_id"]))


async def update(call: Call, tx: Tx) -> TechnicianSaved:
    draft = call.draft(CHANGED_TECHNICIAN)
    return show_saved(await change_technician(tx, call.actor, call.ids["technician_id"], draft))


async def delete(call: Call, tx: Tx) -> Deleted:
    inactive = await deactivate_technician(tx, call.actor, call.ids["technician_id"])
    return Deleted(ActionID=inactive.id)


async def list_all(call: Call) -> Paged[TechnicianOut]:
    page, with_inactive = call.page, call.asked("includeInactive", kind=Flag()) or False
    async with call.engine.read() as database:
        found = await list_technicians(
            database, call.actor, with_inactive=with_inactive, limit=page.limit, offset=page.offset
        )
    return envelope(found.rows, found.total, page, call.link, show)


ROUTES = (
    Route(
        methods=("GET",),
        path="/technicians",
        scope="technicians:read",
        handler=list_all,
        answer=Paged[TechnicianOut],
        query=(*PAGING, Param("includeInactive", Flag(), "Inactive ones too.")),
        summary="List technicians, newest first",
        tag="Technicians",
    ),
    Route(
        methods=("POST",),
        path="/technicians",
        scope="technicians:write",
        writer=create,
        answer=TechnicianSaved,
        status=201,
        body=NEW_TECHNICIAN,
        summary="Create a technician",
        tag="Technicians",
        example={"Email": "jane.tech@msp.example", "FirstName": "Jane", "LastName": "Tech", "Role": "technician"},
    ),
    Route(
        methods=("GET",),
        path="/technicians/{technician_id}",
        scope="technicians:read",
        handler=read,
        answer=TechnicianOut,
        summary="Read a technician",
        tag="Technicians",
    ),
    Route(
        methods=("POST", "PUT"),
        path="/technicians/{technician_id}",
        scope="technicians:write",
        writer=update,
        answer=TechnicianSaved,
        body=CHANGED_TECHNICIAN,
        summary="Update a technician; what is not sent stays",
        tag="Technicians",
        example={"Role": "dispatcher"},
    ),
    Route(
        methods=("DELETE",),
        path="/technicians/{technician_id}",
        scope="technicians:write",
        writer=delete,
        answer=Deleted,
        summary="Make a technician inactive; it stays readable by id",
        tag="Technicians",
    ),
)
