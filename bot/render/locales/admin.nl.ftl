## Het repertorium bijwerken, in de kamer van de beheerders

admin-plan = { $name }: { $added } nieuw, { $changed } gewijzigd, { $removed } weg, { $unchanged } onveranderd, { $rejected } geweigerd.
admin-unchanged = { $name }: er verandert niets ({ $unchanged } onveranderd, { $rejected } geweigerd).
admin-heading-added = Nieuw
admin-heading-changed = Gewijzigd
admin-heading-removed = Weg
admin-heading-rejected = Geweigerd
admin-heading-noted = Aandachtspunten
admin-heading-alike = Misschien dezelfde dienst; beide blijven staan
admin-heading-superseded = Aanpassingen uit de chat die wijken, omdat de bron zelf iets nieuws zegt
admin-of-source = Ik vergelijk met wat de bron { $source } vorige keer zei. Wat andere bronnen zeggen, blijft staan.
admin-joined = { $count ->
    [one] 1 dienst stond al in een andere bron en is ermee verbonden.
   *[other] { $count } diensten stonden al in een andere bron en zijn ermee verbonden.
}
admin-mapping = Zo lees ik de kolommen
admin-kept = Een geweigerde rij wist niets: wat ik van die dienst al wist, blijft staan.
admin-taxonomy = De lijst met rubrieken verandert mee.
admin-many = Let op: dit haalt { $removed } van de { $known } diensten weg. Na ✅ vraag ik nog een tweede ✅.
admin-choose = ✅ ik pas dit toe · ❌ ik verander niets
admin-empty = leeg
admin-more = … en { $count } meer, zie de bijlage
admin-more-columns = { $count ->
    [one] en nog 1 kolom
   *[other] en nog { $count } kolommen
}
admin-at-line = lijn { $number }
admin-at-row = rij { $number }

admin-reading = Ik kijk het bestand na. Dat duurt even; intussen beantwoord ik gewoon vragen.
admin-queued = Er loopt nog een andere bijwerking. Jouw bestand komt daarna aan de beurt.
admin-sure = Zeker? Dit haalt { $removed } van de { $known } diensten weg. ✅ ja, doe maar · ❌ nee, verander niets
admin-second = Ik wacht nog op een tweede ✅, onder mijn vraag “Zeker?” in dit draadje.
admin-busy = Ik ben er al mee bezig.
admin-applying = Ik pas het toe. Dat duurt even; tot dan antwoord ik uit de vorige versie.
admin-applied = Toegepast: vanaf nu antwoord ik uit versie { $generation }. Met !terug maak je dit ongedaan.
admin-applied-before = Dit is al toegepast, als versie { $generation }. Met !terug maak je de laatste bijwerking ongedaan.
admin-dropped = Goed, ik verander niets.
admin-dropped-before = Deze bijwerking is weggelegd. Stuur het bestand opnieuw als ze toch moet gebeuren.
admin-changed-meanwhile = Er is intussen iets anders bijgewerkt, dus dit klopt niet meer. Ik vergelijk opnieuw; kijk de nieuwe lijst na.
admin-old-list = Dit is een oudere lijst. De geldige staat lager in dit draadje.
admin-not-waiting = Bij deze lijst valt niets meer te kiezen. Stuur het bestand opnieuw als dat nodig is.
admin-removed = Dit was geen repertorium, en er leken gegevens van personen in te staan ({ $kinds }). Ik heb het bestand weggehaald en niets ervan bewaard.
admin-not-removed = Dit was geen repertorium, en er leken gegevens van personen in te staan ({ $kinds }). Ik mag het niet verwijderen: doe jij het?
admin-not-encrypted = Deze kamer is niet versleuteld. Zet versleuteling aan en stuur het bestand opnieuw.
admin-elsewhere = Het repertorium bijwerken gebeurt in de kamer van de beheerders.
admin-not-you = Dit kunnen alleen de beheerders van het repertorium. Klopt er iets niet bij een dienst? Typ “!update” met de naam van de dienst en wat er anders moet.
admin-save-as = Dit soort bestand lees ik niet. Bewaar het als .xlsx of .csv en stuur het opnieuw.

admin-source = De bron { $name } is opgehaald en er verandert iets. In dit draadje staat wat; er gebeurt niets zonder ✅.
admin-source-failed = De bron { $name } kon ik niet ophalen: { $why } Ik probeer het op het volgende uur opnieuw en meld het pas weer als er iets verandert.

admin-history = Laatste bijwerkingen
admin-history-none = Er is nog niets bijgewerkt. Stuur hier een CSV-, XLSX- of HSDS-bestand.
admin-history-how = Met !terug maak je de laatste ongedaan.
admin-undone = teruggedraaid
admin-kind-repertory = repertorium
admin-kind-documents = documenten
admin-kind-agenda = agenda
admin-kind-rollback = teruggedraaid:
admin-kind-index = index:
admin-rollback-heading = Dit draai ik terug
admin-rollback-choose = ✅ ik draai het terug · ❌ het blijft zoals het is
admin-rolled-back = Teruggedraaid: vanaf nu antwoord ik uit versie { $generation }, met dezelfde gegevens als voor de bijwerking.
admin-rolled-back-before = Dat is al teruggedraaid. !geschiedenis toont alles.
admin-rollback-kept = Goed, alles blijft zoals het is.
admin-rollback-other = Er is intussen iets anders bijgewerkt. Typ !terug opnieuw om te zien wat nu de laatste is.
admin-export = Het repertorium zoals ik het nu ken. Formaten: !export csv, !export xlsx, !export hsds.
admin-export-which = Dat formaat ken ik niet. Kies uit !export csv, !export xlsx en !export hsds.

## Waarom een bestand of vraag niet lukt

admin-refused-unreadable = dit kan ik niet als repertorium lezen. Er is niets veranderd.
admin-refused-empty = het bestand is leeg. Er is niets veranderd.
admin-refused-no_rows = er staat een hoofding in, maar geen enkele dienst. Er is niets veranderd.
admin-refused-too_large = het bestand is te groot; ik lees er tot { $limit } MB. Splits het of stuur alleen wat nodig is.
admin-refused-too_many_rows = er staan meer dan { $limit } diensten in, en dat is de grens. Er is niets veranderd.
admin-refused-no_columns = ik vind deze kolom niet: { $wanted }. Wel gezien: { $seen }. Voeg ze toe, of noem de hoofding in de instellingen (mapping).
admin-refused-mapping = de instellingen (mapping) noemen een kolom die een repertorium niet heeft.
admin-refused-old_excel = dit is het oude Excel-formaat. Bewaar het als .xlsx of .csv.
admin-refused-pdf = dit is een pdf. Ik lees een repertorium uit CSV, XLSX of HSDS.
admin-refused-damaged = het bestand is beschadigd. Open het, bewaar het opnieuw en stuur het nog eens.
admin-refused-not_workbook = dit is een zip-bestand, maar geen Excel-bestand en geen HSDS-pakket.
admin-refused-bomb = uitgepakt zou dit { $expanded } MB zijn, veel meer dan een gewoon bestand. Ik open het niet.
admin-refused-not_text = dit is geen tekst of tabel die ik kan lezen. Bewaar het als CSV, XLSX of HSDS.
admin-refused-not_utf8 = dit HSDS-bestand is niet in UTF-8. Exporteer het opnieuw in UTF-8.
admin-refused-broken_off = het bestand breekt middenin af. Exporteer het opnieuw.
admin-refused-bad_json = dit is geen geldige JSON. Exporteer het opnieuw.
admin-refused-no_services = er staan geen diensten in zoals HSDS ze beschrijft.
admin-refused-format = dit is { $found }, en in de instellingen staat dat deze bron { $wanted } is.
admin-refused-gone = het bestand is niet meer te vinden. Stuur het opnieuw.
admin-refused-slow = dit duurde langer dan { $minutes } minuten. Ik ben gestopt en er is niets veranderd.
admin-refused-memory = dit bestand vraagt meer geheugen dan er is. Ik ben gestopt en er is niets veranderd.
admin-refused-failed = dit lukte niet, en er is niets veranderd. Wie de bot beheert, vindt de reden in het logboek.
admin-refused-nothing_to_undo = er is niets om terug te draaien, of de vorige gegevens worden niet meer bewaard.
admin-refused-unreachable = ik krijg geen antwoord.
admin-refused-http = de server antwoordt met fout { $status }.
admin-refused-missing = het bestand is er niet.

## Waarom een rij geweigerd is, of wat er opviel

admin-reason-other = deze waarde klopt niet.
admin-reason-also = Ook fout: { $columns }.
admin-reason-missing_id = de rij heeft geen id.
admin-reason-bad_id = een id is één regel van hoogstens { $most } tekens.
admin-reason-duplicate_id = deze id staat al in rij { $row }; die telt.
admin-reason-missing_name = de rij heeft geen naam, niet in het Nederlands en niet in het Frans.
admin-reason-unknown_category = rubriek { $code } bestaat niet; het dichtst bij komen: { $near }.
admin-reason-unknown_language = { $item } is geen taalcode.
admin-reason-bad_opening_hours = schrijf openingsuren zoals in OpenStreetMap: Mo-Fr 09:00-17:30.
admin-reason-unknown_zone = zone { $item } bestaat niet; kies uit { $allowed }.
admin-reason-bad_postal_code = een Belgische postcode heeft vier cijfers.
admin-reason-bad_waiting_weeks = geef de wachttijd als een heel aantal weken, tot { $most }.
admin-reason-bad_capacity = kies een van deze: { $allowed }.
admin-reason-bad_wheelchair = kies een van deze: { $allowed }.
admin-reason-bad_low_threshold = kies een van deze: { $allowed }.
admin-reason-bad_status = kies een van deze: { $allowed }.
admin-reason-bad_date = dit is geen bestaande datum; schrijf ze als JJJJ-MM-DD.
admin-reason-future_date = de datum ligt in de toekomst; geef de dag waarop het nagekeken is.
admin-reason-ambiguous_date = dag en maand zijn niet uit elkaar te houden; schrijf de datum als JJJJ-MM-DD.
admin-reason-too_long = de tekst is langer dan { $most } tekens.
admin-reason-ragged_row = deze rij heeft { $cells } cellen in plaats van { $columns }.
admin-reason-unreadable_row = hier eindigt een cel niet; waarschijnlijk is een aanhalingsteken niet gesloten.
admin-reason-date_converted = de datum is gelezen als { $date }.
admin-reason-bad_point = de coördinaten zijn geen twee getallen; de dienst blijft, zonder plaats op de kaart.
admin-reason-point_swapped = breedte en lengte waren verwisseld en zijn rechtgezet.
admin-reason-point_outside = de coördinaten liggen buiten België; de dienst blijft, zonder plaats op de kaart.
admin-reason-bad_phone = dit is geen telefoonnummer; het is weggelaten.
admin-reason-bad_email = dit is geen e-mailadres; het is weggelaten.
admin-reason-bad_website = dit is geen webadres; het is weggelaten.
admin-reason-bidi_removed = tekens die de leesrichting omkeren, zijn verwijderd.
admin-reason-control_removed = stuurtekens zijn verwijderd.
admin-reason-character_lost = een teken was onleesbaar en staat er als vraagteken.
admin-reason-guessed = kolom “{ $heading }” is gelezen als { $column }. Klopt dat niet, zet het dan in de instellingen (mapping).
admin-reason-unknown_column = kolom “{ $heading }” ken ik niet en heb ik niet gelezen.
admin-reason-unknown_columns = { $count ->
    [one] nog 1 andere kolom ken ik niet.
   *[other] nog { $count } andere kolommen ken ik niet.
}
admin-reason-more = { $count ->
    [one] er is nog 1 zo’n aandachtspunt.
   *[other] er zijn nog { $count } zulke aandachtspunten.
}
admin-reason-note = { $note }

## De bijlagen

admin-file-changes = wijzigingen
admin-file-rejected = geweigerd
admin-file-repertory = repertorium
admin-table-what = wat
admin-table-id = id
admin-table-name = naam
admin-table-column = kolom
admin-table-old = oud
admin-table-new = nieuw
admin-table-line = lijn
admin-table-row = rij
admin-table-value = waarde
admin-table-reason = reden
admin-what-added = nieuw
admin-what-changed = gewijzigd
admin-what-removed = weg
admin-what-rejected = geweigerd
admin-what-kept = geweigerd, oude gegevens blijven
admin-what-noted = aandachtspunt
admin-what-alike = misschien dezelfde
admin-what-superseded = aanpassing uit de chat wijkt
