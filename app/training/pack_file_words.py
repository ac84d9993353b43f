"""What is said about a file of a pack, in the trainer's language."""

from app.i18n import _
from app.training.pack_file_values import FileFault


def unreadable_words(code: str) -> str:
    """Why a file cannot be read at all."""
    return {
        "gone": _("The file cannot be opened."),
        "too_large": _("The file is larger than 20 MB: that is no pack."),
        "encoding": _("The file is not in UTF-8. Save it again as UTF-8 (“CSV UTF-8” in a spreadsheet)."),
        "not_json": _("This is neither a table nor JSON that can be read."),
        "not_ours": _("This is no pack of Braid."),
        "newer": _("A newer version of Braid wrote this file."),
        "no_columns": _("The first line of the table has to name the columns, “text” and “language” among them."),
        "not_a_table": _("This is no table that can be read."),
        "too_many": _("The file holds more than 500 messages: a pack has 500 at most."),
        "nothing": _("There is nothing in the file."),
    }.get(code, _("The file cannot be read."))


def fault_words(fault: FileFault) -> str:
    """Why one thing in it is no item."""
    return {
        "twice": _("its id “{detail}” was there before"),
        "not_an_item": _("this is no message with a key ({detail})"),
        "topic": _("there is no topic “{detail}”"),
        "tier": _("there is no tier “{detail}”; it is low, medium or high"),
        "step": _("there is no next step “{detail}”"),
        "complaint": _("“{detail}” is neither yes nor no"),
        "lacks": _("a reply cannot lack “{detail}”"),
        "before": _("what was said before has to begin with “customer:” or “agent:”"),
        "marks": _("the places of keywords cannot be read (“{detail}”)"),
    }.get(fault.code, fault.code).format(detail=fault.detail)
