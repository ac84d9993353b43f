"""The editor of quick replies: list, form, preview, review, history, files."""
