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
