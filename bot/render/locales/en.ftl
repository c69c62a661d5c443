# Everything a person reads of Relais, in English. Short, plain, without judgement.

## Opening

open-until = open until { $time }
open-until-day = open until { $day } { $time }
open-always = open day and night
opens-today = closed now, opens at { $time }
opens-tomorrow = closed now, opens tomorrow at { $time }
opens-day = closed now, opens { $day } at { $time }
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
relaxed-open = Nothing is open at that time. What fits otherwise:
relaxed-language = I found no service where { $languages } is spoken. An interpreter may help. What fits otherwise:
relaxed-place = I found nothing in { $place }. Elsewhere:
relaxed-place-unnamed = I found nothing in that place. Elsewhere:
relaxed-zone = I found nothing in this zone. Elsewhere in Brussels:
relaxed-wheelchair = I found nothing that is certainly wheelchair accessible. What comes nearest:
all-saturated = Everything that fits is full or has a waiting list.
next-services = These are possibilities: best to call first.
next-services-contact = These are possibilities: best to call first. To search further: { $contact }
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
understood-place = place { $place }
understood-languages = language { $languages }
understood-window = time { $when }
understood-wheelchair = wheelchair accessible
understood-home_visit = at home
clarify-categories = Is it about { $categories }?
clarify = What kind of help is needed, and in which neighbourhood? (No names, please.)
or = or
person = Or ask { $contact }.
person-neutral = Or ask your colleagues in the room: somebody often knows a way.

language-vgt = Flemish Sign Language
language-sfb = French Belgian Sign Language
language-rif = Tarifit (Berber)

window-now = now
window-today = today
window-tonight = tonight
window-evening = in the evening
window-night = at night
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

## Explaining words

definition = { $term }: { $meaning }
definition-forms = English: { $en } · Dutch: { $nl } · French: { $fr }
definition-pair = Dutch: { $nl } · French: { $fr }
next-definition = Another word, or a service to find? Just ask.

## Conversation

smalltalk = You are welcome. Another question? Just ask.
help = Ask an ordinary question and mention me, or begin with !ask. In a direct message neither is needed.
help-example = For example: “!ask doctor in Molenbeek who speaks Arabic, without health insurance”
help-thread = I answer in a thread; go on asking there, and “more” shows the full list.
help-sources = I search the repertory and the plan documents, and always say where something comes from and how old it is.
help-privacy = Never write names or data of the people you are helping.
trouble = Sorry, something went wrong here. Try again later, or ask your colleagues in the room.
undecryptable = Sorry, I could not decrypt this message. Could you send it again?
too-many = You ask many questions in a row, and I want to help the others too. Please wait a little ({ $minutes } min) and then go on.
guard-stopped = I have not read this message: it may hold data about a person you are helping. Remove it and ask again without those data.

## The demo

demo-welcome = Ask a question as Sofie, a social worker. “> ” at the start continues the last thread, /zone changes rooms, /quit ends.
demo-silent = No answer came.
