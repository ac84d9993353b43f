"""Files on their way into a draft: looked at first, then taken into the store, which takes its time for large ones."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.errors import KnownError, Refused
from app.i18n import _
from app.ports import StoredBlob
from domain.channel import refused_everywhere
from domain.ids import ThreadId
from domain.problems import Problem
from ui import locale
from ui.background import Background
from ui.ports import Services
from widgets.composer.values import OfferedFile
from widgets.thread_view.files import display_name


class FilesIn(QObject):
    """Each file belongs to the thread that was on screen when it came, wherever the agent has gone meanwhile.

    Signals:
        taken(ThreadId, StoredBlob): it is in the store.
        changed: other files are on their way.
        refused(str): why one is not taken, in words. troubled(KnownError): why it could not be.
    """

    taken = Signal(str, object)
    changed = Signal()
    refused = Signal(str)
    troubled = Signal(object)

    def __init__(self, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._coming: list[tuple[ThreadId, OfferedFile]] = []
        self._background = Background(services.tasks, self, self.troubled.emit)

    def names(self, thread_id: ThreadId | None) -> tuple[str, ...]:
        """What is on its way into that thread's draft."""
        return tuple(display_name(file.name, file.media_type) for home, file in self._coming if home == thread_id)

    def take(self, thread_id: ThreadId, files: Sequence[OfferedFile]) -> None:
        """Pasted, dropped or picked."""
        for file in files:
            if words := _unfit(file):
                self.refused.emit(words)
                continue
            one = (thread_id, file)
            self._coming.append(one)
            work = self._services.attachments.add(file.source, file.name, file.media_type)
            self._background.run(work, partial(self._there, one), partial(self._not_there, one))
        self.changed.emit()

    def _there(self, one: tuple[ThreadId, OfferedFile], blob: StoredBlob) -> None:
        self._coming.remove(one)
        self.taken.emit(one[0], blob)
        self.changed.emit()

    def _not_there(self, one: tuple[ThreadId, OfferedFile], error: KnownError) -> None:
        self._coming.remove(one)
        if words := _problem_words(error.code, one[1], 0) if isinstance(error, Refused) else "":
            self.refused.emit(words)
        else:
            self.troubled.emit(error)
        self.changed.emit()


def _unfit(file: OfferedFile) -> str:
    """Why it cannot go with any reply, "" when it can: told before it is copied."""
    if not isinstance(file.source, Path):
        return ""
    name = display_name(file.name, file.media_type)
    try:
        folder, size = file.source.is_dir(), file.source.stat().st_size
    except OSError:
        return _("{name} cannot be read any more.").format(name=name)
    if folder:
        return _("{name} is a folder. Pack it into one file, or attach the files in it.").format(name=name)
    if not size:
        return _("{name} is empty: there is nothing in it to send.").format(name=name)
    return _problem_words(refused_everywhere(file.name, file.media_type, size), file, size)


def _problem_words(problem: str | None, file: OfferedFile, size: int) -> str:
    name = display_name(file.name, file.media_type)
    match problem:
        case Problem.MEDIA_UNSAFE:
            return _("{name} is a program; those are not sent to customers.").format(name=name)
        case Problem.MEDIA_KIND:
            return _("No channel takes this kind of file: {name}").format(name=name)
        case Problem.MEDIA_FALSE:
            return _("{name} is not the picture that its name says. Save it anew as JPEG or PNG.").format(name=name)
        case Problem.MEDIA_TOO_LARGE:
            return _("{name} is too large to be sent ({size}).").format(name=name, size=locale.file_size(size))
    return ""
