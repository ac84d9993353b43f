"""The editor of quick replies: the list on the left, the form on the right; nothing that was written gets lost."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from app.errors import KnownError
from app.i18n import _
from domain.ids import QuickReplyId
from domain.templates.reply import QuickReply, Scope
from ui.background import Background
from ui.locale import tag
from ui.ports import Services
from ui.question import question
from ui.replies.column import Filter
from ui.replies.editor_frame import EditorFrame
from ui.replies.exchange import Exchange
from ui.replies.facts import FactsDialog
from ui.replies.history import HistoryDialog
from ui.replies.unsaved import Unsaved
from ui.replies.words import about_words
from ui.theme import Theme
from ui.words import error_words


class RepliesDialog(EditorFrame):
    """Every quick reply, and the form of one of them."""

    def __init__(self, services: Services, theme: Theme, parent: QWidget) -> None:
        super().__init__(services.quick_replies, theme, parent)
        self._services = services
        self._stop: Callable[[], None] | None = None
        self._replies = services.quick_replies
        self._background = Background(services.tasks, self, self._failed)
        self.exchange, self.unsaved = Exchange(services, self), Unsaved(self)
        self._connect()
        self._saving, self._row = False, -1
        self._show_first()

    # What others ask for.

    def show_reply(self, reply: QuickReply) -> None:
        """One that is new or known goes into the form; what was written there first is asked about."""
        self._leave(partial(self._edit if self._known(reply.id) is not None else self._propose, reply))

    def show_filter(self, wanted: Filter) -> None:
        """A part of the list."""
        self._leave(partial(self._show_part, wanted))

    def _show_part(self, wanted: Filter) -> None:
        self.column.show_filter(wanted)
        self._show_first()
        self.column.list.setFocus()

    def dispose(self) -> None:
        """Hears nothing any more."""
        if self._stop is not None:
            self._stop()
            self._stop = None

    def _connect(self) -> None:
        column, form = self.column, self.form
        column.list.chosen.connect(self._chosen)
        column.list.entered.connect(form.focus_first)
        column.list.approved.connect(self._approve)
        column.new_wanted.connect(self._new)
        column.import_wanted.connect(self.exchange.ask_for_file)
        column.export_wanted.connect(self._export)
        column.facts_wanted.connect(self._open_facts)
        form.changed.connect(self._form_changed)
        form.approve_wanted.connect(self._approve)
        form.history_wanted.connect(self._open_history)
        form.attach_wanted.connect(self._pick_files)
        self.exchange.told.connect(self.tell)
        self.exchange.troubled.connect(self.warn)
        self.unsaved.save_wanted.connect(self._save)
        self.unsaved.dropped.connect(self._discard)
        self.unsaved.kept.connect(self._stay)
        self.save.clicked.connect(self._save)
        self.discard.clicked.connect(self._discard)
        self.remove.clicked.connect(self._ask_to_remove)
        self.copy.clicked.connect(self._copy)
        self.close_.clicked.connect(self.reject)
        self._stop = self._replies.on_change(self._renewed)
        keys = (("Ctrl+S", self._save), ("Ctrl+N", self._new), ("Ctrl+F", self._find))
        for text, slot in keys:
            shortcut = QShortcut(QKeySequence(text), self)
            shortcut.activated.connect(slot)

    # Which reply is shown.

    def _show_first(self) -> None:
        lines = self.column.list.lines.rows
        reply = self._known(lines[0].id) if lines else None
        if reply is None:
            self._edit(self._replies.new())
            return
        self.column.list.choose(reply.id, quietly=True)
        self._edit(reply)

    def _known(self, reply_id: QuickReplyId) -> QuickReply | None:
        hidden = (reply for reply in self._replies.hidden() if reply.id == reply_id)
        return self._replies.reply(reply_id) or next(hidden, None)

    def _chosen(self, reply_id: str) -> None:
        reply = self._known(QuickReplyId(reply_id))
        if reply is not None and reply.id != self.form.shown.id:
            self._leave(partial(self._edit, reply))

    def _edit(self, reply: QuickReply) -> None:
        self.warn("")
        self.news.setText("")
        writable = self._replies.may_change(reply) and not self._is_hidden(reply)
        folders = sorted({one.folder for one in self._replies.all() if one.folder})
        self.form.show_reply(reply, writable=writable, folders=folders, language=tag().partition("-")[0])
        self.column.list.choose(reply.id, quietly=True)
        self._form_changed()

    def _is_hidden(self, reply: QuickReply) -> bool:
        return any(reply.id == hidden.id for hidden in self._replies.hidden())

    def _form_changed(self) -> None:
        shown, dirty = self.form.shown, self.form.dirty
        may, builtin = self._replies.may_change(shown), self._replies.is_builtin(shown.id)
        known = self._known(shown.id) is not None
        self.save.setEnabled(dirty and not self._saving)
        self.discard.setEnabled(dirty)
        self.remove.setVisible(known and may)
        if self._is_hidden(shown):
            self.remove.setText(_("Show it again"))
        else:
            self.remove.setText(_("Hide") if builtin else _("Delete…"))
        self.copy.setVisible(known)
        self.form.about.setText(self._about(shown) if known else _("A new quick reply."))

    def _about(self, reply: QuickReply) -> str:
        may, builtin = self._replies.may_change(reply), self._replies.is_builtin(reply.id)
        return about_words(reply, may=may, builtin=builtin, hidden=self._is_hidden(reply))

    def _renewed(self) -> None:
        """Somebody saved something: the list follows, the form as long as nothing was written in it."""
        self.column.refresh()
        self._go_on_reviewing()
        shown = self.form.shown
        if not self.form.dirty and (now := self._known(shown.id)) is not None and now != shown:
            self._edit(now)
        self._form_changed()

    # Saving.

    def _save(self) -> None:
        if not self.form.dirty or self._saving:
            return
        faults = self.form.problems()
        if faults:
            self.form.show_faults()
            self.unsaved.stay()
            return
        value = replace(self.form.value(), reviewed_at=self._services.clock.now())
        self._saving = True
        self.save.setEnabled(False)
        self._background.run(self._kept(value), self._saved, self._not_saved)

    async def _kept(self, reply: QuickReply) -> QuickReply:
        await self._replies.save(reply)
        return reply

    def _saved(self, reply: QuickReply) -> None:
        self._saving = False
        if self.unsaved.go_on():
            return
        found = self._replies.reply(reply.id) or self._by_name(reply) or reply
        self._edit(found)
        self.tell(_("Saved"))

    def _by_name(self, reply: QuickReply) -> QuickReply | None:
        same = (one for one in self._replies.all() if (one.shortcut, one.scope) == (reply.shortcut, reply.scope))
        return next(same, None)

    def _not_saved(self, error: KnownError) -> None:
        self._saving = False
        self.unsaved.stay()
        self._failed(error)
        self._form_changed()

    def _discard(self) -> None:
        self._edit(self.form.shown)

    def _new(self) -> None:
        self._leave(self._begin)

    def _begin(self) -> None:
        self._edit(self._replies.new())
        self.form.focus_first()

    def _copy(self) -> None:
        """One of one's own, with the same texts."""
        shown = self.form.shown
        self._leave(partial(self._edit_copy, shown))

    def _propose(self, reply: QuickReply) -> None:
        """One that was not saved yet: there is nothing that it could be given back to."""
        self._edit(replace(reply, shortcut="", title="", wordings=()))
        self._put(reply)

    def _edit_copy(self, reply: QuickReply) -> None:
        new = self._replies.new()
        self._edit(new)
        same = {"id": new.id, "owner_id": new.owner_id, "version": 0, "used": 0, "edited": 0, "automatic": False}
        self._put(replace(reply, scope=Scope.PERSONAL, team="", expands="", **same))  # type: ignore[arg-type]

    def _put(self, reply: QuickReply) -> None:
        """Into the form, as something that was not saved yet."""
        shown = self.form.shown
        self.form.show_reply(reply, writable=True)
        self.form.take_as_change_of(shown)
        self._form_changed()

    def _ask_to_remove(self) -> None:
        shown = self.form.shown
        if self._is_hidden(shown) or (self._replies.is_builtin(shown.id) and shown.version):
            self._background.run(self._replies.as_delivered(shown.id), self._removed)
            return
        if self._replies.is_builtin(shown.id):
            self._background.run(self._replies.remove(shown), self._removed)
            return
        text = _("“{title}” is deleted for everybody who uses it.")
        go = (_("Delete it"), QMessageBox.ButtonRole.DestructiveRole)
        title, words = _("Delete a quick reply"), text.format(title=shown.title)
        question(self, title, words, go=go, stay=_("Cancel"), done=self._remove).open()

    def _remove(self) -> None:
        self._background.run(self._replies.remove(self.form.shown), self._removed)

    def _removed(self, _nothing: None) -> None:
        self.column.refresh()
        self._show_first()

    def _approve(self) -> None:
        """Still right; in the review the next one is shown."""
        shown = self.form.shown
        if self.form.dirty or not self._replies.may_change(shown) or self._known(shown.id) is None:
            return
        self._row = self.column.list.lines.place(shown.id)
        self._background.run(self._replies.still_right([shown]), self._approved)

    def _approved(self, _nothing: None) -> None:
        self.tell(_("Found right"))

    def _go_on_reviewing(self) -> None:
        """What was found right has left the review: the one that took its place is next."""
        row, self._row = self._row, -1
        lines = self.column.list.lines.rows
        if row >= 0 and lines and self.column.list.current is None and self.column.shown_filter is Filter.REVIEW:
            self.column.list.choose(lines[min(row, len(lines) - 1)].id)

    # Asking first.

    def _leave(self, then: Callable[[], None]) -> None:
        """Does it at once, or asks what becomes of what was written."""
        self.unsaved.leave(then, dirty=self.form.dirty)

    def _stay(self) -> None:
        self.column.list.choose(self.form.shown.id, quietly=True)

    def reject(self) -> None:
        self._leave(self._close)

    def _close(self) -> None:
        self.dispose()
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        self.reject()

    # The other windows.

    def _open_history(self) -> None:
        dialog = HistoryDialog(self._services, self.form.shown, self)
        dialog.restored.connect(self._restore)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _restore(self, past: QuickReply) -> None:
        now = self.form.shown
        self._put(replace(past, id=now.id, owner_id=now.owner_id, scope=now.scope, used=now.used, edited=now.edited,
                          version=now.version, reviewed_at=now.reviewed_at))  # fmt: skip

    def _open_facts(self) -> None:
        dialog = FactsDialog(self._services, self)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _pick_files(self) -> None:
        dialog = QFileDialog(self, _("Attach files"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self._attach)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _attach(self, paths: list[str]) -> None:
        from mimetypes import guess_type

        for path in map(Path, paths):
            media_type = guess_type(path.name)[0] or "application/octet-stream"
            self._background.run(self._services.attachments.add(path, path.name, media_type), self.form.add_file)

    def _export(self) -> None:
        self.exchange.ask_where(tuple(self.column.shown()))

    def _find(self) -> None:
        self.column.search.setFocus()
        self.column.search.selectAll()

    def say(self, error: KnownError) -> None:
        """What went wrong, in words."""
        self._failed(error)

    def _failed(self, error: KnownError) -> None:
        self.warn(error_words(error))
