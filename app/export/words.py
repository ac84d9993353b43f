"""Why a file could not be written, in the agent's language."""

from app.i18n import _


def not_written_words(code: str) -> str:
    """What went wrong, and what can be done."""
    return {
        "full": _("The disk is full: nothing was written. Make room there, or choose another place."),
        "not_allowed": _("You may not write there. Choose another folder."),
        "no_folder": _("That folder does not exist any more. Choose another one."),
        "folder": _("A folder of that name is there. Choose another name."),
        "name": _("Files cannot be called that. Choose another name."),
        "too_large": _("That is more than one file can hold. Choose fewer."),
        "too_many": _("A sheet holds 1,048,575 lines. Choose fewer."),
    }.get(code, _("The file cannot be written there: the disk fails."))
