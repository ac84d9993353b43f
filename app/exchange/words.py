"""What is said about a file of quick replies, in the agent's language."""

from app.exchange.values import Kind, Remark
from app.i18n import _


def remark_words(remark: Remark) -> str:
    """One line of the report."""
    text = {
        "no_text": _("{where}: there is no text."),
        "too_long": _("{where}: the texts are too long (64,000 characters at most)."),
        "too_many": _("{where}: at most 5,000 replies are taken from one file."),
        "twice": _("{where}: “{detail}” was there before."),
        "unknown_topic": _("{where}: there is no topic “{detail}”."),
        "unknown_scope": _("{where}: there is no scope “{detail}”. It is personal, team or workspace."),
        "unknown_tier": _("{where}: there is no tier “{detail}”. It is low, medium or high."),
        "unknown_trait": _("{where}: there is no trait “{detail}”. It is frequent_returns or high_spend."),
        "unknown_channel": _("{where}: there is no channel “{detail}”."),
        "not_a_reply": _("{where}: this is no quick reply."),
        "switched_off": _("{where}: it is switched off over there."),
        "liquid": _("{where}: a field cannot be read ({detail})."),
        "unknown_field": _("{where}: Braid has no field “{detail}”. It stays as a gap that you fill in."),
        "attachment": _("{where}: the file “{detail}” is not in the export. Attach it again."),
        "action": _("{where}: the step “{detail}” is not taken over, only the text."),
        "made_personal": _("{where}: you cannot save for the team, so it becomes your own."),
        "encoding": _("The file is not in UTF-8. Look at the accents before you take it over."),
    }.get(remark.code, remark.code)
    return text.format(where=remark.where, detail=remark.detail)


def unreadable_words(code: str) -> str:
    """Why a file cannot be read at all."""
    return {
        "too_large": _("The file is larger than 20 MB."),
        "gone": _("The file cannot be opened."),
        "no_columns": _("The first line of the table has to name the columns, “shortcut” and “text” among them."),
        "not_a_table": _("This is no table that can be read."),
        "not_json": _("This is neither a table nor JSON."),
        "newer": _("A newer version of Braid wrote this file."),
        "unknown_file": _("These are no quick replies of Braid, Chatwoot or Zendesk."),
        "disk": _("The file cannot be written there."),
    }.get(code, code)


def kind_words(kind: Kind) -> str:
    """Where a file comes from."""
    return {
        Kind.BRAID: _("Quick replies of Braid"),
        Kind.CSV: _("A table of quick replies"),
        Kind.CHATWOOT: _("Canned responses of Chatwoot"),
        Kind.CHATWOOT_MACROS: _("Macros of Chatwoot"),
        Kind.ZENDESK: _("Macros of Zendesk"),
    }[kind]
