"""Voice notes: sound as numbers, and how it is measured against L-7. numpy is imported late."""
