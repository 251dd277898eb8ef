"""Which addresses may be called from where (S6)."""

import pytest

from notices.domain.errors import ConfigurationError
from notices.settings import DEVELOPMENT, PRODUCTION, Settings

INSIDE = (
    "http://127.0.0.1/hook", "https://localhost/hook", "https://localhost./hook", "https://a.localhost/hook",
    "https://10.1.2.3/", "https://192.168.0.1/", "https://172.16.0.1/", "https://169.254.169.254/latest/meta-data/",
    "https://100.64.0.1/", "https://0.0.0.0/", "https://224.0.0.1/", "https://255.255.255.255/", "https://[::1]/",
    "https://[::]/", "https://[fe80::1]/", "https://[fd00::1]/", "https://[ff02::1]/", "https://[::ffff:10.0.0.1]/",
    "https://[64:ff9b::a00:1]/", "https://[2002:a00:1::]/", "//10.0.0.1:443",
)  # fmt: skip
OUTSIDE = (
    "https://partner.example/hook",
    "https://203.0.114.1/",
    "https://[2400:4000::1]/",
    "https://localhost.example/",
)


@pytest.mark.parametrize("url", INSIDE)
def test_in_production_no_partner_leads_into_the_own_network(url):
    """Also by an address that only a gateway turns into an inside one."""
    with pytest.raises(ConfigurationError) as refused:
        Settings(environment=PRODUCTION).check_partner(url)
    assert refused.value.code == "inside_address"


@pytest.mark.parametrize("url", OUTSIDE)
def test_in_production_partners_on_the_internet_are_called(url):
    """A name is asked about again by every address behind it, when the connection is made."""
    assert Settings(environment=PRODUCTION).check_partner(url) is None


@pytest.mark.parametrize("url", [*OUTSIDE, "https://10.1.2.3/", "http://127.0.0.1@partner.example/"])
def test_in_development_nothing_but_this_machine_is_called(url):
    """Neither the internet nor the office."""
    with pytest.raises(ConfigurationError) as refused:
        Settings(environment=DEVELOPMENT).check_partner(url)
    assert refused.value.code == "not_in_development"
