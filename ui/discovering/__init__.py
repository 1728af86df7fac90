"""The collection as a whole: its map, its teaching strategies, how it grew."""
