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
