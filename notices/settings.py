"""Where this installation runs and what it may reach: from the environment, never from the database.

`SHUCHI_ENVIRONMENT` is `development` unless said otherwise, and there only the sandbox (loopback) can be reached.
Credentials come from the environment or from the file named by `SHUCHI_SECRETS_FILE` (TOML, one table `[secrets]`).
"""

import ipaddress
import os
import stat
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from notices.domain.errors import ConfigurationError

DEVELOPMENT = "development"
PRODUCTION = "production"

# Addresses that a gateway turns into IPv4 ones, also into those of the own network: NAT64 (RFC 6052), 6to4 (RFC 3056).
_GATEWAYS = tuple(map(ipaddress.ip_network, ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16")))


@dataclass(frozen=True)
class Settings:
    """`secrets` and `database_url` (it may hold a password) never show in a repr or a log.

    `vendor_urls` name the sandbox's addresses by channel. `inputs_file` None: `inputs.toml` beside the carrier's file.
    """

    environment: str = DEVELOPMENT
    database_url: str = field(default="sqlite:///.shuchi/shuchi.sqlite3", repr=False)
    carrier_file: Path = Path("carrier.toml")
    site_dir: Path = Path(".shuchi/site")
    inputs_file: Path | None = None
    vendor_urls: Mapping[str, str] = field(default_factory=dict)
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)

    def secret(self, name: str) -> str:
        """The credential of that name. Raises ConfigurationError, naming the place to put it, when there is none."""
        value = self.secrets.get(name)
        if not value:
            raise ConfigurationError("secret_missing", name=name, variable=f"SHUCHI_SECRET_{name.upper()}")
        return value

    def vendor_url(self, channel: str, real_url: str) -> str:
        """Where a vendor is reached. Outside production only a loopback address is given out.

        Raises ConfigurationError when that would be any other host.
        """
        url = self.vendor_urls.get(channel, real_url)
        self.check_reachable(url)
        return url

    def check_reachable(self, url: str) -> None:
        """Raises ConfigurationError when this environment may not reach the URL's host."""
        if self.environment != PRODUCTION and not is_loopback(url):
            raise ConfigurationError("not_in_development", url=url)

    def check_partner(self, url: str) -> None:
        """As check_reachable; in production an address within the carrier's own network is refused as well (S6).

        Asked for the URL and again for every address it resolves to, at the moment of connecting.
        """
        self.check_reachable(url)
        if self.environment == PRODUCTION and is_inside(url):
            raise ConfigurationError("inside_address", url=url)


def is_loopback(url: str) -> bool:
    """Whether a URL (or host:port) names this machine alone."""
    address = _address(url)
    return _host(url) == "localhost" or (address is not None and address.is_loopback)


def is_inside(url: str) -> bool:
    """Whether a URL names this machine or an address that is not one host of the whole internet."""
    address = _address(url)
    if address is None:
        return _host(url).removesuffix(".").endswith("localhost")
    return not address.is_global or address.is_multicast or any(address in network for network in _GATEWAYS)


def _host(url: str) -> str:
    try:
        return urlsplit(url if "//" in url else f"//{url}").hostname or ""
    except ValueError:
        return ""


def _address(url: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(_host(url))
    except ValueError:
        return None


def _secrets_in(text: str) -> dict[str, str]:
    """The table `[secrets]`. Raises ValueError, without any value in it, for what is no table of texts."""
    table = tomllib.loads(text).get("secrets", {})
    if not isinstance(table, dict) or not all(isinstance(value, str) for value in table.values()):
        raise ValueError("[secrets] is no table of texts")
    return table


def open_secrets_file(environ: Mapping[str, str] | None = None) -> Path | None:
    """The secrets file when others than its user and group may read or change it; None when it is shut, or none.

    Told, not refused: an outage must be made public whatever the mode of a file.
    """
    named = (os.environ if environ is None else environ).get("SHUCHI_SECRETS_FILE")
    if not named:
        return None
    is_open = Path(named).stat().st_mode & (stat.S_IRWXO | stat.S_IWGRP)
    return Path(named) if is_open else None


def read_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """The settings of this process. Raises ConfigurationError for an unknown environment or an unreadable file."""
    env = os.environ if environ is None else environ
    environment = env.get("SHUCHI_ENVIRONMENT", DEVELOPMENT)
    if environment not in (DEVELOPMENT, PRODUCTION):
        raise ConfigurationError("unknown_environment", environment=environment)
    secrets: dict[str, str] = {}
    if path := env.get("SHUCHI_SECRETS_FILE"):
        try:
            secrets.update(_secrets_in(Path(path).read_text(encoding="utf-8")))
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or type(error).__name__  # never its message: it may show a secret
            raise ConfigurationError("secrets_file", path=path, reason=reason) from None
    prefix = "SHUCHI_SECRET_"
    secrets.update({name[len(prefix) :].lower(): value for name, value in env.items() if name.startswith(prefix)})
    prefix = "SHUCHI_VENDOR_URL_"
    urls = {name[len(prefix) :].lower(): value for name, value in env.items() if name.startswith(prefix)}
    return Settings(
        environment=environment,
        database_url=env.get("SHUCHI_DATABASE_URL", Settings.database_url),
        carrier_file=Path(env.get("SHUCHI_CARRIER_FILE", str(Settings.carrier_file))),
        site_dir=Path(env.get("SHUCHI_SITE_DIR", str(Settings.site_dir))),
        inputs_file=Path(named) if (named := env.get("SHUCHI_INPUTS_FILE")) else None,
        vendor_urls=urls,
        secrets=secrets,
    )
