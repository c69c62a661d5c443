# De afspraken in de kamers: melden, beslissen, een woordje apart.

moderation-report-how = Antwoord in de kamer met !meld op het bericht, of stuur mij hier !meld met de link van het bericht.
moderation-report-nobody = Er zijn nu geen moderatoren die dit kunnen nakijken. Spreek je collega’s aan.
moderation-report-thanks = Dank je. De moderatoren kijken het na.
moderation-report-handled = De moderatoren hebben gedaan wat nodig was met je melding. Bedankt om mee zorg te dragen voor de kamer.
moderation-report-elsewhere = Dat bericht kan ik niet vinden in een kamer waar jij in zit.

moderation-room = de kamer van { $zone }
moderation-room-other = een kamer zonder zone
moderation-card = 🚩 Een bericht in { $room } vraagt jullie aandacht: { $link }
moderation-card-decided = ✔️ Een bericht in { $room }: { $link }
moderation-card-choices = 🙈 verbergen · ⚠️ de schrijver apart aanspreken · 🔇 { $hours } uur dempen · ✅ niets nodig
moderation-again = Dit bericht is opnieuw gemeld.
moderation-did-hide = verborgen
moderation-did-warn = apart aangesproken
moderation-did-mute = gedempt
moderation-did-mute-until = gedempt tot { $until }
moderation-did-unmute = demping opgeheven
moderation-did-nothing = niets nodig
moderation-itself = Relais, na de afgesproken tijd
moderation-rule-of = Afspraak: { $rule }
moderation-which-rule = Om welke afspraak gaat het? De schrijver krijgt daarover een vriendelijk privébericht, zonder jouw naam.
moderation-taken = { $who } heeft dit al opgenomen. Overleg gerust met elkaar.
moderation-only-moderators = Dat kunnen alleen de moderatoren. Met !meld als antwoord op een bericht vraag je hen om te kijken.
moderation-which-message = Antwoord met dit commando op het bericht zelf, op de melding in de moderatorenkamer, of zet er de link van het bericht bij.
moderation-done = Dat is gebeurd: { $what }.
moderation-gone = Dat bericht vind ik niet terug.
moderation-own = Dat is een bericht van mijzelf. Verbergen kan wel.
moderation-protected = Moderatoren en beheerders kan ik niet dempen. Spreek elkaar aan.
moderation-cannot-hide = Ik mag in die kamer niets verwijderen. Geef mij daar niveau 50 (moderator), of verwijder het bericht zelf: { $link }
moderation-cannot-mute = Ik mag in die kamer niemand dempen. Geef mij daar niveau 100 (beheerder), of voer `relais provision` uit.
moderation-cannot-unmute = Ik kon { $who } in { $room } niet opnieuw laten schrijven. Zet het niveau daar met de hand terug.
moderation-not-muted = Die persoon is niet gedempt.
moderation-changed = Iemand heeft het niveau van deze persoon intussen met de hand veranderd; ik laat het zo.

moderation-author-hide = De moderatoren hebben een bericht van jou in { $room } verborgen.
moderation-author-warn = De moderatoren willen je iets zeggen over een bericht van jou in { $room }: { $link }
moderation-author-mute = Je kan in { $room } niet schrijven tot { $until }. Lezen kan wel, en daarna gaat schrijven vanzelf weer.
moderation-author-unmute = Je kan in { $room } opnieuw schrijven.
moderation-author-questions = Een vraag hierover? Met !wieiswie zie je wie de moderatoren zijn.

moderation-rule-user_data = gegevens van begunstigden
moderation-rule-disrespect = respect voor elkaar
moderation-rule-advertising = reclame
moderation-rule-off_topic = naast de kwestie
moderation-rule-discrimination = discriminatie
moderation-rule-spam = spam
moderation-rule-other = iets anders
moderation-told-user_data = In de kamer delen we niets waaraan iemand die we begeleiden te herkennen is. In algemene woorden is je vraag van harte welkom.
moderation-told-disrespect = We houden het onder collega’s graag respectvol, ook als het hard gaat. Wil je het nog eens anders verwoorden?
moderation-told-advertising = De kamer dient om elkaar te helpen, niet om reclame te maken. Een activiteit mag altijd op de agenda, met !agenda nieuw.
moderation-told-off_topic = In deze kamer gaat het over welzijn en gezondheid in de zone. Voor dit bericht is er vast een betere plek.
moderation-told-discrimination = Iedereen moet zich in de kamer welkom kunnen voelen. Woorden die mensen wegzetten om wie ze zijn, laten we daarom niet staan.
moderation-told-spam = Hetzelfde bericht stond er meermaals, of het hoorde niet in de kamer. Eén keer is genoeg.
moderation-told-other = Het past niet bij wat we in de kamer met elkaar hebben afgesproken.

moderation-log-title = De laatste beslissingen
moderation-log-empty = Er is nog niets beslist.
moderation-log-here = Het logboek staat alleen in de kamer van de moderatoren.
moderation-log-file = Het volledige logboek: wanneer, welk bericht, welke afspraak, wie. Geen inhoud.
moderation-log-not-sent = Het bestand kon niet verstuurd worden. Probeer het straks opnieuw.
moderation-help-title = Wat je hier en in de kamer kan, als antwoord op een bericht of op een melding:
moderation-help-hide = !verberg – het bericht verwijderen
moderation-help-warn = !waarschuw reclame – de schrijver apart aanspreken over een afspraak
moderation-help-mute = !demp 1d – een tijd niet laten schrijven; !dempuit maakt het ongedaan
moderation-help-rules = Afspraken: gegevens, respect, reclame, onderwerp, discriminatie, spam, andere
moderation-help-log = !moderatie log – de laatste beslissingen; !moderatie export – alles als bestand

moderation-to-agenda = 📅 Fijn dat je dit deelt! Zet het ook op de gedeelde agenda met `!agenda nieuw`: zo vinden collega’s het terug en komt het mee in het weekoverzicht.
moderation-mydata = meldingen, beslissingen als moderator of een tijd niet schrijven: { $count }
