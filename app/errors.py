"""What can go wrong in the world, as types; everything else that is raised is our own bug."""


class KnownError(Exception):
    """The world's fault: shown to the agent in words, never reported as a crash.

    Attributes:
        code: a short stable word for logs and for choosing the text; never customer text.
    """

    code = "known"

    def __init__(self, code: str = "", detail: str = "") -> None:
        super().__init__(code or self.code)
        self.code = code or self.code
        self.detail = detail


class OwnBug(KnownError):
    """A fault of ours, as the screen that waited is told of it; never raised: the fault itself goes to the log."""

    code = "bug"


class Unreachable(KnownError):
    """Nothing was sent: no route, refused, name unknown, TLS failed (reliability 3.4, "retryable, not sent")."""

    code = "unreachable"


class AnswerLost(KnownError):
    """It may have been done or not: time-out, cut connection, 5xx, unreadable answer ("ambiguous")."""

    code = "answer_lost"


class Throttled(KnownError):
    """The server asks for patience.

    Attributes:
        retry_after: seconds to wait, at most 300.
    """

    code = "throttled"

    def __init__(self, retry_after: float) -> None:
        super().__init__()
        self.retry_after = min(retry_after, 300.0)


class SignedOut(KnownError):
    """The session is not valid any more, or the name and password are wrong."""

    code = "signed_out"


class Locked(KnownError):
    """What this computer holds is under a passphrase that has not been given yet (reliability 4)."""

    code = "locked"


class Refused(KnownError):
    """A permanent no; `code` says why (a `domain.problems.Problem` or an HTTP word)."""

    code = "refused"


class TooLarge(KnownError):
    """The request was over the server's size limit."""

    code = "too_large"


class CannotCalculate(KnownError):
    """The feed cannot go on from this cursor; take a fresh snapshot (410, reliability 3.5)."""

    code = "cannot_calculate"


class StorageFull(KnownError):
    """The local disk is full or fails; nothing was written, the composer keeps its text (R10)."""

    code = "storage_full"


class NotWritten(KnownError):
    """A file that the agent asked for could not be written, and nothing of it is there.

    `code` says why (`app.export.words`): "full", "not_allowed", "no_folder", "folder", "name", "too_large", "too_many".
    """

    code = "disk"


class FileUnreadable(KnownError):
    """A file that the agent chose cannot be read as what it should be; nothing of it is kept.

    `code` says why (`app.training.pack_file_words`): "gone", "too_large", "encoding", "not_json", "not_ours", "newer",
    "no_columns", "not_a_table", "too_many", "nothing".
    """

    code = "unreadable_file"


class StorageUnreadable(KnownError):
    """The local database cannot be opened: wrong key, damaged, or of a newer version (`code` says which)."""

    code = "storage_unreadable"


class NotTranslated(KnownError):
    """The translation provider gave no translation; the original is untouched.

    `code` says why: "no_provider", "key", "quota", "pair", "too_long", "busy", "offline", "slow", "answer", "address",
    "insecure". `detail` is a word of the provider or an HTTP status, never a text that was to be translated.
    """

    code = "answer"
