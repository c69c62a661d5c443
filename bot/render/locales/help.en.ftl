# The repertory in five steps.

help-steps-how = The repertory in five steps: !help repertory.
help-steps = The repertory in five steps
help-steps-1 = Ask in your own words, with place and conditions: !ask dentist in 1080, without health insurance
help-steps-2 = Go on in the thread: “and on Sunday?”, “in Anderlecht?”. “More” gives the full list.
help-steps-3 = See how old it is: each service says when it was verified, and whether there is room. When in doubt, call.
help-steps-4 = Something wrong? Put ❗ under the answer, or type !update and the service’s name: what has changed. With 👍 or 👎 you say whether the answer helped.
help-steps-5 = Nothing found? Ask your colleagues in the room. If the case is blocked, 🆘 or !blocked takes it to the referral person.
