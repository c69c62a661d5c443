# De oefenkamer.

sandbox-guide = 🧪 Dit is de oefenkamer: probeer alles uit, niets heeft gevolgen.
sandbox-try-ask = !vraag waar kan iemand vannacht slapen? Hier zoek ik in heel Brussel; in de kamer van een zone begin ik daar.
sandbox-try-more = Antwoord in de draad: “meer”, of “en in Anderlecht?”
sandbox-try-agenda = !agenda nieuw: vul een activiteit in. Ze wordt niet gepubliceerd.
sandbox-try-update = !update en de naam van een dienst: nieuwe openingsuren ma-vr 9-12. Ik toon de verbetering en bewaar niets.
sandbox-try-blocked = !geblokkeerd, of 🆘 onder een antwoord: ik toon wat er zou gebeuren, en niemand krijgt iets.
sandbox-try-guard = Een verzonnen naam met een geboortedatum: zo zie je hoe ik gegevens van personen tegenhoud. Nooit echte gegevens, ook hier niet.
sandbox-try-help = !hulp, en !hulp repertorium voor vijf stappen.
sandbox-case = Dit is de oefenkamer: er vertrekt niets. In de kamer van je zone stel ik je in privé deze vragen, één voor één:
sandbox-case-then = Dan toon ik je een samenvatting. Pas met ✅ gaat ze naar de referentiepersoon, die er in een besloten kamer met jou aan verder werkt. Is er iemand in gevaar: bel 112.
sandbox-nothing = Dit is de oefenkamer: hier verandert dat niets.
sandbox-report = Dit is de oefenkamer: de moderatoren krijgen niets. In de kamer van je zone krijgen ze een link naar het bericht, niet de tekst.
sandbox-agenda = Dit is de oefenkamer: ik stuur dit niet door en zet het niet op de agenda. In de kamer van je zone gaat het naar de moderatoren.
sandbox-guard = Dit was de oefenkamer. Zo gaat het ook in een echte kamer; hier tel ik niets en vraag ik de moderatoren niets.
