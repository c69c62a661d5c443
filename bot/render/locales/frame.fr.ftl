# Le cadre : qui est qui, langue, signalement.

frame-who-zone = Bassin { $zone }
frame-who-contact = Contact :
frame-who-referral = Personne de référence :
frame-who-substitute = Remplaçant·e :
frame-who-now = de permanence
frame-who-moderators = Modération :
frame-who-helpdesks = Helpdesks
frame-who-nobody = Personne n’est encore indiqué. Demandez à vos collègues dans le salon.
frame-language-which = Choisissez une langue : !langue nl, !langue fr ou !langue en.
frame-language-set = En cas de doute, je vous répondrai désormais en français.
frame-report-how = Dans le salon, répondez au message à signaler par !signaler.
frame-report-nobody = Il n’y a pas encore de salon de modération. Parlez-en à vos collègues.
frame-report-thanks = Merci. La modération vérifie.
frame-reported = Ce message est signalé : { $link }
