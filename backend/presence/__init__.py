"""Who has which thread in front of them, and who asks for it: in memory only, told over the event streams."""
