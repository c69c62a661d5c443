# Namen en beschrijvingen van de kamers die `relais provision` maakt.

provision-region = Relais { $name }
provision-region-topic = Alle zorgzones samen.
provision-zone-space = Zorgzone { $name }
provision-zone-space-topic = De kamers van zorgzone { $name }.
provision-zone = { $name }
provision-zone-topic = Zoek samen de juiste dienst. Begin een vraag met @relais of !vraag. Geen gegevens van cliënten of patiënten.
provision-agenda = Agenda { $name }
provision-agenda-topic = Wat er te doen is in de zone. Zelf iets melden: !agenda nieuw.
provision-referral = Referentiepersonen { $name }
provision-referral-topic = Vastgelopen dossiers van de zone, zonder gegevens van cliënten.
provision-moderators = Moderatoren { $name }
provision-moderators-topic = Wie het kader bewaakt, overlegt hier.
provision-admin = Beheer { $name }
provision-admin-topic = Het repertorium bijwerken: zet het bestand hier.
provision-sandbox = Oefenkamer { $name }
provision-sandbox-topic = Probeer hier alles uit. Niets heeft gevolgen.
provision-theme-topic = Vragen over dit thema in zone { $name }.
provision-theme-housing = Wonen
provision-theme-mental_health = Geestelijke gezondheid
provision-theme-addiction = Verslaving
provision-theme-youth = Jeugd
provision-theme-elderly = Ouderen
provision-theme-debts = Schulden
provision-theme-migration = Migratie
provision-theme-health = Gezondheid
