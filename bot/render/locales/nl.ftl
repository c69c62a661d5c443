# Alles wat een mens van Relais te lezen krijgt, in het Nederlands. Kort, gewoon, zonder oordeel.

## Opening

open-until = nu open tot { $time }
open-until-day = nu open tot { $day } { $time }
open-always = dag en nacht open
opens-today = nu gesloten, opent om { $time }
opens-tomorrow = nu gesloten, opent morgen om { $time }
opens-day = nu gesloten, opent { $day } om { $time }
midnight = middernacht
closed-now = nu gesloten
hours-unknown = openingsuren niet gekend
hours-text = uren: { $hours }

## Place, conditions, origin

conditions = voorwaarden: { $text }
cost = prijs: { $text }
capacity-open = plaats vrij
capacity-waiting_list = wachtlijst
capacity-waiting_list-weeks = { $weeks ->
    [one] wachtlijst, ongeveer 1 week
   *[other] wachtlijst, ongeveer { $weeks } weken
}
capacity-saturated = volzet
capacity-saturated-weeks = { $weeks ->
    [one] volzet, ongeveer 1 week wachten
   *[other] volzet, ongeveer { $weeks } weken wachten
}
capacity-unknown = niet gekend of er plaats is
capacity-dated = { $state } (gemeld op { $date })
verified = nagekeken op { $date }
verified-stale = niet meer nagekeken sinds { $date }
verified-unknown = datum van nazicht niet gekend
stopped = bestaat niet meer
zone-other = in zone { $zone }
zone-region = voor heel Brussel
in-nl = (in het Nederlands)
in-fr = (in het Frans)
in-en = (in het Engels)
quoted = “{ $text }”
page = blz. { $page }
date-unknown = zonder datum
feast-days = feestdagen
day-closed = gesloten
day-and-night = dag en nacht

## Above and below an answer

late = Sorry, ik zie deze vraag nu pas. Heb je nog een antwoord nodig? Stel ze dan gerust opnieuw.
danger = Is er nu iemand in gevaar? Bel eerst: { $numbers }.
danger-channel = Relais is geen noodlijn.
number = { $number } ({ $name })
need-nothing = Voor een ander deel van de vraag vond ik niets.
relaxed-open = Op dat moment is niets open. Wat wel past:
relaxed-language = Ik vond geen dienst waar men { $languages } spreekt. Vraag eventueel een tolk. Wat wel past:
relaxed-place = In { $place } vond ik niets. Elders:
relaxed-place-unnamed = Op die plek vond ik niets. Elders:
relaxed-zone = In deze zone vond ik niets. Elders in Brussel:
relaxed-wheelchair = Voor een rolstoel vond ik niets dat zeker toegankelijk is. Wat er het dichtst bij komt:
all-saturated = Alles wat past, is volzet of heeft een wachtlijst.
next-services = Dit zijn mogelijkheden: bel gerust eerst even.
next-services-contact = Dit zijn mogelijkheden: bel gerust eerst even. Verder zoeken? { $contact }
next-passages = Meer hierover weten? Vraag het aan je collega’s in de kamer.
next-passages-contact = Meer hierover weten? { $contact }
next-more = Typ “meer” voor de volledige lijst.
contact-zone = { $name } (zone { $zone }), { $phone }
contact-zone-no-phone = { $name } (zone { $zone })
more-title = De volledige lijst:
more-nothing = Meer dan dit heb ik niet. Stel gerust een nieuwe vraag.

## Nothing found

unknown = Hierover vond ik niets dat zeker genoeg is.
unknown-empty = Ik heb nog geen gegevens om in te zoeken.
understood = Begrepen: { $what }.
understood-place = plaats { $place }
understood-languages = taal { $languages }
understood-window = moment { $when }
understood-wheelchair = toegankelijk met een rolstoel
understood-home_visit = aan huis
clarify-categories = Gaat het om { $categories }?
clarify = Welke hulp is nodig, en in welke buurt? (Geen namen, alsjeblieft.)
or = of
person = Of vraag het aan { $contact }.
person-neutral = Of vraag het aan je collega’s in de kamer: vaak weet iemand raad.

language-vgt = Vlaamse Gebarentaal
language-sfb = Frans-Belgische gebarentaal
language-rif = Tarifit (Berbers)

window-now = nu
window-today = vandaag
window-tonight = vanavond
window-evening = ’s avonds
window-night = ’s nachts
window-tomorrow = morgen
window-weekend = in het weekend
window-holiday = op een feestdag
window-monday = maandag
window-tuesday = dinsdag
window-wednesday = woensdag
window-thursday = donderdag
window-friday = vrijdag
window-saturday = zaterdag
window-sunday = zondag

access-undocumented = zonder papieren
access-no_insurance = zonder ziekteverzekering
access-increased_allowance = verhoogde tegemoetkoming
access-free = gratis
access-anonymous = anoniem
access-no_appointment = zonder afspraak

## A question about one service

attribute-exists-yes = Ja, { $name } bestaat nog.
attribute-exists-no = Nee, { $name } bestaat niet meer.
attribute-exists-unknown = Of { $name } nog bestaat, is niet gekend.
attribute-open_now-yes = Ja, { $name } is { $state }.
attribute-open_now-no = Nee, { $name } is { $state }.
attribute-open_now-unknown = Of { $name } nu open is, is niet gekend.
attribute-hours = { $name }: { $value }.
attribute-hours-unknown = De openingsuren van { $name } zijn niet gekend.
attribute-wheelchair-yes = Ja, { $name } is toegankelijk met een rolstoel.
attribute-wheelchair-limited = { $name } is beperkt toegankelijk met een rolstoel.
attribute-wheelchair-no = Nee, { $name } is niet toegankelijk met een rolstoel.
attribute-wheelchair-unknown = Of { $name } toegankelijk is met een rolstoel, is niet gekend.
attribute-languages = Talen bij { $name }: { $value }.
attribute-languages-yes = Ja, bij { $name } spreekt men { $asked }.
attribute-languages-no = Nee, { $asked } staat niet bij de talen van { $name }: { $value }.
attribute-languages-unknown = De talen van { $name } zijn niet gekend.
attribute-cost = Prijs bij { $name }: { $value }.
attribute-cost-yes = Ja, volgens de fiche van { $name }: { $value }.
attribute-cost-no = Nee, volgens de fiche van { $name }: { $value }.
attribute-cost-unknown = De prijs bij { $name } is niet gekend.
attribute-waiting = { $name }: { $value }.
attribute-waiting-unknown = De wachttijd bij { $name } is niet gekend.
attribute-capacity-yes = Ja, { $name }: { $value }.
attribute-capacity-limited = { $name }: { $value }.
attribute-capacity-no = Nee, { $name }: { $value }.
attribute-capacity = { $name }: { $value }.
attribute-capacity-unknown = Of { $name } plaats heeft, is niet gekend.
attribute-conditions = Voorwaarden bij { $name }: { $value }.
attribute-conditions-yes = Ja, volgens de fiche van { $name }: { $value }.
attribute-conditions-no = Nee, volgens de fiche van { $name }: { $value }.
attribute-conditions-unknown = Voor { $name } zijn geen voorwaarden gekend.
attribute-phone = Telefoon van { $name }: { $value }.
attribute-phone-unknown = Het telefoonnummer van { $name } is niet gekend.
attribute-address = Adres van { $name }: { $value }.
attribute-address-unknown = Het adres van { $name } is niet gekend.
attribute-email = E-mail van { $name }: { $value }.
attribute-email-unknown = Het e-mailadres van { $name } is niet gekend.
attribute-website = Website van { $name }: { $value }.
attribute-website-unknown = De website van { $name } is niet gekend.

## Explaining words

definition = { $term }: { $meaning }
definition-forms = Nederlands: { $nl } · Frans: { $fr } · Engels: { $en }
definition-pair = Nederlands: { $nl } · Frans: { $fr }
next-definition = Nog een woord of een dienst nodig? Vraag het gerust.

## Conversation

smalltalk = Graag gedaan. Nog een vraag? Stel ze gerust.
help = Stel een gewone vraag en noem me bij mijn naam, of begin met !vraag. Schrijf me rechtstreeks, dan hoeft dat niet.
help-example = Bijvoorbeeld: “!vraag huisarts in Molenbeek die Arabisch spreekt, zonder ziekteverzekering”
help-thread = Ik antwoord in een draadje; daar vraag je verder, en “meer” toont de volledige lijst.
help-sources = Ik zoek in het repertorium en in de plandocumenten, en zeg altijd waar iets vandaan komt en van wanneer het is.
help-privacy = Schrijf nooit namen of gegevens van de mensen die je helpt.
trouble = Sorry, hier liep iets mis. Probeer het straks nog eens, of vraag het aan je collega’s in de kamer.
undecryptable = Sorry, ik kon dit bericht niet ontcijferen. Kan je het nog eens sturen?
too-many = Je stelt veel vragen na elkaar, en ik wil ook de anderen helpen. Wacht even ({ $minutes } min.) en vraag dan verder.
guard-stopped = Ik heb dit bericht niet gelezen, want er staan misschien gegevens in van iemand die je helpt. Verwijder het en stel de vraag zonder die gegevens.

## The demo

demo-welcome = Typ een vraag als Sofie, een maatschappelijk werker. “> ” vooraan gaat verder in het vorige draadje, /zone wisselt van kamer, /quit stopt.
demo-silent = Er kwam geen antwoord.
