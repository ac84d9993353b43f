"""Alerts on screen: the bell with its list, notifications of the system, and a note in the window without those."""
