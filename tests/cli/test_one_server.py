"""A SQLite file has one server at a time."""

from pathlib import Path

from tests.servers.deskhand import Server, free_port, run_command


def test_a_second_server_is_refused_and_told_who_the_first_is(fresh_sqlite_url: str, tmp_path: Path) -> None:
    with Server(fresh_sqlite_url, folder=tmp_path) as first:
        second = run_command("serve", "--port", str(free_port()), database_url=fresh_sqlite_url)
        assert first.process is not None
        assert second.returncode == 1
        assert f"is served already, by process {first.process.pid}; stop that one first" in second.stderr
        assert "Traceback" not in second.stderr


def test_a_killed_server_leaves_its_place(fresh_sqlite_url: str, tmp_path: Path) -> None:
    with Server(fresh_sqlite_url, folder=tmp_path) as first:
        first.kill()
    with Server(fresh_sqlite_url, folder=tmp_path) as again:
        assert again.stop() == 0
