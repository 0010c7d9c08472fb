"""Settings: where they come from, which wins, and what is said of a wrong one."""

import re
from pathlib import Path

import pytest

from deskhand.settings import ABOUT, DEFAULT_DATABASE, BadSetting, Settings, read_settings
from tests.servers.deskhand import run_command

POSTGRES = "postgresql://deskhand:gEh3im@db.example:5432/deskhand"


def config(folder: Path, text: str) -> Path:
    file = folder / "deskhand.toml"
    file.write_text(text)
    return file


def test_nothing_is_needed() -> None:
    assert read_settings({}) == Settings()
    assert Settings().database_url == DEFAULT_DATABASE


def test_every_setting_comes_from_the_environment() -> None:
    environment = {
        "DESKHAND_DATABASE_URL": POSTGRES,
        "DESKHAND_HOST": "0.0.0.0",
        "DESKHAND_PORT": "80",
        "DESKHAND_PUBLIC_URL": "https://desk.example/",
        "DESKHAND_LOG_FORMAT": "json",
        "DESKHAND_DATA_DIR": "/var/lib/deskhand",
        "DESKHAND_ATTACHMENTS_URL": "s3://desk/files",
        "DESKHAND_SQLITE_SYNC": "normal",
        "DESKHAND_DATABASE_CONNECTIONS": "20",
        "DESKHAND_CORS_ORIGINS": "https://desk.example, http://localhost:5173/",
        "DESKHAND_WORKER": "off",
        "PATH": "/bin",
    }
    assert {f"DESKHAND_{name.upper()}" for name in Settings.__struct_fields__} == set(environment) - {"PATH"}
    assert read_settings(environment) == Settings(
        database_url=POSTGRES,
        host="0.0.0.0",
        port=80,
        public_url="https://desk.example",
        log_format="json",
        data_dir="/var/lib/deskhand",
        attachments_url="s3://desk/files",
        sqlite_sync="normal",
        database_connections=20,
        cors_origins="https://desk.example, http://localhost:5173/",
        worker="off",
    )


def test_a_file_named_by_the_environment_or_the_command_line(tmp_path: Path) -> None:
    file = config(tmp_path, 'port = 8000\nhost = "::1"\n')
    assert read_settings({"DESKHAND_CONFIG": str(file)}) == Settings(port=8000, host="::1")
    other = tmp_path / "other.toml"
    other.write_text("port = 9000")
    assert read_settings({"DESKHAND_CONFIG": str(file)}, other) == Settings(port=9000)


def test_command_line_wins_over_environment_over_file(tmp_path: Path) -> None:
    file = config(tmp_path, 'port = 1\nhost = "file"\nlog_format = "json"\n')
    read = read_settings({"DESKHAND_PORT": "2", "DESKHAND_HOST": "environment"}, file, port=3, host=None)
    assert (read.port, read.host, read.log_format) == (3, "environment", "json")


def test_a_secret_comes_from_a_file_of_its_own(tmp_path: Path) -> None:
    secret = tmp_path / "database"
    secret.write_text(f"  {POSTGRES}\n")
    read = read_settings({"DESKHAND_DATABASE_URL_FILE": str(secret)})
    assert (read.database_url, type(read.database_url)) == (POSTGRES, str)
    both = {"DESKHAND_DATABASE_URL_FILE": str(secret), "DESKHAND_DATABASE_URL": "sqlite:///desk.db"}
    assert read_settings(both).database_url == "sqlite:///desk.db"


@pytest.mark.parametrize(
    ("settings", "folder"),
    [
        (Settings(), Path("data")),
        (Settings(database_url="sqlite:////var/lib/desk/desk.db"), Path("/var/lib/desk")),
        (Settings(database_url=POSTGRES), Path.home() / ".local" / "share" / "deskhand"),
        (Settings(database_url=POSTGRES, data_dir="/srv"), Path("/srv")),
    ],
)
def test_where_secrets_lie(settings: Settings, folder: Path) -> None:
    assert settings.secrets_dir == folder


WRONG = [
    ("DATABASE_URL", ""),
    ("DATABASE_URL", "desk.db"),
    ("DATABASE_URL", "sqlite:///"),
    ("DATABASE_URL", "sqlite:///:memory:"),
    ("DATABASE_URL", "sqlite:///desk.db?mode=ro"),
    ("DATABASE_URL", "postgresql://"),
    ("DATABASE_URL", "mysql://deskhand:gEh3im@db/deskhand"),
    ("DATABASE_URL", "postgresql:/deskhand:gEh3im@db/deskhand"),
    ("DATABASE_URL", "deskhand:gEh3im@db/deskhand"),
    ("DATABASE_URL", "postgresql://deskhand:gEh3im@db:none/deskhand"),
    ("DATABASE_URL", "postgresql://deskhand:gEh3im@db:99999/deskhand"),
    ("DATABASE_URL", "postgresql://deskhand:gEh3im/@db/deskhand"),
    ("DATABASE_URL", "postgresql://deskhand:gEh3im#@db/deskhand"),
    ("DATABASE_URL", "postgresql://deskhand:gEh3im@[::1/deskhand"),
    ("DATABASE_URL", "dbname=deskhand password=gEh3im"),
    ("HOST", " "),
    ("PORT", "http"),
    ("PORT", ""),
    ("PORT", "0"),
    ("PORT", "65536"),
    ("PORT", "-1"),
    ("PORT", "87.5"),
    ("PUBLIC_URL", "desk.example"),
    ("PUBLIC_URL", "ftp://desk.example"),
    ("PUBLIC_URL", "https://"),
    ("PUBLIC_URL", "https://[::1"),
    ("PUBLIC_URL", "ftp://admin:gEh3im@desk.example"),
    ("LOG_FORMAT", "xml"),
    ("ATTACHMENTS_URL", "attachments"),
    ("ATTACHMENTS_URL", "file:///"),
    ("ATTACHMENTS_URL", "file://folder"),
    ("ATTACHMENTS_URL", "s3://"),
    ("ATTACHMENTS_URL", "ftp://admin:gEh3im@files.example"),
    ("ATTACHMENTS_URL", "s3://[::1"),
    ("SQLITE_SYNC", "off"),
    ("WORKER", "maybe"),
    ("DATABASE_CONNECTIONS", "1"),
    ("DATABASE_CONNECTIONS", "101"),
    ("DATABASE_CONNECTIONS", "many"),
    ("CORS_ORIGINS", "desk.example"),
    ("CORS_ORIGINS", "https://desk.example/page"),
    ("CORS_ORIGINS", "https://desk.example https://other.example"),
    ("CORS_ORIGINS", "https://desk.example, null"),
    ("CORS_ORIGINS", "https://[::1"),
    ("CORS_ORIGINS", "https://admin:gEh3im@desk.example/"),
]


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_a_wrong_one_is_named_in_one_sentence(name: str, value: str) -> None:
    sentence = complaint({f"DESKHAND_{name}": value})
    assert sentence.startswith(f"DESKHAND_{name} cannot be ")
    assert (repr(value) in sentence) != ("gEh3im" in value)
    assert "what was given" in sentence or "gEh3im" not in value


def test_what_can_be_wrong_is_tried() -> None:
    assert {name.upper() for name in ABOUT} - {name for name, _ in WRONG} == {"DATA_DIR"}
    assert list(ABOUT) == list(Settings.__struct_fields__)


@pytest.mark.parametrize(
    "url",
    [
        "sqlite:///desk.db",
        "sqlite:////var/lib/desk.db",
        "postgres://db/desk",
        "postgresql:///desk",
        "postgresql://db,db2:5433/desk",
        "postgresql://u:p%40ss@[::1]:5432/desk?sslmode=require",
    ],
)
def test_right_addresses_of_databases(url: str) -> None:
    assert read_settings({"DESKHAND_DATABASE_URL": url}).database_url == url


@pytest.mark.parametrize(
    "origins", ["", "*", " , ", "https://desk.example", "https://desk.example:8443/,http://[::1]:5173"]
)
def test_right_origins(origins: str) -> None:
    assert read_settings({"DESKHAND_CORS_ORIGINS": origins}).cors_origins == origins


@pytest.mark.parametrize(
    ("settings", "store"),
    [
        (Settings(data_dir="/srv"), "file:///srv/attachments"),
        (Settings(database_url="sqlite:////var/lib/desk/desk.db"), "file:///var/lib/desk/attachments"),
        (Settings(data_dir="/srv", attachments_url="gs://desk"), "gs://desk"),
        (read_settings({"DESKHAND_ATTACHMENTS_URL": "file:///srv/files"}), "file:///srv/files"),
        (read_settings({"DESKHAND_ATTACHMENTS_URL": "az://desk/files"}), "az://desk/files"),
    ],
)
def test_where_attachments_lie(settings: Settings, store: str) -> None:
    assert settings.object_store == store


def test_a_wrong_secret_is_not_shown(tmp_path: Path) -> None:
    secret = tmp_path / "database"
    secret.write_text("gEh3im")
    assert "what was given" in complaint({"DESKHAND_DATABASE_URL_FILE": str(secret)})


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("port = true", "DESKHAND_PORT cannot be 'True'"),
        ("host = 5", "DESKHAND_HOST cannot be '5'"),
        ('database_url = ["postgresql://a:gEh3im@b/c"]', "DESKHAND_DATABASE_URL cannot be what was given"),
        ("prot = 80", "prot in .* is no setting; there are database_url, host, port"),
        ("port = ", "DESKHAND_CONFIG: .* is no TOML"),
        ("[server]\nport = 80", "server in .* is no setting"),
    ],
)
def test_a_wrong_file_is_named_too(tmp_path: Path, content: str, expected: str) -> None:
    assert re.match(expected, complaint({"DESKHAND_CONFIG": str(config(tmp_path, content))}))


def test_files_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    missing = str(tmp_path / "missing")
    assert complaint({"DESKHAND_CONFIG": missing}).startswith(f"DESKHAND_CONFIG: {missing} cannot be read")
    assert complaint({"DESKHAND_PORT_FILE": missing}).startswith(f"DESKHAND_PORT_FILE: {missing} cannot be read")
    binary = tmp_path / "binary"
    binary.write_bytes(b"\xff\xfe\x00")
    assert complaint({"DESKHAND_DATABASE_URL_FILE": str(binary)}).startswith("DESKHAND_DATABASE_URL_FILE: ")
    assert complaint({"DESKHAND_CONFIG": str(binary)}).startswith("DESKHAND_CONFIG: ")


def complaint(environment: dict[str, str]) -> str:
    """The one sentence that settings are refused with; no password is in it."""
    with pytest.raises(BadSetting) as caught:
        read_settings(environment)
    sentence = str(caught.value)
    assert "\n" not in sentence
    assert sentence.endswith(".")
    assert "gEh3im" not in sentence
    return sentence


def test_a_wrong_setting_stops_the_start_with_one_line(tmp_path: Path) -> None:
    done = run_command("serve", database_url=f"sqlite:///{tmp_path}/desk.db", DESKHAND_PORT="http")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "DESKHAND_PORT cannot be 'http'; it is: The port to listen on, 1 to 65535.\n"
    assert list(tmp_path.iterdir()) == []
