"""Brussels' five zones, as the zones describe themselves (bassin-nord.brussels, zorgzone-zuid.brussels and their
three sisters). Only the defaults of the settings: no rule in the program knows a zone by name.

Postcode 1000 (Brussels-City) lies in three of them: the Pentagon and the Noordwijk in the centre-west, the European
quarter in the north-east, the avenue Louise in the south. A zone's neighbourhoods tell which one is meant.
"""

from __future__ import annotations

from typing import Final

DEFAULT_ZONES: Final[dict[str, dict[str, str | list[str]]]] = {
    "noord": {
        "name_nl": "Noord",
        "name_fr": "Nord",
        "postcodes": ["1020", "1081", "1082", "1083", "1090", "1120", "1130"],
        "neighbourhoods": [
            "Laken", "Laeken", "Neder-over-Heembeek", "Haren", "Heizel", "Heysel", "Bockstael", "Mutsaard", "Mutsaert",
            "Spiegel", "Miroir", "Koekelberg", "Ganshoren", "Jette", "Sint-Agatha-Berchem", "Berchem-Sainte-Agathe",
        ],
        "neighbours": ["noord-oost", "centrum-west"],
    },
    "noord-oost": {
        "name_nl": "Noord-Oost",
        "name_fr": "Nord-Est",
        "postcodes": ["1030", "1140", "1210", "1000"],
        "neighbourhoods": [
            "Schaarbeek", "Schaerbeek", "Evere", "Sint-Joost-ten-Node", "Saint-Josse-ten-Noode", "Sint-Joost",
            "Saint-Josse", "Europese wijk", "Quartier européen", "Squareswijk", "Quartier des Squares", "Helmet",
            "Brabantwijk", "Quartier Brabant", "Josaphat", "Dailly", "Meiser",
        ],
        "neighbours": ["noord", "centrum-west", "zuid-oost"],
    },
    "centrum-west": {
        "name_nl": "Centrum-West",
        "name_fr": "Centre-Ouest",
        "postcodes": ["1000", "1070", "1080"],
        "neighbourhoods": [
            "Vijfhoek", "Pentagone", "Marollen", "Marolles", "Anneessens", "Dansaert", "Sint-Katelijne",
            "Sainte-Catherine", "Begijnhof", "Béguinage", "Zavel", "Sablon", "Stalingrad", "Noordwijk",
            "Quartier Nord", "Kuregem", "Cureghem", "Peterbos", "Wayez", "Veeweide", "Veeweyde", "Karreveld",
            "Weststation", "Gare de l'Ouest", "Anderlecht", "Sint-Jans-Molenbeek", "Molenbeek-Saint-Jean", "Molenbeek",
        ],
        "neighbours": ["noord", "noord-oost", "zuid"],
    },
    "zuid-oost": {
        "name_nl": "Zuid-Oost",
        "name_fr": "Sud-Est",
        "postcodes": ["1040", "1150", "1160", "1200"],
        "neighbourhoods": [
            "Etterbeek", "Oudergem", "Auderghem", "Sint-Lambrechts-Woluwe", "Woluwe-Saint-Lambert",
            "Sint-Pieters-Woluwe", "Woluwe-Saint-Pierre", "Stokkel", "Stockel", "Roodebeek", "La Chasse", "De Jacht",
        ],
        "neighbours": ["noord-oost", "zuid"],
    },
    "zuid": {
        "name_nl": "Zuid",
        "name_fr": "Sud",
        "postcodes": ["1050", "1060", "1170", "1180", "1190", "1000"],
        "neighbourhoods": [
            "Elsene", "Ixelles", "Sint-Gillis", "Saint-Gilles", "Vorst", "Forest", "Ukkel", "Uccle",
            "Watermaal-Bosvoorde", "Watermael-Boitsfort", "Bosvoorde", "Boitsfort", "Louizawijk", "Quartier Louise",
            "Ter Kameren", "La Cambre", "Matonge", "Flagey", "Sint-Job", "Saint-Job", "Kalevoet", "Calevoet",
        ],
        "neighbours": ["centrum-west", "zuid-oost"],
    },
}  # fmt: skip
