# The room to try things in.

sandbox-guide = 🧪 This is the practice room: try everything, nothing has consequences.
sandbox-try-ask = !ask where can somebody sleep tonight? Here I search all of Brussels; in a zone’s room I begin with that zone.
sandbox-try-more = Answer in the thread: “more”, or “and in Anderlecht?”
sandbox-try-agenda = !agenda new: fill in an event. It will not be published.
sandbox-try-update = !update and the name of a service: new opening hours Mon-Fri 9-12. I show the correction and keep nothing.
sandbox-try-blocked = !blocked, or 🆘 under an answer: I show what would happen, and nobody gets anything.
sandbox-try-guard = An invented name with a date of birth: you see how I keep personal data out. Never real data, here neither.
sandbox-try-help = !help, and !help repertory for five steps.
sandbox-case = This is the practice room: nothing leaves. In your zone’s room I ask you these questions in private, one by one:
sandbox-case-then = Then I show you a summary. Only with ✅ does it go to the referral person, who works on it with you in a closed room. If somebody is in danger: call 112.
sandbox-nothing = This is the practice room: here that changes nothing.
sandbox-report = This is the practice room: the moderators get nothing. In your zone’s room they get a link to the message, not the text.
sandbox-agenda = This is the practice room: I pass nothing on and put nothing on the agenda. In your zone’s room it goes to the moderators.
sandbox-guard = This was the practice room. It goes like this in a real room too; here I count nothing and ask the moderators nothing.
