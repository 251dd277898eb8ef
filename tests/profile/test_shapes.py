"""Which ids, addresses and telephone numbers pass."""

import pytest

from notices.profile.shapes import can_be_reached, is_id, is_mail, is_web_address, telephone_numbers


@pytest.mark.parametrize(
    ("text", "good", "bad"),
    [
        ("0120-000-000", ["0120-000-000"], []),
        ("他社の電話から ０１２０－０００－０００（無料）", ["0120-000-000"], []),
        ("03-1234-5678", ["03-1234-5678"], []),
        ("(03) 1234-5678", ["(03) 1234-5678"], []),
        ("090-1234-5678 / 050-1234-5678", ["090-1234-5678", "050-1234-5678"], []),
        ("+81 3-1234-5678", ["+81 3-1234-5678"], []),
        ("携帯電話から 113（24時間）", ["113"], []),
        ("0077-7-111", ["0077-7-111"], []),
        ("03-1234-567", [], ["03-1234-567"]),
        ("0120-000-0000", [], ["0120-000-0000"]),
        ("窓口 9時から17時", [], []),
    ],
)
def test_telephone_numbers_have_all_their_digits(text: str, good: list[str], bad: list[str]) -> None:
    """Domestic, mobile, three-digit and international numbers, however written."""
    assert telephone_numbers(text) == (good, bad)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://a.example/x?y=1", True),
        ("http://localhost:8000", True),
        ("http://[::1]:8000/", True),
        ("http://a.example/", False),
        ("https://", False),
        ("https://a.example:99999/", False),
        ("https://u:p@a.example/", False),
        ("https://a.example/ x", False),
        ("https://a.example/#x", False),
        ("ftp://a.example/", False),
        ("a.example", False),
    ],
)
def test_web_addresses_are_https_or_of_this_machine(text: str, expected: bool) -> None:
    """Nothing goes over the network in the clear."""
    assert is_web_address(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("noc@a.example", True),
        ("first.last+tag@mail.a.example", True),
        ("noc@a", False),
        ("Desk <noc@a.example>", False),
        ("a@b@c.example", False),
        ("広報@a.example", False),
        ("noc@a.example\nBcc: x@y.example", False),
    ],
)
def test_mail_addresses_are_bare(text: str, expected: bool) -> None:
    """One address, no name, nothing that could add a header."""
    assert is_mail(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"), [("kaku-1_a", True), ("", False), ("-a", False), ("a/b", False), ("..", False), ("あ", False)]
)
def test_ids_are_safe_in_addresses_and_file_names(text: str, expected: bool) -> None:
    """An id can never leave its folder."""
    assert is_id(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("お問い合わせフォーム https://a.example/form", True),
        ("メール（noc@a.example）", True),
        ("お近くの店舗", False),
        ("0120", False),
    ],
)
def test_a_contact_can_be_reached(text: str, expected: bool) -> None:
    """A number, a mail address or a web address, among other words."""
    assert can_be_reached(text) is expected
