# Le répertoire en cinq étapes.

help-steps-how = Le répertoire en cinq étapes : !aide répertoire.
help-steps = Le répertoire en cinq étapes
help-steps-1 = Demandez avec vos mots, avec le lieu et les conditions : !question dentiste à 1080, sans assurance maladie
help-steps-2 = Précisez dans le fil : « et le dimanche ? », « à Anderlecht ? ». « Plus » donne la liste complète.
help-steps-3 = Regardez de quand cela date : chaque service dit quand il a été vérifié, et s’il reste de la place. En cas de doute, appelez.
help-steps-4 = Une erreur ? Mettez ❗ sous la réponse, ou écrivez !update et le nom du service : ce qui a changé. Avec 👍 ou 👎, vous dites si la réponse a aidé.
help-steps-5 = Rien trouvé ? Demandez à vos collègues dans le salon. Si la situation est bloquée, 🆘 ou !bloqué l’envoie à la personne de référence.
