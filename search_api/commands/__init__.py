"""The commands that ask the index or serve it. search_api/cli.py puts them together."""
