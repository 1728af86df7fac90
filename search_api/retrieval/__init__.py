"""From a question to ranked passages. Functions over an opened index."""
