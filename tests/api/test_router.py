"""From a path to its route: a part's own text goes before a name, and the most particular path decides."""

import pytest

from deskhand.api.router import router_of
from deskhand.api.routes import Route


def route(methods: str, path: str) -> Route:
    async def handler(call: object) -> None: ...

    return Route(
        methods=tuple(methods.split()),  # type: ignore[arg-type]
        path=path,
        scope="",
        answer=None,
        handler=handler,
        summary=path,
        tag="",
    )


ROUTER = router_of(
    [
        route("GET POST", "/tickets"),
        route("POST", "/tickets/bulk"),
        route("GET PUT", "/tickets/{ticket_id}"),
        route("GET", "/tickets/{ticket_id}/comments"),
        route("DELETE", "/tickets/{ticket_id}/relations/{relation_type}"),
        route("GET", "/values/ticket/{ticket_id}"),
        route("GET", "/values/{value}/parts"),
    ]
)


@pytest.mark.parametrize(
    ("method", "path", "found"),
    [
        ("GET", "/tickets", ("/tickets", {})),
        ("GET", "/tickets/", ("/tickets", {})),
        ("GET", "//tickets//7", ("/tickets/{ticket_id}", {"ticket_id": "7"})),
        ("POST", "/tickets/bulk", ("/tickets/bulk", {})),
        ("GET", "/tickets/bulk", None),
        ("PUT", "/tickets/bulky", ("/tickets/{ticket_id}", {"ticket_id": "bulky"})),
        ("DELETE", "/tickets/7", None),
        (
            "DELETE",
            "/tickets/7/relations/parent",
            ("/tickets/{ticket_id}/relations/{relation_type}", {"ticket_id": "7", "relation_type": "parent"}),
        ),
        # What begins like one path may still be another.
        ("GET", "/tickets/bulk/comments", ("/tickets/{ticket_id}/comments", {"ticket_id": "bulk"})),
        ("GET", "/values/ticket/parts", ("/values/ticket/{ticket_id}", {"ticket_id": "parts"})),
        ("GET", "/values/other/parts", ("/values/{value}/parts", {"value": "other"})),
        ("GET", "/values", None),
        ("GET", "/", None),
        ("GET", "/tickets/7/comments/8", None),
    ],
)
def test_a_path_leads_to(method: str, path: str, found: tuple[str, dict[str, str]] | None) -> None:
    reached = ROUTER.find(method, path)
    assert (reached and (reached.route.path, reached.named)) == found


def test_a_path_takes_what_is_declared_for_it() -> None:
    assert ROUTER.methods("/tickets/bulk") == ["POST"]
    assert ROUTER.methods("/tickets/7") == ["GET", "PUT"]
    assert ROUTER.methods("/nowhere") == []


def test_a_route_that_is_declared_twice_stops_the_start() -> None:
    with pytest.raises(AssertionError, match="declared twice"):
        router_of([route("GET", "/tickets/{ticket_id}"), route("GET POST", "/tickets/{number_id}")])
