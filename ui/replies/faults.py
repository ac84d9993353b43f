"""What keeps a quick reply from being saved, in words."""

from app.i18n import _
from app.templates.words import fault_words
from domain.shelf import REPLY_LIMIT
from domain.templates.reply import QuickReply, Scope
from ui.ports import QuickReplyPort
from ui.replies.words import tab_words


def faults_of(reply: QuickReply, replies: QuickReplyPort) -> list[str]:
    """Every fault, the most important first; [] when it can be saved."""
    found = []
    if not reply.shortcut:
        found.append(_("It needs a shortcut: a short word that you type behind “/”."))
    elif replies.taken(reply):
        found.append(_("Another reply has the shortcut “{name}”.").format(name=reply.shortcut))
    if not reply.title:
        found.append(_("It needs a title."))
    if reply.scope is Scope.TEAM and not reply.team:
        found.append(_("Which team is it for?"))
    if not replies.may_change(reply):
        found.append(_("You can save replies of your own; those of others only with the right to share."))
    return found + _wording_faults(reply, replies)


def _wording_faults(reply: QuickReply, replies: QuickReplyPort) -> list[str]:
    found, seen = [], set()
    for wording in reply.wordings:
        name = tab_words(wording)
        key = (wording.language, wording.tier, wording.trait)
        if key in seen:
            found.append(_("There are two wordings for “{name}”.").format(name=name))
        seen.add(key)
        if not wording.text.strip():
            found.append(_("“{name}” has no text.").format(name=name))
        found += [f"{name}: {fault_words(fault)}" for fault in replies.faults(wording.text)]
    if not reply.wordings:
        found.append(_("It needs a text."))
    if sum(len(wording.text) for wording in reply.wordings) > REPLY_LIMIT:
        found.append(_("All wordings together are too long (64,000 characters at most)."))
    return found
