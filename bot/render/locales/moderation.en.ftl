# The frame of the rooms: reporting, deciding, a word in private.

moderation-report-how = In the room, answer the message with !report, or send me !report here with the link of the message.
moderation-report-nobody = There are no moderators who could look at this now. Talk to your colleagues.
moderation-report-thanks = Thank you. The moderators will look at it.
moderation-report-handled = The moderators did what was needed about your report. Thank you for helping to take care of the room.
moderation-report-elsewhere = I can’t find that message in a room that you are in.

moderation-room = the room of { $zone }
moderation-room-other = a room without a zone
moderation-card = 🚩 A message in { $room } needs your attention: { $link }
moderation-card-decided = ✔️ A message in { $room }: { $link }
moderation-card-choices = 🙈 hide · ⚠️ a private word with its author · 🔇 mute for { $hours } hours · ✅ nothing needed
moderation-again = This message was reported again.
moderation-did-hide = hidden
moderation-did-warn = a private word
moderation-did-mute = muted
moderation-did-mute-until = muted until { $until }
moderation-did-unmute = mute lifted
moderation-did-nothing = nothing needed
moderation-itself = Relais, after the agreed time
moderation-rule-of = Rule: { $rule }
moderation-which-rule = Which rule is it about? The author gets a kind private message about it, without your name.
moderation-taken = { $who } is already dealing with this. Feel free to talk it over.
moderation-only-moderators = Only the moderators can do that. Answer a message with !report to ask them to look at it.
moderation-which-message = Answer the message itself with this command, or the report in the moderators’ room, or add the link of the message.
moderation-done = Done: { $what }.
moderation-gone = I can’t find that message.
moderation-own = That is a message of my own. It can be hidden.
moderation-protected = I can’t mute moderators or admins. Talk to each other.
moderation-cannot-hide = I may not remove anything in that room. Give me level 50 (moderator) there, or remove the message yourself: { $link }
moderation-cannot-mute = I may not mute anybody in that room. Give me level 100 (admin) there, or run `relais provision`.
moderation-cannot-unmute = I could not let { $who } write again in { $room }. Put their level back there by hand.
moderation-not-muted = That person is not muted.
moderation-changed = Somebody changed this person’s level by hand in the meantime; I leave it.

moderation-author-hide = The moderators have hidden a message of yours in { $room }.
moderation-author-warn = The moderators would like a word about a message of yours in { $room }: { $link }
moderation-author-mute = You can’t write in { $room } until { $until }. You can read, and afterwards writing works again by itself.
moderation-author-unmute = You can write in { $room } again.
moderation-author-questions = Any questions? !whoiswho shows who the moderators are.

moderation-rule-user_data = data about users
moderation-rule-disrespect = respect for each other
moderation-rule-advertising = advertising
moderation-rule-off_topic = off topic
moderation-rule-discrimination = discrimination
moderation-rule-spam = spam
moderation-rule-other = something else
moderation-told-user_data = In the room we share nothing by which somebody we support could be recognised. In general words your question is very welcome.
moderation-told-disrespect = Among colleagues we like to stay respectful, also when things move fast. Would you put it differently?
moderation-told-advertising = The room is there to help each other, not to advertise. An activity can always go on the agenda, with !agenda new.
moderation-told-off_topic = This room is about welfare and health in the zone. There must be a better place for this message.
moderation-told-discrimination = Everybody must be able to feel welcome here. That is why we don’t leave words that put people down for who they are.
moderation-told-spam = The same message stood there several times, or did not belong in the room. Once is enough.
moderation-told-other = It does not fit what we agreed for the room.

moderation-log-title = The latest decisions
moderation-log-empty = Nothing was decided yet.
moderation-log-here = The log is only shown in the moderators’ room.
moderation-log-file = The whole log: when, which message, which rule, who. No content.
moderation-log-not-sent = The file could not be sent. Try again a little later.
moderation-help-title = What you can do here and in the room, in answer to a message or a report:
moderation-help-hide = !hide – remove the message
moderation-help-warn = !warn advertising – a private word with its author about a rule
moderation-help-mute = !mute 1d – keep somebody from writing for a time; !unmute takes it back
moderation-help-rules = Rules: data, respect, advertising, topic, discrimination, spam, other
moderation-help-log = !moderation log – the latest decisions; !moderation export – everything as a file

moderation-to-agenda = 📅 Thanks for sharing! Put it on the shared agenda too, with `!agenda new`: colleagues will find it there, and it will be in the week’s overview.
moderation-mydata = reports, decisions as a moderator, or being muted now: { $count }
