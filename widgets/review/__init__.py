"""Widgets of the weekly review: conversations, what stands out in one, its messages, a paper on screen (M-1)."""
