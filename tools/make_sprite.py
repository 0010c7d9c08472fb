"""Draws `static/sprite.svg` anew: the icons of the console, one symbol each, out of Lucide's and a few of our own.

Needs npm, so the result is committed. A page shows an icon by `<use href="/static/sprite.svg#i-NAME">`.
"""

import io
import re
import subprocess
import tarfile
import tempfile
from pathlib import Path

LUCIDE = "lucide-static@1.62.0"
SPRITE = Path(__file__).parents[1] / "src/deskhand/web/static/sprite.svg"

NAMES = """
    alarm-clock archive arrow-down arrow-left arrow-up arrow-up-down at-sign bell bell-dot bold bookmark building-2
    calendar-clock chart-line check check-check chevron-down chevron-left chevron-right chevron-up chevrons-up circle
    circle-alert circle-check circle-dashed circle-dot circle-help circle-pause circle-x clipboard-list clock code
    columns-3 command copy corner-down-left download ellipsis equal external-link eye eye-off file file-question-mark
    file-text filter funnel git-branch grip-vertical history hourglass image inbox info italic key-round keyboard
    languages layers layout-template link list list-ordered loader-circle lock log-out mail mail-plus menu merge
    message-square message-square-heart monitor moon octagon-alert panel-left panel-right paperclip pause pencil phone
    play plus quote refresh-cw reply save search search-x send settings share-2 shield-check sliders-horizontal square
    square-slash star sticky-note sun sun-moon tag tags timer trash-2 triangle-alert undo-2 unlink upload user-round
    user-round-check user-round-plus users users-round wifi-off x
"""

# Two bars say "paused" inside a chip, where Lucide's pause is too heavy; the mark is Deskhand's, north a demo brand's.
OWN = {
    "bars": '<path d="M8 5v14M16 5v14"/>',
    "mark": '<rect x="2" y="2" width="20" height="20" rx="6" fill="currentColor" stroke="none"/>'
    '<path d="M6.8 14.6a5.2 5.2 0 0 1 10.4 0zM5.8 17.3h12.4M12 9.2V7.4M10.8 7.2h2.4" fill="none" stroke="#fff"'
    ' stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round"/>',
    "north": '<path d="M12 2 3 21l9-5 9 5z" fill="currentColor" stroke="none"/>',
}

HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" fill="none" stroke="currentColor" stroke-width="2"'
    ' stroke-linecap="round" stroke-linejoin="round">'
    f"<!-- Drawn by tools/make_sprite.py; {LUCIDE}, ISC licence, see sprite.LICENSE -->"
)


def main() -> None:
    """Fetch Lucide and write the sprite."""
    symbols = {**lucide(), **OWN}
    lines = [f'<symbol id="i-{name}" viewBox="0 0 24 24">{symbols[name]}</symbol>' for name in sorted(symbols)]
    SPRITE.write_text("\n".join([HEAD, *lines, "</svg>\n"]))


def lucide() -> dict[str, str]:
    """The inside of each wanted icon, by its name."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["npm", "pack", "--silent", LUCIDE], cwd=folder, check=True, stdout=subprocess.DEVNULL)
        (packed,) = Path(folder).glob("*.tgz")
        with tarfile.open(fileobj=io.BytesIO(packed.read_bytes())) as package:
            return {name: inside(text_of(package, f"package/icons/{name}.svg")) for name in NAMES.split()}


def text_of(package: tarfile.TarFile, name: str) -> str:
    """A file of the package."""
    file = package.extractfile(name)
    assert file is not None, name
    return file.read().decode()


def inside(svg: str) -> str:
    """What an icon draws, without its own <svg> and on one line."""
    found = re.search(r"<svg[^>]*>(.*)</svg>", svg, re.DOTALL)
    assert found is not None
    return re.sub(r"\s*/>\s*", "/>", found[1]).strip()


if __name__ == "__main__":
    main()
