# The agenda of the zone: lists, proposals, posts, polls.

## When

agenda-day-hours = { $day }, { $hours }
agenda-day-all = { $day }, de hele dag
agenda-all-day = de hele dag
agenda-until = tot { $day }
agenda-from-to = van { $first } tot { $last }
agenda-from-to-hours = van { $first }, { $start }, tot { $last }, { $end }
agenda-period-day = { $day }
agenda-period = { $first } tot { $last }

## A list

agenda-title-period = Op de agenda voor { $period }
agenda-title-coming = Dit komt eraan
agenda-title-further = En verder
agenda-others = In andere zones
agenda-others-only = In deze zone vond ik niets; in andere zones wel
agenda-none-period-about = Voor { $period } vond ik daarover niets op de agenda.
agenda-zone = zone { $zone }
agenda-rest = { $count ->
    [one] Nog 1 activiteit: typ “meer”.
   *[other] Nog { $count } activiteiten: typ “meer”.
}
agenda-loosened = Zo’n activiteit vond ik niet; dit past er wel bij:
agenda-none-period = Voor { $period } vond ik niets op de agenda.
agenda-none = Daarover vond ik niets op de agenda.
agenda-empty = Er staat nog niets op de agenda. Iets voorstellen? Typ “!agenda nieuw”.
agenda-propose = Weet jij iets? Typ “!agenda nieuw”.
agenda-next = Het eerstvolgende op de agenda
agenda-cancelled = GAAT NIET DOOR
agenda-tentative = onder voorbehoud
agenda-full = volzet
agenda-professionals = voor professionals
agenda-free = gratis
agenda-register = inschrijven: { $where }
agenda-more-nothing = Dat was alles op de agenda.

## Posts

agenda-digest = Zone { $zone }: de komende dagen
agenda-digest-rest = { $count ->
    [one] Er is nog 1 activiteit: typ “!agenda deze week”.
   *[other] Er zijn nog { $count } activiteiten: typ “!agenda deze week”.
}
agenda-digest-interest = Interesse? Klik het nummer aan.
agenda-post-published = Nieuw op de agenda
agenda-post-reminder = Morgen
agenda-post-interest = Interesse?
agenda-gone = STAAT NIET MEER OP DE AGENDA
agenda-notice-changed = Gewijzigd: { $title }, { $when } · { $place }
agenda-notice-cancelled = Gaat niet door: { $title }.
agenda-notice-gone = De organisator kondigt dit niet meer aan: { $title }. Vraag het na voor je vertrekt.
agenda-feed-failed = De kalender { $name } werkt niet meer: { $reason } Wat er al op de agenda stond, blijft staan.
agenda-feed-works = De kalender { $name } werkt weer.
agenda-feed-time = hij antwoordt niet binnen { $detail } seconden.
agenda-feed-reach = hij is niet bereikbaar.
agenda-feed-status = de server antwoordt met foutcode { $detail }.
agenda-feed-size = hij is groter dan { $detail } MB.
agenda-feed-content = wat er staat, is geen kalender die ik kan lezen.
