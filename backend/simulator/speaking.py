"""How a simulated customer does what a line of their script says, as bodies of their channel."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

from backend.simulator import bodies
from backend.simulator.persona import Persona
from backend.simulator.pictures import picture
from backend.simulator.provider import Line, Provider

_PLACES = {"th": (18.7883, 98.9853), "ar": (25.0805, 55.1403), "zh-Hant": (25.0478, 121.5170)}
_ELSEWHERE = (51.4545, -2.5879)


@dataclass
class Voice:
    """One customer at the provider's side.

    Attributes:
        whatsapp, instagram: the team's accounts as the provider knows them.
        on_instagram: where they write now.
        heard: the provider's id of the team's last message to them.
    """

    persona: Persona
    provider: Provider
    whatsapp: Line
    instagram: Line
    random: Random
    on_instagram: bool = False
    heard: str = ""
    said: list[str] = field(default_factory=list)

    async def say(self, line: str) -> None:
        """Does what the line says."""
        word, mark, rest = line.partition(":")
        act = _ACTS.get(word) if mark else None
        if act is None:
            await self.write(line)
        else:
            await act(self, rest.strip())

    async def write(self, text: str, quoted: str = "") -> None:
        """Plain text, perhaps in answer to a message."""
        if self.on_instagram:
            message: dict[str, Any] = {"text": text}
            if quoted:
                message["reply_to"] = {"mid": quoted}
            await self._direct(message)
        else:
            content: dict[str, Any] = {"type": "text", "text": {"body": text}}
            if quoted:
                content["context"] = {"id": quoted, "from": self.whatsapp.provider_id}
            await self._chat(**content)

    async def photo(self, caption: str) -> None:
        """A picture, on Instagram with its caption as a message of its own."""
        media = self.provider.add_media(picture(self.random), "image/png")
        if not self.on_instagram:
            await self._chat(type="image", image={"id": media, "mime_type": "image/png", "caption": caption})
            return
        url = f"{self.provider.base_url}/content/{media}"
        await self._direct({"attachments": [{"type": "image", "payload": {"url": url}}]})
        if caption:
            await self.write(caption)

    async def place(self, name: str) -> None:
        """Where they are; Instagram has no places, so they write the name."""
        if self.on_instagram:
            await self.write(name)
            return
        latitude, longitude = _PLACES.get(self.persona.language, _ELSEWHERE)
        await self._chat(type="location", location={"latitude": latitude, "longitude": longitude, "name": name})

    async def quote(self, text: str) -> None:
        """An answer to the team's last message."""
        await self.write(text, self.heard)

    async def react(self, emoji: str) -> None:
        """An emoji on the team's last message."""
        if not self.heard:
            await self.write(emoji)
        elif self.on_instagram:
            await self._item(reaction={"mid": self.heard, "action": "react", "emoji": emoji, "reaction": "other"})
        else:
            await self._chat(type="reaction", reaction={"message_id": self.heard, "emoji": emoji})

    async def edit(self, text: str) -> None:
        """Changes what they wrote last."""
        if not self.said:
            await self.write(text)
        elif self.on_instagram:
            await self._item(message_edit={"mid": self.said[-1], "text": text, "num_edit": 1})
        else:
            changed = {"type": "text", "text": {"body": text}}
            await self._chat(type="edit", edit={"original_message_id": self.said[-1], "message": changed})

    async def undo(self, _: str) -> None:
        """Takes back what they wrote last."""
        if not self.said:
            return
        gone = self.said.pop()
        if self.on_instagram:
            await self._item(message={"mid": gone, "is_deleted": True})
        else:
            await self._chat(type="revoke", revoke={"original_message_id": gone})

    async def poll(self, _: str) -> None:
        """Something that the channel cannot tell us."""
        if self.on_instagram:
            await self._direct({"is_unsupported": True})
            return
        error = {"code": 131051, "title": "Message type unknown"}
        await self._chat(type="unsupported", unsupported={"type": "poll_creation"}, errors=[error])

    async def move(self, text: str) -> None:
        """Goes on at Instagram."""
        self.on_instagram = bool(self.persona.username) or self.on_instagram
        self.said.clear()
        await self.write(text)

    async def _chat(self, **content: Any) -> None:
        message_id = f"wamid.{uuid.uuid4().hex}"
        now = self.provider.clock.now()
        value = bodies.whatsapp_message(self.persona.phone, self.persona.name, message_id, now, **content)
        number = bodies.WhatsAppNumber(self.whatsapp.provider_id)
        await self.provider.post(self.whatsapp, bodies.whatsapp(number, **value))
        if content["type"] not in {"reaction", "edit", "revoke"}:
            self.said.append(message_id)

    async def _direct(self, message: dict[str, Any]) -> None:
        mid = f"m_{uuid.uuid4().hex}"
        await self._item(message={"mid": mid, **message})
        self.said.append(mid)

    async def _item(self, **content: Any) -> None:
        now, account = self.provider.clock.now(), self.instagram.provider_id
        item = bodies.instagram_item(self.persona.instagram_id, account, now, **content)
        await self.provider.post(self.instagram, bodies.instagram(account, now, item))


_ACTS: dict[str, Callable[[Voice, str], Any]] = {
    "photo": Voice.photo,
    "place": Voice.place,
    "quote": Voice.quote,
    "react": Voice.react,
    "edit": Voice.edit,
    "undo": Voice.undo,
    "poll": Voice.poll,
    "instagram": Voice.move,
}
