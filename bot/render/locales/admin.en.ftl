## Updating the repertory, in the admins' room

admin-plan = { $name }: { $added } added, { $changed } changed, { $removed } removed, { $unchanged } unchanged, { $rejected } rejected.
admin-unchanged = { $name }: nothing changes ({ $unchanged } unchanged, { $rejected } rejected).
admin-heading-added = Added
admin-heading-changed = Changed
admin-heading-removed = Removed
admin-heading-rejected = Rejected
admin-heading-noted = Remarks
admin-heading-alike = Perhaps the same service; both stay
admin-heading-superseded = Corrections from the chat that give way, because the source says something new itself
admin-of-source = I compare with what the source { $source } said last time. What other sources say stays.
admin-joined = { $count ->
    [one] 1 service stood in another source already and is linked to it.
   *[other] { $count } services stood in another source already and are linked to it.
}
admin-mapping = How I read the columns
admin-kept = A rejected row wipes nothing: what I knew of that service stays.
admin-taxonomy = The list of categories changes along.
admin-many = Careful: this removes { $removed } of the { $known } services. After ✅ I shall ask for a second ✅.
admin-choose = ✅ I apply this · ❌ I change nothing
admin-empty = empty
admin-more = … and { $count } more, see the attached file
admin-more-columns = { $count ->
    [one] and 1 more column
   *[other] and { $count } more columns
}
admin-at-line = line { $number }
admin-at-row = row { $number }

admin-reading = I am looking at the file. That takes a moment; I go on answering questions meanwhile.
admin-queued = Another update is running. Your file comes next.
admin-sure = Sure? This removes { $removed } of the { $known } services. ✅ yes, go ahead · ❌ no, change nothing
admin-second = I still wait for a second ✅, under my question “Sure?” in this thread.
admin-busy = I am at it already.
admin-applying = I am applying it. That takes a moment; until then I answer from the version before.
admin-applied = Applied: from now on I answer from version { $generation }. !rollback takes this back.
admin-applied-before = This was applied already, as version { $generation }. !rollback takes the latest update back.
admin-dropped = All right, I change nothing.
admin-dropped-before = This update was put aside. Send the file again if it should happen after all.
admin-changed-meanwhile = Something else was updated meanwhile, so this no longer holds. I compare again; look at the new list.
admin-old-list = This list is an older one. The one that holds is further down in this thread.
admin-not-waiting = There is nothing left to choose about this list. Send the file again if need be.
admin-removed = This was no repertory, and it seemed to hold data about people ({ $kinds }). I removed the file and kept nothing of it.
admin-not-removed = This was no repertory, and it seemed to hold data about people ({ $kinds }). I may not remove it: will you?
admin-not-encrypted = This room is not encrypted. Turn encryption on and send the file again.
admin-elsewhere = The repertory is updated in the admins’ room.
admin-not-you = Only the admins of the repertory can do this. Is something wrong about a service? Type “!update” with the service’s name and what should change.
admin-save-as = I do not read this kind of file. Save it as .xlsx or .csv and send it again.

admin-source = The source { $name } was pulled and something changes. This thread says what; nothing happens without ✅.
admin-source-failed = I could not pull the source { $name }: { $why } I try again at its next hour, and speak of it only when something changes.

admin-history = Latest updates
admin-history-none = Nothing was updated yet. Send a CSV, XLSX or HSDS file here.
admin-history-how = !rollback takes the latest back.
admin-undone = taken back
admin-kind-repertory = repertory
admin-kind-documents = documents
admin-kind-agenda = agenda
admin-kind-rollback = taken back:
admin-kind-index = index:
admin-rollback-heading = This is what I take back
admin-rollback-choose = ✅ I take it back · ❌ everything stays
admin-rolled-back = Taken back: from now on I answer from version { $generation }, with the same data as before the update.
admin-rolled-back-before = That was taken back already. !history shows everything.
admin-rollback-kept = All right, everything stays.
admin-rollback-other = Something else was updated meanwhile. Type !rollback again to see which update is the latest now.
admin-export = The repertory as I know it now. Formats: !export csv, !export xlsx, !export hsds.
admin-export-which = I do not know that format. Choose from !export csv, !export xlsx and !export hsds.

## Why a file or a request does not work

admin-refused-unreadable = I cannot read this as a repertory. Nothing was changed.
admin-refused-empty = the file is empty. Nothing was changed.
admin-refused-no_rows = there is a header, but not a single service. Nothing was changed.
admin-refused-too_large = the file is too large; I read up to { $limit } MB. Split it, or send only what is needed.
admin-refused-too_many_rows = it holds more than { $limit } services, which is the limit. Nothing was changed.
admin-refused-no_columns = I do not find this column: { $wanted }. Seen: { $seen }. Add it, or name the heading in the settings (mapping).
admin-refused-mapping = the settings (mapping) name a column that a repertory does not have.
admin-refused-old_excel = this is the old Excel format. Save it as .xlsx or .csv.
admin-refused-pdf = this is a PDF. I read a repertory from CSV, XLSX or HSDS.
admin-refused-damaged = the file is damaged. Open it, save it again and send it once more.
admin-refused-not_workbook = this is a ZIP file, but no Excel file and no HSDS package.
admin-refused-bomb = unpacked this would be { $expanded } MB, far more than an ordinary file. I do not open it.
admin-refused-not_text = this is no text or table that I can read. Save it as CSV, XLSX or HSDS.
admin-refused-not_utf8 = this HSDS file is not in UTF-8. Export it again in UTF-8.
admin-refused-broken_off = the file breaks off in the middle. Export it again.
admin-refused-bad_json = this is not valid JSON. Export it again.
admin-refused-no_services = it holds no services as HSDS describes them.
admin-refused-format = this is { $found }, and the settings say that this source is { $wanted }.
admin-refused-gone = the file is not to be found any more. Send it again.
admin-refused-slow = this took longer than { $minutes } minutes. I stopped, and nothing was changed.
admin-refused-memory = this file takes more memory than there is. I stopped, and nothing was changed.
admin-refused-failed = this did not work, and nothing was changed. Whoever runs the bot finds the reason in the log.
admin-refused-nothing_to_undo = there is nothing to take back, or the data before are not kept any more.
admin-refused-unreachable = I get no answer.
admin-refused-http = the server answers with error { $status }.
admin-refused-missing = the file is not there.

## Why a row is rejected, or what was noticed

admin-reason-other = this value is not right.
admin-reason-also = Also wrong: { $columns }.
admin-reason-missing_id = the row has no id.
admin-reason-bad_id = an id is one line of at most { $most } characters.
admin-reason-duplicate_id = this id stands in row { $row } already; that one counts.
admin-reason-missing_name = the row has no name, in Dutch or in French.
admin-reason-unknown_category = there is no category { $code }; the nearest: { $near }.
admin-reason-unknown_language = { $item } is no language code.
admin-reason-bad_opening_hours = write opening hours as in OpenStreetMap: Mo-Fr 09:00-17:30.
admin-reason-unknown_zone = there is no zone { $item }; choose from { $allowed }.
admin-reason-bad_postal_code = a Belgian postcode has four digits.
admin-reason-bad_waiting_weeks = give the waiting time as a whole number of weeks, up to { $most }.
admin-reason-bad_capacity = choose one of: { $allowed }.
admin-reason-bad_wheelchair = choose one of: { $allowed }.
admin-reason-bad_low_threshold = choose one of: { $allowed }.
admin-reason-bad_status = choose one of: { $allowed }.
admin-reason-bad_date = there is no such date; write it as YYYY-MM-DD.
admin-reason-future_date = the date lies in the future; give the day on which it was checked.
admin-reason-ambiguous_date = day and month cannot be told apart; write the date as YYYY-MM-DD.
admin-reason-too_long = the text is longer than { $most } characters.
admin-reason-ragged_row = this row has { $cells } cells instead of { $columns }.
admin-reason-unreadable_row = a cell does not end here; a quotation mark is probably not closed.
admin-reason-date_converted = the date was read as { $date }.
admin-reason-bad_point = the coordinates are not two numbers; the service stays, without a point on the map.
admin-reason-point_swapped = latitude and longitude were swapped and have been put right.
admin-reason-point_outside = the coordinates lie outside Belgium; the service stays, without a point on the map.
admin-reason-bad_phone = this is no telephone number; it was left out.
admin-reason-bad_email = this is no e-mail address; it was left out.
admin-reason-bad_website = this is no web address; it was left out.
admin-reason-bidi_removed = characters that turn the reading direction were removed.
admin-reason-control_removed = control characters were removed.
admin-reason-character_lost = a character could not be read and stands as a question mark.
admin-reason-guessed = column “{ $heading }” was read as { $column }. If that is wrong, say so in the settings (mapping).
admin-reason-unknown_column = I do not know column “{ $heading }” and did not read it.
admin-reason-unknown_columns = { $count ->
    [one] nor do I know 1 other column.
   *[other] nor do I know { $count } other columns.
}
admin-reason-more = { $count ->
    [one] there is 1 more remark of this kind.
   *[other] there are { $count } more remarks of this kind.
}
admin-reason-note = { $note }

## The attached files

admin-file-changes = changes
admin-file-rejected = rejected
admin-file-repertory = repertory
admin-table-what = what
admin-table-id = id
admin-table-name = name
admin-table-column = column
admin-table-old = old
admin-table-new = new
admin-table-line = line
admin-table-row = row
admin-table-value = value
admin-table-reason = reason
admin-what-added = added
admin-what-changed = changed
admin-what-removed = removed
admin-what-rejected = rejected
admin-what-kept = rejected, the old data stay
admin-what-noted = remark
admin-what-alike = perhaps the same
admin-what-superseded = correction from the chat gives way
