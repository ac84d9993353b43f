"""Takes names, numbers and addresses out of texts that become items of a pack (S-2)."""
