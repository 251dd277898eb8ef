"""Our text as X shows it."""

import pytest

from channels.x.posted_text import is_answered

WRITTEN = "【障害発生】第1報 14:00 <LTE>が使えません📵 A&B https://status.example.jp/i/1?a=1&b=2をご覧ください"


@pytest.mark.parametrize(
    ("shown", "is_ours"),
    [
        ("【障害発生】第1報 14:00 &lt;LTE&gt;が使えません📵 A&amp;B https://t.co/0a1B2c3D4eをご覧ください", True),
        ("【障害発生】第1報 14:00 &lt;LTE&gt;が使えません A&amp;B https://t.co/0a1B2c3D4e をご覧ください", True),
        (WRITTEN, True),
        ("【障害発生】第2報 14:00 &lt;LTE&gt;が使えません📵 A&amp;B https://t.co/0a1B2c3D4eをご覧ください", False),
        ("【障害発生】第1報 14:00 &lt;LTE&gt;が使えません📵 A&amp;B", False),
        ("https://t.co/0a1B2c3D4e", False),
        ("", False),
    ],
)
def test_the_answer_is_about_our_post_or_about_another(shown: str, is_ours: bool) -> None:
    """Wrapped links, escaped signs and lost emoji are X's; another number or a missing half is another post."""
    assert is_answered(shown, WRITTEN) is is_ours
