"""An `Answer` -> what a person reads, in plain text and in simple HTML.

`words` finds the sentence in the reader's language, `clean` makes text from data harmless, `when` and `hours` put
times in words, `service`, `quote`, `direct` and `unknown` make lines, `answer` puts the lines together.
"""
