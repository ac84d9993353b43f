"""The shelf: quick replies, settings, orders and offers, which every client holds whole."""
