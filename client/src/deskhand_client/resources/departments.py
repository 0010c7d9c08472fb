"""Departments that contacts belong to."""

from typing import Any

from deskhand_client.operation import Awaiting, Blocking, Calls, listing, operation
from deskhand_client.paging import MOST_PER_PAGE, Listing
from deskhand_client.records.people import Department
from deskhand_client.records.record import read
from deskhand_client.resources.changed import changed
from deskhand_client.resources.sent import UNSET, Text, sent_as
from deskhand_client.talk import Answer, Request, Talk, path, query


def _department_of(answer: Answer) -> Department:
    return department_of(answer.value())


def department_of(value: Any) -> Department:
    """A department from its JSON."""
    return read(Department, value)


class DepartmentCalls(Calls):
    """Calls on departments."""

    @listing
    def list(self, *, per_page: int = MOST_PER_PAGE) -> Listing[Department]:
        """Departments, newest first."""
        return Listing(Request("GET", "departments", query({"itemsInPage": per_page})), department_of)

    @operation
    def get(self, department_id: int) -> Talk[Department]:
        """One department. Raises NotFound."""
        return department_of((yield Request("GET", path("departments", department_id))).value())

    @operation
    def create(self, name: str, *, description: Text = UNSET) -> Talk[Department]:
        """Create a department, and give it as it is then. Raises BadRequest."""
        answer = yield Request("POST", "departments", body=sent_as(Department, locals()))
        return (yield from changed(self._server, answer, "departments", _department_of))

    @operation
    def update(self, department_id: int, *, name: Text = UNSET, description: Text = UNSET) -> Talk[Department]:
        """Change what is said of a department, and give it as it is then; everything else stays."""
        body = sent_as(Department, locals())
        answer = yield self._change(path("departments", department_id), body)
        return (yield from changed(self._server, answer, "departments", _department_of, known=department_id))

    @operation
    def delete(self, department_id: int) -> Talk[None]:
        """Delete a department; its contacts belong to none any more."""
        yield Request("DELETE", path("departments", department_id))


class Departments(DepartmentCalls, Blocking):
    """Calls on departments, blocking."""


class AsyncDepartments(DepartmentCalls, Awaiting):
    """Calls on departments, to be awaited."""
