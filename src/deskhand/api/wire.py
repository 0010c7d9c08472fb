"""Types that all shapes on the wire share."""

from typing import Annotated

import msgspec

# An instant as the wire shows it; `core.time.show_instant` makes it.
InstantText = Annotated[str, msgspec.Meta(extra_json_schema={"format": "date-time"})]
