"""Templates keep to the content security policy, and every icon and file that they name is there."""

import ast
import re
from collections.abc import Iterator

import pytest
from jinja2 import Environment, nodes

from tests.house.source import ROOT, modules

WEB = ROOT / "src/deskhand/web"
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))
# What the policy forbids: styles and scripts inside the page, and handlers in attributes, htmx's own among them.
INLINE = re.compile(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=|\shx-on|javascript:", re.IGNORECASE)


def inline(text: str) -> list[str]:
    """Whatever the browser would refuse to run or to apply."""
    return INLINE.findall(text)


def named(text: str, function: str) -> Iterator[str]:
    """Every text that may be the first argument of the function, as far as the template itself says it."""
    tree = Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do"], autoescape=True).parse(text)
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name == function and call.args:
            yield from _values(call.args[0])


def _values(argument: nodes.Node) -> Iterator[str]:
    """The texts among the values of an argument: not those that only decide between them."""
    match argument:
        case nodes.Const(value=str(text)):
            yield text
        case nodes.CondExpr():
            yield from (text for one in (argument.expr1, argument.expr2) if one for text in _values(one))
        case nodes.Call(node=nodes.Getattr(node=nodes.Dict() as table, attr="get")):
            yield from (text for pair in table.items for text in _values(pair.value))
            yield from (text for one in argument.args[1:] for text in _values(one))


def icons_of(source: str) -> Iterator[str]:
    """The icons that Python names: values of a table `..._ICON`, and arguments called icon."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.keyword) and node.arg == "icon":
            yield from _constants([node.value])
        elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict) and _name_icons(node.targets):
            yield from _constants(node.value.values)


def _name_icons(targets: list[ast.expr]) -> bool:
    return any(isinstance(name, ast.Name) and name.id.endswith("_ICON") for name in targets)


def _constants(values: list[ast.expr]) -> Iterator[str]:
    return (value.value for value in values if isinstance(value, ast.Constant) and isinstance(value.value, str))


@pytest.fixture(scope="module")
def drawn() -> set[str]:
    """The icons of the sprite."""
    return set(re.findall(r'id="i-([a-z0-9-]+)"', (WEB / "static/sprite.svg").read_text()))


def test_nothing_stands_inline_that_the_policy_forbids() -> None:
    assert {file.name: found for file in TEMPLATES if (found := inline(file.read_text()))} == {}


def test_every_icon_of_a_template_is_drawn(drawn: set[str]) -> None:
    wanted = {(file.name, icon) for file in TEMPLATES for icon in named(file.read_text(), "icon")}
    assert {(file, icon) for file, icon in wanted if icon not in drawn} == set()


def test_every_icon_that_python_names_is_drawn(drawn: set[str]) -> None:
    wanted = {icon for module in modules() if module.package == "web" for icon in icons_of(module.text)}
    assert wanted - drawn == set()


def test_every_static_file_of_a_template_is_there() -> None:
    wanted = {(file.name, name) for file in TEMPLATES for name in named(file.read_text(), "static")}
    assert {(file, name) for file, name in wanted if not (WEB / "static" / name).is_file()} == set()


def test_every_file_of_the_stylesheet_is_there() -> None:
    static = WEB / "static"
    named_files = re.findall(r"url\(\"?([^)\"#]+)\"?\)", (static / "app.css").read_text())
    assert [name for name in named_files if not name.startswith("data:") and not (static / name).is_file()] == []


def test_no_rule_asks_for_a_class_by_its_attribute() -> None:
    """With a rule such as `[class~=a] *`, each class that changes has the browser reckon all below it anew."""
    assert re.findall(r"[^{}]*\[class\b[^{}]*", (WEB / "static" / "app.css").read_text()) == []


@pytest.mark.parametrize(
    "text",
    [
        "<p style='color: red'>",
        "<style>",
        "<script>1</script>",
        "<a onclick='1'>",
        "<a href='javascript:1'>",
        "<p hx-on:click='1'>",
    ],
)
def test_what_stands_inline_is_seen(text: str) -> None:
    assert inline(text)


@pytest.mark.parametrize("text", ["<script src='x' defer></script>", "<p class='style'>on=1</p>", "<p data-on='1'>"])
def test_what_the_policy_allows_is_left_alone(text: str) -> None:
    assert inline(text) == []


def test_every_value_that_a_name_may_have_is_found() -> None:
    text = "{{ icon('a') }}{{ icon('b' if x == 'no' else 'c') }}{{ icon({'no': 'd'}.get(y, 'e'), 'no') }}{{ icon(z) }}"
    assert set(named(text, "icon")) == {"a", "b", "c", "d", "e"}
    assert set(icons_of("A_ICON = {1: 'a'}\nitem(icon='b', name='no')")) == {"a", "b"}


def test_there_are_templates() -> None:
    assert TEMPLATES
