"""Questions of one to four words, as people type them into a chat: per language, one per line."""

from __future__ import annotations

from kb.models import Lang

_DUTCH = """
tandarts
psycholoog
rusthuis
rusthuis in Anderlecht
tandarts in Jette
OCMW
OCMW Molenbeek
huisarts
huisarts 1030
kinesist aan huis
thuisverpleging
poetshulp
nachtopvang
daklozenopvang
vluchthuis vrouwen
voedselpakket
voedselbank vandaag
maaltijden aan huis
warme maaltijd
sociaal restaurant
kledij baby
tweedehands meubels
wasserette
schulden
schuldbemiddeling
budgetbegeleiding
deurwaarder
gratis advocaat
rechtsbijstand
verblijfsvergunning
gezinshereniging
mensen zonder papieren
tolk Arabisch
tolk Tigrinya
Nederlandse les
inburgering
huurwaarborg
huurtoelage
sociale woning
kraken
vocht in appartement
premie isolatie
verslaving
alcohol ontwenning
spuitenruil
crisisopvang
zelfmoord
rouwgroep
borstvoeding
vroedvrouw
zwanger zonder papieren
kinderopvang
huiswerkbegeleiding
speelplein zomer
jeugdadvocaat
rolstoel lenen
aangepast vervoer
mantelzorger
dementie
dagcentrum ouderen
eenzaamheid
praatgroep mannen
partnergeweld
seksueel misbruik
werkloos
werk zoeken
leefloon
invaliditeit
mutualiteit
ziekenkas
oogarts
logopedie wachtlijst
gehandicapte zoon
fiets leren rijden
dierenarts goedkoop
gsm opladen
computerles
formulier invullen
adres Huurdersbond de Boog
uren Rodekruis
bedankt
goeiemorgen
ok merci he
"""

_FRENCH = """
dentiste
psychologue
maison de repos
maison de repos Uccle
dentiste à Jette
CPAS
CPAS Molenbeek
médecin
medecin de garde
kiné à domicile
infirmière à domicile
aide ménagère
accueil de nuit
sans-abri
refuge femmes battues
colis alimentaire
banque alimentaire
repas à domicile
repas chaud
restaurant social
vêtements bébé
meubles seconde main
douches
lavoir
dettes
médiation de dettes
surendettement
huissier
avocat gratuit
aide juridique
titre de séjour
regroupement familial
sans-papiers
interprète arabe
interprete tigrinya
cours de français
parcours d'intégration
garantie locative
allocation loyer
logement social
expulsion
moisissures appartement
prime isolation
toxicomanie
sevrage alcool
échange de seringues
centre de crise
suicide
groupe de deuil
allaitement
sage-femme
enceinte sans papiers
crèche
école de devoirs
plaine de jeux
avocat jeunes
prêt fauteuil roulant
transport adapté
aidant proche
démence
centre de jour
solitude
groupe de parole
violences conjugales
abus sexuels
chômage
recherche emploi
revenu d'intégration
invalidité
mutuelle
ophtalmologue
logopède
autisme adulte
vétérinaire pas cher
recharger gsm
informatique seniors
remplir un formulaire
école
bonjour
oui
ouvert demain
merci beaucoup
adresse Foyer du Midi
"""

_ENGLISH = """
dentist
psychologist
doctor near me
nursing home
dentist in Jette
social welfare office
night shelter
homeless shelter
food bank
food parcels
hot meals
clothes for baby
showers
debts
debt counselling
free lawyer
legal aid
residence permit
undocumented
Arabic interpreter
Dutch lessons
rent deposit
social housing
drug addiction
needle exchange
midwife
pregnant
childcare
wheelchair
domestic violence
unemployed
jobs
health insurance
autism
thanks
opening hours
"""


def short_questions() -> list[tuple[str, Lang]]:
    """Each question with its language."""
    tables: tuple[tuple[Lang, str], ...] = (("nl", _DUTCH), ("fr", _FRENCH), ("en", _ENGLISH))
    return [(line, lang) for lang, table in tables for line in table.strip().splitlines()]
