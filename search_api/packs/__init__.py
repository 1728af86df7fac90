"""A workshop made from the collection: a topic, a duration and an audience in, a pack out.

pack.py        what is wished for, and what a pack is made of
timetable.py   which parts a workshop of some length has, and how its minutes are shared
parts.py       what makes a type or a heading fit a part (parts.yaml); sections.py: which it has
audience.py    how near a resource is to the fields of an audience
on_topic.py    the works that match the topic, as the search ranks them, not yet explained
pool.py        what the collection has on the topic, each work once, fit for which parts
choosing.py    which of it is taken: fitting, and balanced over fields, institutions, languages
reasons.py     why each choice was taken, as a fact that can be checked
lacks.py       what the pack could not have
composing.py   suggest and review: the steps in order
saying.py      reasons and lacks as sentences in the reader's language (words.yaml)
"""
