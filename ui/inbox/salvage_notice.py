"""Tells the agent, in words and until they have read it, what was saved from a damaged database (R11)."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from app.errors import KnownError
from app.i18n import _, ngettext
from domain.salvage import Salvage
from ui.background import Background
from ui.ports import Services

if TYPE_CHECKING:
    from widgets.banner import Banner


class SalvageNotice(QObject):
    """Between the banner and the service.

    Signals:
        troubled(KnownError)
    """

    troubled = Signal(object)

    def __init__(self, services: Services, banner: "Banner", parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._banner = banner
        self._report: Salvage | None = None
        self._background = Background(services.tasks, self, self._failed)
        banner.acted.connect(self._copy)
        banner.dismissed.connect(self._read_by_agent)

    def look(self) -> None:
        """Asks the store that is open now."""
        self._background.run(self._services.safety.salvaged(), self._found, latest="salvage")

    def _found(self, report: Salvage | None) -> None:
        self._report = report
        if report is None:
            self._banner.say("")
        else:
            good = "low" if report.complete and not report.uncertain else ""
            self._banner.say(salvage_words(report), _("Copy details"), kind=good)

    def _copy(self) -> None:
        if self._report is not None:
            QGuiApplication.clipboard().setText(salvage_details(self._report))

    def _read_by_agent(self) -> None:
        self._report = None
        self._background.run(self._services.safety.forget_salvage(), self._forgotten)

    def _forgotten(self, _nothing: None) -> None:
        """It is not told again."""

    def _failed(self, error: KnownError) -> None:
        self.troubled.emit(error)


def salvage_words(report: Salvage) -> str:
    """What happened, what is saved, what is lost."""
    if report.reason == "files":
        return _files_words(report)
    if report.reason in ("wrong_key", "key_lost", "failed"):
        return " ".join(_nothing_saved(report))
    parts = [_("The database on this computer was damaged."), _saved(report), *_lost(report)]
    if report.uncertain:
        parts.append(_("Some replies may have been changed since: they are held until you have looked at them."))
    parts.append(_("Everything else is being fetched again."))
    return " ".join(parts)


def salvage_details(report: Salvage) -> str:
    """For a report to whoever looks after Braid; nothing that people wrote."""
    lines = (
        f"at {report.at.isoformat()}",
        f"reason: {report.reason}",
        f"saved: {report.replies} replies, {report.others} other changes, {report.drafts} drafts",
        f"lost: {_count(report.lost_operations)} operations (replies: {_count(report.lost_replies)}),"
        f" {_count(report.lost_drafts)} drafts{', roughly' if report.rough else ''}",
        f"lost files: {report.lost_files}",
        f"held: {report.uncertain}",
        f"put aside: {report.aside}",
        report.details,
    )
    return "\n".join(line for line in lines if line)


def _count(number: int | None) -> str:
    return "unknown" if number is None else str(number)


def _nothing_saved(report: Salvage) -> list[str]:
    parts = [_("The data on this computer could not be read with the key in its keychain.")]
    if report.reason == "failed":
        parts = [_("The database on this computer was damaged and could not be repaired.")]
    parts.append(_("Everything the server has is being fetched again."))
    if report.lost_operations is None or report.lost_drafts is None:
        parts.append(_("Replies and drafts that had not left this computer are lost; their number is not known."))
    else:
        parts += _lost(report) or [_("Nothing had been waiting to leave this computer.")]
    if report.aside:
        parts.append(_("The damaged files are kept for 30 days; the details say where."))
    return parts


def _saved(report: Salvage) -> str:
    if report.lost_replies is None:
        text = ngettext("{count} unsent reply", "{count} unsent replies", report.replies)
        pieces = [text.format(count=report.replies)]
    else:
        every = report.replies + report.lost_replies
        text = ngettext("{count} of {all} unsent reply", "{count} of {all} unsent replies", every)
        pieces = [text.format(count=report.replies, all=every)]
    pieces.append(_drafts(report.drafts))
    if report.others:
        pieces.append(_changes(report.others))
    return _("Saved: {list}.").format(list=_(", ").join(pieces))


def _lost(report: Salvage) -> list[str]:
    """Sentences; none when nothing is."""
    pieces, parts = _lost_pieces(report), []
    if pieces:
        parts.append(_("Lost: {list}.").format(list=_(", ").join(pieces)))
    if report.lost_operations is None or report.lost_drafts is None:
        parts.append(_("What was written last may be missing, and how much cannot be known."))
    elif report.rough:
        parts.append(_("This computer was switched off meanwhile: a few more or fewer may be missing."))
    if report.lost_files:
        parts.append(_files_lost(report.lost_files))
    return parts


def _lost_pieces(report: Salvage) -> list[str]:
    pieces = []
    replies, others = report.lost_replies or 0, (report.lost_operations or 0) - (report.lost_replies or 0)
    if replies:
        pieces.append(ngettext("{count} reply", "{count} replies", replies).format(count=replies))
    if report.lost_drafts:
        pieces.append(_drafts(report.lost_drafts))
    if others and report.lost_replies is None:
        text = ngettext("{count} reply or other change", "{count} replies or other changes", others)
        pieces.append(text.format(count=others))
    elif others:
        pieces.append(_changes(others))
    return pieces


def _drafts(count: int) -> str:
    return ngettext("{count} draft", "{count} drafts", count).format(count=count)


def _changes(count: int) -> str:
    return ngettext("{count} other change", "{count} other changes", count).format(count=count)


def _files_lost(count: int) -> str:
    text = ngettext(
        "{count} file could not be read: the reply it belongs to waits until you attach it again.",
        "{count} files could not be read: the replies they belong to wait until you attach them again.",
        count,
    )
    return text.format(count=count)


def _files_words(report: Salvage) -> str:
    lost = _files_lost(report.lost_files) if report.lost_files else _("No file of an unsent reply was lost.")
    return _("The files kept on this computer were damaged.") + " " + lost + " " + _("Others are fetched again.")
