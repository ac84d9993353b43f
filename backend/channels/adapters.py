"""The channels this server speaks: how each reads its webhooks and how it sends."""

from collections.abc import Callable
from datetime import datetime

import httpx

from backend.channels.events import ChannelEvent
from backend.channels.instagram import payload as instagram
from backend.channels.instagram.sending import InstagramSending
from backend.channels.outgoing import Sending
from backend.channels.whatsapp import payload as whatsapp
from backend.channels.whatsapp.sending import WhatsAppSending
from domain.channel import ChannelKind

Parser = Callable[[object, datetime], list[ChannelEvent]]

PARSERS: dict[ChannelKind, Parser] = {
    ChannelKind.WHATSAPP: whatsapp.parse,
    ChannelKind.INSTAGRAM: instagram.parse,
}


def senders(http: httpx.AsyncClient) -> dict[ChannelKind, Sending]:
    """How each channel sends, over one HTTP client."""
    return {ChannelKind.WHATSAPP: WhatsAppSending(http), ChannelKind.INSTAGRAM: InstagramSending(http)}
