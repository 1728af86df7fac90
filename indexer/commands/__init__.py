"""The maintainer's commands, one file per subject. indexer/cli.py puts them together.

Heavy libraries are imported inside the commands that use them: `--help` and `status` start fast.
"""
