"""Why a server cannot be reached, from whatever lies beneath: a certificate, a name, nobody who listens."""

import socket
import ssl

import httpx
import pytest

from app.errors import AnswerLost, Unreachable
from sync.braid.faults import of_transport

BAD_CERTIFICATE = ssl.SSLCertVerificationError(1, "certificate verify failed: self-signed certificate")


@pytest.mark.parametrize(
    ("cause", "code"),
    [
        (BAD_CERTIFICATE, "certificate"),
        (ssl.SSLError(1, "wrong version number"), "tls"),
        (socket.gaierror(socket.EAI_NONAME, "Name or service not known"), "name"),
        (socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution"), "unreachable"),
        (ConnectionRefusedError(111, "Connection refused"), "refused"),
        (ExceptionGroup("all", [TimeoutError(), ConnectionRefusedError()]), "refused"),
        (OSError(101, "Network is unreachable"), "unreachable"),
    ],
)
def test_the_cause_beneath_says_why(cause: Exception, code: str) -> None:
    between = OSError("All connection attempts failed")
    between.__cause__ = cause
    error = httpx.ConnectError("failed")
    error.__cause__ = between
    found = of_transport(error)
    assert isinstance(found, Unreachable)
    assert (found.code, found.detail) == (code, "ConnectError")


def test_causes_that_lead_back_to_themselves_end() -> None:
    error, other = httpx.ConnectError("failed"), OSError("failed")
    error.__cause__, other.__cause__ = other, error
    assert of_transport(error).code == "unreachable"


def test_what_may_have_arrived_is_no_question_of_the_connection() -> None:
    error = httpx.ReadError("failed")
    error.__cause__ = BAD_CERTIFICATE
    assert isinstance(of_transport(error), AnswerLost)
