# Le salon d’essai.

sandbox-guide = 🧪 Voici le salon d’essai : essayez tout, rien n’a de conséquence.
sandbox-try-ask = !question où peut-on dormir cette nuit ? Ici, je cherche dans tout Bruxelles ; dans le salon d’un bassin, je commence par lui.
sandbox-try-more = Répondez dans le fil : « plus », ou « et à Anderlecht ? »
sandbox-try-agenda = !agenda nouveau : remplissez une activité. Elle ne sera pas publiée.
sandbox-try-update = !update et le nom d’un service : nouvel horaire lu-ve 9-12. Je montre la correction et ne conserve rien.
sandbox-try-blocked = !bloqué, ou 🆘 sous une réponse : je montre ce qui se passerait, et personne ne reçoit rien.
sandbox-try-guard = Un nom inventé avec une date de naissance : vous verrez comment j’écarte les données de personnes. Jamais de vraies données, même ici.
sandbox-try-help = !aide, et !aide répertoire pour cinq étapes.
sandbox-case = Voici le salon d’essai : rien ne part. Dans le salon de votre bassin, je vous pose ces questions en privé, une à la fois :
sandbox-case-then = Ensuite, je vous montre un résumé. Il ne part qu’avec ✅, vers la personne de référence, qui continue avec vous dans un salon fermé. Si quelqu’un est en danger : appelez le 112.
sandbox-nothing = Voici le salon d’essai : ici, cela ne change rien.
sandbox-report = Voici le salon d’essai : la modération ne reçoit rien. Dans le salon de votre bassin, elle reçoit un lien vers le message, pas le texte.
sandbox-agenda = Voici le salon d’essai : je ne transmets rien et ne mets rien à l’agenda. Dans le salon de votre bassin, cela va à la modération.
sandbox-guard = C’était le salon d’essai. Cela se passe ainsi dans un vrai salon ; ici, je ne compte rien et ne demande rien à la modération.
