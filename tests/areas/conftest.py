"""The table and the words as they are shipped."""

import pytest

from notices.areas.table import AreaTable, load_areas
from notices.areas.words import AreaWords, load_area_words


@pytest.fixture(scope="session")
def table() -> AreaTable:
    """The JIS table."""
    return load_areas()


@pytest.fixture(scope="session")
def words() -> AreaWords:
    """The Japanese wording."""
    return load_area_words("ja")
