"""The parts of the screen Maintain: each shows one list or form, and asks with the key."""
