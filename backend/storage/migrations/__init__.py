"""How the server's schema came to be: one file a step, never changed once released."""
