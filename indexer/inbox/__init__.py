"""Files and wishes that come over the network: kept safe until the indexer has worked them through.

    DATA/inbox/arriving/JOB/   a file that is coming, or waits, and its description
    DATA/inbox/documents/      files that are part of the collection: a folder like any other
    DATA/inbox/jobs/JOB.json   what is to be done, or how it ended

A job is there only when everything it needs is on the disk itself, and every step of working it
through can be repeated: a process that is killed between any two of them loses nothing.
"""
