# New in a zone: welcome, charter, peace.

onboarding-welcome = 👋 Welcome to the room of zone { $zone }
onboarding-room = Here colleagues in welfare and health ask each other for advice and share what is going on. I am Relais: I look up services and plans, keep the agenda, and pass a blocked case on to the referral person.
onboarding-try = Try it, here or in the room:
onboarding-try-place = !ask where can somebody sleep tonight?
onboarding-try-language = !ask doctor who speaks Arabic, without health insurance
onboarding-try-agenda = !agenda this week
onboarding-charter = Charter
onboarding-version = version { $version }
onboarding-accept = Do you agree with the charter? Click ✅ under this message, or type !charter yes. To read it again: !charter.
onboarding-accept-pinned = Do you agree? Click ✅ under this message. To read it again: !charter.
onboarding-language = When in doubt, which language do I answer you in? Type !language en, !language nl or !language fr.
onboarding-peace = Rather be left in peace? Mute the room in your app and read when it suits you. I write to you in private only about what you do or look after yourself; with !quiet I leave out reminders too.
onboarding-help = More: !help, and !help repertory for five steps. Who is who: !whoiswho. This message again: !welcome.
onboarding-renewed = The charter has changed. Would you read it again?
onboarding-accepted = ✅ Thank you, noted: you agree with the charter of zone { $zone }. Changed your mind? Type !charter no.
onboarding-accepted-on = You agreed on { $day }. Changed your mind? Type !charter no.
onboarding-withdrawn = Done: your agreement with the charter is deleted.
onboarding-not-accepted = You had not accepted the charter yet: there is nothing to delete.
onboarding-first = Good that you ask! In zone { $zone } colleagues agreed to read the charter first. I am sending it to you in private: one click on ✅ and you can ask again. If somebody is in danger I answer at once; call 112.
onboarding-first-again = First the charter of zone { $zone }: click on ✅ in our private conversation, or type !charter. After that I am glad to answer.
onboarding-no-zone = You are in no zone’s room yet, so there is no charter I can show.
onboarding-quiet = Done. In private I only write about your own message, question or case from now on. Reminders again? Type !quiet off.
onboarding-quiet-off = Done, I will send you reminders again when needed.
onboarding-privacy = And also: in which zones I welcomed you, which version of the charter you accepted on which day, and whether you want no reminders.
onboarding-mydata = where I welcomed you, which charter you accepted and whether you want quiet (number of entries): { $count }
