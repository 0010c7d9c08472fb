"""What a client is made with: an address, a key, and what every request carries."""

import pytest

from deskhand_client import AsyncClient, Client, ConfigurationError, DryRun, Server
from deskhand_client.server import api_address, server_at
from deskhand_client.settings import KEY, URL, Settings, settings_of
from deskhand_client.version import VERSION

DESK = "https://desk.example.com"


def made(base_url: str | None = DESK, key: str | None = "dh_1_x", **more: object) -> Settings:
    nothing = dict.fromkeys(("server", "patience", "throttle", "headers", "dry_run"))
    return settings_of(base_url, key, **{**nothing, "timeout": 30.0, "agent": "", **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "written",
    [
        DESK,
        f"{DESK}/",
        f" {DESK}\n",
        f"{DESK}/api/v3",
        f"{DESK}/api/v3/",
        f"{DESK}/API/V3",
        f"{DESK}/api",
        f"{DESK}?x=1#y",
    ],
)
def test_an_address_may_be_written_in_many_ways(written: str) -> None:
    assert api_address(written) == f"{DESK}/api/v3"


def test_an_address_keeps_its_port_and_what_is_before_the_api() -> None:
    assert api_address("http://127.0.0.1:8790") == "http://127.0.0.1:8790/api/v3"
    assert api_address("https://example.com/desk/api/v3") == "https://example.com/desk/api/v3"
    assert api_address("http://[::1]:8790/") == "http://[::1]:8790/api/v3"


@pytest.mark.parametrize(
    "written",
    [
        "desk.example.com",
        "localhost:8790",
        "ftp://desk.example.com",
        "https://",
        "/api/v3",
        "https://:443",
        "http://a:b",
        "http://[::1",
        "https://desk.example.com:99999",
        "https://desk.example.com:0",
        "https://desk example.com",
    ],
)
def test_what_is_no_address_is_refused(written: str) -> None:
    with pytest.raises(ConfigurationError, match="write it like https://"):
        api_address(written)


def test_an_address_has_no_password_in_it() -> None:
    with pytest.raises(ConfigurationError, match="pass the API key as key"):
        api_address("https://jane:secret@desk.example.com")


@pytest.mark.parametrize(
    ("address", "server"),
    [
        ("https://app.atera.com/api/v3", Server.ATERA),
        ("https://atera.com/api/v3", Server.ATERA),
        ("https://APP.ATERA.COM/api/v3", Server.ATERA),
        ("https://atera.com.evil.example/api/v3", Server.DESKHAND),
        ("https://notatera.com/api/v3", Server.DESKHAND),
        ("https://desk.example.com/api/v3", Server.DESKHAND),
    ],
)
def test_the_server_is_told_by_its_address(address: str, server: Server) -> None:
    assert server_at(address) == server


def test_the_server_may_be_said() -> None:
    assert made(server="atera").manner.server == Server.ATERA
    with pytest.raises(ConfigurationError, match="'deskhand' or 'atera'"):
        made(server="zendesk")


def test_address_and_key_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(URL, DESK)
    monkeypatch.setenv(KEY, "dh_1_x\n")
    settings = made(None, None)
    assert (settings.address, settings.headers["X-API-KEY"]) == (f"{DESK}/api/v3", "dh_1_x")


def test_nothing_is_guessed(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (URL, KEY):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(ConfigurationError, match="pass base_url, or set DESKHAND_URL"):
        made(None)
    with pytest.raises(ConfigurationError, match="pass key, or set DESKHAND_KEY"):
        made(DESK, None)


@pytest.mark.parametrize("key", ["dh 1", "dh_1_\n2", "schlüssel", "\x00"])
def test_what_is_no_key_is_refused_without_being_told(key: str) -> None:
    with pytest.raises(ConfigurationError, match="no API key") as refused:
        made(DESK, key)
    assert key not in str(refused.value)


def test_a_key_is_never_shown() -> None:
    settings = made(DESK, "dh_1_secret")
    with Client(DESK, "dh_1_secret") as client:
        assert "secret" not in repr(settings) + repr(client) + str(vars(client)["_settings"])


def test_deskhand_gets_its_own_header_and_the_agents_name() -> None:
    headers = made(agent="claude-code/2.1").headers
    assert headers["X-API-KEY"] == "dh_1_x"
    assert "Authorization" not in headers
    assert headers["X-Deskhand-Agent"] == "claude-code/2.1"
    assert headers["User-Agent"] == f"deskhand-client/{VERSION}"


def test_atera_gets_the_key_in_both_of_its_headers_and_no_agent() -> None:
    headers = made(server="atera", agent="claude-code/2.1").headers
    assert (headers["X-API-KEY"], headers["Authorization"]) == ("dh_1_x", "Bearer dh_1_x")
    assert "X-Deskhand-Agent" not in headers


def test_headers_of_ones_own_come_last() -> None:
    assert made(headers={"User-Agent": "nightly"}).headers["User-Agent"] == "nightly"


def test_an_agents_name_is_plain() -> None:
    with pytest.raises(ConfigurationError, match="plain ASCII"):
        made(agent="Jürgen")


@pytest.mark.parametrize("kind", [Client, AsyncClient])
def test_a_client_says_where_it_is(kind: type[Client] | type[AsyncClient]) -> None:
    trying = DryRun()
    client = kind(DESK, "dh_1_x", server="atera", dry_run=trying)
    assert (client.address, client.server, client.dry_run) == (f"{DESK}/api/v3", Server.ATERA, trying)
    assert repr(client) == f"{kind.__name__}('{DESK}/api/v3')"
