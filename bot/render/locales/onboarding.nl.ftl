# Nieuw in een zone: welkom, charter, rust.

onboarding-welcome = 👋 Welkom in de kamer van zone { $zone }
onboarding-room = Hier vragen collega’s uit welzijn en gezondheid elkaar raad en delen ze wat er te doen is. Ik ben Relais: ik zoek diensten en plannen op, hou de agenda bij en geef een dossier dat vastzit door aan de referentiepersoon.
onboarding-try = Probeer maar, hier of in de kamer:
onboarding-try-place = !vraag waar kan iemand vannacht slapen?
onboarding-try-language = !vraag huisarts die Arabisch spreekt, zonder ziekteverzekering
onboarding-try-agenda = !agenda deze week
onboarding-charter = Charter
onboarding-version = versie { $version }
onboarding-accept = Akkoord met het charter? Klik op ✅ onder dit bericht, of typ !charter ja. Nalezen kan altijd met !charter.
onboarding-accept-pinned = Akkoord? Klik op ✅ onder dit bericht. Nalezen kan altijd met !charter.
onboarding-language = In welke taal antwoord ik je bij twijfel? Typ !taal nl, !taal fr of !taal en.
onboarding-peace = Liever rust? Zet in je app de meldingen van de kamer uit en lees wanneer het past. Ik schrijf je in privé enkel over wat je zelf doet of beheert; met !stil laat ik ook herinneringen weg.
onboarding-help = Meer uitleg: !hulp, en !hulp repertorium voor vijf stappen. Wie is wie: !wieiswie. Dit bericht opnieuw: !welkom.
onboarding-renewed = Het charter is vernieuwd. Lees je het even na?
onboarding-accepted = ✅ Dank je, genoteerd: je gaat akkoord met het charter van zone { $zone }. Toch niet meer? Typ !charter nee.
onboarding-accepted-on = Je ging akkoord op { $day }. Niet meer? Typ !charter nee.
onboarding-withdrawn = Goed, ik heb je akkoord met het charter geschrapt.
onboarding-not-accepted = Je had het charter nog niet aanvaard: er is niets te schrappen.
onboarding-first = Fijn dat je het vraagt! In zone { $zone } spraken collega’s af om eerst het charter te lezen. Ik stuur het je in privé: één klik op ✅ en je kan je vraag opnieuw stellen. Is er iemand in gevaar, dan antwoord ik meteen; bel 112.
onboarding-first-again = Eerst nog het charter van zone { $zone }: klik op ✅ in je privégesprek met mij, of typ !charter. Daarna antwoord ik je graag.
onboarding-no-zone = Je bent nog in geen enkele kamer van een zone, dus is er geen charter dat ik kan tonen.
onboarding-quiet = Goed. Ik schrijf je in privé enkel nog als het over jouw eigen bericht, vraag of dossier gaat. Toch weer herinneringen? Typ !stil uit.
onboarding-quiet-off = Goed, ik stuur je opnieuw een herinnering als het nodig is.
onboarding-privacy = En ook: in welke zones ik je verwelkomde, welke versie van het charter je op welke dag aanvaardde, en of je geen herinneringen wil.
onboarding-mydata = waar ik je verwelkomde, welk charter je aanvaardde en of je rust wil (aantal gegevens): { $count }
