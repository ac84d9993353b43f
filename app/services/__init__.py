"""Use cases: what the screens ask for, over the ports; one family a file. `app.bootstrap` makes them."""
