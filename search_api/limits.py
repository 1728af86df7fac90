"""How much may be asked for at once. The screens keep to the same numbers."""

LONGEST = 5_000  # characters of a question: an abstract, a page of notes
MOST_HITS = 50  # resources of one answer
DEEPEST = 200  # resources that are ranked at most
MOST_EXAMPLES = 20  # passages of `like` and of `unlike`
# The address of a passage: its resource and its text. A bare number, as there were before, is
# taken too and leads to nothing, as the address of any passage that is gone.
ADDRESS = r"[^~\s]{1,200}~[0-9a-v]{16}(-[0-9]{1,9})?"
ADDRESS_OR_NUMBER = rf"^({ADDRESS}|[0-9]{{1,19}})$"
FARTHEST = 10**9  # where a page of the list may begin
MOST_WAITING = 500  # jobs of uploads; more are refused until some are done
MOST_SEEDS = 20  # resources to be like, and to be unlike
SHORTEST_REQUEST, LONGEST_REQUEST = 15, 400  # characters of a request to the network
MOST_REQUESTS = 500  # requests without an answer; no more are taken
MOST_KEPT = 50  # resources of a reading list
LONGEST_NOTE = 1_000  # characters of a note on one of them
LONGEST_TITLE = 200  # characters of the title of a list
MOST_MINUTES = 480  # minutes of a workshop, and of one part of it
LEAST_MINUTES = 20  # minutes of a workshop that is suggested
LONGEST_AUDIENCE = 200  # characters that say whom a list is for
OWN_ITEM = "*"  # begins the name of something in a list that is no resource: `*Coffee break`
LONGEST_OWN_ITEM = 100  # characters after that
MOST_FIELDS = 10  # fields of an audience
LONGEST_TOPIC = 500  # characters that say what a workshop is about
