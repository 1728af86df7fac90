"""The parts of the list screen.

looking_up.py  what is in the list, as the collection has it now
items.py       one thing of the list: what it is, its marks, its place
frame.py       what the list is called, whom it is for, when it begins
exports.py     the files it can be taken away as
packing.py     the form that has a workshop suggested
reviewing.py   what a suggested workshop lacks, what is new, and what could stand there instead
"""
