"""How a technician likes the console: language, look, time zone. Empty says: as the browser or the desk has it."""

from enum import StrEnum

import msgspec

from deskhand.core.directory import checked_zone
from deskhand.core.drafts import Maybe, apply


class Language(StrEnum):
    """The console's language."""

    AS_BROWSER = ""
    ENGLISH = "en"
    GERMAN = "de"
    SPANISH = "es"


class Theme(StrEnum):
    """Light or dark."""

    AS_SYSTEM = ""
    LIGHT = "light"
    DARK = "dark"


class Density(StrEnum):
    """How close the rows of lists stand."""

    USUAL = ""
    COMPACT = "compact"
    ROOMY = "roomy"


class Rail(StrEnum):
    """How wide the rail at the side is."""

    WIDE = ""
    NARROW = "narrow"


class Preference(msgspec.Struct, frozen=True, kw_only=True):
    """What one technician has chosen. `time_zone`: an IANA name, or empty for the account's."""

    language: Language = Language.AS_BROWSER
    theme: Theme = Theme.AS_SYSTEM
    time_zone: str = ""
    density: Density = Density.USUAL
    rail: Rail = Rail.WIDE


class PreferenceDraft(msgspec.Struct, frozen=True, kw_only=True):
    """What may be said of a preference."""

    language: Maybe[Language] = msgspec.UNSET
    theme: Maybe[Theme] = msgspec.UNSET
    time_zone: Maybe[str] = msgspec.UNSET
    density: Maybe[Density] = msgspec.UNSET
    rail: Maybe[Rail] = msgspec.UNSET


def preferring(before: Preference, draft: PreferenceDraft) -> Preference:
    """The preference with what the draft says. Raises Refusal (`invalid_time_zone`)."""
    after = apply(draft, before)
    zone = after.time_zone.strip()
    return msgspec.structs.replace(after, time_zone=checked_zone(zone) if zone else "")
