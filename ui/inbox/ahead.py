"""What the parts of a thread are made of, in pieces of about the same weight, the lighter ones first."""

from typing import Final

MODULES: Final = (
    "ui.inbox.compensation_desk",
    "domain.guidance.guide",
    "ui.inbox.complaint_desk",
    "widgets.composer.composer",
    "ui.inbox.guide_desk",
    "widgets.thread_view.surface",
    "widgets.thread_view.view",
    "ui.inbox.timeline_feeder",
    "ui.inbox.quick_desk",
    "ui.inbox.voice_desk",
    "ui.inbox.desks",
)
"""Imported one after the other once the list is painted (`ui.late.Ahead`)."""
