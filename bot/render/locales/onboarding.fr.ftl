# Nouveau dans un bassin : accueil, charte, tranquillité.

onboarding-welcome = 👋 Bienvenue dans le salon du bassin { $zone }
onboarding-room = Ici, des collègues du social et de la santé se demandent conseil et partagent ce qui se passe. Je suis Relais : je cherche dans les services et les plans, je tiens l’agenda et je transmets une situation bloquée à la personne de référence.
onboarding-try = Essayez, ici ou dans le salon :
onboarding-try-place = !question où peut-on dormir cette nuit ?
onboarding-try-language = !question médecin qui parle arabe, sans assurance maladie
onboarding-try-agenda = !agenda cette semaine
onboarding-charter = Charte
onboarding-version = version { $version }
onboarding-accept = D’accord avec la charte ? Cliquez sur ✅ sous ce message, ou écrivez !charte oui. Pour la relire : !charte.
onboarding-accept-pinned = D’accord ? Cliquez sur ✅ sous ce message. Pour la relire : !charte.
onboarding-language = En cas de doute, dans quelle langue vous répondre ? Écrivez !langue fr, !langue nl ou !langue en.
onboarding-peace = Envie de calme ? Coupez les notifications du salon dans votre application et lisez quand cela vous convient. Je ne vous écris en privé qu’à propos de ce que vous faites ou gérez ; avec !silence, je laisse aussi tomber les rappels.
onboarding-help = Plus d’explications : !aide, et !aide répertoire pour cinq étapes. Qui est qui : !quiestqui. Revoir ce message : !bienvenue.
onboarding-renewed = La charte a changé. Pouvez-vous la relire ?
onboarding-accepted = ✅ Merci, c’est noté : vous êtes d’accord avec la charte du bassin { $zone }. Vous changez d’avis ? Écrivez !charte non.
onboarding-accepted-on = Vous avez marqué votre accord le { $day }. Vous changez d’avis ? Écrivez !charte non.
onboarding-withdrawn = Bien, j’ai effacé votre accord avec la charte.
onboarding-not-accepted = Vous n’aviez pas encore accepté la charte : il n’y a rien à effacer.
onboarding-first = Merci pour votre question ! Dans le bassin { $zone }, les collègues ont convenu de lire d’abord la charte. Je vous l’envoie en privé : un clic sur ✅ et vous pouvez reposer votre question. Si quelqu’un est en danger, je réponds tout de suite ; appelez le 112.
onboarding-first-again = D’abord la charte du bassin { $zone } : cliquez sur ✅ dans notre conversation privée, ou écrivez !charte. Ensuite, je vous répondrai volontiers.
onboarding-no-zone = Vous n’êtes encore dans aucun salon de bassin : je n’ai donc pas de charte à montrer.
onboarding-quiet = Bien. Je ne vous écrirai plus en privé qu’à propos de votre message, de votre question ou de votre situation. Pour ravoir des rappels : !silence non.
onboarding-quiet-off = Bien, je vous enverrai de nouveau un rappel si nécessaire.
onboarding-privacy = Et aussi : dans quels bassins je vous ai accueilli·e, quelle version de la charte vous avez acceptée et quel jour, et si vous ne voulez pas de rappels.
onboarding-mydata = où je vous ai accueilli·e, quelle charte vous avez acceptée et si vous voulez du calme (nombre de données) : { $count }
