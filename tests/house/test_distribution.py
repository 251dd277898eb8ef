"""Only shuchi provides `notices`, `channels` and `scheduler`; beside another `channels` it does not start."""

import importlib.metadata
from pathlib import Path

import pytest

from notices.cli.distribution import OURS, check_distribution
from notices.domain.errors import ConfigurationError


def install(folder: Path, name: str, **files: str) -> None:
    """Lays down what an installer leaves of a distribution."""
    metadata = folder / f"{name}-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", encoding="utf-8")
    for file, text in files.items():
        (metadata / file.replace("_txt", ".txt")).write_text(text, encoding="utf-8")


def test_nobody_else_provides_our_packages() -> None:
    """In this very environment the three names are ours alone."""
    providers = importlib.metadata.packages_distributions()
    assert {provider for name in OURS for provider in providers.get(name, ())} - {"shuchi"} == set()


def test_starts_where_nobody_else_provides_them() -> None:
    """The check lets a clean environment through, without a word."""
    assert check_distribution() is None


@pytest.mark.parametrize(
    "files",
    [{"RECORD": "channels/__init__.py,,\nchannels-1.0.dist-info/METADATA,,\n"}, {"top_level_txt": "channels\n"}],
    ids=["by its files", "by its declaration"],
)
def test_refuses_to_start_beside_another_channels(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, files: dict[str, str]
) -> None:
    """The refusal names the package and who brought it."""
    install(tmp_path, "channels", **files)
    install(tmp_path, "harmless", RECORD="my/channels/__init__.py,,\nschedulers/x.py,,\n")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(ConfigurationError) as refused:
        check_distribution()
    assert (refused.value.code, refused.value.details) == (
        "foreign_packages",
        {"packages": "channels", "distributions": "channels"},
    )
