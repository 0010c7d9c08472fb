"""Departments: create, read, update, delete, list."""

from deskhand.api.call import Call
from deskhand.api.paging import Paged, envelope
from deskhand.api.routes import Route
from deskhand.api.v3.params import PAGING
from deskhand.api.v3.shapes.directory import (
    CHANGED_DEPARTMENT,
    NEW_DEPARTMENT,
    DepartmentOut,
    DepartmentSaved,
    department_fields,
)
from deskhand.api.v3.shapes.ticket import Deleted
from deskhand.core.directory import Department
from deskhand.directory.departments import change_department, create_department, delete_department, read_department
from deskhand.directory.read import list_departments
from deskhand.storage.engine import Tx


def show(department: Department) -> DepartmentOut:
    return DepartmentOut(**department_fields(department))


def show_saved(department: Department) -> DepartmentSaved:
    return DepartmentSaved(ActionID=department.id, **department_fields(department))


async def create(call: Call, tx: Tx) -> DepartmentSaved:
    return show_saved(await create_department(tx, call.actor, call.draft(NEW_DEPARTMENT)))


async def read(call: Call) -> DepartmentOut:
    async with call.engine.read() as database:
        return show(await read_department(database, call.actor, call.ids["department_id"]))


async def update(call: Call, tx: Tx) -> DepartmentSaved:
    draft = call.draft(CHANGED_DEPARTMENT)
    return show_saved(await change_department(tx, call.actor, call.ids["department_id"], draft))


async def delete(call: Call, tx: Tx) -> Deleted:
    await delete_department(tx, call.actor, call.ids["department_id"])
    return Deleted(ActionID=call.ids["department_id"])


async def list_all(call: Call) -> Paged[DepartmentOut]:
    page = call.page
    async with call.engine.read() as database:
        found = await list_departments(database, call.actor, limit=page.limit, offset=page.offset)
    return envelope(found.rows, found.total, page, call.link, show)


ROUTES = (
    Route(
        methods=("GET",),
        path="/departments",
        scope="contacts:read",
        handler=list_all,
        answer=Paged[DepartmentOut],
        query=PAGING,
        summary="List departments, newest first",
        tag="Departments",
    ),
    Route(
        methods=("POST",),
        path="/departments",
        scope="contacts:write",
        writer=create,
        answer=DepartmentSaved,
        status=201,
        body=NEW_DEPARTMENT,
        summary="Create a department",
        tag="Departments",
        example={"Name": "Sales", "Description": "Everybody who sells"},
    ),
    Route(
        methods=("GET",),
        path="/departments/{department_id}",
        scope="contacts:read",
        handler=read,
        answer=DepartmentOut,
        summary="Read a department",
        tag="Departments",
    ),
    Route(
        methods=("POST", "PUT"),
        path="/departments/{department_id}",
        scope="contacts:write",
        writer=update,
        answer=DepartmentSaved,
        body=CHANGED_DEPARTMENT,
        summary="Update a department; what is not sent stays",
        tag="Departments",
        example={"Description": "Everybody who sells"},
    ),
    Route(
        methods=("DELETE",),
        path="/departments/{department_id}",
        scope="contacts:write",
        writer=delete,
        answer=Deleted,
        summary="Delete a department; its contacts belong to none any more",
        tag="Departments",
    ),
)
