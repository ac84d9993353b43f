"""Files by their sha256: resumable upload, ranged download."""
