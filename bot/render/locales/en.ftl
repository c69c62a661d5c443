# Everything a person reads of Relais, in English. Short, plain, without judgement.

## Opening

open-until = open until { $time }
open-until-day = open until { $day } { $time }
open-always = open day and night
opens-today = closed now, opens at { $time }
opens-tomorrow = closed now, opens tomorrow at { $time }
opens-day = closed now, opens { $day } at { $time }
then-open = open { $when } { $hours }
then-closed = closed { $when }
at-today = today at { $time }
at-tomorrow = tomorrow at { $time }
at-day = { $day } at { $time }
midnight = midnight
closed-now = closed now
hours-unknown = opening hours not known
hours-text = hours: { $hours }

## Place, conditions, origin

conditions = conditions: { $text }
cost = price: { $text }
capacity-open = has places
capacity-waiting_list = waiting list
capacity-waiting_list-weeks = { $weeks ->
    [one] waiting list, about 1 week
   *[other] waiting list, about { $weeks } weeks
}
capacity-saturated = full
capacity-saturated-weeks = { $weeks ->
    [one] full, about 1 week’s wait
   *[other] full, about { $weeks } weeks’ wait
}
capacity-unknown = not known whether there is room
capacity-dated = { $state } (reported on { $date })
verified = checked on { $date }
verified-stale = not checked since { $date }
verified-unknown = date of last check not known
stopped = no longer exists
speaks = speaks { $languages }
zone-other = in zone { $zone }
zone-region = for all of Brussels
in-nl = (in Dutch)
in-fr = (in French)
in-en = (in English)
quoted = “{ $text }”
page = p. { $page }
date-unknown = undated
feast-days = public holidays
day-closed = closed
day-and-night = day and night

## Above and below an answer

late = Sorry, I see this question only now. Do you still need an answer? Then please ask again.
danger = Is someone in danger now? First call: { $numbers }.
danger-channel = Relais is not an emergency line.
number = { $number } ({ $name })
need-nothing = For another part of the question I found nothing.
asked = 🔎 { $what }
relaxed-open = I found nothing that is certain to be open at that time. What fits otherwise:
relaxed-open-now = What fits is not certain to be open now.
first-open = First to open: { $name }, { $when }.
relaxed-language = I found no service where { $languages } is spoken. An interpreter may help. What fits otherwise:
relaxed-place = I found nothing in { $place }. Elsewhere:
relaxed-place-unnamed = I found nothing in that place. Elsewhere:
relaxed-zone = I found nothing in this zone. Elsewhere in Brussels:
relaxed-wheelchair = I found nothing that is certainly wheelchair accessible. What comes nearest:
all-saturated = Everything that fits is full or has a waiting list.
next-services = These are possibilities: best to call first.
next-services-contact = These are possibilities: best to call first. To search further: { $contact }
next-one = Call to be sure.
next-one-no-phone = Better check to be sure.
next-passages = To know more, ask your colleagues in the room.
next-passages-contact = To know more: { $contact }
next-more = Type “more” for the full list.
contact-zone = { $name } (zone { $zone }), { $phone }
contact-zone-no-phone = { $name } (zone { $zone })
more-title = The full list:
more-nothing = I have no more than this. Feel free to ask something else.

## Nothing found

unknown = I found nothing certain enough about this.
unknown-empty = I have no data to search yet.
understood = Understood: { $what }.
understood-everywhere = all of Brussels
understood-wheelchair = wheelchair accessible
understood-home_visit = at home
clarify-categories = Is it about { $categories }?
clarify = What kind of help is needed, and in which neighbourhood? (No names, please.)
or = or
and = and
person = Or ask { $contact }.
person-neutral = Or ask your colleagues in the room: somebody often knows a way.

language-vgt = Flemish Sign Language
language-sfb = French Belgian Sign Language
language-rif = Tarifit (Berber)

window-now = now
window-today = today
window-tonight = tonight
window-evening = in the evening
window-night = tonight
window-tomorrow = tomorrow
window-weekend = at the weekend
window-holiday = on a public holiday
window-monday = Monday
window-tuesday = Tuesday
window-wednesday = Wednesday
window-thursday = Thursday
window-friday = Friday
window-saturday = Saturday
window-sunday = Sunday
window-date = on { $date }
window-dated = { $when } { $date }
window-dated-evening = { $when } evening { $date }

access-undocumented = without papers
access-no_insurance = without health insurance
access-increased_allowance = increased allowance (BIM/VT)
access-free = free of charge
access-anonymous = anonymous
access-no_appointment = without appointment

## A question about one service

attribute-exists-yes = Yes, { $name } still exists.
attribute-exists-no = No, { $name } no longer exists.
attribute-exists-unknown = It is not known whether { $name } still exists.
attribute-open_now-yes = Yes, { $name }: { $state }.
attribute-open_now-no = No, { $name }: { $state }.
attribute-open_now-unknown = It is not known whether { $name } is open now.
attribute-open_then-yes = Yes, { $name } is open { $when }: { $hours }.
attribute-open_then-no = No, { $name } is closed { $when }.
attribute-open_then-unknown = It is not known whether { $name } is open { $when }.
attribute-hours = { $name }: { $value }.
attribute-hours-unknown = The opening hours of { $name } are not known.
attribute-wheelchair-yes = Yes, { $name } is wheelchair accessible.
attribute-wheelchair-limited = { $name } has limited wheelchair access.
attribute-wheelchair-no = No, { $name } is not wheelchair accessible.
attribute-wheelchair-unknown = It is not known whether { $name } is wheelchair accessible.
attribute-languages = Languages at { $name }: { $value }.
attribute-languages-yes = Yes, { $asked } is spoken at { $name }.
attribute-languages-no = No, { $asked } is not among the languages of { $name }: { $value }.
attribute-languages-unknown = The languages of { $name } are not known.
attribute-cost = Price at { $name }: { $value }.
attribute-cost-yes = Yes, according to the record of { $name }: { $value }.
attribute-cost-no = No, according to the record of { $name }: { $value }.
attribute-cost-unknown = The price at { $name } is not known.
attribute-waiting = { $name }: { $value }.
attribute-waiting-unknown = The waiting time at { $name } is not known.
attribute-capacity-yes = Yes, { $name }: { $value }.
attribute-capacity-limited = { $name }: { $value }.
attribute-capacity-no = No, { $name }: { $value }.
attribute-capacity = { $name }: { $value }.
attribute-capacity-unknown = It is not known whether { $name } has room.
attribute-conditions = Conditions at { $name }: { $value }.
attribute-conditions-yes = Yes, according to the record of { $name }: { $value }.
attribute-conditions-no = No, according to the record of { $name }: { $value }.
attribute-conditions-unknown = No conditions are known for { $name }.
attribute-phone = Telephone of { $name }: { $value }.
attribute-phone-unknown = The telephone number of { $name } is not known.
attribute-address = Address of { $name }: { $value }.
attribute-address-unknown = The address of { $name } is not known.
attribute-email = E-mail of { $name }: { $value }.
attribute-email-unknown = The e-mail address of { $name } is not known.
attribute-website = Website of { $name }: { $value }.
attribute-website-unknown = The website of { $name } is not known.
also-called = I took { $name }. There is also { $others }.
instead = This may help instead:

## Explaining words

definition = { $term }: { $meaning }
definition-forms = English: { $en } · Dutch: { $nl } · French: { $fr }
definition-pair = Dutch: { $nl } · French: { $fr }
next-definition = Another word, or a service to find? Just ask.

## Conversation

greeting = Hello! I am Relais. How can I help?
who-i-am = I am Relais, a chatbot. I look for help and services in Brussels, and for what the plans say about them.
smalltalk = You are welcome. Another question? Just ask.
help = Ask an ordinary question and mention me, or begin with !ask. In a direct message neither is needed.
help-example = For example: “!ask doctor in Molenbeek who speaks Arabic, without health insurance”
help-thread = I answer in a thread; go on asking there, and “more” shows the full list.
help-sources = I search the repertory and the plan documents, and always say where something comes from and how old it is.
help-more = Also: !agenda, !update and ❗ (something is wrong), !blocked or 🆘 (you are stuck), !whoiswho, !language, !privacy.
help-privacy = Never write names or data of the people you are helping.
trouble = Sorry, something went wrong here. Try again later, or ask your colleagues in the room.
undecryptable = Sorry, I could not decrypt this message. Could you send it again?
verification-code = Compare these emoji with your screen. Only those in the bot’s log, on its server, are proof: this message travels the same road as the check itself.
too-many = You ask many questions in a row, and I want to help the others too. Please wait a little ({ $minutes } min) and then go on.

## The demo

demo-welcome = Ask a question as Sofie, a social worker. “> ” at the start continues the last thread, /zone changes rooms, /quit ends.
demo-silent = No answer came.

## The guard: user data stays out of the chat

guard-reason = Removed under the rules of this room
guard-removed = I took your message out of the room: it holds data about a person you are helping ({ $kinds }).
guard-not-removed = Your message holds data about a person you are helping ({ $kinds }). I may not remove anything in that room: could you delete it?
guard-direct = I did nothing with your message: it holds data about a person you are helping ({ $kinds }). It is best to delete it here too.
guard-asked = Does your message hold data about a person you are helping (perhaps { $kinds })? I do nothing with it until you answer.
guard-why = Such data fall under professional secrecy and the GDPR, and many people read along in a room.
guard-why-severe = Health and justice are protected even more.
guard-exclusion = I do not pass on that somebody is no longer welcome somewhere. Look for a way out with your zone’s referral person.
guard-exclusion-contact = I do not pass on that somebody is no longer welcome somewhere. { $contact } helps to look for a way out.
guard-cleaned = Without those data:
guard-choose = ✅ I put it in the room like this and look for an answer · ✏️ you rewrite it first · ❌ this was not about a person you are helping
guard-choose-direct = ✅ I look for an answer like this · ✏️ you rewrite it first · ❌ this was not about a person you are helping
guard-choose-rewrite = ✏️ you rewrite it · ❌ this was not about a person you are helping
guard-choose-uncertain = ✅ no, use it as it is · ✏️ yes, take it away, I will rewrite it
guard-kept = Please choose within { $minutes } minutes: I remember it for a while and keep it nowhere.
guard-carried = Question from a colleague, without data about a person:
guard-not-carried = I could not put this in the room. Try again later with ✅, or send it yourself without those data.
guard-rewrite = Write it again here without those data, and I will put it in the room. Or send it in the room yourself.
guard-rewrite-direct = Feel free to write it again here, without those data.
guard-fine = Good, I use it as it is.
guard-gone = I no longer have that text, for I only remember it for a while. Feel free to send your question again, without data about a person.
guard-owed = A message of yours held data about a person you are helping; if I was allowed to, I took it out of the room. Because of an interruption I no longer have the text. Feel free to send your question again, without those data.
guard-false-alarm = Thank you for telling. I count it as a false alarm and keep nothing of it.
guard-overrule-asked = I am asking the moderators whether the same message may pass, and will let you know.
guard-other-words = Meanwhile, say it in other words, or ask your referral person.
guard-allowed = A moderator lets your message through: send it again unchanged within { $minutes } minutes.
guard-unchecked = I could not check a message of yours, so I did nothing with it. Try again later, or make it shorter.
guard-media = I cannot check photos, recordings and videos. Please make sure that nobody you are helping can be recognised.
guard-media-removed = Photos, recordings and videos are not allowed in this room, for I cannot check who can be recognised. I removed your message.
guard-file = I could not check a file of yours. Please make sure that it holds no data about people you are helping.
guard-moderators = A message needs your attention, and I may not remove it: { $link }
guard-overrule = The author says that I removed this message wrongly: { $link } With ✅ you let the same message through for { $minutes } minutes.
guard-kind-national_number = national number
guard-kind-bis_number = BIS number
guard-kind-id_card = identity card number
guard-kind-foreigner_number = Immigration Office file number
guard-kind-iban = account number
guard-kind-phone = telephone number
guard-kind-email = e-mail address
guard-kind-file_number = file number
guard-kind-number_plate = number plate
guard-kind-name = name
guard-kind-initials = initials
guard-kind-birth_date = date of birth
guard-kind-age = age
guard-kind-address = address
guard-kind-origin = recognisable description
guard-kind-health = health
guard-kind-judicial = justice
guard-kind-unread = too long to be read
guard-kind-exclusion = exclusion of a person

## Privacy

privacy-what = What I keep: ids of messages that I dealt with ({ $ids } days), which direct room is whose, and per month how often I stopped data, without names ({ $months } months).
privacy-features = Also: of a blocked case its number, theme, state, and who asked and who follows it up; never what is said in it, which is only in its own room (emptied { $cases } days after the end). And what you propose for the agenda or the repertory, for that is public.
privacy-not = What I never keep: the text of a message, and data about the people you are helping. A cleaned text stays in memory for { $minutes } minutes.
privacy-where = Where: on the server of the organisation that runs me, nowhere else. The messages themselves are on your Matrix server, encrypted.
privacy-who = Who can read it: only those who run that server. About yourself: type !mydata.
mydata-title = This is what I have about you:
mydata-direct = a direct room with you
mydata-sent = ids of messages that I sent you: { $count }
mydata-waiting = messages still on their way to you: { $count }
mydata-requests = how often I asked you to send something again: { $count }
mydata-texts = texts in memory for a while: { $count }
mydata-unfinished = what you are filling in now: { $count }
mydata-cases = blocked cases in which you appear (erase: !erase and the number): { $count }
mydata-proposals = proposals and questions about services or the agenda: { $count }
mydata-member = your language, zones and organisation, from the list of members
mydata-nothing = I have nothing about you.
mydata-delete = Type “!mydata delete” here to remove this.
mydata-deleted = Removed. This room stays until you leave it.
mydata-cases-left = Cases that are still open stay ({ $count }). Who sent one can erase it: type !erase and its number.
mydata-here = Removal is only possible in our direct room: type it there.
