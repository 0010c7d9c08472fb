"""`deskhand completion`: what lets a shell complete commands, options and values."""

import typer

from deskhand_client.cli.exits import Code, Failure

SHELLS = ("bash", "zsh", "fish")


def shells(incomplete: str) -> list[str]:
    """The shells that begin so."""
    return [shell for shell in SHELLS if shell.startswith(incomplete)]


def completion(
    shell: str = typer.Argument(..., metavar="bash|zsh|fish", help="Your shell", autocompletion=shells),
) -> None:
    """Print what lets your shell complete commands, options and values.

    To have it in every new shell, put it where the shell looks:

    bash: deskhand completion bash > ~/.local/share/bash-completion/completions/deskhand

    zsh: deskhand completion zsh > ~/.zfunc/_deskhand, with fpath+=~/.zfunc before compinit in ~/.zshrc

    fish: deskhand completion fish > ~/.config/fish/completions/deskhand.fish

    Examples:

    eval "$(deskhand completion bash)"
    """
    from typer.completion import get_completion_script  # type: ignore[attr-defined]

    from deskhand_client.cli.main import ASKED_TO_COMPLETE

    if shell not in SHELLS:
        raise Failure(f"There is no completion for {shell!r}, only for {', '.join(SHELLS)}.", Code.USAGE)
    typer.echo(get_completion_script(prog_name="deskhand", complete_var=ASKED_TO_COMPLETE, shell=shell))
