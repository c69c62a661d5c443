"""The guard at work: in a process of its own, so that nothing that it reads can hold up or bring down the bot.

A regular expression keeps Python's lock until it is done, and a crafted PDF can ask for hours or gigabytes: a thread
could neither be stopped nor go on beside it. A process can be ended. `screen` is what handlers ask; `process` talks to
the child; `worker` is the child; `files` turns a file into text; `wire` is what the two say to each other.
"""
