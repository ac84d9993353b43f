"""The field's values and rules: pure, standard library only, no I/O and no clock of its own."""
