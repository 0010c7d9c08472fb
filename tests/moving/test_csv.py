"""Importing from CSV: columns find their fields, rows that were imported are known again, and bad files are told."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from deskhand_client.moving.csv_rows import BadCsv, CsvFile, plan, record
from tests.moving.test_atera import TARGET, Desk, desk
from tests.servers.deskhand import run_command


@pytest.fixture(scope="module")
def target(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    yield from desk(tmp_path_factory.mktemp("csv") / "desk", TARGET)


def written(folder: Path, text: str, *, encoding: str = "utf-8") -> Path:
    file = folder / "rows.csv"
    file.write_bytes(text.encode(encoding))
    return file


def imported(target: Desk, file: Path, noun: str, *options: str) -> Any:
    return run_command(
        "import", "csv", str(file), "--noun", noun, *options,
        database_url="", DESKHAND_URL=target.server.url, DESKHAND_KEY=target.key,
    )  # fmt: skip


def test_customers_then_contacts_then_tickets(target: Desk, tmp_path: Path) -> None:
    customers = written(tmp_path, '\ufeffFirma;Ort;Notes\nMüller & Söhne;;"two\nlines"\nAcme;Leeds;\n')
    done = imported(target, customers, "customers", "--map", "Ort=City")
    assert (done.returncode, done.stdout) == (0, "2 created, 0 updated, 0 unchanged, 0 refused.\n"), done.stderr
    assert imported(target, customers, "customers", "--map", "Ort=City").stdout.startswith(
        "0 created, 0 updated, 2 unch"
    )
    contacts = written(
        tmp_path, "E-mail,First name,Last name,Company\njo@x.example,Jo,Ng,Acme\nno@x.example,N,O,Nobody\n"
    )
    done = imported(target, contacts, "contacts")
    assert (done.returncode, done.stdout) == (1, "1 created, 0 updated, 0 unchanged, 1 refused.\n")
    assert done.stderr.startswith("Row 3 was refused: Customer not found")
    tickets = written(
        tmp_path,
        "Subject\tRequester\tStatus\tCreated\tLabels\n"
        "No mail\tjo@x.example\tresolved\t2025-01-02T03:04:05Z\tvip, old\n"
        "No mail\tjo@x.example\tlost\t\t\n",
    )
    done = imported(target, tickets, "tickets")
    assert (done.returncode, done.stdout) == (1, "1 created, 0 updated, 0 unchanged, 1 refused.\n")
    assert done.stderr.startswith("Row 3 was refused: Invalid status")
    [ticket] = target.api.get("/tickets").json()["items"]
    assert (ticket["CustomerName"], ticket["EndUserEmail"], ticket["TicketStatus"]) == (
        "Acme",
        "jo@x.example",
        "Resolved",
    )
    assert (ticket["TicketCreatedDate"], ticket["Tags"]) == ("2025-01-02T03:04:05Z", ["vip", "old"])
    names = {one["CustomerName"]: one for one in target.api.get("/customers").json()["items"]}
    assert names["Müller & Söhne"]["Notes"] == "two\nlines"
    assert names["Acme"]["City"] == "Leeds"


def test_a_row_that_is_known_again_changes_its_record(target: Desk, tmp_path: Path) -> None:
    head = "No,CustomerName,City\n"
    assert imported(target, written(tmp_path, head + "7,Bakers,York\n"), "customers", "--key", "No").returncode == 0
    done = imported(target, written(tmp_path, head + "7,Bakers Ltd,York\n"), "customers", "--key", "No")
    assert done.stdout == "0 created, 1 updated, 0 unchanged, 0 refused.\n"
    names = [one["CustomerName"] for one in target.api.get("/customers").json()["items"]]
    assert "Bakers Ltd" in names
    assert "Bakers" not in names


def test_a_customer_that_is_here_already_is_not_doubled(target: Desk, tmp_path: Path) -> None:
    target.api.post("/customers", json={"CustomerName": "Here before"})
    done = imported(target, written(tmp_path, "CustomerName\nHere before\n"), "customers")
    assert done.stdout == "0 created, 0 updated, 1 unchanged, 0 refused.\n"


def test_a_preview_imports_nothing(target: Desk, tmp_path: Path) -> None:
    before = target.api.get("/events?latest=true").json()
    done = imported(target, written(tmp_path, "Company,Colour\nNever,red\n"), "customers", "--preview")
    assert done.stdout.splitlines() == [
        "'Company' fills CustomerName",
        "'Colour' is not used",
        "Row 2: CustomerName: Never",
        "1 rows. Nothing was imported.",
    ]
    assert target.api.get("/events?latest=true").json() == before


@pytest.mark.parametrize(
    ("text", "options", "said"),
    [
        ("", (), "has no first line that names its columns"),
        ("City\nLeeds\n", (), "No column fills CustomerName; say which with --map 'COLUMN=CustomerName'"),
        ("Name,Name\na,b\n", (), "names a column twice: Name"),
        ("Name\na\n", ("--map", "Ort=City"), "There is no column 'Ort'; there are: Name"),
        ("Name,Ort\na,b\n", ("--map", "Ort=Stadt"), "There is no field 'Stadt'; there are: CustomerName"),
        ("Name\na\n", ("--map", "City"), "--map wants COLUMN=FIELD"),
        ("Name\na\n", ("--key", "No"), "There is no column 'No'"),
        ('Name\n"a\n', (), "cannot be read"),
    ],
)
def test_what_is_wrong_with_a_file_is_told_and_nothing_is_sent(
    target: Desk, tmp_path: Path, text: str, options: tuple[str, ...], said: str
) -> None:
    done = imported(target, written(tmp_path, text), "customers", *options)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_file_in_another_encoding_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadCsv, match="not in UTF-8; save it as CSV UTF-8"):
        CsvFile(written(tmp_path, "Name\nMüller\n", encoding="latin-1"))


def test_a_ticket_is_known_by_all_that_its_row_says(tmp_path: Path) -> None:
    file = CsvFile(written(tmp_path, "Title,Email\nA,x@y.example\nA,z@y.example\nA,x@y.example\n"))
    how = plan("Ticket", file.names, {}, None)
    first, second, third = (record(how, row).source_id for _, row in file.rows())
    assert first == third != second
