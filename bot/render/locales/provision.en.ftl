# Names and descriptions of the rooms that `relais provision` makes.

provision-region = Relais { $name }
provision-region-topic = All care zones together.
provision-zone-space = Care zone { $name }
provision-zone-space-topic = The rooms of care zone { $name }.
provision-zone = { $name }
provision-zone-topic = Find the right service together. Begin a question with @relais or !ask. No data on clients or patients.
provision-agenda = Agenda { $name }
provision-agenda-topic = What is on in the zone. To announce something: !agenda new.
provision-referral = Referral persons { $name }
provision-referral-topic = Blocked cases of the zone, without data on clients.
provision-moderators = Moderators { $name }
provision-moderators-topic = Where those who keep the frame confer.
provision-admin = Administration { $name }
provision-admin-topic = Updating the repertory: drop the file here.
provision-sandbox = Sandbox { $name }
provision-sandbox-topic = Try everything here. Nothing has consequences.
provision-theme-topic = Questions on this theme in zone { $name }.
provision-theme-housing = Housing
provision-theme-mental_health = Mental health
provision-theme-addiction = Addiction
provision-theme-youth = Youth
provision-theme-elderly = Older people
provision-theme-debts = Debts
provision-theme-migration = Migration
provision-theme-health = Health
