# Corrections of the repertory, in one line.

update-usage = To correct something: !update name of the service: new opening hours Mon-Fri 9-12. Phone, e-mail, site, address, languages and “no longer exists” work too, also several with a comma between them. For places: !full name or !places name 3.
update-unknown = I find no service called “{ $name }”.
update-unknown-near = I find no service called “{ $name }”. Do you mean { $names }? Then type the line again with that name.
update-which = Which service do you mean? Click its number.
update-which-one = { $number } { $name }
update-which-name = That name fits several services: { $names }. Please type the line again with the full name.
update-which-again = I do not remember: please type the line again, with the full name.
update-change = { $name } – { $field }: { $old } → { $new }
update-change-further = { $field }: { $old } → { $new }
update-none = not known
update-same = It says so already: { $name } – { $field }: { $new }.
update-ask = Is that right? ✅ = correct it, ❌ = leave it.
update-ask-others = Somebody of the service or a moderator confirms with ✅. A mistake? Click ❌.
update-ask-nobody = Nobody has been named yet to confirm this. Please ask those who run Relais.
update-live = It says so from now on, reported on { $date }. This holds until { $until }; after that it is “not known” again. A mistake? Click ❌.
update-accepted-owner = Corrected, confirmed by the service itself. Answers say so from now on.
update-accepted-moderator = Corrected, confirmed by a moderator. Answers say so from now on.
update-declined = Nothing was corrected.
update-undone = Taken back: it is as it was before.
update-not-allowed = Only somebody of the service or a moderator can confirm this. They have been asked.
update-gone = That service is not in the repertory any more.
update-remark-passed = I cannot correct that myself. I have passed it on to those who look after { $name }.
update-remark-passed-nameless = I have passed it on to the moderators.
update-remark-nobody = I cannot correct that myself, and nobody has been named yet to pass it on to. Please ask those who run Relais.
update-remark = A colleague reports about { $name }: “{ $text }”
update-remark-nameless = A colleague reports about an answer: “{ $text }”
update-remark-how = To correct it: !update { $name }: …
update-request = A colleague proposes a correction. ✅ = correct it, ❌ = leave it.
update-informed = A moderator made a correction. Not right? Click ❌.
update-wrong = What is wrong? Answer here in one line with the name of the service: name: new opening hours Mon-Fri 9-12.
update-wrong-one = What is wrong about { $name }? Answer here in one line, for example: new opening hours Mon-Fri 9-12.
update-sandbox = This is a practice room: nothing was corrected.
update-places = { $places ->
    [0] no free places
    [one] 1 free place
   *[other] { $places } free places
}
update-field-hours = opening hours
update-field-phone = phone
update-field-email = e-mail
update-field-website = site
update-field-address = address
update-field-languages = languages
update-field-capacity = places
update-field-status = still exists
update-field-verified = verified on
update-status-active = yes
update-status-closed = no, does not exist any more
update-places-dated = { $state } (reported on { $date }, holds until { $until })
update-corrected = { $fields } corrected on { $date }
update-detail-how = How to work with them: { $text } (zone { $zone }, { $date })
update-detail-line = Line for professionals: { $text } (zone { $zone }, { $date })
update-detail-remark = Good to know: { $text } (zone { $zone }, { $date })
update-detail-usage = To add something for your zone: !detail name of the service: how: … (how to work with them), line: … (number for professionals) or remark: … To remove: !detail name: line: remove.
update-detail-put = Added to { $name }. Answers in zone { $zone } say so from now on. A mistake? Click ❌.
update-detail-dropped = Removed: { $name } no longer has this.
update-detail-nothing = There was nothing to remove from { $name }.
update-detail-not-allowed = Only moderators of the zone can add something to a service.
update-detail-zone = Which zone is this for? Type it in that zone's room, or in its moderators' room.
update-stale-title = { $count ->
    [one] 1 record has not been checked for { $months } months or more:
   *[other] { $count } records have not been checked for { $months } months or more:
}
update-stale-none = All records have been checked in the last { $months } months.
update-stale-owner = { $who } ({ $count })
update-stale-nobody = Without an owner
update-stale-line = { $name } – checked: { $since } ({ $id })
update-stale-more = … and { $count } more.
update-stale-more-owners = … and { $count } more owners.
update-stale-how = To correct one, in one line: !update name: …
update-stale-where = You see your own records when you send me this in private. Moderators see those of their zone in their own room.
update-still = Is this still right? { $name } (checked: { $since })
update-still-how = ✅ = still right. ✏️ = something has changed.
update-still-thanks = Thank you! { $name } is noted as checked today.
