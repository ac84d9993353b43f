"""The board: columns of painted cards with clocks that run out; its cost does not grow with the number of cards."""
