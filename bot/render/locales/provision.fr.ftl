# Noms et descriptions des salons que crée `relais provision`.

provision-region = Relais { $name }
provision-region-topic = Tous les bassins réunis.
provision-zone-space = Bassin { $name }
provision-zone-space-topic = Les salons du bassin { $name }.
provision-zone = { $name }
provision-zone-topic = Trouver ensemble le bon service. Commencez une question par @relais ou !question. Pas de données d’usagers ou de patients.
provision-agenda = Agenda { $name }
provision-agenda-topic = Ce qui se passe dans le bassin. Pour annoncer quelque chose : !agenda nouveau.
provision-referral = Personnes de référence { $name }
provision-referral-topic = Situations bloquées du bassin, sans données d’usagers.
provision-moderators = Modération { $name }
provision-moderators-topic = Concertation de l’équipe de modération.
provision-admin = Administration { $name }
provision-admin-topic = Mettre à jour le répertoire : déposez le fichier ici.
provision-sandbox = Salon d’essai { $name }
provision-sandbox-topic = Essayez tout ici, sans conséquence.
provision-theme-topic = Questions sur ce thème dans le bassin { $name }.
provision-theme-housing = Logement
provision-theme-mental_health = Santé mentale
provision-theme-addiction = Assuétudes
provision-theme-youth = Jeunesse
provision-theme-elderly = Aînés
provision-theme-debts = Dettes
provision-theme-migration = Migration
provision-theme-health = Santé
