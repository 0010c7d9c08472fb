"""The looks that a page is tried in: a width and a scheme. Every width and every scheme with every change; each in each
other with the long proofs.
"""

import pytest

OFTEN = (("desk", "light"), ("phone", "dark"), ("small", "light"))
LOOKS = [
    pytest.param(screen, scheme, marks=() if (screen, scheme) in OFTEN else pytest.mark.full)
    for screen in ("desk", "phone", "small")
    for scheme in ("light", "dark")
]
IN_EVERY_LOOK = pytest.mark.parametrize(("screen", "scheme"), LOOKS)
