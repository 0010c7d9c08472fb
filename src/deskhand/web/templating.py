"""Making pages from templates: one environment a language, and what every template may call."""

from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from deskhand.core.ticket import Priority, SlaStatus, Status
from deskhand.web import glyphs
from deskhand.web.figures import figure
from deskhand.web.shortcuts import WITHOUT_CONTROL
from deskhand.web.static import address_of
from deskhand.web.words import languages, words_of

if TYPE_CHECKING:  # jinja2 takes a twentieth of a second to import, which only the first page needs
    from jinja2 import Environment

    from deskhand.web.visit import Visit


def render(visit: "Visit", template: str, **shown: Any) -> str:
    """The template's text in the visitor's words, times in their zone."""
    language = visit.words.language
    return (
        environment(language)
        .get_template(template)
        .render(
            visit=visit,
            now=visit.now,
            language=language,
            token=visit.token,
            moments=visit.moments,
            ago=partial(visit.moments.ago, now=visit.now),
            exact=visit.moments.exact,
            preference=visit.who.preference if visit.who else None,
            **shown,
        )
    )


@lru_cache(8)
def environment(language: str) -> "Environment":
    """The templates in one language; whatever is put into them is escaped."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("deskhand.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
        auto_reload=False,
    )
    words = words_of(language)
    made.policies["ext.i18n.trimmed"] = True
    made.install_gettext_callables(  # type: ignore[attr-defined]
        words.gettext, words.ngettext, newstyle=True, pgettext=words.pgettext, npgettext=words.npgettext
    )
    made.globals.update(
        icon=icon,
        static=address_of,
        glyphs=glyphs,
        Status=Status,
        Priority=Priority,
        SlaStatus=SlaStatus,
        stopwatch=stopwatch,
        spoken=languages(),
        shortcuts=WITHOUT_CONTROL,
        figure=partial(figure, language),
    )
    return made


@lru_cache(512)
def icon(name: str, classes: str = "") -> Markup:
    """An icon of the sprite; it says nothing to a screen reader, so that words must stand beside it."""
    space = " " if classes else ""
    return Markup('<svg class="i{}{}" aria-hidden="true"><use href="{}#i-{}"></use></svg>').format(
        space, classes, address_of("sprite.svg"), name
    )


def stopwatch(seconds: int) -> str:
    """A running time as on a stopwatch: 0:23:41."""
    minutes, rest = divmod(max(0, seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}"
