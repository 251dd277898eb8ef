"""C12: no real name gets through the veil."""

import re

import pytest

from notices.resources import scenarios_dir
from notices.sandbox.replay.fiction import veil_for
from notices.sandbox.replay.scenario import read_scenario

REAL = re.compile(
    r"ソフトバンク|SoftBank|ワイモバイル|LINEモバイル|KDDI|UQ mobile|povo|\bau\b|NTT|西日本電信電話|ドコモ|楽天"
)


@pytest.mark.parametrize("path", sorted(scenarios_dir().glob("*.json")), ids=lambda path: path.stem)
def test_no_real_name_is_left_in_any_text_of_a_scenario(path):
    """Every string of every fact, once veiled."""
    scenario = read_scenario(path)
    veil = veil_for(scenario.carrier_name, scenario.brands)
    texts = [str(value) for fact in scenario.facts for value in fact.data.values()]
    texts += [*scenario.brands, scenario.carrier_name, *scenario.downstream]

    assert [text for text in texts if REAL.search(veil.over(text))] == []


@pytest.mark.parametrize(
    ("text", "veiled"),
    [
        ("auの電話", "カクウモバイルの電話"),
        ("tau波", "tau波"),
        ("automatic", "automatic"),
        ("SoftBank Air", "カクウAir"),
        ("ＫＤＤＩ（ﾄﾞｺﾓ）", "架空通信（カクウモバイル）"),
        ("RAKUTEN Link", "カクウ Link"),
    ],
)
def test_latin_names_are_replaced_as_words_only(text, veiled):
    """ "au" inside another word stays."""
    assert veil_for("KDDI株式会社", ("au",)).over(text) == veiled


def test_a_brand_nobody_listed_is_veiled_too():
    """The scenario's own carrier and brands are always covered."""
    assert veil_for("未知電話株式会社", ("ミチ",)).over("未知電話株式会社のミチ") == "架空通信株式会社のカクウモバイル"
