"""What a voice note looks like while it is made."""
