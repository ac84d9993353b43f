"""Translation in words: why there is none, what to do about it, and from which language into which."""

from app.errors import NotTranslated
from app.i18n import _
from app.ports.translation import Provider
from domain.translation import canonical
from ui.locale import language_name

FREE_PORT = "http://127.0.0.1:5000"
"""Where LibreTranslate listens when somebody runs it at home."""


def translation_words(error: NotTranslated, provider: Provider | None) -> str:
    """A sentence for the agent; the original is always still there."""
    name = provider.label if provider is not None else _("the provider")
    known = {
        "no_provider": _("Nobody translates yet. Add a provider in the settings: LibreTranslate, DeepL or Google."),
        "key": _("{name} does not accept the key. Look at it in the settings under “Translation”."),
        "quota": _("The quota at {name} is used up. It goes on when there is a new one."),
        "pair": _("{name} does not translate between these two languages."),
        "too_long": _("This text is longer than {name} takes at once."),
        "busy": _("{name} asks for patience. Try again in a minute."),
        "offline": _("{name} cannot be reached. The originals are here as always; try again when online."),
        "slow": _("{name} takes too long to answer. Try again in a moment."),
        "address": _("There is no translation service at this address. Look at it in the settings."),
        "insecure": _("The address has to begin with https:// (http:// only for this computer)."),
    }
    return known.get(error.code, _("{name} gave an answer that Braid does not understand.")).format(name=name)


def way_words(source: str, target: str) -> str:
    """ "ไทย → English"; "" while the source is unknown."""
    if not source:
        return ""
    return f"{language_name(canonical(source))} → {language_name(canonical(target))}"
