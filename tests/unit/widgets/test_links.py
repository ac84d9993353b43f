"""What counts as a link, where it ends, and where it really goes."""

import pytest

from widgets.thread_view.links import allowed, find_links


@pytest.mark.parametrize(
    ("text", "urls"),
    [
        ("see https://example.com.", ["https://example.com"]),
        ("(http://example.com/a_(b))", ["http://example.com/a_(b)"]),
        ("www.example.com/x", ["https://www.example.com/x"]),
        ("mailto:a@example.com tel:+6621234567", ["mailto:a@example.com", "tel:+6621234567"]),
        ("請看https://example.com/訂單。謝謝", []),
        ("請看 https://example.com/a。謝謝", ["https://example.com/a。謝謝"]),
        ("file:///etc/passwd javascript:alert(1) ftp://x data:text/html,x smb://h/s", []),
        ("https:// http:///x", []),
        ("HTTPS://EXAMPLE.COM", ["HTTPS://EXAMPLE.COM"]),
        ("a https://example.com/\u202egpj.exe", ["https://example.com/"]),
        ("xhttps://example.com", []),
    ],
)
def test_links(text: str, urls: list[str]) -> None:
    assert [link.url for link in find_links(text)] == urls


def test_positions_count_as_qt_does() -> None:
    (link,) = find_links("👋🏽 https://example.com")
    assert (link.start, link.length) == (5, 19)


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("https://аpple.com", "xn--pple-43d.com"),
        ("https://paypal.com@evil.example/x", "evil.example"),
        ("https://xn--pple-43d.com", "xn--pple-43d.com"),
    ],
)
def test_doubtful_hosts_are_named(text: str, host: str) -> None:
    (link,) = find_links(text)
    assert link.doubtful
    assert link.host == host


def test_honest_hosts_are_not_doubted() -> None:
    assert not find_links("https://example.com/path?q=1")[0].doubtful


def test_a_wall_of_links_has_an_end() -> None:
    assert len(find_links("https://a.example " * 5000)) == 200


@pytest.mark.parametrize(("url", "fine"), [("https://x", True), ("TEL:1", True), ("file:///x", False), ("x", False)])
def test_the_allow_list(url: str, fine: bool) -> None:
    assert allowed(url) is fine
