"""Who may look after the collection from outside: keys, and the log of what was done with them."""
