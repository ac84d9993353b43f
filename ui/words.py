"""Codes in words: what went wrong, and what the agent can do about it."""

from app.errors import (
    AnswerLost,
    FileUnreadable,
    KnownError,
    NotWritten,
    OwnBug,
    Refused,
    SignedOut,
    StorageFull,
    StorageUnreadable,
    Throttled,
    TooLarge,
    Unreachable,
)
from app.export.words import not_written_words
from app.i18n import _, ngettext
from domain.outbox import HoldReason
from domain.problems import Problem


def error_words(error: KnownError) -> str:
    """A sentence for the agent."""
    if isinstance(error, Throttled):
        seconds = max(1, round(error.retry_after))
        text = ngettext("Too many tries. Wait {count} second.", "Too many tries. Wait {count} seconds.", seconds)
        return text.format(count=seconds)
    if isinstance(error, Refused):
        return _passphrase_words(error.code) or problem_words(error.code)
    if isinstance(error, Unreachable):
        return unreachable_words(error.code)
    if isinstance(error, StorageUnreadable):
        return storage_words(error.code)
    if isinstance(error, NotWritten | FileUnreadable):
        return not_written_words(error.code) if isinstance(error, NotWritten) else _unreadable_words(error)
    if error.code == "storage_busy":
        return _("Another program holds Braid's data. Nothing was lost: try again in a moment.")
    plain = {
        AnswerLost: _("The server did not answer in time. It may have been done: look before you repeat it."),
        SignedOut: _("Your session has ended. Sign in again; what waits on this computer stays."),
        TooLarge: _("That is more than the server takes at once."),
        OwnBug: _("A fault in Braid itself kept that from working; its log has the details. Try once more."),
        StorageFull: _("This computer's disk is full or failing. Nothing was lost: make room and try again."),
    }
    return plain.get(type(error), _("That did not work ({code}).").format(code=error.code))


def _unreadable_words(error: FileUnreadable) -> str:
    from app.training.pack_file_words import unreadable_words

    return unreadable_words(error.code)


def _passphrase_words(code: str) -> str:
    """What is wrong with a passphrase or its file; "" for every other code."""
    known = {
        "wrong_passphrase": _("That is not the passphrase."),
        "passphrase_short": _("The passphrase is too short."),
        "vault_damaged": _("The file that your passphrase protects is damaged: it cannot be opened any more."),
    }
    return known.get(code, "")


def sign_in_words(error: KnownError) -> str:
    """The same where somebody signs in: a refused session there means a wrong password."""
    if isinstance(error, SignedOut):
        return _("Email or password is wrong.")
    if isinstance(error, AnswerLost):
        return _("The server did not answer as Braid expects. Check the address, or try again in a moment.")
    if isinstance(error, Refused) and error.code not in set(Problem):
        return _address_words(error.code)
    return error_words(error)


def is_about_the_address(error: KnownError) -> bool:
    """Whether who signs in has to look at the server's address, not at who they are."""
    if isinstance(error, Unreachable):
        return not error.code.startswith("backend")
    return isinstance(error, AnswerLost) or (isinstance(error, Refused) and error.code not in set(Problem))


def _address_words(code: str) -> str:
    known = {
        "insecure_address": _("The address has to begin with https:// (http:// only for this computer)."),
        "invalid_address": _("This is not an address of a server. It looks like https://support.example.com."),
    }
    return known.get(code, _("There is no Braid server at this address."))


def unreachable_words(code: str) -> str:
    """Why there is no connection."""
    known = {
        "certificate": _(
            "The server's certificate is not trusted, so nothing was sent. If this computer's clock is right, ask "
            "whoever runs the server."
        ),
        "tls": _("No secure connection came about, so nothing was sent. Check the address and its port."),
        "name": _("No server of that name was found. Check the address and the network."),
        "refused": _("Nothing answers there: the server is not running, or its port is another one."),
        "backend_failed": _("The workspace on this computer could not be started."),
        "backend_ended": _("The workspace on this computer was just ended."),
    }
    return known.get(code, _("The server cannot be reached. Check the address and the network."))


def storage_words(code: str) -> str:
    """Why the local database does not open."""
    known = {
        "newer": _("The data on this computer was written by a newer version of Braid. Install that version."),
        "newer_version": _("The data on this computer was written by a newer version of Braid. Install that version."),
        "wrong_key": _("The key in this computer's keychain does not open the data kept here."),
        "key": _("The key in this computer's keychain does not open the data kept here."),
        "damaged": _("The data kept on this computer is damaged. Braid saves what waits and goes on in a moment."),
        "closed": _("The workspace was just opened again. Nothing was lost: try once more."),
        "wrong_passphrase": _("This passphrase does not open the backup, or its file is not whole."),
        "damaged_backup": _("This backup is damaged; nothing was changed here."),
        "other_agent": _("This backup belongs to another agent; nothing was changed here."),
        "not_a_backup": _("This file is not a backup of Braid, or it is damaged."),
    }
    return known.get(code, _("The data kept on this computer cannot be opened ({code}).").format(code=code))


def problem_words(code: str) -> str:
    """Why an operation was refused or a delivery failed."""
    return _problems().get(code) or _("The server refused it ({code}).").format(code=code)


def hold_words(reason: str) -> str:
    """Why a row of the outbox is held, or blocked."""
    known = {
        HoldReason.AUTH.value: _("you are signed out"),
        HoldReason.MOVED.value: _("the thread moved on"),
        HoldReason.STALE.value: _("it was written long ago"),
        HoldReason.STATE_MOVED.value: _("somebody changed the thread meanwhile"),
        HoldReason.SALVAGED.value: _("it was saved from a damaged database; look at it first"),
    }
    return known.get(reason) or problem_words(reason)


def connection_words(code: str, server: str) -> str:
    """The network's last word, for the connection card."""
    known = {
        "unreachable": _("no route to {server}"),
        "refused": _("nothing answers at {server}"),
        "name": _("{server} is not known to this network"),
        "certificate": _("the certificate of {server} is not trusted, or this computer's clock is wrong"),
        "tls": _("no secure connection to {server}"),
        "answer_lost": _("{server} does not answer"),
        "throttled": _("{server} asks for patience"),
        "signed_out": _("{server} has ended the session"),
    }
    return known.get(code, _("no connection to {server}")).format(server=server)


def _problems() -> dict[str, str]:
    return {
        Problem.NOT_ALLOWED: _("Your role does not allow that."),
        Problem.THREAD_GONE: _("This thread does not exist any more."),
        Problem.MESSAGE_GONE: _("This message does not exist any more."),
        Problem.IDENTITY_GONE: _("The customer cannot be reached on this channel any more."),
        Problem.JOIN_GONE: _("This join does not exist any more."),
        Problem.COMPLAINT_GONE: _("This complaint does not exist any more."),
        Problem.COMPLAINT_MOVED: _("Somebody changed the complaint meanwhile. Look again: that cannot be done now."),
        Problem.OFFER_GONE: _("This compensation does not exist any more."),
        Problem.OFFER_MOVED: _("Somebody decided about this compensation meanwhile. Look again."),
        Problem.REVIEW_GONE: _("This review does not exist any more."),
        Problem.PACK_GONE: _("This pack does not exist any more."),
        Problem.ITEM_MOVED: _("Somebody changed this item meanwhile. Look at its new state first."),
        Problem.NOTHING_CHECKED: _("No item of this pack has a key that enough people agree on."),
        Problem.NOT_EARNED: _("The figures do not reach what a certificate asks for."),
        Problem.REASON_MISSING: _("Say why: it cannot be done without a reason."),
        Problem.AGENT_GONE: _("This colleague is not on the team any more."),
        Problem.STATE_MOVED: _("Somebody changed the thread meanwhile. Look again and repeat it if it still fits."),
        Problem.LANE_FORK: _("This computer's data was copied or restored; Braid sorts that out and tries again."),
        Problem.BAD_OPERATION: _("The server does not understand this. It may need an update."),
        Problem.EMPTY_MESSAGE: _("There is nothing to send."),
        Problem.TEXT_TOO_LONG: _("The text is longer than this channel takes."),
        Problem.MEDIA_KIND: _("This channel does not take files of this kind."),
        Problem.MEDIA_TOO_LARGE: _("The file is larger than this channel takes."),
        Problem.MEDIA_UNSAFE: _("It is a program; those are not sent to customers."),
        Problem.MEDIA_FALSE: _("The file is not the picture that its name says. Save it anew as JPEG or PNG."),
        Problem.BLOB_MISSING: _("The file is not on this computer any more. Attach it again."),
        Problem.WINDOW_CLOSED: _("The channel's reply window is closed until the customer writes again."),
        Problem.CHANNEL_OFF: _("This channel is switched off."),
        Problem.ALREADY_DELIVERED: _("It has left already."),
        Problem.OP_REUSED: _("The server holds something else under this name. Send it again as new."),
        Problem.UNREADABLE: _("This could not be read."),
        Problem.RECIPIENT_UNREACHABLE: _("The customer cannot be reached at this address."),
        Problem.RECIPIENT_BLOCKED: _("The customer does not accept messages from you."),
        Problem.CREDENTIALS_REFUSED: _("The channel does not accept the team's credentials. Tell an admin."),
        Problem.CHANNEL_LIMIT: _("The channel's limit is reached. Try again later."),
        Problem.CHANNEL_DOWN: _("The channel is down."),
        Problem.CHANNEL_REFUSED: _("The channel refused the message."),
        Problem.ANSWER_LOST: _("The channel gave no answer: it may have arrived. You decide whether it goes again."),
        Problem.MEDIA_GONE: _("The channel does not hold the file any more."),
    }
