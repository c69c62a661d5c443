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

agenda-title-period = On the agenda for { $period }:
agenda-title-coming = Coming up:
agenda-title-further = And also:
agenda-others = In other zones:
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
agenda-next = What comes first:
agenda-cancelled = CANCELLED
agenda-tentative = to be confirmed
agenda-full = fully booked
agenda-professionals = for professionals
agenda-free = free
agenda-register = register: { $where }
agenda-more-nothing = That was everything on the agenda.
