# Thèmes : sous une réponse, le salon du thème.

themes-room = Pour continuer sur ce thème : { $room }.
