"""`deskhand skill`: what teaches an AI agent to work with tickets, to be put where the agent looks for it."""

import shutil
import tempfile
from pathlib import Path

import typer

NAME = "deskhand-tickets"
HERE = Path(__file__).parents[1] / "skills" / NAME
# Where agents look for the skills of a project.
USUAL = Path(".claude/skills")

app = typer.Typer(
    add_completion=False,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    help="The skill that teaches an AI agent to work with tickets: install, show.",
)


@app.command("install")
def install(
    folder: Path = typer.Argument(USUAL, metavar="[DIR]", help="The folder in which your agent looks for skills"),
) -> None:
    """Install the skill for an AI agent, or bring it up to date. It comes into a folder of its own, deskhand-tickets.

    Examples:

    deskhand skill install

    deskhand skill install ~/.claude/skills
    """
    place = folder.expanduser() / NAME
    if place.exists() and not _is_ours(place):
        typer.echo(f"{place} is there already and is not this skill; name another folder.", err=True)
        raise typer.Exit(1)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        _replace(place)
    except OSError as wrong:
        typer.echo(f"The skill cannot be written to {place}: {wrong.strerror}.", err=True)
        raise typer.Exit(1) from wrong
    typer.echo(f"The skill is in {place}. Next: deskhand login, so that the agent's commands know your desk.")


@app.command("show")
def show() -> None:
    """Show the skill's text.

    Examples:

    deskhand skill show
    """
    typer.echo((HERE / "SKILL.md").read_text(encoding="utf-8"), nl=False)


def _is_ours(place: Path) -> bool:
    skill = place / "SKILL.md"
    return skill.is_file() and f"name: {NAME}\n" in skill.read_text(encoding="utf-8", errors="replace")


def _replace(place: Path) -> None:
    """Put the skill there, whole or not at all."""
    with tempfile.TemporaryDirectory(dir=place.parent, prefix=f".{NAME}-") as beside:
        coming = Path(beside) / NAME
        shutil.copytree(HERE, coming, ignore=shutil.ignore_patterns("__pycache__"))
        if place.exists():
            place.rename(Path(beside) / "old")
        coming.rename(place)
