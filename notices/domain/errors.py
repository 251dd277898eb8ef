"""What can be refused. Every message is a sentence that says what happened and what to do next.

ShuchiError
├── InputError            something given is wrong; nothing was changed
├── ForbiddenMove         the noun is not in a state that allows this
├── NotPermitted          the person or approval may not do this
├── FindingsBlock         blocking findings stand against the text
├── ConfigurationError    a file or setting of the carrier is wrong
└── DeliveryFailed        a way out did not take a parcel
"""

from collections.abc import Sequence

from notices.domain.finding import Finding


class ShuchiError(Exception):
    """Anything shuchi refuses; `code` names the message in the catalogues, `details` fills its places."""

    def __init__(self, code: str, **details: object) -> None:
        self.code = code
        self.details = details
        shown = ", ".join(f"{name}={value}" for name, value in details.items())
        super().__init__(f"{code}({shown})" if shown else code)


class InputError(ShuchiError):
    """Something given is wrong; nothing was changed."""


class ForbiddenMove(ShuchiError):
    """The notice or incident is not in a state that allows this."""


class NotPermitted(ShuchiError):
    """This person or approval may not do this."""


class FindingsBlock(ShuchiError):
    """Blocking findings stand against the text; `findings` holds them with place and proposal."""

    def __init__(self, code: str, findings: Sequence[Finding], **details: object) -> None:
        super().__init__(code, **details)
        self.findings = tuple(findings)


class ConfigurationError(ShuchiError):
    """A file or setting of the carrier is wrong."""


class DeliveryFailed(ShuchiError):
    """A way out did not take a parcel. `is_permanent` is the one bit that matters: trying again cannot help.

    `is_unanswered`: the parcel may have been taken all the same (no answer came back).
    `retry_after_seconds`: what the vendor asked for, if it did.
    """

    def __init__(
        self,
        reason: str,
        *,
        is_permanent: bool = False,
        is_unanswered: bool = False,
        retry_after_seconds: float | None = None,
        vendor_code: str | None = None,
        vendor_text: str | None = None,
    ) -> None:
        super().__init__(reason, vendor_code=vendor_code, vendor_text=vendor_text)
        self.reason = reason
        self.is_permanent = is_permanent
        self.is_unanswered = is_unanswered
        self.retry_after_seconds = retry_after_seconds
        self.vendor_code = vendor_code
        self.vendor_text = vendor_text
