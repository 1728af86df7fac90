"""How much may be asked for at once. The screens keep to the same numbers."""

LONGEST = 1_000  # characters of a question
MOST_HITS = 50  # resources of one answer
DEEPEST = 200  # resources that are ranked at most
MOST_EXAMPLES = 20  # passages of `like` and of `unlike`
