"""What works around the thread on screen, made when there is time for it after the first frame."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ui.inbox.colleagues import Colleagues
from ui.inbox.compensation_desk import CompensationDesk
from ui.inbox.complaint_desk import ComplaintDesk
from ui.inbox.draft_keeper import DraftKeeper
from ui.inbox.files import Files
from ui.inbox.guide_desk import GuideDesk
from ui.inbox.moved_notice import MovedNotice
from ui.inbox.order_desk import OrderDesk
from ui.inbox.quick_desk import QuickDesk
from ui.inbox.salvage_notice import SalvageNotice
from ui.inbox.search_desk import SearchDesk
from ui.inbox.timeline_feeder import TimelineFeeder
from ui.inbox.translation_desk import TranslationDesk
from ui.inbox.voice_desk import VoiceDesk
from ui.ports import Services
from ui.voice.qt_tools import QtVoiceTools

if TYPE_CHECKING:
    from ui.inbox.place import InboxPlace


def make_desks(place: "InboxPlace", services: Services) -> Iterator[None]:
    """Each finds in the place those that were made before it; in pieces, each with a few services to be made."""
    middle, side = place.middle, place.side
    place.feeder = TimelineFeeder(services, middle.view, place.contexts.of_thread(None), place)
    place.keeper = DraftKeeper(services, middle.composer, middle.draft, place)
    place.colleagues = Colleagues(services, middle.colleagues, middle.question, place)
    place.files = Files(services, place.images, place)
    place.salvage = SalvageNotice(services, middle.salvage, place)
    place.search = SearchDesk(services, place)
    yield
    place.quick = QuickDesk(services, place)
    yield
    place.guide = GuideDesk(services, middle.composer, place.keeper, side.guide, middle.guide)
    yield
    place.translation = TranslationDesk(services, middle, place)
    place.voice = VoiceDesk(services, middle, QtVoiceTools(place), place.translation.customer_language, place)
    place.compensation = CompensationDesk(services, place)
    place.complaints = ComplaintDesk(services, place)
    place.orders = OrderDesk(services, side.customer.orders, place)
    place.notice = MovedNotice(middle.moved, place.keeper, place.feeder, services.clock)


def connect_desks(place: "InboxPlace") -> None:
    """Once all are made: what each tells goes to whom it concerns."""
    _connect_deeds(place)
    view, composer = place.middle.view, place.middle.composer
    view.link_activated.connect(place.files.follow)
    place.side.customer.orders.link_wanted.connect(place.files.follow)
    view.image_activated.connect(place.files.look)
    view.attachment_activated.connect(place.files.save)
    composer.attach_requested.connect(place.files.pick)
    composer.channel_chosen.connect(place.about.show_window)
    composer.draft_changed.connect(place.colleagues.typing)
    place.colleagues.refused.connect(place.middle.trouble.say)
    place.colleagues.look_wanted.connect(place.go_to)
    place.files.picked.connect(place.keeper.offer)
    place.voice.recorded.connect(place.keeper.offer)
    place.voice.save_wanted.connect(place.files.save)
    place.files.told.connect(place.middle.trouble.say)
    place.feeder.taken_back.connect(place.keeper.put_back)
    place.feeder.quote_wanted.connect(place.quote)
    place.keeper.quoted.connect(place.quoted)
    place.keeper.sent.connect(place.sent)
    place.keeper.recalled.connect(place.go_to)
    place.keeper.refused.connect(place.middle.trouble.say)
    for source in (place.feeder, place.keeper, place.files, place.colleagues, place.voice):
        source.troubled.connect(place.trouble)


def _connect_deeds(place: "InboxPlace") -> None:
    middle, header = place.middle, place.middle.header
    header.assigned.connect(place.deeds.assign)
    header.taken.connect(place.colleagues.take)
    header.snoozed.connect(place.deeds.snooze)
    header.own_snooze_wanted.connect(place.snooze_freely)
    header.done_clicked.connect(place.deeds.resolve)
    header.reopen_clicked.connect(place.deeds.reopen)
    middle.draft.asking_changed.connect(place.thread_changed)
    header.swapped.connect(place.splitter.swap)
    place.splitter.narrowed.connect(header.set_narrow)
    header.set_narrow(place.splitter.narrow)
    middle.suggestion.accepted.connect(place.deeds.accept)
    middle.suggestion.accepted.connect(place.say_join_waits)
    middle.suggestion.declined.connect(place.deeds.decline)
    place.salvage.troubled.connect(place.trouble)
    place.side.waiting.review_wanted.connect(place.go_to)
    place.side.customer.tag_added.connect(place.deeds.add_tag)
    place.side.customer.tag_removed.connect(place.deeds.remove_tag)
    place.side.customer.undo_wanted.connect(place.deeds.undo_join)
