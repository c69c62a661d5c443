## Mettre le répertoire à jour, dans le salon des administrateurs

admin-plan = { $name } : nouveaux { $added }, modifiés { $changed }, supprimés { $removed }, inchangés { $unchanged }, refusés { $rejected }.
admin-unchanged = { $name } : rien ne change (inchangés { $unchanged }, refusés { $rejected }).
admin-heading-added = Nouveaux
admin-heading-changed = Modifiés
admin-heading-removed = Supprimés
admin-heading-rejected = Refusés
admin-heading-noted = Remarques
admin-heading-alike = Peut-être le même service ; les deux restent
admin-heading-superseded = Corrections du chat qui cèdent, parce que la source dit elle-même autre chose
admin-of-source = Je compare avec ce que la source { $source } disait la dernière fois. Ce que disent les autres sources reste.
admin-joined = { $count ->
    [one] 1 service figurait déjà dans une autre source et y est relié.
   *[other] { $count } services figuraient déjà dans une autre source et y sont reliés.
}
admin-mapping = Je lis les colonnes ainsi
admin-kept = Une ligne refusée n’efface rien : ce que je savais déjà de ce service reste.
admin-taxonomy = La liste des rubriques change aussi.
admin-many = Attention : ceci supprime { $removed } des { $known } services. Après ✅, je demanderai un second ✅.
admin-choose = ✅ j’applique · ❌ je ne change rien
admin-empty = vide
admin-more = … et { $count } de plus, voir le fichier joint
admin-more-columns = { $count ->
    [one] et encore 1 colonne
   *[other] et encore { $count } colonnes
}
admin-at-line = ligne { $number }
admin-at-row = rangée { $number }

admin-reading = Je regarde le fichier. Cela prend un moment ; entre-temps, je continue à répondre aux questions.
admin-queued = Une autre mise à jour est en cours. Votre fichier suivra.
admin-sure = C’est certain ? Ceci supprime { $removed } des { $known } services. ✅ oui, allez-y · ❌ non, ne changez rien
admin-second = J’attends encore un second ✅, sous ma question « C’est certain ? » dans ce fil.
admin-busy = Je m’en occupe déjà.
admin-applying = J’applique. Cela prend un moment ; d’ici là, je réponds avec la version précédente.
admin-applied = Appliqué : je réponds désormais avec la version { $generation }. !retour annule cette mise à jour.
admin-applied-before = C’est déjà appliqué, en version { $generation }. !retour annule la dernière mise à jour.
admin-dropped = D’accord, je ne change rien.
admin-dropped-before = Cette mise à jour a été écartée. Renvoyez le fichier s’il faut quand même la faire.
admin-changed-meanwhile = Autre chose a été mis à jour entre-temps : cette liste n’est plus exacte. Je compare à nouveau ; vérifiez la nouvelle liste.
admin-old-list = Cette liste est dépassée. La bonne se trouve plus bas dans ce fil.
admin-not-waiting = Il n’y a plus rien à choisir pour cette liste. Renvoyez le fichier si nécessaire.
admin-removed = Ce n’était pas un répertoire, et il semblait contenir des données de personnes ({ $kinds }). J’ai retiré le fichier et n’en ai rien gardé.
admin-not-removed = Ce n’était pas un répertoire, et il semblait contenir des données de personnes ({ $kinds }). Je ne peux pas le retirer : pouvez-vous le faire ?
admin-not-encrypted = Ce salon n’est pas chiffré. Activez le chiffrement et renvoyez le fichier.
admin-elsewhere = Le répertoire se met à jour dans le salon des administrateurs.
admin-not-you = Seuls les administrateurs du répertoire peuvent le faire. Une erreur sur un service ? Tapez « !update » avec le nom du service et ce qui doit changer.
admin-save-as = Je ne lis pas ce type de fichier. Enregistrez-le en .xlsx ou .csv et renvoyez-le.

admin-source = La source { $name } a été relevée et quelque chose change. Le détail est dans ce fil ; rien ne se fait sans ✅.
admin-source-failed = Je n’ai pas pu relever la source { $name } : { $why } Je réessaierai à l’heure prévue et n’en reparlerai que si quelque chose change.

admin-history = Dernières mises à jour
admin-history-none = Rien n’a encore été mis à jour. Envoyez ici un fichier CSV, XLSX ou HSDS.
admin-history-how = !retour annule la dernière.
admin-undone = annulé
admin-kind-repertory = répertoire
admin-kind-documents = documents
admin-kind-agenda = agenda
admin-kind-rollback = retour :
admin-kind-index = index :
admin-rollback-heading = Voici ce que j’annule
admin-rollback-choose = ✅ j’annule · ❌ tout reste comme c’est
admin-rolled-back = Annulé : je réponds désormais avec la version { $generation }, avec les mêmes données qu’avant la mise à jour.
admin-rolled-back-before = C’est déjà annulé. !historique montre tout.
admin-rollback-kept = D’accord, tout reste comme c’est.
admin-rollback-other = Autre chose a été mis à jour entre-temps. Tapez à nouveau !retour pour voir quelle est la dernière mise à jour.
admin-export = Le répertoire tel que je le connais. Formats : !export csv, !export xlsx, !export hsds.
admin-export-which = Je ne connais pas ce format. Choisissez entre !export csv, !export xlsx et !export hsds.

## Pourquoi un fichier ou une demande ne passe pas

admin-refused-unreadable = je ne peux pas lire ceci comme un répertoire. Rien n’a changé.
admin-refused-empty = le fichier est vide. Rien n’a changé.
admin-refused-no_rows = il y a un en-tête, mais aucun service. Rien n’a changé.
admin-refused-too_large = le fichier est trop grand ; je lis jusqu’à { $limit } Mo. Divisez-le ou n’envoyez que le nécessaire.
admin-refused-too_many_rows = il contient plus de { $limit } services, et c’est la limite. Rien n’a changé.
admin-refused-no_columns = je ne trouve pas cette colonne : { $wanted }. Vu : { $seen }. Ajoutez-la, ou indiquez l’en-tête dans la configuration (mapping).
admin-refused-mapping = la configuration (mapping) cite une colonne qu’un répertoire n’a pas.
admin-refused-old_excel = c’est l’ancien format Excel. Enregistrez-le en .xlsx ou .csv.
admin-refused-pdf = c’est un pdf. Je lis un répertoire en CSV, XLSX ou HSDS.
admin-refused-damaged = le fichier est abîmé. Ouvrez-le, enregistrez-le à nouveau et renvoyez-le.
admin-refused-not_workbook = c’est un fichier zip, mais ni un fichier Excel ni un paquet HSDS.
admin-refused-bomb = décompressé, il ferait { $expanded } Mo, bien plus qu’un fichier normal. Je ne l’ouvre pas.
admin-refused-not_text = ce n’est ni un texte ni un tableau que je puisse lire. Enregistrez-le en CSV, XLSX ou HSDS.
admin-refused-not_utf8 = ce fichier HSDS n’est pas en UTF-8. Exportez-le à nouveau en UTF-8.
admin-refused-broken_off = le fichier s’interrompt au milieu. Exportez-le à nouveau.
admin-refused-bad_json = ce n’est pas du JSON valide. Exportez-le à nouveau.
admin-refused-no_services = il ne contient pas de services tels que HSDS les décrit.
admin-refused-format = c’est du { $found }, et la configuration dit que cette source est du { $wanted }.
admin-refused-gone = le fichier est introuvable. Renvoyez-le.
admin-refused-slow = cela a pris plus de { $minutes } minutes. J’ai arrêté et rien n’a changé.
admin-refused-memory = ce fichier demande plus de mémoire qu’il n’y en a. J’ai arrêté et rien n’a changé.
admin-refused-failed = cela n’a pas marché, et rien n’a changé. La personne qui gère le bot trouvera la raison dans le journal.
admin-refused-nothing_to_undo = il n’y a rien à annuler, ou les données d’avant ne sont plus gardées.
admin-refused-unreachable = je n’obtiens pas de réponse.
admin-refused-http = le serveur répond par l’erreur { $status }.
admin-refused-missing = le fichier n’est pas là.

## Pourquoi une ligne est refusée, ou ce qui a été remarqué

admin-reason-other = cette valeur n’est pas correcte.
admin-reason-also = Aussi incorrect : { $columns }.
admin-reason-missing_id = la ligne n’a pas d’id.
admin-reason-bad_id = un id tient sur une ligne de { $most } caractères au plus.
admin-reason-duplicate_id = cet id figure déjà à la rangée { $row } ; c’est elle qui compte.
admin-reason-missing_name = la ligne n’a pas de nom, ni en néerlandais ni en français.
admin-reason-unknown_category = la rubrique { $code } n’existe pas ; les plus proches : { $near }.
admin-reason-unknown_language = { $item } n’est pas un code de langue.
admin-reason-bad_opening_hours = écrivez les heures d’ouverture comme dans OpenStreetMap : Mo-Fr 09:00-17:30.
admin-reason-unknown_zone = la zone { $item } n’existe pas ; choisissez parmi { $allowed }.
admin-reason-bad_postal_code = un code postal belge a quatre chiffres.
admin-reason-bad_waiting_weeks = donnez le délai en nombre entier de semaines, jusqu’à { $most }.
admin-reason-bad_capacity = choisissez parmi : { $allowed }.
admin-reason-bad_wheelchair = choisissez parmi : { $allowed }.
admin-reason-bad_low_threshold = choisissez parmi : { $allowed }.
admin-reason-bad_status = choisissez parmi : { $allowed }.
admin-reason-bad_date = cette date n’existe pas ; écrivez-la AAAA-MM-JJ.
admin-reason-future_date = la date est dans le futur ; donnez le jour de la vérification.
admin-reason-ambiguous_date = on ne peut distinguer le jour du mois ; écrivez la date AAAA-MM-JJ.
admin-reason-too_long = le texte dépasse { $most } caractères.
admin-reason-ragged_row = cette ligne a { $cells } cellules au lieu de { $columns }.
admin-reason-unreadable_row = une cellule ne finit pas ici ; un guillemet n’est sans doute pas fermé.
admin-reason-date_converted = la date a été lue comme { $date }.
admin-reason-bad_point = les coordonnées ne sont pas deux nombres ; le service reste, sans point sur la carte.
admin-reason-point_swapped = latitude et longitude étaient inversées et ont été corrigées.
admin-reason-point_outside = les coordonnées sont hors de Belgique ; le service reste, sans point sur la carte.
admin-reason-bad_phone = ce n’est pas un numéro de téléphone ; il a été laissé de côté.
admin-reason-bad_email = ce n’est pas une adresse e-mail ; elle a été laissée de côté.
admin-reason-bad_website = ce n’est pas une adresse web ; elle a été laissée de côté.
admin-reason-bidi_removed = les caractères qui inversent le sens de lecture ont été retirés.
admin-reason-control_removed = les caractères de contrôle ont été retirés.
admin-reason-character_lost = un caractère était illisible et figure comme point d’interrogation.
admin-reason-guessed = la colonne « { $heading } » a été lue comme { $column }. Si c’est faux, indiquez-le dans la configuration (mapping).
admin-reason-unknown_column = je ne connais pas la colonne « { $heading } » et ne l’ai pas lue.
admin-reason-unknown_columns = { $count ->
    [one] je ne connais pas non plus 1 autre colonne.
   *[other] je ne connais pas non plus { $count } autres colonnes.
}
admin-reason-more = { $count ->
    [one] il y a encore 1 remarque de ce genre.
   *[other] il y a encore { $count } remarques de ce genre.
}
admin-reason-note = { $note }

## Les fichiers joints

admin-file-changes = modifications
admin-file-rejected = refuses
admin-file-repertory = repertoire
admin-table-what = quoi
admin-table-id = id
admin-table-name = nom
admin-table-column = colonne
admin-table-old = ancien
admin-table-new = nouveau
admin-table-line = ligne
admin-table-row = rangée
admin-table-value = valeur
admin-table-reason = raison
admin-what-added = nouveau
admin-what-changed = modifié
admin-what-removed = supprimé
admin-what-rejected = refusé
admin-what-kept = refusé, les anciennes données restent
admin-what-noted = remarque
admin-what-alike = peut-être le même
admin-what-superseded = la correction du chat cède
