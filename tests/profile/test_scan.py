"""The lines of settings, whatever way the file is written."""

import tomllib
from collections.abc import Iterator
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from notices.profile.carrier_toml import EXAMPLE
from notices.profile.scan import child, find_lines, item, line_of

WRITTEN = '''\
# a comment with [brackets] and "quotes
id = "a"  # 2
"quo ted".x.'y' = 1
apology = """
id = "not a setting"
[neither]
quotes: "" and \\""" """""
raw = \'\'\'
[[nor]] \\\'\'\'
[[services]]
kind = "x"

[[services]]
brands = [
  "a", # one ]
  "b]",
  { k = 1, m = [
    1 ] },
]
   [services.sub]
z = 1
[[services]]
kind = "voice"
[[services.items]]
q = 1979-05-27T07:32:00Z
[[services.items]]
q = 07:32:00
[clock]
grace_minutes = 1_000
empty = [ ]
point = { x = 1, "y z" = "}" }
'''

EXPECTED = {
    "id": 2, "quo ted": 3, "quo ted.x": 3, "quo ted.x.y": 3, "apology": 4, "raw": 8,
    "services": 10, "services[1]": 10, "services[1].kind": 11,
    "services[2]": 13, "services[2].brands": 14, "services[2].brands[1]": 15, "services[2].brands[2]": 16,
    "services[2].brands[3]": 17, "services[2].brands[3].k": 17, "services[2].brands[3].m": 17,
    "services[2].brands[3].m[1]": 18, "services[2].sub": 20, "services[2].sub.z": 21,
    "services[3]": 22, "services[3].kind": 23, "services[3].items": 24, "services[3].items[1]": 24,
    "services[3].items[1].q": 25, "services[3].items[2]": 26, "services[3].items[2].q": 27,
    "clock": 28, "clock.grace_minutes": 29, "clock.empty": 30, "clock.point": 31, "clock.point.x": 31,
    "clock.point.y z": 31,
}  # fmt: skip

VALUES = (
    '"a # no comment"', '"\\" ]"', "'\\'", '"""\nx = 1\n[a]\n"""', "'''\n''\n'''", "true", "-1.5e3",
    "1979-05-27 07:32:00", '[\n "]", # ]\n [1,\n2],\n]', '{ a = 1, "b.c" = [ {} ] }', '""', "[]", '""""quoted""""',
)  # fmt: skip


def paths(values: Any, path: str = "") -> Iterator[str]:
    """The path of every setting that tomllib read."""
    if path:
        yield path
    if isinstance(values, dict):
        for key, value in values.items():
            yield from paths(value, child(path, key))
    elif isinstance(values, list):
        for number, value in enumerate(values, start=1):
            yield from paths(value, item(path, number))


def test_every_way_of_writing_is_found_on_its_line() -> None:
    """Tables, arrays of tables, dotted and quoted keys, arrays and strings over several lines."""
    tomllib.loads(WRITTEN)
    assert find_lines(WRITTEN) == EXPECTED


def test_windows_line_ends_count_once() -> None:
    """The same lines with CR LF."""
    assert find_lines(WRITTEN.replace("\n", "\r\n")) == EXPECTED


def test_every_setting_of_the_example_has_a_line() -> None:
    """Nothing that tomllib reads is missed, and each key stands on the line given for it."""
    text = EXAMPLE.read_text(encoding="utf-8")
    lines = find_lines(text)
    missed = [
        path
        for path in paths(tomllib.loads(text))
        if path not in lines
        or (not path.endswith("]") and path.rpartition(".")[2] not in text.splitlines()[lines[path] - 1])
    ]
    assert missed == []


@given(st.lists(st.lists(st.sampled_from(VALUES), max_size=4), min_size=1, max_size=4))
def test_lines_hold_whatever_stands_before(tables: list[list[str]]) -> None:
    """Values of any shape do not shift the lines of what follows."""
    text, expected = "", {}
    for number, values in enumerate(tables, start=1):
        text += "[[rows]]\n"
        for key, value in enumerate(values):
            expected[f"rows[{number}].k{key}"] = text.count("\n") + 1
            text += f"k{key} = {value}\n"
    tomllib.loads(text)
    lines = find_lines(text)
    assert {path: lines[path] for path in expected} == expected


def test_what_is_not_written_has_the_line_of_its_table() -> None:
    """A missing field is told at the table that lacks it, a missing table at the top."""
    lines = find_lines(WRITTEN)
    asked = ("services[2].kind", "services[2].brands[9].k[1]", "clock.margin_minutes", "contacts")
    assert [line_of(lines, path) for path in asked] == [13, 14, 28, 1]
