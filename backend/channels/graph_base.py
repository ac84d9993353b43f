"""Where Meta's interfaces are, and which version of them we speak."""

GRAPH_BASE = "https://graph.facebook.com"
API_VERSION = "v24.0"
