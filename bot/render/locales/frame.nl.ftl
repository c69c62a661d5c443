# Het kader: wie is wie, taal, melden.

frame-who-zone = Zone { $zone }
frame-who-contact = Contact:
frame-who-referral = Referentiepersoon:
frame-who-substitute = Vervanger:
frame-who-now = nu van wacht
frame-who-moderators = Moderatoren:
frame-who-helpdesks = Helpdesks
frame-who-nobody = Er is nog niemand ingesteld. Vraag het aan je collega’s in de kamer.
frame-language-which = Kies een taal: !taal nl, !taal fr of !taal en.
frame-language-set = Voortaan antwoord ik je bij twijfel in het Nederlands.
