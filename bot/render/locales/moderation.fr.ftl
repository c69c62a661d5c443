# Le cadre des salons : signaler, décider, un mot en privé.

moderation-report-how = Dans le salon, répondez au message par !signaler, ou envoyez-moi ici !signaler avec le lien du message.
moderation-report-nobody = Personne n’assure la modération pour le moment. Parlez-en à vos collègues.
moderation-report-thanks = Merci. La modération va regarder.
moderation-report-handled = La modération a fait le nécessaire après votre signalement. Merci de prendre soin du salon avec nous.
moderation-report-elsewhere = Je ne trouve pas ce message dans un salon dont vous faites partie.

moderation-room = le salon { $zone }
moderation-room-other = un salon sans bassin
moderation-card = 🚩 Un message dans { $room } demande votre attention : { $link }
moderation-card-decided = ✔️ Un message dans { $room } : { $link }
moderation-card-choices = 🙈 masquer · ⚠️ en parler en privé à son auteur · 🔇 suspendre { $hours } heures · ✅ rien à faire
moderation-again = Ce message est signalé une nouvelle fois.
moderation-did-hide = masqué
moderation-did-warn = abordé en privé
moderation-did-mute = suspendu
moderation-did-mute-until = suspendu jusqu’au { $until }
moderation-did-unmute = suspension levée
moderation-did-nothing = rien à faire
moderation-itself = Relais, après le temps convenu
moderation-rule-of = Règle : { $rule }
moderation-which-rule = De quelle règle s’agit-il ? L’auteur du message reçoit à ce sujet un mot privé et bienveillant, sans votre nom.
moderation-taken = { $who } s’en occupe déjà. N’hésitez pas à vous concerter.
moderation-only-moderators = Seule la modération peut le faire. Répondez !signaler à un message pour lui demander de regarder.
moderation-which-message = Répondez par cette commande au message lui-même ou au signalement dans le salon de modération, ou ajoutez le lien du message.
moderation-done = C’est fait : { $what }.
moderation-gone = Je ne retrouve pas ce message.
moderation-own = C’est un de mes propres messages. Le masquer est possible.
moderation-protected = Je ne peux pas suspendre la modération ni les gestionnaires. Parlez-vous.
moderation-cannot-hide = Je ne peux rien retirer dans ce salon. Donnez-m’y le niveau 50 (modération), ou retirez vous-même le message : { $link }
moderation-cannot-mute = Je ne peux suspendre personne dans ce salon. Donnez-m’y le niveau 100 (administration), ou lancez `relais provision`.
moderation-cannot-unmute = Je n’ai pas pu rendre la parole à { $who } dans { $room }. Remettez-y son niveau à la main.
moderation-not-muted = Cette personne n’est pas suspendue.
moderation-changed = Entre-temps, quelqu’un a modifié à la main le niveau de cette personne ; je n’y touche pas.

moderation-author-hide = La modération a masqué un de vos messages dans { $room }.
moderation-author-warn = La modération souhaite vous dire un mot d’un de vos messages dans { $room } : { $link }
moderation-author-mute = Vous ne pouvez pas écrire dans { $room } jusqu’au { $until }. Vous pouvez lire, et ensuite tout redevient comme avant.
moderation-author-unmute = Vous pouvez à nouveau écrire dans { $room }.
moderation-author-questions = Une question ? !quiestqui vous dit qui assure la modération.

moderation-rule-user_data = données d’usagers
moderation-rule-disrespect = respect mutuel
moderation-rule-advertising = publicité
moderation-rule-off_topic = hors sujet
moderation-rule-discrimination = discrimination
moderation-rule-spam = spam
moderation-rule-other = autre chose
moderation-told-user_data = Dans le salon, nous ne partageons rien qui permette de reconnaître une personne accompagnée. En termes généraux, votre question est la bienvenue.
moderation-told-disrespect = Entre collègues, nous tenons à rester respectueux, même quand tout va vite. Voulez-vous le reformuler ?
moderation-told-advertising = Le salon sert à s’entraider, pas à faire de la publicité. Une activité a toujours sa place à l’agenda, avec !agenda nouveau.
moderation-told-off_topic = Ici, nous parlons du social et de la santé dans le bassin. Ce message trouvera sûrement mieux sa place ailleurs.
moderation-told-discrimination = Chacun·e doit pouvoir se sentir bienvenu·e ici. Nous ne laissons donc pas de mots qui rabaissent des personnes pour ce qu’elles sont.
moderation-told-spam = Le même message s’y trouvait plusieurs fois, ou n’avait pas sa place dans le salon. Une fois suffit.
moderation-told-other = Cela ne correspond pas à ce dont nous avons convenu pour le salon.

moderation-log-title = Les dernières décisions
moderation-log-empty = Rien n’a encore été décidé.
moderation-log-here = Le journal n’est montré que dans le salon de modération.
moderation-log-file = Le journal complet : quand, quel message, quelle règle, qui. Aucun contenu.
moderation-log-not-sent = Le fichier n’a pas pu être envoyé. Réessayez un peu plus tard.
moderation-help-title = Ce que vous pouvez faire, ici et dans le salon, en réponse à un message ou à un signalement :
moderation-help-hide = !masquer – retirer le message
moderation-help-warn = !avertir publicité – parler d’une règle en privé à son auteur
moderation-help-mute = !muet 1j – suspendre quelque temps ; !parole annule la suspension
moderation-help-rules = Règles : données, respect, publicité, sujet, discrimination, spam, autre
moderation-help-log = !modération log – les dernières décisions ; !modération export – tout, dans un fichier

moderation-to-agenda = 📅 Merci de partager ! Ajoutez-le aussi à l’agenda commun avec `!agenda nouveau` : vos collègues le retrouveront, et il figurera dans l’aperçu de la semaine.
moderation-mydata = signalements, décisions de modération ou suspensions en cours : { $count }
