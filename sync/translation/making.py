"""A provider's client for an access."""

from app.ports.translation import Access, Provider, Translator
from domain.clock import Clock
from sync.translation.asking import WHOLE
from sync.translation.deepl import DeeplTranslator
from sync.translation.google import GoogleTranslator
from sync.translation.libre import LibreTranslator


def make_translator(access: Access, clock: Clock, patience: float = WHOLE) -> Translator:
    """Raises NotTranslated for an access that cannot be. `patience`: seconds for one question."""
    match access.provider:
        case Provider.DEEPL:
            return DeeplTranslator(access, clock, patience)
        case Provider.GOOGLE:
            return GoogleTranslator(access, clock, patience)
        case Provider.LIBRE:
            return LibreTranslator(access, clock, patience)
