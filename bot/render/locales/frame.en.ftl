# The frame: who is who, language, reporting.

frame-who-zone = Zone { $zone }
frame-who-contact = Contact:
frame-who-referral = Referral person:
frame-who-substitute = Substitute:
frame-who-now = on duty now
frame-who-moderators = Moderators:
frame-who-helpdesks = Helpdesks
frame-who-nobody = Nobody is named yet. Ask your colleagues in the room.
frame-language-which = Choose a language: !language nl, !language fr or !language en.
frame-language-set = From now on I’ll answer you in English when in doubt.
