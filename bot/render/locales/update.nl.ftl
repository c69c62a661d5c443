# Aanpassingen aan het repertorium, in één regel.

update-usage = Zo pas je iets aan: !update naam van de dienst: nieuwe openingsuren ma-vr 9-12. Ook telefoon, e-mail, site, adres, talen en “bestaat niet meer” kunnen, ook meerdere met een komma ertussen. Voor plaats: !volzet naam of !plaatsen naam 3.
update-unknown = Ik vind geen dienst met de naam “{ $name }”.
update-unknown-near = Ik vind geen dienst met de naam “{ $name }”. Bedoel je { $names }? Typ de regel dan opnieuw met die naam.
update-which = Welke dienst bedoel je? Klik op het nummer.
update-which-one = { $number } { $name }
update-which-name = Die naam past bij meerdere diensten: { $names }. Typ de regel nog eens met de volledige naam.
update-which-again = Dat weet ik niet meer: typ de regel nog eens, met de volledige naam.
update-change = { $name } – { $field }: { $old } → { $new }
update-change-further = { $field }: { $old } → { $new }
update-none = niet bekend
update-same = Dat staat er al zo: { $name } – { $field }: { $new }.
update-ask = Klopt dat? ✅ = aanpassen, ❌ = niet aanpassen.
update-ask-others = Iemand van de dienst zelf of een moderator bevestigt met ✅. Vergist? Klik op ❌.
update-ask-nobody = Er is nog niemand aangeduid om dit te bevestigen. Vraag het aan de beheerders van Relais.
update-live = Het staat er nu zo, gemeld op { $date }. Dit geldt tot { $until }; daarna is het weer “niet bekend”. Vergist? Klik op ❌.
update-accepted-owner = Aangepast, bevestigd door de dienst zelf. Zo staat het vanaf nu in de antwoorden.
update-accepted-moderator = Aangepast, bevestigd door een moderator. Zo staat het vanaf nu in de antwoorden.
update-declined = Niet aangepast.
update-undone = Teruggenomen: het staat er weer zoals voordien.
update-not-allowed = Alleen iemand van de dienst zelf of een moderator kan dit bevestigen. Zij hebben de vraag gekregen.
update-gone = Die dienst staat niet meer in het repertorium.
update-remark-passed = Dat kan ik niet zelf aanpassen. Ik heb het doorgegeven aan wie de gegevens van { $name } bijhoudt.
update-remark-passed-nameless = Ik heb het doorgegeven aan de moderatoren.
update-remark-nobody = Dat kan ik niet zelf aanpassen, en er is nog niemand aangeduid om het door te geven. Vraag het aan de beheerders van Relais.
update-remark = Een collega meldt over { $name }: “{ $text }”
update-remark-nameless = Een collega meldt over een antwoord: “{ $text }”
update-remark-how = Aanpassen kan zo: !update { $name }: …
update-request = Een collega stelt een aanpassing voor. ✅ = aanpassen, ❌ = niet aanpassen.
update-informed = Een moderator paste iets aan. Klopt het niet? Klik op ❌.
update-wrong = Wat klopt er niet? Antwoord hier in één regel met de naam van de dienst: naam: nieuwe openingsuren ma-vr 9-12.
update-wrong-one = Wat klopt er niet bij { $name }? Antwoord hier in één regel, bijvoorbeeld: nieuwe openingsuren ma-vr 9-12.
update-sandbox = Dit is een oefenkamer: er is niets aangepast.
update-places = { $places ->
    [0] geen vrije plaatsen
    [one] 1 vrije plaats
   *[other] { $places } vrije plaatsen
}
update-field-hours = openingsuren
update-field-phone = telefoon
update-field-email = e-mail
update-field-website = site
update-field-address = adres
update-field-languages = talen
update-field-capacity = plaats
update-field-status = bestaat nog
update-field-verified = nagekeken op
update-status-active = ja
update-status-closed = nee, bestaat niet meer
update-places-dated = { $state } (gemeld op { $date }, geldt tot { $until })
update-corrected = { $fields } aangepast op { $date }
update-detail-how = Zo werken we ermee: { $text } (zone { $zone }, { $date })
update-detail-line = Lijn voor professionals: { $text } (zone { $zone }, { $date })
update-detail-remark = Goed om te weten: { $text } (zone { $zone }, { $date })
update-detail-usage = Zo voeg je iets toe voor je zone: !detail naam van de dienst: hoe: … (zo werken we ermee), lijn: … (nummer voor professionals) of opmerking: … Wissen: !detail naam: lijn: wissen.
update-detail-put = Toegevoegd aan { $name }. Het staat vanaf nu in de antwoorden van zone { $zone }. Vergist? Klik op ❌.
update-detail-dropped = Gewist: dit staat niet meer bij { $name }.
update-detail-nothing = Er stond niets om te wissen bij { $name }.
update-detail-not-allowed = Alleen moderatoren van de zone kunnen iets toevoegen bij een dienst.
update-detail-zone = Voor welke zone is dit? Typ het in de kamer van die zone, of in die van haar moderatoren.
update-stale-title = { $count ->
    [one] 1 fiche is al { $months } maanden of langer niet nagekeken:
   *[other] { $count } fiches zijn al { $months } maanden of langer niet nagekeken:
}
update-stale-none = Alle fiches zijn in de laatste { $months } maanden nagekeken.
update-stale-owner = { $who } ({ $count })
update-stale-nobody = Zonder verantwoordelijke
update-stale-line = { $name } – nagekeken: { $since } ({ $id })
update-stale-more = … en nog { $count }.
update-stale-more-owners = … en nog { $count } verantwoordelijken.
update-stale-how = Aanpassen kan in één regel: !update naam: …
update-stale-where = Je eigen fiches zie je als je mij dit rechtstreeks stuurt. Moderatoren zien die van hun zone in hun eigen kamer.
update-still = Klopt dit nog? { $name } (nagekeken: { $since })
update-still-how = ✅ = klopt nog. ✏️ = er is iets veranderd.
update-still-thanks = Bedankt! { $name } staat als vandaag nagekeken.
