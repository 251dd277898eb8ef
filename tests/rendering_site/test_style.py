"""The colours of the site, in the light and in the dark (WCAG 2.2, 1.4.3)."""

import re

import pytest

from notices.resources import templates_dir

ENOUGH = 4.5
# text on its ground, by the names of the style sheet
PAIRS = [
    ("fg", "bg"), ("fg", "card"), ("soft", "bg"), ("soft", "card"), ("link", "bg"), ("link", "card"),
    *((text, f"{tone}-bg") for tone in ("alert", "warn", "good", "calm") for text in (tone, "fg", "soft", "link")),
]  # fmt: skip


def palettes() -> dict[str, dict[str, str]]:
    """The variables of both schemes; the dark one replaces what it names."""
    style = (templates_dir() / "ja" / "site" / "_style.css").read_text(encoding="utf-8")
    light, dark = (dict(re.findall(r"--([\w-]+):(#[0-9a-f]+)", block)) for block in re.findall(r":root{[^}]*}", style))
    return {"light": light, "dark": light | dark}


def luminance(colour: str) -> float:
    """Relative luminance of #rgb or #rrggbb."""
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    shares = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_stands_out_from_its_ground(scheme: str) -> None:
    """At least 4.5 to 1."""
    palette = palettes()[scheme]
    contrast = {}
    for text, ground in PAIRS:
        dim, bright = sorted((luminance(palette[text]), luminance(palette[ground])))
        contrast[text, ground] = (bright + 0.05) / (dim + 0.05)
    assert {pair: round(ratio, 1) for pair, ratio in contrast.items() if ratio < ENOUGH} == {}
