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

## A proposal

agenda-intake-begin = Fijn, dat wordt een voorstel voor de agenda. Noem geen mensen die je begeleidt. Met “stop” hou je op.
agenda-intake-past = Die dag is al voorbij.
agenda-intake-sent = Bedankt. De moderatoren van de zone bekijken het, en ik laat je iets weten.
agenda-intake-nobody = Voor deze zone is er nog geen moderator die dit kan bekijken. Spreek je referentiepersoon aan.
agenda-intake-stopped = Goed, ik stop ermee. Ik hou er niets van bij.
agenda-intake-gone = Waar we gebleven waren, weet ik niet meer: zoiets onthoud ik maar even. Begin gerust opnieuw met “!agenda nieuw”, “!agenda wijzig” of “!agenda annuleer”.
agenda-intake-guard = Hier staan gegevens in die naar een persoon kunnen leiden ({ $kinds }). Verbeter dat eerst, bijvoorbeeld met “titel: …”.
agenda-intake-unchecked = Ik kon dit nu niet nakijken. Klik straks nog eens op ✅.
agenda-intake-choose = Dat begreep ik niet. Kies ✅ of ❌, of verbeter iets, bijvoorbeeld met “plaats: …”.
agenda-ask-again = Dat begreep ik niet goed.
agenda-ask-title = Hoe heet de activiteit?
agenda-ask-other_title = Hoe heet de activiteit in het { $language }? Typ “-” als je het niet weet.
agenda-ask-when = Wanneer is het? Bijvoorbeeld: donderdag 3 december van 14u tot 16u.
agenda-ask-hours = Van hoe laat tot hoe laat? Of typ “hele dag”.
agenda-ask-place = Waar is het? Geef de naam en het adres, of typ “online”.
agenda-ask-organiser = Wie organiseert het? Typ “-” als dat niet van belang is.
agenda-ask-registration = Hoe schrijf je in? Geef een website, mailadres of telefoonnummer, of typ “-”.
agenda-ask-zone = Voor welke zone is het: { $zones }, of alle zones?
agenda-preview-new = Zo komt het op de agenda:
agenda-preview-change = Zo wordt het:
agenda-preview-cancel = Dit gaat niet door?
agenda-preview-remind = De dag ervoor komt er een herinnering.
agenda-preview-same = Let op, dit lijkt hierop: { $title }, { $when }.
agenda-preview-send = ✅ ik leg het voor aan de moderatoren · ❌ toch niet
agenda-preview-now = ✅ ik doe het meteen · ❌ toch niet
agenda-preview-correct = Iets verbeteren of toevoegen? Typ bijvoorbeeld “plaats: …”, “prijs: gratis”, “talen: nl, fr”, “omschrijving: …” of “herinnering: ja”.
agenda-all-zones = alle zones
agenda-choose-event = Welke bedoel je? Typ het nummer.
agenda-change-what = Wat wordt er anders? Typ bijvoorbeeld “wanneer: 4 december 10u-12u” of “plaats: …”.
agenda-change-none = Ik vind geen activiteit die jij kan wijzigen of annuleren. Dat kunnen alleen wie ze voorstelde en de moderatoren van de zone. Zet een woord uit de titel erbij.
agenda-done-new = “{ $title }” staat op de agenda. Wijzigen of annuleren kan met “!agenda wijzig” of “!agenda annuleer” en een woord uit de titel.
agenda-done-change = “{ $title }” is aangepast op de agenda.
agenda-done-cancel = “{ $title }” staat op de agenda als geannuleerd.
agenda-refused = Je voorstel voor “{ $title }” is niet aanvaard. De reden: { $reason } Je kan het aanpassen en opnieuw voorstellen.
agenda-expired = Op je voorstel voor “{ $title }” kwam geen antwoord van de moderatoren. Je kan het opnieuw voorstellen, of je referentiepersoon aanspreken.

## Moderators

agenda-card-new = Voorstel voor de agenda
agenda-card-change = Voorstel om dit te wijzigen
agenda-card-cancel = Voorstel om dit te annuleren
agenda-card-before = Nu staat er:
agenda-card-doubtful = Kijk goed na of hier geen gegevens van een begeleide persoon in staan.
agenda-card-choose-new = ✅ op de agenda · ❌ niet
agenda-card-choose-change = ✅ wijzigen · ❌ niet
agenda-card-choose-cancel = ✅ annuleren · ❌ niet
agenda-card-reasons = Waarom niet? Klik het nummer aan.
agenda-card-accepted = ✅ Aanvaard
agenda-card-refused = ❌ Niet aanvaard: { $reason }
agenda-card-expired = Vervallen: er kwam geen antwoord
agenda-card-gone = Dit voorstel is er niet meer.

## Finding a date

agenda-poll-question = Wanneer kan je?
agenda-poll-open = De peiling staat klaar: iedereen kan er meerdere momenten kiezen. Ze sluit op { $day } om { $time }, of eerder met “!peiling stop”.
agenda-poll-how = Geef twee of meer dagen, bijvoorbeeld: “!peiling Overleg winterplan: 1 december, 3 december 10u, volgende week”.
agenda-poll-direct = Een peiling maak je in de kamer waar de anderen lezen.
agenda-poll-none = Ik vind hier geen open peiling die jij kan sluiten.
agenda-poll-result = { $people ->
    [one] De peiling is gesloten, 1 persoon stemde
   *[other] De peiling is gesloten, { $people } mensen stemden
}
agenda-poll-nobody = De peiling is gesloten, niemand stemde.
agenda-poll-next = Op de agenda zetten? Typ “!agenda nieuw”.
