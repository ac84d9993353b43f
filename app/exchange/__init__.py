"""Quick replies in files: our own CSV and JSON, and what Chatwoot and Zendesk export."""
