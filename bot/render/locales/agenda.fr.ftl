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

## A proposal

agenda-intake-begin = Très bien, préparons une proposition pour l’agenda. Ne nommez personne que vous accompagnez. « stop » arrête.
agenda-intake-past = Ce jour est déjà passé.
agenda-intake-sent = Merci. Les modérateurs du bassin vont l’examiner, et je vous tiens au courant.
agenda-intake-nobody = Ce bassin n’a pas encore de modérateur pour examiner ceci. Parlez-en à votre personne de référence.
agenda-intake-stopped = Bien, j’arrête. Je n’en garde rien.
agenda-intake-gone = Je ne sais plus où nous en étions : je ne retiens cela qu’un moment. Recommencez avec « !agenda nouveau », « !agenda modifier » ou « !agenda annuler ».
agenda-intake-guard = Il y a ici des données qui peuvent mener à une personne ({ $kinds }). Corrigez-les d’abord, par exemple avec « titre : … ».
agenda-intake-unchecked = Je n’ai pas pu vérifier ceci maintenant. Cliquez encore sur ✅ tout à l’heure.
agenda-intake-choose = Je n’ai pas compris. Choisissez ✅ ou ❌, ou corrigez, par exemple avec « lieu : … ».
agenda-ask-again = Je n’ai pas bien compris.
agenda-ask-title = Comment s’appelle l’activité ?
agenda-ask-other_title = Et en { $language } ? Tapez « - » si vous ne savez pas.
agenda-ask-when = Quand a-t-elle lieu ? Par exemple : jeudi 3 décembre de 14h à 16h.
agenda-ask-hours = De quelle heure à quelle heure ? Ou tapez « toute la journée ».
agenda-ask-place = Où a-t-elle lieu ? Donnez le nom et l’adresse, ou tapez « en ligne ».
agenda-ask-organiser = Qui l’organise ? Tapez « - » si cela n’importe pas.
agenda-ask-registration = Comment s’inscrire ? Donnez un site, une adresse e-mail ou un numéro de téléphone, ou tapez « - ».
agenda-ask-zone = Pour quel bassin : { $zones }, ou tous les bassins ?
agenda-preview-new = Voici ce qui sera à l’agenda :
agenda-preview-change = Voici ce que cela devient :
agenda-preview-cancel = Ceci n’a pas lieu ?
agenda-preview-remind = Un rappel sera publié la veille.
agenda-preview-same = Attention, cela ressemble à ceci : { $title }, { $when }.
agenda-preview-send = ✅ je le soumets aux modérateurs · ❌ finalement non
agenda-preview-now = ✅ je le fais tout de suite · ❌ finalement non
agenda-preview-correct = Corriger ou ajouter quelque chose ? Tapez par exemple « lieu : … », « prix : gratuit », « langues : nl, fr », « description : … » ou « rappel : oui ».
agenda-all-zones = tous les bassins
agenda-choose-event = Laquelle ? Tapez le numéro.
agenda-change-what = Qu’est-ce qui change ? Tapez par exemple « quand : 4 décembre 10h-12h » ou « lieu : … ».
agenda-change-none = Je ne trouve pas d’activité que vous pouvez modifier ou annuler. Seuls la personne qui l’a proposée et les modérateurs du bassin le peuvent. Ajoutez un mot du titre.
agenda-done-new = « { $title } » est à l’agenda. Pour modifier ou annuler : « !agenda modifier » ou « !agenda annuler » avec un mot du titre.
agenda-done-change = « { $title } » est modifié à l’agenda.
agenda-done-cancel = « { $title } » figure à l’agenda comme annulé.
agenda-refused = Votre proposition « { $title } » n’a pas été acceptée. La raison : { $reason } Vous pouvez l’adapter et la proposer de nouveau.
agenda-expired = Les modérateurs n’ont pas répondu à votre proposition « { $title } ». Vous pouvez la proposer de nouveau, ou en parler à votre personne de référence.

## Moderators

agenda-card-new = Proposition pour l’agenda
agenda-card-change = Proposition de modification
agenda-card-cancel = Proposition d’annulation
agenda-card-before = Actuellement :
agenda-card-doubtful = Vérifiez bien qu’il n’y a pas ici de données d’une personne accompagnée.
agenda-card-choose-new = ✅ à l’agenda · ❌ non
agenda-card-choose-change = ✅ modifier · ❌ non
agenda-card-choose-cancel = ✅ annuler · ❌ non
agenda-card-reasons = Pourquoi pas ? Cliquez sur le numéro.
agenda-card-accepted = ✅ Accepté
agenda-card-refused = ❌ Non accepté : { $reason }
agenda-card-expired = Expiré : il n’y a pas eu de réponse
agenda-card-gone = Cette proposition n’existe plus.

## Finding a date

agenda-poll-question = Quand pouvez-vous ?
agenda-poll-open = Le sondage est prêt : chacun peut y choisir plusieurs moments. Il se ferme le { $day } à { $time }, ou plus tôt avec « !sondage stop ».
agenda-poll-how = Donnez deux jours ou plus, par exemple : « !sondage Réunion plan hiver : 1er décembre, 3 décembre 10h, semaine prochaine ».
agenda-poll-direct = Un sondage se fait dans le salon où les autres lisent.
agenda-poll-none = Je ne trouve pas ici de sondage ouvert que vous pouvez fermer.
agenda-poll-result = { $people ->
    [one] Le sondage est fermé, 1 personne a voté
   *[other] Le sondage est fermé, { $people } personnes ont voté
}
agenda-poll-nobody = Le sondage est fermé, personne n’a voté.
agenda-poll-next = Le mettre à l’agenda ? Tapez « !agenda nouveau ».
