"""Who may do what over the API: a table of rights and roles."""

from enum import StrEnum

from notices.storage.access import Role


class Right(StrEnum):
    """What an endpoint asks of its caller."""

    READ = "read"
    RECORD = "record"
    DRAFT = "draft"
    SUBMIT = "submit"
    HOLD = "hold"
    APPROVE = "approve"


_DESK = frozenset({Role.EDITOR, Role.APPROVER, Role.ADMINISTRATOR})

# S1: a machine reports and prepares; what the public is told is submitted, approved and published by people
RIGHTS: dict[Right, frozenset[Role]] = {
    Right.READ: frozenset(Role),
    Right.RECORD: _DESK | {Role.MACHINE},
    Right.DRAFT: _DESK | {Role.MACHINE},
    Right.SUBMIT: _DESK,
    Right.HOLD: _DESK,
    Right.APPROVE: frozenset({Role.APPROVER, Role.ADMINISTRATOR}),
}
