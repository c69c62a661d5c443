# Tout ce qu'une personne lit de Relais, en français. Court, simple, sans jugement.

## Opening

open-until = ouvert jusqu’à { $time }
open-until-day = ouvert jusqu’à { $day } { $time }
open-always = ouvert jour et nuit
opens-today = fermé, ouvre à { $time }
opens-tomorrow = fermé, ouvre demain à { $time }
opens-day = fermé, ouvre { $day } à { $time }
then-open = ouvert { $when } { $hours }
then-closed = fermé { $when }
at-today = aujourd’hui à { $time }
at-tomorrow = demain à { $time }
at-day = { $day } à { $time }
midnight = minuit
closed-now = fermé pour l’instant
hours-unknown = horaires inconnus
hours-text = horaires : { $hours }

## Place, conditions, origin

conditions = conditions : { $text }
cost = prix : { $text }
capacity-open = places disponibles
capacity-waiting_list = liste d’attente
capacity-waiting_list-weeks = { $weeks ->
    [one] liste d’attente, environ 1 semaine
   *[other] liste d’attente, environ { $weeks } semaines
}
capacity-saturated = complet
capacity-saturated-weeks = { $weeks ->
    [one] complet, environ 1 semaine d’attente
   *[other] complet, environ { $weeks } semaines d’attente
}
capacity-unknown = disponibilité inconnue
capacity-dated = { $state } (signalé le { $date })
verified = vérifié le { $date }
verified-stale = plus vérifié depuis le { $date }
verified-unknown = date de vérification inconnue
stopped = n’existe plus
speaks = parle { $languages }
zone-other = dans le bassin { $zone }
zone-region = pour tout Bruxelles
in-nl = (en néerlandais)
in-fr = (en français)
in-en = (en anglais)
quoted = « { $text } »
page = p. { $page }
date-unknown = sans date
feast-days = jours fériés
day-closed = fermé
day-and-night = jour et nuit

## Above and below an answer

late = Désolé, je ne vois cette question que maintenant. Vous avez encore besoin d’une réponse ? Posez-la de nouveau.
danger = Quelqu’un est en danger maintenant ? Appelez d’abord : { $numbers }.
danger-channel = Relais n’est pas un numéro d’urgence.
number = { $number } ({ $name })
need-nothing = Pour une autre partie de la question, je n’ai rien trouvé.
asked = 🔎 { $what }
relaxed-open = Je n’ai rien trouvé qui soit sûrement ouvert à ce moment-là. Ce qui convient sinon :
relaxed-open-now = Ce qui convient n’est pas sûrement ouvert maintenant.
first-open = Premier à ouvrir : { $name }, { $when }.
relaxed-language = Je n’ai trouvé pour cela aucun service où l’on parle { $languages }. Un interprète peut aider. Ce qui convient sinon :
relaxed-place = Je n’ai rien trouvé à { $place }. Ailleurs :
relaxed-place-unnamed = Je n’ai rien trouvé à cet endroit. Ailleurs :
relaxed-zone = Je n’ai rien trouvé dans ce bassin. Ailleurs à Bruxelles :
relaxed-wheelchair = Je n’ai rien trouvé d’accessible en fauteuil roulant avec certitude. Le plus proche :
all-saturated = Tout ce qui convient est complet ou a une liste d’attente.
next-services = Ce sont des possibilités : mieux vaut d’abord téléphoner.
next-services-contact = Ce sont des possibilités : mieux vaut d’abord téléphoner. Besoin de chercher plus loin ? { $contact }
next-one = Un coup de fil permet d’en être sûr.
next-one-no-phone = Mieux vaut le vérifier sur place ou par écrit.
next-passages = Pour en savoir plus, demandez à vos collègues dans le salon.
next-passages-contact = Pour en savoir plus : { $contact }
next-more = Écrivez « plus » pour la liste complète.
contact-zone = { $name } (bassin { $zone }), { $phone }
contact-zone-no-phone = { $name } (bassin { $zone })
more-title = La liste complète :
more-nothing = Je n’ai rien de plus. N’hésitez pas à poser une autre question.

## Nothing found

unknown = Je n’ai rien trouvé d’assez sûr à ce sujet.
unknown-empty = Je n’ai pas encore de données où chercher.
understood = Compris : { $what }.
understood-everywhere = tout Bruxelles
understood-wheelchair = accessible en fauteuil roulant
understood-home_visit = à domicile
clarify-categories = S’agit-il de { $categories } ?
clarify = Quelle aide faut-il, et dans quel quartier ? (Sans nom, s’il vous plaît.)
or = ou
and = et
person = Ou demandez à { $contact }.
person-neutral = Ou demandez à vos collègues dans le salon : quelqu’un a souvent une piste.

language-vgt = langue des signes flamande
language-sfb = langue des signes de Belgique francophone
language-rif = tarifit (berbère)

window-now = maintenant
window-today = aujourd’hui
window-tonight = ce soir
window-evening = le soir
window-night = cette nuit
window-tomorrow = demain
window-weekend = le week-end
window-holiday = un jour férié
window-monday = lundi
window-tuesday = mardi
window-wednesday = mercredi
window-thursday = jeudi
window-friday = vendredi
window-saturday = samedi
window-sunday = dimanche
window-date = le { $date }
window-dated = { $when } { $date }
window-dated-evening = { $when } soir { $date }

access-undocumented = sans papiers
access-no_insurance = sans assurance maladie
access-increased_allowance = intervention majorée (BIM)
access-free = gratuit
access-anonymous = anonyme
access-no_appointment = sans rendez-vous

## A question about one service

attribute-exists-yes = Oui, { $name } existe toujours.
attribute-exists-no = Non, { $name } n’existe plus.
attribute-exists-unknown = On ne sait pas si { $name } existe toujours.
attribute-open_now-yes = Oui, { $name } : { $state }.
attribute-open_now-no = Non, { $name } : { $state }.
attribute-open_now-unknown = On ne sait pas si { $name } est ouvert maintenant.
attribute-open_then-yes = Oui, { $name } est ouvert { $when } : { $hours }.
attribute-open_then-no = Non, { $name } est fermé { $when }.
attribute-open_then-unknown = On ne sait pas si { $name } est ouvert { $when }.
attribute-hours = { $name } : { $value }.
attribute-hours-unknown = Les horaires de { $name } ne sont pas connus.
attribute-wheelchair-yes = Oui, { $name } est accessible en fauteuil roulant.
attribute-wheelchair-limited = Accès limité en fauteuil roulant : { $name }.
attribute-wheelchair-no = Non, { $name } n’est pas accessible en fauteuil roulant.
attribute-wheelchair-unknown = On ne sait pas si { $name } est accessible en fauteuil roulant.
attribute-languages = Langues chez { $name } : { $value }.
attribute-languages-yes = Oui, chez { $name } on parle { $asked }.
attribute-languages-no = Non, { $asked } ne figure pas parmi les langues de { $name } : { $value }.
attribute-languages-unknown = Les langues de { $name } ne sont pas connues.
attribute-cost = Prix chez { $name } : { $value }.
attribute-cost-yes = Oui, selon la fiche de { $name } : { $value }.
attribute-cost-no = Non, selon la fiche de { $name } : { $value }.
attribute-cost-unknown = Le prix chez { $name } n’est pas connu.
attribute-waiting = { $name } : { $value }.
attribute-waiting-unknown = Le délai d’attente chez { $name } n’est pas connu.
attribute-capacity-yes = Oui, { $name } : { $value }.
attribute-capacity-limited = { $name } : { $value }.
attribute-capacity-no = Non, { $name } : { $value }.
attribute-capacity = { $name } : { $value }.
attribute-capacity-unknown = On ne sait pas si { $name } a de la place.
attribute-conditions = Conditions chez { $name } : { $value }.
attribute-conditions-yes = Oui, selon la fiche de { $name } : { $value }.
attribute-conditions-no = Non, selon la fiche de { $name } : { $value }.
attribute-conditions-unknown = Aucune condition connue pour { $name }.
attribute-phone = Téléphone de { $name } : { $value }.
attribute-phone-unknown = Le numéro de téléphone de { $name } n’est pas connu.
attribute-address = Adresse de { $name } : { $value }.
attribute-address-unknown = L’adresse de { $name } n’est pas connue.
attribute-email = E-mail de { $name } : { $value }.
attribute-email-unknown = L’adresse e-mail de { $name } n’est pas connue.
attribute-website = Site de { $name } : { $value }.
attribute-website-unknown = Le site de { $name } n’est pas connu.
also-called = J’ai pris { $name }. Il y a aussi { $others }.
instead = À la place, ceci peut aider :

## Explaining words

definition = { $term } : { $meaning }
definition-forms = Français : { $fr } · Néerlandais : { $nl } · Anglais : { $en }
definition-pair = Français : { $fr } · Néerlandais : { $nl }
next-definition = Un autre mot, ou un service à trouver ? Demandez.

## Conversation

greeting = Bonjour ! Je suis Relais. En quoi puis-je vous aider ?
who-i-am = Je suis Relais, un chatbot. Je cherche des aides et des services à Bruxelles, et ce qu’en disent les plans.
smalltalk = Avec plaisir. Une autre question ? N’hésitez pas.
help = Posez une question ordinaire en me nommant, ou commencez par !question. En message direct, ce n’est pas nécessaire.
help-example = Par exemple : « !question médecin à Molenbeek qui parle arabe, sans assurance maladie »
help-thread = Je réponds dans un fil ; continuez-y, et « plus » montre la liste complète.
help-sources = Je cherche dans le répertoire et dans les plans, et je dis toujours d’où vient une information et de quand elle date.
help-more = Aussi : !agenda, !update et ❗ (une erreur), !bloqué ou 🆘 (vous êtes bloqué·e), !quiestqui, !langue, !privacy.
help-privacy = N’écrivez jamais le nom ni les données des personnes que vous accompagnez.
trouble = Désolé, quelque chose n’a pas marché. Réessayez plus tard, ou demandez à vos collègues dans le salon.
undecryptable = Désolé, je n’ai pas pu déchiffrer ce message. Pouvez-vous le renvoyer ?
verification-code = Comparez ces émojis avec votre écran. Seuls ceux du journal du bot, sur son serveur, font foi : ce message passe par le même chemin que le contrôle.
too-many = Vous posez beaucoup de questions d’affilée, et je veux aussi aider les autres. Attendez un peu ({ $minutes } min), puis continuez.

## The demo

demo-welcome = Posez une question en tant que Sofie, assistante sociale. « > » au début continue le fil précédent, /zone change de salon, /quit arrête.
demo-silent = Aucune réponse n’est venue.

## The guard: user data stays out of the chat

guard-reason = Retiré selon les règles de ce salon
guard-removed = J’ai retiré votre message du salon : il contient des données d’une personne que vous accompagnez ({ $kinds }).
guard-not-removed = Votre message contient des données d’une personne que vous accompagnez ({ $kinds }). Je ne peux rien retirer dans ce salon : pouvez-vous le supprimer ?
guard-direct = Je n’ai rien fait de votre message : il contient des données d’une personne que vous accompagnez ({ $kinds }). Mieux vaut le supprimer ici aussi.
guard-asked = Votre message contient-il des données d’une personne que vous accompagnez (peut-être { $kinds }) ? Je n’en fais rien avant votre réponse.
guard-why = Ces données relèvent du secret professionnel et du RGPD, et beaucoup de monde lit dans un salon.
guard-why-severe = La santé et la justice sont encore plus protégées.
guard-exclusion = Je ne transmets pas qu’une personne n’est plus la bienvenue quelque part. Cherchez une issue avec la personne de référence de votre zone.
guard-exclusion-contact = Je ne transmets pas qu’une personne n’est plus la bienvenue quelque part. { $contact } cherche une issue avec vous.
guard-cleaned = Sans ces données :
guard-choose = ✅ je le mets ainsi dans le salon et je cherche une réponse · ✏️ vous le réécrivez d’abord · ❌ il ne s’agissait pas d’une personne que vous accompagnez
guard-choose-direct = ✅ je cherche ainsi une réponse · ✏️ vous le réécrivez d’abord · ❌ il ne s’agissait pas d’une personne que vous accompagnez
guard-choose-rewrite = ✏️ vous le réécrivez · ❌ il ne s’agissait pas d’une personne que vous accompagnez
guard-choose-uncertain = ✅ non, prenez-le tel quel · ✏️ oui, retirez-le, je le réécris
guard-kept = Choisissez dans les { $minutes } minutes : je le retiens un moment et ne le garde nulle part.
guard-carried = Question d’un collègue, sans données sur une personne :
guard-not-carried = Je n’ai pas pu mettre ceci dans le salon. Réessayez tout à l’heure avec ✅, ou envoyez-le vous-même sans ces données.
guard-rewrite = Réécrivez-le ici sans ces données, et je le mets dans le salon. Ou envoyez-le vous-même dans le salon.
guard-rewrite-direct = Réécrivez-le ici sans ces données.
guard-fine = Bien, je le prends tel quel.
guard-gone = Je n’ai plus ce texte, car je ne le retiens qu’un moment. Renvoyez votre question sans données sur une personne.
guard-owed = Un de vos messages contenait des données d’une personne que vous accompagnez ; si j’y étais autorisé, je l’ai retiré du salon. À cause d’une interruption, je n’ai plus le texte. Renvoyez votre question sans ces données.
guard-false-alarm = Merci de le dire. Je le compte comme fausse alerte et n’en garde rien.
guard-overrule-asked = Je demande aux modérateurs si le même message peut passer, et je vous tiens au courant.
guard-other-words = En attendant, dites-le avec d’autres mots, ou demandez à votre personne de référence.
guard-allowed = Un modérateur accepte votre message : renvoyez-le tel quel dans les { $minutes } minutes.
guard-unchecked = Je n’ai pas pu vérifier un de vos messages, et n’en ai donc rien fait. Réessayez plus tard, ou raccourcissez-le.
guard-media = Je ne peux pas vérifier les photos, enregistrements et vidéos. Veillez à ce qu’aucune personne que vous accompagnez n’y soit reconnaissable.
guard-media-removed = Les photos, enregistrements et vidéos ne sont pas admis dans ce salon, car je ne peux pas vérifier qui y est reconnaissable. J’ai retiré votre message.
guard-file = Je n’ai pas pu vérifier un de vos fichiers. Veillez à ce qu’il ne contienne pas de données des personnes que vous accompagnez.
guard-moderators = Un message demande votre attention, et je ne peux pas le retirer : { $link }
guard-overrule = L’auteur dit que j’ai retiré ce message à tort : { $link } Avec ✅, vous laissez passer le même message pendant { $minutes } minutes.
guard-kind-national_number = numéro national
guard-kind-bis_number = numéro bis
guard-kind-id_card = numéro de carte d’identité
guard-kind-foreigner_number = numéro de dossier de l’Office des étrangers
guard-kind-iban = numéro de compte
guard-kind-phone = numéro de téléphone
guard-kind-email = adresse e-mail
guard-kind-file_number = numéro de dossier
guard-kind-number_plate = plaque d’immatriculation
guard-kind-name = nom
guard-kind-initials = initiales
guard-kind-birth_date = date de naissance
guard-kind-age = âge
guard-kind-address = adresse
guard-kind-origin = description reconnaissable
guard-kind-health = santé
guard-kind-judicial = justice
guard-kind-unread = trop long pour être relu
guard-kind-exclusion = exclusion d’une personne

## Privacy

privacy-what = Ce que je garde : les numéros des messages déjà traités ({ $ids } jours), quel salon direct est à qui, et par mois combien de fois j’ai arrêté des données, sans noms ({ $months } mois).
privacy-features = Aussi : d’un dossier bloqué, le numéro, le thème, l’état, et qui le demande et le suit ; jamais ce qui s’y dit, qui ne se trouve que dans son propre salon (vidé { $cases } jours après la fin). Et ce que vous proposez pour l’agenda ou le répertoire, car c’est public.
privacy-not = Ce que je ne garde jamais : le texte d’un message, ni les données des personnes que vous accompagnez. Un texte nettoyé reste { $minutes } minutes en mémoire.
privacy-where = Où : sur le serveur de l’organisation qui me gère, nulle part ailleurs. Les messages eux-mêmes sont sur votre serveur Matrix, chiffrés.
privacy-who = Qui peut le lire : seulement les gestionnaires de ce serveur. À votre sujet : tapez !mesdonnées.
mydata-title = Voici ce que j’ai à votre sujet :
mydata-direct = un salon direct avec vous
mydata-sent = numéros de messages que je vous ai envoyés : { $count }
mydata-waiting = messages qui doivent encore vous parvenir : { $count }
mydata-requests = combien de fois je vous ai demandé de renvoyer un message : { $count }
mydata-texts = textes un moment en mémoire : { $count }
mydata-unfinished = ce que vous êtes en train de remplir : { $count }
mydata-cases = situations bloquées où vous figurez (effacer : !efface et le numéro) : { $count }
mydata-proposals = propositions et questions sur des services ou l’agenda : { $count }
mydata-member = votre langue, vos bassins et votre organisation, de la liste des membres
mydata-nothing = Je n’ai rien à votre sujet.
mydata-delete = Tapez ici « !mesdonnées effacer » pour le supprimer.
mydata-deleted = C’est supprimé. Ce salon existe jusqu’à ce que vous le quittiez.
mydata-cases-left = Les situations encore en cours restent ({ $count }). La personne qui en a transmis une peut l’effacer : tapez !efface et le numéro.
mydata-here = La suppression se fait seulement dans notre salon direct : tapez-le là.
