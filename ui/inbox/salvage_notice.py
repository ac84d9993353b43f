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
    if report.reason in ("wrong_key", "key_lost"):
        return _(
            "The data on this computer could not be read with the key in its keychain. Everything the server has"
            " is being fetched again; what had not left this computer could not be saved, and nobody can say how much that was."
        )
    parts = [_("The database on this computer was damaged."), _saved(report), _lost(report)]
    if report.reason == "log_lost":
        parts.append(_("What was written in the last moments may be missing. Look at the replies that are held."))
    elif report.uncertain:
        parts.append(_("Some replies may have been changed since: they are held until you have looked at them."))
    parts.append(_("Everything else is being fetched again."))
    return " ".join(part for part in parts if part)


def salvage_details(report: Salvage) -> str:
    """For a report to whoever looks after Braid; nothing that people wrote."""
    lines = (
        f"at {report.at.isoformat()}",
        f"reason: {report.reason}",
        f"saved: {report.replies} replies, {report.others} other changes, {report.drafts} drafts",
        f"lost: {_count(report.lost_operations)} operations, {_count(report.lost_drafts)} drafts",
        f"lost files: {report.lost_files}",
        f"held: {report.uncertain}",
        f"put aside: {report.aside}",
        report.details,
    )
    return "\n".join(line for line in lines if line)


def _count(number: int | None) -> str:
    return "unknown" if number is None else str(number)


def _saved(report: Salvage) -> str:
    kept = report.replies + report.others
    drafts = ngettext("{count} draft", "{count} drafts", report.drafts).format(count=report.drafts)
    if report.lost_operations is None:
        text = ngettext(
            "{count} unsent item and {drafts} were saved.", "{count} unsent items and {drafts} were saved.", kept
        )
        return text.format(count=kept, drafts=drafts)
    text = _("{count} of {all} unsent items and {drafts} were saved.")
    return text.format(count=kept, all=kept + report.lost_operations, drafts=drafts)


def _lost(report: Salvage) -> str:
    if report.complete:
        return ""
    parts = []
    if report.lost_operations is None or report.lost_drafts is None:
        parts.append(_("Whether more was waiting cannot be known."))
    if report.lost_drafts:
        text = ngettext("Up to {count} draft is lost.", "Up to {count} drafts are lost.", report.lost_drafts)
        parts.append(text.format(count=report.lost_drafts))
    if report.lost_files:
        parts.append(_files_lost(report.lost_files))
    return " ".join(parts)


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
