"""The desks of the inbox that work around the thread on screen: all of them come late."""

from typing import TYPE_CHECKING

from ui.late import Late

if TYPE_CHECKING:
    from ui.inbox.colleagues import Colleagues
    from ui.inbox.compensation_desk import CompensationDesk
    from ui.inbox.complaint_desk import ComplaintDesk
    from ui.inbox.connection import Connection
    from ui.inbox.draft_keeper import DraftKeeper
    from ui.inbox.files import Files
    from ui.inbox.first_thread import FirstThread
    from ui.inbox.guide_desk import GuideDesk
    from ui.inbox.moved_notice import MovedNotice
    from ui.inbox.order_desk import OrderDesk
    from ui.inbox.quick_desk import QuickDesk
    from ui.inbox.salvage_notice import SalvageNotice
    from ui.inbox.search_desk import SearchDesk
    from ui.inbox.thread_column import ThreadColumn
    from ui.inbox.timeline_feeder import TimelineFeeder
    from ui.inbox.translation_desk import TranslationDesk
    from ui.inbox.voice_desk import VoiceDesk
    from ui.keymap import Keymap


class ThreadDesks(Late):
    """What the inbox has them in; `ui.inbox.desks` makes them. The connection is watched from the start."""

    middle: "ThreadColumn"
    connection: "Connection"
    first: "FirstThread"
    feeder: "TimelineFeeder"
    keeper: "DraftKeeper"
    colleagues: "Colleagues"
    files: "Files"
    salvage: "SalvageNotice"
    search: "SearchDesk"
    quick: "QuickDesk"
    guide: "GuideDesk"
    translation: "TranslationDesk"
    voice: "VoiceDesk"
    compensation: "CompensationDesk"
    complaints: "ComplaintDesk"
    orders: "OrderDesk"
    notice: "MovedNotice"

    def close_desks(self) -> None:
        """Nothing is told to them any more."""
        self.give_up()
        self.connection.close()
        self.first.close()
        # Some may be there without the others.
        names = (
            "keeper",
            "colleagues",
            "quick",
            "orders",
            "guide",
            "compensation",
            "complaints",
            "translation",
            "voice",
        )
        for desk in (vars(self)[name] for name in names if name in vars(self)):
            desk.close()

    def name_keys(self, keymap: "Keymap") -> None:
        """Those that name keys name those in force; made later, they are told then."""
        if not self.is_furnished:
            return
        from ui.inbox.guide_values import GuideKeys

        fix, starter = (keymap.shown(name)[:1] for name in ("guide_fix", "guide_starter"))
        self.guide.set_keys(GuideKeys("".join(fix), "".join(starter)))
        self.compensation.set_keys("".join(keymap.shown("compensation")[:1]))
        names = ("complaint_confirm", "complaint_form", "complaint_dismiss")
        self.complaints.set_keys(*("".join(keymap.shown(name)[:1]) for name in names))
        answers = ("draft_use", "draft_add", "draft_keep")
        self.middle.draft.name_keys(*("".join(keymap.shown(name)[:1]) for name in answers))
        self.translation.keys = "".join(keymap.shown("translate_draft")[:1])
