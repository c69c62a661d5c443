# Thema’s: onder een antwoord de kamer van het thema.

themes-room = Verder praten over dit thema kan in { $room }.
