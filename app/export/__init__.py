"""Tables in files that other programs open: CSV and XLSX, harmless whatever customers wrote (S14)."""
