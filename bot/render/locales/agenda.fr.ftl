# The agenda of the zone: lists, proposals, posts, polls.

## When

agenda-day-hours = { $day }, { $hours }
agenda-day-all = { $day }, toute la journée
agenda-all-day = toute la journée
agenda-until = jusqu’au { $day }
agenda-from-to = du { $first } au { $last }
agenda-from-to-hours = du { $first } à { $start } au { $last } à { $end }
agenda-period-day = le { $day }
agenda-period = la période du { $first } au { $last }

## A list

agenda-title-period = À l’agenda pour { $period }
agenda-title-coming = Prochainement à l’agenda
agenda-title-further = Et aussi
agenda-others = Dans d’autres bassins
agenda-others-only = Rien trouvé dans ce bassin ; dans d’autres bassins
agenda-none-period-about = Je n’ai rien trouvé à ce sujet à l’agenda pour { $period }.
agenda-zone = bassin { $zone }
agenda-rest = { $count ->
    [one] Encore 1 activité : tapez « plus ».
   *[other] Encore { $count } activités : tapez « plus ».
}
agenda-loosened = Je n’ai rien trouvé de ce type ; ceci s’en rapproche :
agenda-none-period = Je n’ai rien trouvé à l’agenda pour { $period }.
agenda-none = Je n’ai rien trouvé à ce sujet à l’agenda.
agenda-empty = L’agenda est encore vide. Une activité à proposer ? Tapez « !agenda nouveau ».
agenda-propose = Vous connaissez une activité ? Tapez « !agenda nouveau ».
agenda-next = La prochaine activité
agenda-cancelled = ANNULÉ
agenda-tentative = sous réserve
agenda-full = complet
agenda-professionals = pour professionnels
agenda-free = gratuit
agenda-register = inscription : { $where }
agenda-more-nothing = C’est tout ce qu’il y a à l’agenda.

## Posts

agenda-digest = Bassin { $zone } : les prochains jours
agenda-digest-rest = { $count ->
    [one] Il y a encore 1 activité : tapez « !agenda cette semaine ».
   *[other] Il y a encore { $count } activités : tapez « !agenda cette semaine ».
}
agenda-digest-interest = Cela vous intéresse ? Cliquez sur le numéro.
agenda-post-published = Nouveau à l’agenda
agenda-post-reminder = Demain
agenda-post-interest = Cela vous intéresse ?
agenda-gone = N’EST PLUS À L’AGENDA
agenda-notice-changed = Modifié : { $title }, { $when } · { $place }
agenda-notice-cancelled = Annulé : { $title }.
agenda-notice-gone = L’organisateur n’annonce plus ceci : { $title }. Vérifiez avant de vous déplacer.
agenda-feed-failed = Le calendrier { $name } ne fonctionne plus : { $reason } Ce qui était déjà à l’agenda y reste.
agenda-feed-works = Le calendrier { $name } fonctionne de nouveau.
agenda-feed-time = pas de réponse en { $detail } secondes.
agenda-feed-reach = il est injoignable.
agenda-feed-status = le serveur répond par le code d’erreur { $detail }.
agenda-feed-size = il dépasse { $detail } Mo.
agenda-feed-content = ce qui s’y trouve n’est pas un calendrier que je peux lire.
