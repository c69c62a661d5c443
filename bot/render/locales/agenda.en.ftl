# The agenda of the zone: lists, proposals, posts, polls.

## When

agenda-day-hours = { $day }, { $hours }
agenda-day-all = { $day }, all day
agenda-all-day = all day
agenda-until = until { $day }
agenda-from-to = { $first } to { $last }
agenda-from-to-hours = { $first }, { $start }, to { $last }, { $end }
agenda-period-day = { $day }
agenda-period = { $first } to { $last }

## A list

agenda-title-period = On the agenda for { $period }
agenda-title-coming = Coming up
agenda-title-further = And also
agenda-others = In other zones
agenda-others-only = Nothing in this zone, but in other zones
agenda-none-period-about = I found nothing about that on the agenda for { $period }.
agenda-zone = zone { $zone }
agenda-rest = { $count ->
    [one] 1 more event: type “more”.
   *[other] { $count } more events: type “more”.
}
agenda-loosened = I found nothing of that kind; this comes close:
agenda-none-period = I found nothing on the agenda for { $period }.
agenda-none = I found nothing about that on the agenda.
agenda-empty = There is nothing on the agenda yet. Something to propose? Type “!agenda new”.
agenda-propose = Do you know of something? Type “!agenda new”.
agenda-next = What comes first
agenda-cancelled = CANCELLED
agenda-tentative = to be confirmed
agenda-full = fully booked
agenda-professionals = for professionals
agenda-free = free
agenda-register = register: { $where }
agenda-more-nothing = That was everything on the agenda.

## Posts

agenda-digest = Zone { $zone }: the coming days
agenda-digest-rest = { $count ->
    [one] There is 1 more event: type “!agenda this week”.
   *[other] There are { $count } more events: type “!agenda this week”.
}
agenda-digest-interest = Interested? Click its number.
agenda-post-published = New on the agenda
agenda-post-reminder = Tomorrow
agenda-post-interest = Interested?
agenda-gone = NO LONGER ON THE AGENDA
agenda-notice-changed = Changed: { $title }, { $when } · { $place }
agenda-notice-cancelled = Cancelled: { $title }.
agenda-notice-gone = The organiser no longer announces this: { $title }. Check before you go.
agenda-feed-failed = The calendar { $name } does not work any more: { $reason } What was on the agenda stays there.
agenda-feed-works = The calendar { $name } works again.
agenda-feed-time = it does not answer within { $detail } seconds.
agenda-feed-reach = it cannot be reached.
agenda-feed-status = the server answers with error code { $detail }.
agenda-feed-size = it is larger than { $detail } MB.
agenda-feed-content = what is there is no calendar that I can read.

## A proposal

agenda-intake-begin = Good, let us make a proposal for the agenda. Name nobody whom you support. “stop” ends it.
agenda-intake-past = That day is over already.
agenda-intake-sent = Thank you. The moderators of the zone will look at it, and I will let you know.
agenda-intake-nobody = There is no moderator for this zone yet who can look at this. Please talk to your referral person.
agenda-intake-stopped = All right, I stop here. I keep nothing of it.
agenda-intake-gone = I no longer know where we were: I remember such things for a while only. Please begin again with “!agenda new”, “!agenda change” or “!agenda cancel”.
agenda-intake-guard = There are data in this that may lead to a person ({ $kinds }). Please correct that first, for example with “title: …”.
agenda-intake-unchecked = I could not check this now. Please click ✅ again later.
agenda-intake-choose = I did not understand that. Choose ✅ or ❌, or correct something, for example with “place: …”.
agenda-ask-again = I did not quite understand that.
agenda-ask-title = What is the event called?
agenda-ask-other_title = And in { $language }? Type “-” if you do not know.
agenda-ask-when = When is it? For example: Thursday 3 December from 14:00 to 16:00.
agenda-ask-hours = From when to when? Or type “all day”.
agenda-ask-place = Where is it? Give the name and the address, or type “online”.
agenda-ask-organiser = Who organises it? Type “-” if that does not matter.
agenda-ask-registration = How does one register? Give a website, an e-mail address or a telephone number, or type “-”.
agenda-ask-zone = For which zone is it: { $zones }, or all zones?
agenda-preview-new = This is how it will be on the agenda:
agenda-preview-change = This is what it becomes:
agenda-preview-cancel = This does not take place?
agenda-preview-remind = A reminder will be posted the day before.
agenda-preview-same = Careful, this looks like: { $title }, { $when }.
agenda-preview-send = ✅ I put it to the moderators · ❌ rather not
agenda-preview-now = ✅ I do it at once · ❌ rather not
agenda-preview-correct = Something to correct or add? Type for example “place: …”, “price: free”, “languages: nl, fr”, “description: …” or “reminder: yes”.
agenda-all-zones = all zones
agenda-choose-event = Which one do you mean? Type the number.
agenda-change-what = What will be different? Type for example “when: 4 December 10:00-12:00” or “place: …”.
agenda-change-none = I find no event that you can change or cancel. Only the person who proposed it and the moderators of the zone can. Please add a word of its title.
agenda-done-new = “{ $title }” is on the agenda. To change or cancel it: “!agenda change” or “!agenda cancel” with a word of its title.
agenda-done-change = “{ $title }” was changed on the agenda.
agenda-done-cancel = “{ $title }” is shown as cancelled on the agenda.
agenda-refused = Your proposal “{ $title }” was not accepted. The reason: { $reason } You can adapt it and propose it again.
agenda-expired = The moderators did not answer your proposal “{ $title }”. You can propose it again, or talk to your referral person.

## Moderators

agenda-card-new = Proposal for the agenda
agenda-card-change = Proposal to change this
agenda-card-cancel = Proposal to cancel this
agenda-card-before = Now it says:
agenda-card-doubtful = Please make sure that there are no data of a supported person in this.
agenda-card-choose-new = ✅ on the agenda · ❌ no
agenda-card-choose-change = ✅ change it · ❌ no
agenda-card-choose-cancel = ✅ cancel it · ❌ no
agenda-card-reasons = Why not? Click the number.
agenda-card-accepted = ✅ Accepted
agenda-card-refused = ❌ Not accepted: { $reason }
agenda-card-expired = Expired: there was no answer
agenda-card-gone = This proposal no longer exists.

## Finding a date

agenda-poll-question = When are you free?
agenda-poll-open = The poll is ready: everybody can choose several moments. It closes on { $day } at { $time }, or earlier with “!poll stop”.
agenda-poll-how = Give two or more days, for example: “!poll Winter plan meeting: 1 December, 3 December 10:00, next week”.
agenda-poll-direct = A poll is made in the room where the others read.
agenda-poll-none = I find no open poll here that you can close.
agenda-poll-result = { $people ->
    [one] The poll is closed, 1 person voted
   *[other] The poll is closed, { $people } people voted
}
agenda-poll-nobody = The poll is closed, nobody voted.
agenda-poll-next = Put it on the agenda? Type “!agenda new”.
