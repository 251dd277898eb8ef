"""Pages that show each inbox of the sandbox as its owner would see it. Read only; no JavaScript."""

import json
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from fastapi import APIRouter
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from notices.rendering.formats import format_datetime, format_short
from notices.rendering.words import load_words
from notices.sandbox.partners import PartnerStandIn
from notices.sandbox.smtp import MailStandIn
from notices.sandbox.twilio import TwilioStandIn
from notices.sandbox.x import XStandIn

TEMPLATES = Path(__file__).resolve().parent / "templates"
# What arrives was written by others: a page runs nothing, loads nothing, and no search engine keeps it.
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'",
    "X-Robots-Tag": "noindex, nofollow",
    "Cache-Control": "no-store",
}


def inbox_router(
    carrier_name: str,
    *,
    x: XStandIn,
    twilio: TwilioStandIn,
    partners: Iterable[PartnerStandIn],
    mail: MailStandIn,
    has_site: bool,
) -> APIRouter:
    """`/_sandbox/` and one page per inbox below it; an inbox nobody has answers 404. `has_site`: `/` can be linked."""
    by_id = {partner.id: partner for partner in partners}
    templates = Environment(
        loader=FileSystemLoader(TEMPLATES), undefined=StrictUndefined, autoescape=True, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    templates.filters |= {
        "at": format_datetime,
        "at_short": format_short,
        "iso_at": lambda text: format_datetime(datetime.fromisoformat(text)),
        "json": lambda event: json.dumps(event, ensure_ascii=False, indent=2),
    }
    templates.globals |= {"carrier_name": carrier_name, "words": load_words()}
    router = APIRouter(prefix="/_sandbox", default_response_class=HTMLResponse, include_in_schema=False)

    def page(template: str, status: int = 200, **facts: Any) -> HTMLResponse:
        return HTMLResponse(templates.get_template(template).render(facts), status, HEADERS)

    @router.get("")
    @router.get("/")
    def overview() -> HTMLResponse:
        return page(
            "overview.html",
            has_site=has_site,
            posts=list(x.posts),
            phones=sorted((number, list(messages)) for number, messages in list(twilio.phones.items())),
            partners=list(by_id.values()),
            mailboxes=sorted((address, list(mails)) for address, mails in list(mail.mailboxes.items())),
        )

    @router.get("/x")
    def timeline() -> HTMLResponse:
        return page("timeline.html", posts=list(x.posts))

    @router.get("/phone/{number}")
    def phone(number: str) -> HTMLResponse:
        messages = twilio.phones.get(number)
        if messages is None:
            return page("nobody.html", 404)
        return page("phone.html", number=number, messages=[m for m in messages if m.error_code is None])

    @router.get("/partner/{partner_id}")
    def partner(partner_id: str) -> HTMLResponse:
        found = by_id.get(partner_id)
        return page("partner.html", partner=found) if found else page("nobody.html", 404)

    @router.get("/mail/{address}")
    def mailbox(address: str) -> HTMLResponse:
        mails = mail.mailboxes.get(address)
        return page("nobody.html", 404) if mails is None else page("mailbox.html", address=address, mails=list(mails))

    return router
