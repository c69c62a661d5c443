# Alles wat een mens van Relais te lezen krijgt, in het Nederlands. Kort, gewoon, zonder oordeel.

## Opening

open-until = nu open tot { $time }
open-until-day = nu open tot { $day } { $time }
open-always = dag en nacht open
opens-today = nu gesloten, opent om { $time }
opens-tomorrow = nu gesloten, opent morgen om { $time }
opens-day = nu gesloten, opent { $day } om { $time }
then-open = { $when } open { $hours }
then-closed = { $when } gesloten
at-today = vandaag om { $time }
at-tomorrow = morgen om { $time }
at-day = { $day } om { $time }
midnight = middernacht
closed-now = nu gesloten
hours-unknown = openingsuren niet bekend
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
capacity-unknown = niet bekend of er plaats is
capacity-dated = { $state } (gemeld op { $date })
verified = nagekeken op { $date }
verified-stale = niet meer nagekeken sinds { $date }
verified-unknown = datum van nazicht niet bekend
stopped = bestaat niet meer
speaks = spreekt { $languages }
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
asked = 🔎 { $what }
relaxed-open = Ik vond niets dat op dat moment zeker open is. Wat wel past:
relaxed-open-now = Wat past, is nu niet zeker open.
first-open = Eerst open: { $name }, { $when }.
relaxed-language = Ik vond hiervoor geen dienst waar men { $languages } spreekt. Vraag eventueel een tolk. Wat wel past:
relaxed-place = In { $place } vond ik niets. Elders:
relaxed-place-unnamed = Op die plek vond ik niets. Elders:
relaxed-zone = In deze zone vond ik niets. Elders in Brussel:
relaxed-wheelchair = Voor een rolstoel vond ik niets dat zeker toegankelijk is. Wat er het dichtst bij komt:
all-saturated = Alles wat past, is volzet of heeft een wachtlijst.
next-services = Dit zijn mogelijkheden: bel gerust eerst even.
next-services-contact = Dit zijn mogelijkheden: bel gerust eerst even. Verder zoeken? { $contact }
next-one = Bel gerust even om zeker te zijn.
next-one-no-phone = Vraag het gerust na om zeker te zijn.
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
understood-everywhere = heel Brussel
understood-wheelchair = toegankelijk met een rolstoel
understood-home_visit = aan huis
clarify-categories = Gaat het om { $categories }?
clarify = Welke hulp is nodig, en in welke buurt? (Geen namen, alsjeblieft.)
or = of
and = en
person = Of vraag het aan { $contact }.
person-neutral = Of vraag het aan je collega’s in de kamer: vaak weet iemand raad.

language-vgt = Vlaamse Gebarentaal
language-sfb = Frans-Belgische gebarentaal
language-rif = Tarifit (Berbers)

window-now = nu
window-today = vandaag
window-tonight = vanavond
window-evening = ’s avonds
window-night = vannacht
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
window-date = op { $date }
window-dated = { $when } { $date }
window-dated-evening = { $when }avond { $date }

access-undocumented = zonder papieren
access-no_insurance = zonder ziekteverzekering
access-increased_allowance = verhoogde tegemoetkoming
access-free = gratis
access-anonymous = anoniem
access-no_appointment = zonder afspraak

## A question about one service

attribute-exists-yes = Ja, { $name } bestaat nog.
attribute-exists-no = Nee, { $name } bestaat niet meer.
attribute-exists-unknown = Of { $name } nog bestaat, is niet bekend.
attribute-open_now-yes = Ja, { $name } is { $state }.
attribute-open_now-no = Nee, { $name } is { $state }.
attribute-open_now-unknown = Of { $name } nu open is, is niet bekend.
attribute-open_then-yes = Ja, { $name } is { $when } open: { $hours }.
attribute-open_then-no = Nee, { $name } is { $when } gesloten.
attribute-open_then-unknown = Of { $name } { $when } open is, is niet bekend.
attribute-hours = { $name }: { $value }.
attribute-hours-unknown = De openingsuren van { $name } zijn niet bekend.
attribute-wheelchair-yes = Ja, { $name } is toegankelijk met een rolstoel.
attribute-wheelchair-limited = { $name } is beperkt toegankelijk met een rolstoel.
attribute-wheelchair-no = Nee, { $name } is niet toegankelijk met een rolstoel.
attribute-wheelchair-unknown = Of { $name } toegankelijk is met een rolstoel, is niet bekend.
attribute-languages = Talen bij { $name }: { $value }.
attribute-languages-yes = Ja, bij { $name } spreekt men { $asked }.
attribute-languages-no = Nee, { $asked } staat niet bij de talen van { $name }: { $value }.
attribute-languages-unknown = De talen van { $name } zijn niet bekend.
attribute-cost = Prijs bij { $name }: { $value }.
attribute-cost-yes = Ja, volgens de fiche van { $name }: { $value }.
attribute-cost-no = Nee, volgens de fiche van { $name }: { $value }.
attribute-cost-unknown = De prijs bij { $name } is niet bekend.
attribute-waiting = { $name }: { $value }.
attribute-waiting-unknown = De wachttijd bij { $name } is niet bekend.
attribute-capacity-yes = Ja, { $name }: { $value }.
attribute-capacity-limited = { $name }: { $value }.
attribute-capacity-no = Nee, { $name }: { $value }.
attribute-capacity = { $name }: { $value }.
attribute-capacity-unknown = Of { $name } plaats heeft, is niet bekend.
attribute-conditions = Voorwaarden bij { $name }: { $value }.
attribute-conditions-yes = Ja, volgens de fiche van { $name }: { $value }.
attribute-conditions-no = Nee, volgens de fiche van { $name }: { $value }.
attribute-conditions-unknown = Voor { $name } zijn geen voorwaarden bekend.
attribute-phone = Telefoon van { $name }: { $value }.
attribute-phone-unknown = Het telefoonnummer van { $name } is niet bekend.
attribute-address = Adres van { $name }: { $value }.
attribute-address-unknown = Het adres van { $name } is niet bekend.
attribute-email = E-mail van { $name }: { $value }.
attribute-email-unknown = Het e-mailadres van { $name } is niet bekend.
attribute-website = Website van { $name }: { $value }.
attribute-website-unknown = De website van { $name } is niet bekend.
also-called = Ik nam { $name }. Er is ook { $others }.
instead = In de plaats kan dit helpen:

## Explaining words

definition = { $term }: { $meaning }
definition-forms = Nederlands: { $nl } · Frans: { $fr } · Engels: { $en }
definition-pair = Nederlands: { $nl } · Frans: { $fr }
next-definition = Nog een woord of een dienst nodig? Vraag het gerust.

## Conversation

greeting = Dag! Ik ben Relais. Waarmee kan ik helpen?
who-i-am = Ik ben Relais, een chatbot. Ik zoek hulp en diensten in Brussel, en wat de plannen daarover zeggen.
smalltalk = Graag gedaan. Nog een vraag? Stel ze gerust.
help = Stel een gewone vraag en noem me bij mijn naam, of begin met !vraag. Schrijf me rechtstreeks, dan hoeft dat niet.
help-example = Bijvoorbeeld: “!vraag huisarts in Molenbeek die Arabisch spreekt, zonder ziekteverzekering”
help-thread = Ik antwoord in een draadje; daar vraag je verder, en “meer” toont de volledige lijst.
help-sources = Ik zoek in het repertorium en in de plandocumenten, en zeg altijd waar iets vandaan komt en van wanneer het is.
help-more = Ook: !agenda, !update en ❗ (iets klopt niet), !geblokkeerd of 🆘 (je zit vast), !wieiswie, !taal, !privacy.
help-privacy = Schrijf nooit namen of gegevens van de mensen die je helpt.
trouble = Sorry, hier liep iets mis. Probeer het straks nog eens, of vraag het aan je collega’s in de kamer.
undecryptable = Sorry, ik kon dit bericht niet ontcijferen. Kan je het nog eens sturen?
verification-code = Vergelijk deze emoji met je scherm. Zeker ben je pas met de emoji in het logboek van de bot op zijn server: dit bericht gaat langs dezelfde weg als de controle zelf.
too-many = Je stelt veel vragen na elkaar, en ik wil ook de anderen helpen. Wacht even ({ $minutes } min.) en vraag dan verder.

## The demo

demo-welcome = Typ een vraag als Sofie, een maatschappelijk werker. “> ” vooraan gaat verder in het vorige draadje, /zone wisselt van kamer, /quit stopt.
demo-silent = Er kwam geen antwoord.

## The guard: user data stays out of the chat

guard-reason = Verwijderd volgens de afspraken van deze kamer
guard-removed = Ik heb je bericht uit de kamer gehaald: er staan gegevens in van iemand die je helpt ({ $kinds }).
guard-not-removed = In je bericht staan gegevens van iemand die je helpt ({ $kinds }). Ik mag in die kamer niets verwijderen: doe jij het zelf?
guard-direct = Ik heb met je bericht niets gedaan: er staan gegevens in van iemand die je helpt ({ $kinds }). Verwijder het best ook hier.
guard-asked = Staan er in je bericht gegevens van iemand die je helpt (misschien { $kinds })? Ik doe er niets mee tot je antwoordt.
guard-why = Zulke gegevens vallen onder je beroepsgeheim en de privacywet (AVG), en in een kamer lezen velen mee.
guard-why-severe = Gezondheid en justitie zijn extra beschermd.
guard-exclusion = Dat iemand ergens niet meer welkom is, geef ik niet door. Zoek samen met de referentiepersoon van je zone naar een uitweg.
guard-exclusion-contact = Dat iemand ergens niet meer welkom is, geef ik niet door. { $contact } zoekt mee naar een uitweg.
guard-cleaned = Zonder die gegevens:
guard-choose = ✅ ik zet het zo in de kamer en zoek een antwoord · ✏️ je herschrijft het eerst · ❌ dit ging niet over iemand die je helpt
guard-choose-direct = ✅ ik zoek zo een antwoord · ✏️ je herschrijft het eerst · ❌ dit ging niet over iemand die je helpt
guard-choose-rewrite = ✏️ je herschrijft het · ❌ dit ging niet over iemand die je helpt
guard-choose-uncertain = ✅ nee, gebruik het zoals het is · ✏️ ja, haal het weg, ik herschrijf het
guard-kept = Kies binnen { $minutes } minuten: ik onthoud het even en bewaar het nergens.
guard-carried = Vraag van een collega, zonder gegevens over een persoon:
guard-not-carried = Het lukte niet om dit in de kamer te zetten. Probeer het straks nog eens met ✅, of stuur het zelf zonder die gegevens.
guard-rewrite = Schrijf het hier opnieuw zonder die gegevens, dan zet ik het in de kamer. Of stuur het zelf in de kamer.
guard-rewrite-direct = Schrijf het hier gerust opnieuw, zonder die gegevens.
guard-fine = Goed, ik gebruik het zoals het is.
guard-gone = Die tekst heb ik niet meer, want ik onthoud hem maar even. Stuur je vraag gerust opnieuw, zonder gegevens van een persoon.
guard-owed = In een bericht van je stonden gegevens van iemand die je helpt; als ik het mocht, heb ik het uit de kamer gehaald. Door een onderbreking heb ik de tekst niet meer. Stuur je vraag gerust opnieuw, zonder die gegevens.
guard-false-alarm = Bedankt om het te zeggen. Ik tel het als vals alarm en bewaar er niets van.
guard-overrule-asked = Ik vraag de moderatoren of hetzelfde bericht toch mag, en laat het je weten.
guard-other-words = Zeg het intussen met andere woorden, of vraag het aan je referentiepersoon.
guard-allowed = Een moderator laat je bericht toe: stuur het binnen { $minutes } minuten onveranderd opnieuw.
guard-unchecked = Ik kon een bericht van je niet nakijken en heb er dus niets mee gedaan. Probeer het straks nog eens, of maak het korter.
guard-media = Wat op foto’s, in opnames of video’s staat, kan ik niet nakijken. Let je op dat niemand die je helpt er herkenbaar op staat?
guard-media-removed = Foto’s, opnames en video’s mogen in deze kamer niet, want ik kan niet nakijken wie erop te herkennen is. Ik heb je bericht weggehaald.
guard-file = Een bestand van je kon ik niet nakijken. Let je op dat er geen gegevens in staan van mensen die je helpt?
guard-moderators = Een bericht vraagt jullie aandacht, en ik mag het niet verwijderen: { $link }
guard-overrule = De auteur zegt dat ik dit bericht ten onrechte heb weggehaald: { $link } Met ✅ laten jullie hetzelfde bericht { $minutes } minuten toe.
guard-kind-national_number = rijksregisternummer
guard-kind-bis_number = bisnummer
guard-kind-id_card = nummer van een identiteitskaart
guard-kind-foreigner_number = dossiernummer van de Dienst Vreemdelingenzaken
guard-kind-iban = rekeningnummer
guard-kind-phone = telefoonnummer
guard-kind-email = e-mailadres
guard-kind-file_number = dossiernummer
guard-kind-number_plate = nummerplaat
guard-kind-name = naam
guard-kind-initials = initialen
guard-kind-birth_date = geboortedatum
guard-kind-age = leeftijd
guard-kind-address = adres
guard-kind-origin = herkenbare beschrijving
guard-kind-health = gezondheid
guard-kind-judicial = justitie
guard-kind-unread = te lang om na te lezen
guard-kind-exclusion = weigering van een persoon

## Privacy

privacy-what = Wat ik bewaar: nummers van berichten die ik al behandelde ({ $ids } dagen), welke rechtstreekse kamer van wie is, en per maand hoe vaak ik gegevens tegenhield, zonder namen ({ $months } maanden).
privacy-features = Ook: van een geblokkeerd dossier het nummer, het thema, de stand en wie het vraagt en opvolgt; nooit wat erin gezegd wordt, dat staat enkel in zijn eigen kamer ({ $cases } dagen na het einde leeggemaakt). En wat je voorstelt voor de agenda of het repertorium, want dat is openbaar.
privacy-not = Wat ik nooit bewaar: de tekst van een bericht, en gegevens van mensen die je helpt. Een opgeschoonde tekst blijft { $minutes } minuten in het geheugen.
privacy-where = Waar: op de server van de organisatie die mij beheert, nergens anders. De berichten zelf staan op jullie Matrix-server, versleuteld.
privacy-who = Wie het kan lezen: alleen wie die server beheert. Over jou: typ !mijngegevens.
mydata-title = Dit heb ik over jou:
mydata-direct = een rechtstreekse kamer met jou
mydata-sent = nummers van berichten die ik je stuurde: { $count }
mydata-waiting = berichten die nog naar jou moeten vertrekken: { $count }
mydata-requests = hoe vaak ik je vroeg iets opnieuw te sturen: { $count }
mydata-texts = teksten die even in het geheugen staan: { $count }
mydata-unfinished = wat je nu aan het invullen bent: { $count }
mydata-cases = geblokkeerde dossiers waarin je voorkomt (wissen: !wis en het nummer): { $count }
mydata-proposals = voorstellen en vragen over diensten of agenda: { $count }
mydata-member = je taal, zones en organisatie uit de ledenlijst
mydata-nothing = Ik heb niets over jou.
mydata-delete = Typ hier “!mijngegevens wissen” om dit te verwijderen.
mydata-deleted = Verwijderd. Deze kamer blijft bestaan tot je ze verlaat.
mydata-cases-left = Dossiers die nog lopen, blijven ({ $count }). Wie er een indiende, kan het wissen: typ !wis en het nummer.
mydata-here = Verwijderen kan alleen in onze rechtstreekse kamer: typ het daar.
