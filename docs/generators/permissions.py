"""docs/reference/permissions.md: what each role may do and what each key scope opens."""

from collections.abc import Callable

from deskhand.api.v3 import ROUTES
from deskhand.core.actor import Actor, ActorKind, Role
from deskhand.core.permissions import SCOPE_OF, SCOPES, Verb, may
from generators import markdown
from generators.markdown import anchor, code, listed, table

INTRO = """Every use case names one verb and asks this table for it; nothing else decides. What an actor may *see* is
a second question, its reach: what lies outside it is answered 404, as if it were not there. What it may see but not
change is answered 403."""

ROLES = """## Roles

**yes** always, **key** only through an API key. The names are those of the API's `Role`. A key without a technician
acts as an *integration*, shown here with every scope. A contact reaches its own tickets only, a contact person those
of the company; neither has a door of its own yet."""

SCOPES_ABOUT = """## Scopes of API keys

A key made without `--scope` carries them all. A key of a technician can do what its scopes open *and* the technician's
role allows. An integration can do what its scopes open; for the verbs of an administrator it needs the scope `admin`
besides. `noun:write` includes `noun:read`."""


def page() -> str:
    """The page."""
    actors = _actors()
    rows = ([code(verb.value), *(_cell(make, verb) for make in actors.values())] for verb in Verb)
    return markdown.page(
        "Permissions",
        INTRO,
        ROLES,
        table(("verb", *actors), rows),
        SCOPES_ABOUT,
        table(("scope", "opens", "calls"), ([code(scope), _verbs(scope), _calls(scope)] for scope in SCOPES)),
    )


def _actors() -> dict[str, Callable[[int | None], Actor]]:
    """Who is asked about, each with or without a key."""
    technicians = {
        role.value: lambda key, role=role: Actor(
            account_id=1, kind=ActorKind.TECHNICIAN, name="", person_id=1, role=role, key_id=key
        )
        for role in Role
    }
    return technicians | {
        "integration": lambda key: Actor(account_id=1, kind=ActorKind.INTEGRATION, name="", key_id=key or 1),
        "contact": lambda key: Actor(account_id=1, kind=ActorKind.CONTACT, name="", person_id=1, key_id=key),
    }


def _cell(make: Callable[[int | None], Actor], verb: Verb) -> str:
    if may(make(None), verb):
        return "yes"
    return "key" if may(make(1), verb) else ""


def _verbs(scope: str) -> str:
    return listed(code(verb.value) for verb in Verb if SCOPE_OF[verb] == scope)


def _calls(scope: str) -> str:
    routes = [route for route in ROUTES if route.scope == scope]
    return "<br>".join(f"[{route.summary}](api.md#{anchor(route.summary)})" for route in routes) or "none yet"
