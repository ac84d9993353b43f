"""What drills are made of on screen: the ring, the text to be marked, the inbox under pressure (S)."""
