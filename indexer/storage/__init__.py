"""The index on disk: generations, their checks, repair and transfer, and the lock."""
