"""The list of threads: one line a customer, all of one height, painted by hand."""
