# Het repertorium in vijf stappen.

help-steps-how = Het repertorium in vijf stappen: !hulp repertorium.
help-steps = Het repertorium in vijf stappen
help-steps-1 = Vraag in je eigen woorden, met plaats en voorwaarden: !vraag tandarts in 1080, zonder ziekteverzekering
help-steps-2 = Verfijn in de draad: “en op zondag?”, “in Anderlecht?”. “Meer” geeft de volledige lijst.
help-steps-3 = Kijk hoe oud het is: bij elke dienst staat wanneer ze werd nagekeken, en of er plaats is. Bel bij twijfel.
help-steps-4 = Klopt er iets niet? Zet ❗ onder het antwoord, of typ !update en de naam van de dienst: wat er veranderde. Met 👍 of 👎 zeg je of het antwoord hielp.
help-steps-5 = Niets gevonden? Vraag het aan je collega’s in de kamer. Zit het vast, dan gaat het met 🆘 of !geblokkeerd naar de referentiepersoon.
