"""What works around the thread on screen, made when there is time for it after the first frame."""

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


def make_desks(place: "InboxPlace", services: Services) -> None:
    """Each finds in the place those that were made before it."""
    middle, side = place.middle, place.side
    place.feeder = TimelineFeeder(services, middle.view, place.contexts.of_thread(None), place)
    place.keeper = DraftKeeper(services, middle.composer, middle.draft, place)
    place.colleagues = Colleagues(services, middle.colleagues, middle.question, place)
    place.files = Files(services, place.images, place)
    place.salvage = SalvageNotice(services, middle.salvage, place)
    place.search = SearchDesk(services, place)
    place.quick = QuickDesk(services, place)
    place.guide = GuideDesk(services, middle.composer, place.keeper, side.guide, middle.guide)
    place.translation = TranslationDesk(services, middle, place)
    place.voice = VoiceDesk(services, middle, QtVoiceTools(place), place.translation.customer_language, place)
    place.compensation = CompensationDesk(services, place)
    place.complaints = ComplaintDesk(services, place)
    place.orders = OrderDesk(services, side.customer.orders, place)
    place.notice = MovedNotice(middle.moved, place.keeper, place.feeder, services.clock)
