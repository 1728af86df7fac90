"""A question in, ranked answers out; and HTTP."""
