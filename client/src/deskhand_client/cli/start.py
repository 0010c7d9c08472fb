"""Where the script `deskhand` begins: with little, so that Ctrl-C during the rest of the loading ends it there."""

from deskhand_client.cli.loading import loading


def main() -> None:
    """Load the command line and run it."""
    with loading():
        from deskhand_client.cli import main as command_line
    command_line.main()
