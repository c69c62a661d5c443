# Tout ce qu'une personne lit de Relais, en français. Court, simple, sans jugement.

## Opening

open-until = ouvert jusqu’à { $time }
open-until-day = ouvert jusqu’à { $day } { $time }
open-always = ouvert jour et nuit
opens-today = fermé, ouvre à { $time }
opens-tomorrow = fermé, ouvre demain à { $time }
opens-day = fermé, ouvre { $day } à { $time }
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
relaxed-open = Rien n’est ouvert à ce moment-là. Ce qui convient sinon :
relaxed-language = Je n’ai trouvé aucun service où l’on parle { $languages }. Un interprète peut aider. Ce qui convient sinon :
relaxed-place = Je n’ai rien trouvé à { $place }. Ailleurs :
relaxed-place-unnamed = Je n’ai rien trouvé à cet endroit. Ailleurs :
relaxed-zone = Je n’ai rien trouvé dans ce bassin. Ailleurs à Bruxelles :
relaxed-wheelchair = Je n’ai rien trouvé d’accessible en fauteuil roulant avec certitude. Le plus proche :
all-saturated = Tout ce qui convient est complet ou a une liste d’attente.
next-services = Ce sont des possibilités : mieux vaut d’abord téléphoner.
next-services-contact = Ce sont des possibilités : mieux vaut d’abord téléphoner. Besoin de chercher plus loin ? { $contact }
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
understood-place = lieu { $place }
understood-languages = langue { $languages }
understood-window = moment { $when }
understood-wheelchair = accessible en fauteuil roulant
understood-home_visit = à domicile
clarify-categories = S’agit-il de { $categories } ?
clarify = Quelle aide faut-il, et dans quel quartier ? (Sans nom, s’il vous plaît.)
or = ou
person = Ou demandez à { $contact }.
person-neutral = Ou demandez à vos collègues dans le salon : quelqu’un a souvent une piste.

language-vgt = langue des signes flamande
language-sfb = langue des signes de Belgique francophone
language-rif = tarifit (berbère)

window-now = maintenant
window-today = aujourd’hui
window-tonight = ce soir
window-evening = le soir
window-night = la nuit
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

## Explaining words

definition = { $term } : { $meaning }
definition-forms = Français : { $fr } · Néerlandais : { $nl } · Anglais : { $en }
definition-pair = Français : { $fr } · Néerlandais : { $nl }
next-definition = Un autre mot, ou un service à trouver ? Demandez.

## Conversation

smalltalk = Avec plaisir. Une autre question ? N’hésitez pas.
help = Posez une question ordinaire en me nommant, ou commencez par !question. En message direct, ce n’est pas nécessaire.
help-example = Par exemple : « !question médecin à Molenbeek qui parle arabe, sans assurance maladie »
help-thread = Je réponds dans un fil ; continuez-y, et « plus » montre la liste complète.
help-sources = Je cherche dans le répertoire et dans les plans, et je dis toujours d’où vient une information et de quand elle date.
help-privacy = N’écrivez jamais le nom ni les données des personnes que vous accompagnez.
trouble = Désolé, quelque chose n’a pas marché. Réessayez plus tard, ou demandez à vos collègues dans le salon.
undecryptable = Désolé, je n’ai pas pu déchiffrer ce message. Pouvez-vous le renvoyer ?
too-many = Vous posez beaucoup de questions d’affilée, et je veux aussi aider les autres. Attendez un peu ({ $minutes } min), puis continuez.
guard-stopped = Je n’ai pas lu ce message : il contient peut-être des données d’une personne que vous accompagnez. Supprimez-le et posez la question sans ces données.

## The demo

demo-welcome = Posez une question en tant que Sofie, assistante sociale. « > » au début continue le fil précédent, /zone change de salon, /quit arrête.
demo-silent = Aucune réponse n’est venue.
