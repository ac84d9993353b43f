"""The weekly review on the server: conversations are drawn, and what leads say of them is kept (M-1)."""
