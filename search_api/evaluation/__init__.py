"""How good the search is: judged questions through the real search path, measured.

`judged.py` reads a set, `indexing.py` makes an index of its documents, `running.py` asks every
question, `measuring.py` turns rankings into figures, and `report.py` shows them.
"""
