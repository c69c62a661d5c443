# Themes: the theme’s room under an answer.

themes-room = To go on about this theme: { $room }.
