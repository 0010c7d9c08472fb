"""What tests of the API may ask for besides the office: the very desk of the brief's examples."""

import secrets

import pytest_asyncio

from tests.api.brief import Brief, make_brief
from tests.cast import Office


@pytest_asyncio.fixture
async def brief(office: Office) -> Brief:
    """The brief's account in February 2024, beside the office's in the same database."""
    return await make_brief(office.engine, office.http, f"The brief's MSP {secrets.token_hex(6)}")
