"""The meeting itself: no I/O, no clock, no framework, standard library only."""
