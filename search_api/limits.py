"""How much may be asked for at once. The screens keep to the same numbers."""

LONGEST = 1_000  # characters of a question
MOST_HITS = 50  # resources of one answer
DEEPEST = 200  # resources that are ranked at most
MOST_EXAMPLES = 20  # passages of `like` and of `unlike`
GREATEST_ID = 2**63 - 1  # of a passage: what SQLite numbers rows with
FARTHEST = 10**9  # where a page of the list may begin
