"""A workshop made from the collection: a topic, a duration and an audience in, a pack out.

parts.py       the parts of a workshop, and what makes a resource or a section fit each (parts.yaml)
timetable.py   which parts a workshop of some length has, and how its minutes are shared
pack.py        what is wished for, and what a pack is made of
pool.py        what the collection has on the topic, each work once, fit for which parts
choosing.py    which of it is taken: fitting, and balanced over fields, institutions, languages
reasons.py     why each choice was taken, as a fact that can be checked
lacks.py       what the pack could not have
composing.py   suggest and review: the steps in order
"""
