"""The whole sandbox on this machine alone: X, Twilio, partners, mail relay, their inboxes, and the public site."""

import base64
import secrets
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import fields
from datetime import datetime
from pathlib import Path

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from channels.x.channel import XCredentials
from notices.domain.carrier import Partner
from notices.sandbox.behaviour import VENDORS, Behaviour, control_router
from notices.sandbox.inboxes import inbox_router
from notices.sandbox.partners import PartnerStandIn
from notices.sandbox.serving import serve
from notices.sandbox.smtp import MailStandIn
from notices.sandbox.twilio import TwilioStandIn
from notices.sandbox.x import XStandIn

SMS_SENDER = "+15005550006"  # Twilio's own number for tests, https://www.twilio.com/docs/iam/test-credentials
MAIL_SENDER = "oshirase@carrier.example"


class Sandbox:
    """Stand-ins wired together, with credentials made at random for this object alone.

    `partners`: each gets a receiver and a mailbox, as it has a `secret_name` and a `mail`; their `webhook_url` is not
    read, for the sandbox decides it (`webhook_urls`). `now` is the house's clock. `secrets` holds every credential by
    the name that `Settings.secret` asks for; the mail relay's address is added by `start`. `site_dir` is made where it
    does not exist, and is served at `/`.
    """

    def __init__(
        self,
        carrier_name: str,
        partners: Sequence[Partner],
        now: Callable[[], datetime],
        site_dir: Path | None = None,
    ) -> None:
        self.behaviours = {vendor: Behaviour() for vendor in VENDORS}
        keys = XCredentials(*(secrets.token_urlsafe(32) for _ in fields(XCredentials)))
        account_sid, auth_token = f"AC{secrets.token_hex(16)}", secrets.token_hex(16)
        self.secrets = {f"x_{field.name}": getattr(keys, field.name) for field in fields(XCredentials)}
        self.secrets |= {
            "twilio_account_sid": account_sid,
            "twilio_auth_token": auth_token,
            "twilio_sender": SMS_SENDER,
        }
        self.secrets |= {partner.secret_name: _webhook_secret() for partner in partners if partner.secret_name}
        self.x = XStandIn(keys, now, self.behaviours["x"])
        self.twilio = TwilioStandIn(account_sid, auth_token, now, self.behaviours["twilio"])
        self.mail = MailStandIn(now, self.behaviours["smtp"])
        self.mail.mailboxes |= {partner.mail: [] for partner in partners if partner.mail}
        self.partners = {
            partner.id: PartnerStandIn(
                partner.id, partner.name, self.secrets[partner.secret_name], now, self.behaviours["mvno"]
            )
            for partner in partners
            if partner.secret_name
        }
        self.app = self._app(carrier_name, site_dir)
        self._running = ExitStack()
        self._base_url = ""

    def start(self, port: int = 0) -> None:
        """Serve in threads on 127.0.0.1; port 0 takes any free one. Raises OSError when the port is taken."""
        with ExitStack() as starting:
            self._base_url = starting.enter_context(serve(self.app, port))
            self.mail.start()
            starting.callback(self.mail.stop)
            self.secrets |= {"smtp_url": f"smtp://127.0.0.1:{self.mail.port}", "smtp_sender": MAIL_SENDER}
            self._running = starting.pop_all()

    def stop(self) -> None:
        """End the threads; what has arrived can still be read from the stand-ins."""
        self._running.close()

    @property
    def base_url(self) -> str:
        """Where everything but mail is served, without a slash at the end."""
        return self._base_url

    @property
    def smtp_port(self) -> int:
        """Where the mail relay listens on 127.0.0.1."""
        return self.mail.port

    @property
    def vendor_urls(self) -> dict[str, str]:
        """Channel → address, as `Settings.vendor_urls` wants it; the mail relay's is the secret `smtp_url`."""
        return {"x": self._base_url, "sms": self._base_url}

    @property
    def webhook_urls(self) -> dict[str, str]:
        """Partner id → the address it receives at."""
        return {partner.id: self._base_url + partner.path for partner in self.partners.values()}

    def _app(self, carrier_name: str, site_dir: Path | None) -> FastAPI:
        app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
        app.include_router(self.x.router)
        app.include_router(self.twilio.router)
        for partner in self.partners.values():
            app.include_router(partner.router)
        app.include_router(control_router(self.behaviours))
        inboxes = inbox_router(
            carrier_name, x=self.x, twilio=self.twilio, partners=self.partners.values(), mail=self.mail,
            has_site=site_dir is not None,
        )  # fmt: skip
        app.include_router(inboxes)
        if site_dir is not None:
            site_dir.mkdir(parents=True, exist_ok=True)
            app.mount("/", StaticFiles(directory=site_dir, html=True))
        return app


def _webhook_secret() -> str:
    return "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode()
