"""Where an agent writes: reply or note, on a chosen channel, with files."""
