"""What the server may fetch (S13), with a resolver that answers as an attacker would."""

import pytest

from backend.channels.guard import Forbidden, Guard

META = "https://graph.facebook.com"


async def public(host: str, port: int) -> list[str]:
    return ["157.240.1.1"]


class Answers:
    def __init__(self, *addresses: str) -> None:
        self.addresses, self.asked = list(addresses), 0

    async def __call__(self, host: str, port: int) -> list[str]:
        self.asked += 1
        return self.addresses


@pytest.mark.parametrize(
    "url",
    [
        "http://lookaside.fbsbx.com/a",
        "https://evil.example/a",
        "https://facebook.com.evil.example/a",
        "https://notfacebook.com/a",
        "https://graph.facebook.com@evil.example/",
        "https://user:pw@graph.facebook.com/",
        "https://graph.facebook.com:8443/",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://169.254.169.254/latest/meta-data",
        "http://localhost:8020/v1/me",
        "file:///etc/passwd",
        "ftp://graph.facebook.com/",
        "//graph.facebook.com/",
        "",
        "https://\x00/",
    ],
)
async def test_refused(url: str) -> None:
    with pytest.raises(Forbidden):
        await Guard(META, public).check(url)


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.0.0.5", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "::1", "fe80::1", "fd00::1",
     "::ffff:127.0.0.1", "224.0.0.1", "nonsense"],
)  # fmt: skip
async def test_an_allowed_name_that_leads_inside_is_refused(address: str) -> None:
    with pytest.raises(Forbidden):
        await Guard(META, Answers("157.240.1.1", address)).check("https://scontent.cdninstagram.com/a")


async def test_the_name_is_resolved_once_and_the_address_used_as_it_is() -> None:
    answers = Answers("157.240.1.1")
    target = await Guard(META, answers).check("https://lookaside.fbsbx.com/a?b=1")
    assert (target.address, target.url.host, answers.asked) == ("157.240.1.1", "lookaside.fbsbx.com", 1)


async def test_a_loopback_account_reaches_its_own_port_only() -> None:
    guard = Guard("http://127.0.0.1:4001", public)
    assert (await guard.check("http://127.0.0.1:4001/content/1")).address == "127.0.0.1"
    for url in ("http://127.0.0.1:4002/", "http://localhost:4001/", "https://127.0.0.1:4001/"):
        with pytest.raises(Forbidden):
            await guard.check(url)
