# Corrections du répertoire, en une ligne.

update-usage = Pour corriger : !update nom du service : nouvel horaire lun-ven 9h-12h. Aussi possibles : téléphone, e-mail, site, adresse, langues et « n’existe plus », même plusieurs, séparés par une virgule. Pour les places : !complet nom ou !places nom 3.
update-unknown = Je ne trouve pas de service appelé « { $name } ».
update-unknown-near = Je ne trouve pas de service appelé « { $name } ». Est-ce { $names } ? Retapez alors la ligne avec ce nom.
update-which = De quel service s’agit-il ? Cliquez sur le numéro.
update-which-one = { $number } { $name }
update-which-name = Ce nom convient à plusieurs services : { $names }. Retapez la ligne avec le nom complet.
update-which-again = Je ne m’en souviens plus : retapez la ligne avec le nom complet.
update-change = { $name } – { $field } : { $old } → { $new }
update-change-further = { $field }: { $old } → { $new }
update-none = inconnu
update-same = C’est déjà indiqué ainsi : { $name } – { $field } : { $new }.
update-ask = Est-ce exact ? ✅ = corriger, ❌ = ne pas corriger.
update-ask-others = Une personne du service ou un modérateur confirme avec ✅. Une erreur ? Cliquez sur ❌.
update-ask-nobody = Personne n’est encore désigné pour confirmer. Demandez-le aux gestionnaires de Relais.
update-live = C’est indiqué ainsi dès maintenant, signalé le { $date }. Valable jusqu’au { $until } ; ensuite ce sera de nouveau « inconnu ». Une erreur ? Cliquez sur ❌.
update-accepted-owner = Corrigé, confirmé par le service lui-même. C’est ce que les réponses indiquent désormais.
update-accepted-moderator = Corrigé, confirmé par un modérateur. C’est ce que les réponses indiquent désormais.
update-declined = Rien n’a été corrigé.
update-undone = Annulé : tout est de nouveau comme avant.
update-not-allowed = Seule une personne du service ou un modérateur peut confirmer. La question leur a été transmise.
update-gone = Ce service n’est plus dans le répertoire.
update-remark-passed = Je ne peux pas corriger cela moi-même. Je l’ai transmis à qui tient à jour les données de { $name }.
update-remark-passed-nameless = Je l’ai transmis aux modérateurs.
update-remark-nobody = Je ne peux pas corriger cela moi-même, et personne n’est encore désigné pour le recevoir. Demandez-le aux gestionnaires de Relais.
update-remark = Un ou une collègue signale à propos de { $name } : « { $text } »
update-remark-nameless = Un ou une collègue signale à propos d’une réponse : « { $text } »
update-remark-how = Pour corriger : !update { $name } : …
update-request = Un ou une collègue propose une correction. ✅ = corriger, ❌ = ne pas corriger.
update-informed = Un modérateur a fait une correction. Ce n’est pas exact ? Cliquez sur ❌.
update-wrong = Qu’est-ce qui n’est pas exact ? Répondez ici en une ligne avec le nom du service : nom : nouvel horaire lun-ven 9h-12h.
update-wrong-one = Qu’est-ce qui n’est pas exact pour { $name } ? Répondez ici en une ligne, par exemple : nouvel horaire lun-ven 9h-12h.
update-sandbox = Ce salon sert à s’exercer : rien n’a été corrigé.
update-places = { $places ->
    [0] aucune place libre
    [one] 1 place libre
   *[other] { $places } places libres
}
update-field-hours = horaire
update-field-phone = téléphone
update-field-email = e-mail
update-field-website = site
update-field-address = adresse
update-field-languages = langues
update-field-capacity = places
update-field-status = existe encore
update-field-verified = vérifié le
update-status-active = oui
update-status-closed = non, n’existe plus
update-places-dated = { $state } (signalé le { $date }, valable jusqu’au { $until })
update-corrected = { $fields } : corrigé le { $date }
update-detail-how = Comment travailler avec eux : { $text } (zone { $zone }, { $date })
update-detail-line = Ligne pour professionnels : { $text } (zone { $zone }, { $date })
update-detail-remark = Bon à savoir : { $text } (zone { $zone }, { $date })
update-detail-usage = Pour ajouter quelque chose dans votre zone : !détail nom du service : comment : … (comment travailler avec eux), ligne : … (numéro pour professionnels) ou remarque : … Effacer : !détail nom : ligne : effacer.
update-detail-put = Ajouté à { $name }. Les réponses de la zone { $zone } l’indiquent désormais. Une erreur ? Cliquez sur ❌.
update-detail-dropped = Effacé : ce n’est plus indiqué pour { $name }.
update-detail-nothing = Il n’y avait rien à effacer pour { $name }.
update-detail-not-allowed = Seuls les modérateurs de la zone peuvent ajouter quelque chose à un service.
update-detail-zone = C’est pour quelle zone ? Tapez-le dans le salon de cette zone, ou dans celui de ses modérateurs.
update-stale-title = { $count ->
    [one] 1 fiche n’a plus été vérifiée depuis { $months } mois ou plus :
   *[other] { $count } fiches n’ont plus été vérifiées depuis { $months } mois ou plus :
}
update-stale-none = Toutes les fiches ont été vérifiées ces { $months } derniers mois.
update-stale-owner = { $who } ({ $count })
update-stale-nobody = Sans responsable
update-stale-line = { $name } – vérifié : { $since } ({ $id })
update-stale-more = … et encore { $count }.
update-stale-more-owners = … et encore { $count } responsables.
update-stale-how = Pour corriger en une ligne : !update nom : …
update-stale-where = Vous voyez vos propres fiches en m’envoyant ceci en privé. Les modérateurs voient celles de leur zone dans leur salon.
update-still = Est-ce encore exact ? { $name } (vérifié : { $since })
update-still-how = ✅ = toujours exact. ✏️ = quelque chose a changé.
update-still-thanks = Merci ! { $name } est noté comme vérifié aujourd’hui.
