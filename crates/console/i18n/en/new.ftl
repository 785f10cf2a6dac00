## New referral: start
new-title = New referral
new-start-save = A referral is a list of short tasks. Each page is saved on this computer as you go; you can stop and come back.
new-start-agree = Before you write about a person, ask them what may be told to whom.
new-start-send = Nothing leaves this computer until you check your answers and press Send.
new-start-button = Start

## The task list
new-list-title = New referral: tasks
new-list-draft = Draft { $draft }, case { $code }.
new-list-changed = Last changed { $at }.
new-list-done = { $count ->
    [one] { $count } task is done.
   *[other] { $count } tasks are done.
}
new-list-ready = Ready to send
new-list-not-ready = Not ready yet
new-task-safe = Is the person safe now?
new-task-consent = What the person agreed to
new-task-who = Who the person is
new-task-help = Help needed
new-task-soon = How soon
new-task-papers = Documents
new-task-contact = Safe contact
new-task-screening = Screening
new-task-account = The person's account
new-task-to = To whom
new-state-not-started = Not started
new-state-some = Some answers
new-state-done = Done
new-state-mend = Needs mending
new-back-to-list = All tasks of this draft
new-save-continue = Save and continue
new-save-later = Save and come back later

## What stands above each task
new-lead-safe = If the person is in danger now, act first: get them to safety or call for help. Then tick the risks that the partner must know of at once. Tick nothing if there is none.
new-lead-consent = Ask in a language that the person understands. They may say no, and may change their mind later. Write only what they agreed to.
new-lead-who = The partner first sees the case code and what it needs to decide. Names come later, and only if the person agreed to send them.
new-lead-help = One service for each need. The partner accepts or declines each of them.
new-lead-soon = The answer from the partner is due in this time.
new-lead-papers = Leave this page empty if there is nothing to say.
new-lead-contact = Leave this page empty if the partner should reach the person only through you.
new-lead-screening = Leave this page empty unless somebody trained has screened the person.
new-lead-account = The account never goes by itself: not when you send, and not when the partner accepts. Write it only if the person wants it written down.
new-lead-to = Choose a partner that the person agreed to.

## Parts of a page
new-part-agreed = The agreement
new-part-recipients = Who may be told
new-part-limits = What was agreed
new-part-override = Only if there was no time to ask
new-part-code = Case code
new-part-person = For the partner to decide
new-part-identity = Name and identity
new-part-by-when = When each need must be met
new-part-papers = Overstay, fine, embassy
new-part-partner = The partner
new-part-from = From you
new-none-document = No document written yet.
new-none-by-when = No need written yet. First say which help is needed.
new-seen-now = The partner sees this as soon as you send.
new-seen-after = The partner sees this only after accepting.
new-seen-not-by-itself = The partner does not see this, now or after accepting.
new-seen-here = This stays on this computer.
new-need = Need { $number }
new-need-service = Need { $number }: { $service }
new-need-line = Need { $number }: { $question }
new-document = Document { $number }
new-document-line = Document { $number }: { $question }
new-add-need = Add another need
new-add-document = Add a document
new-remove-need = Take out need { $number }
new-remove-document = Take out document { $number }

## Answers
new-choose = Choose
new-not-answered = No answer
new-row-number = { $question } { $number }
new-language = Language
new-language-number = Language { $number }
new-language-other = Another language: its code
new-language-spoken = Spoken
new-language-read = Read
new-speaks = speaks: { $level }
new-reads = reads: { $level }
new-hint-day = Year, month, day: 2026-12-31. Or days from today: +30d.
new-hint-moment = In hours or days from now: +6h, +3d. Or a day: 2026-12-31. Or a day, a time and its time zone: 2026-12-31 18:30 +07:00.
new-help-risks = Tick all that are true.
new-help-person-case_code = A code in place of a name: letters a to z, digits, - and _. If you leave it out, one is made.
new-help-person-citizenships = Sent before acceptance only if a need requires it; else with the name.
new-help-person-languages = The language of the person, not of this screen. If you say how well it is read, also say how well it is spoken. For a language that is not in the list write its code, such as kdt.
new-help-person-dependants = One age for each dependant. Save to get more places.
new-help-need-wanted_by = Leave it out if the answer above is enough.
new-help-consent-mode = Leave it out if there was no time to ask.
new-help-consent-language = The language in which you asked; its code, such as kdt, if it is not in the list. Leave it out if there was no time to ask.
new-help-consent-recipients = Tick each partner that the person agreed to. No partner learns who the others are.
new-help-consent-sections = Tick all that the person agreed to. What is needed always goes. The account only if the person said so.
new-help-consent-valid_until = The last day of the agreement.
new-help-document-country = The country that issued it.
new-help-to-partner = The person must have agreed to this partner.
new-note-urgency-emergency = For danger to life or safety. The partner is asked to answer today.
new-note-urgency-urgent = It cannot wait for next week.
new-note-urgency-normal = Nothing gets worse within two weeks.
new-note-section-needs = Goes at once: what is needed, how soon, languages, risks. No name.
new-note-section-identity = Goes after the partner accepts.
new-note-section-safe_contact = Goes after the partner accepts.
new-note-section-documents = Goes after the partner accepts.
new-note-section-screening = Goes after the partner accepts.
new-note-section-account = Never goes by itself.
new-buddhist = You typed { $typed }. Is this a Buddhist year? Then it is { $reading } in the Gregorian calendar. If not, type the date again.
new-buddhist-yes = Yes, use { $reading }
new-fault-line = { $question } – { $fault }

## Partners to choose from
new-no-partners = You have no partners yet. Answers are saved, but nothing can be sent before you pair with a partner.
new-nothing-to-choose = There is no confirmed partner to choose yet.
new-partner-unknown = Not in your partner list.
new-partner-languages = Languages: { $languages }.
new-partner-common-language = Shares a language with the person.
new-partner-no-common-language = Shares no language with the person.
new-partner-named = The person agreed to this partner.
new-partner-not-named = The agreement does not name this partner.
new-partner-confirmed = Confirmed.
new-partner-not-confirmed = Not confirmed on both sides: nothing can be sent to it yet.
new-partner-blocked = Blocked: nothing can be sent to it.
new-kind-ngo = Non-governmental organisation.
new-kind-shelter = Shelter.
new-kind-clinic = Clinic or hospital.
new-kind-legal_aid = Legal aid.
new-kind-embassy = Embassy or consulate.
new-kind-international_organisation = International organisation.
new-kind-authority = Authority.
new-kind-auditor = Auditor.

## Check answers
new-check-title = Check your answers
new-check-ready = Nothing has been sent. Read what the partner will see, then send.
new-check-not-ready = Nothing has been sent. Mend what is named above; your answers are saved.
new-change = Change: { $task }
new-nothing-written = Nothing written.
new-sees-now = What the partner sees now
new-sees-code = Each partner gets a case code of its own in place of the one shown here.
new-sees-after = What the partner sees after accepting
new-sees-nothing = Nothing more.
new-row-referred_at = Referred at
new-row-based_on = Follows another referral
new-was-sent = Something was sent from this draft. It can be read here, but not changed.
new-sent-row = { $referral }. To { $partner }

## Send
new-send-title = Send
new-send-more-title = Send to another partner
new-send-no-partner = No partner that the agreement names is in your partner list.
new-send-to = To which partners?
new-send-to-hint = Only partners that the person agreed to. Each gets a referral of its own and does not learn of the others.
new-send-asked = I asked the person again about this authority or embassy, and they agreed.
new-send-all = Send name, contact and documents at once
new-send-all-meaning = Only in an emergency: the partner sees them before it accepts. The account still does not go. This cannot be taken back.
new-send-button = Send now
new-send-nobody-what = No partner is ticked.
new-send-nobody-hint = Tick at least one partner. Nothing was sent.
new-sent-title = Sent
new-sent-next = What happens next
new-sent-next-way = If the partner cannot be reached now, the referral waits here, safe on this computer, and leaves by itself.
new-sent-next-receipt = When it has arrived, the partner signs for it: two ticks.
new-sent-next-answer = A person there answers. You see the answer on Home and on the page of the referral.
new-sent-next-person = Tell the person what was sent, to whom, and when you expect an answer.
new-sent-answers = What was written

## Erase
new-erase-link = Erase this draft
new-erase-title = Erase this draft?
new-erase-words = Draft { $draft }, case { $code }, is erased from this computer for ever. Nothing was sent from it.
new-erase-button = Erase for ever

## What the desk says about drafts
failure-sent_already-what = Nothing was changed: something was sent from this draft.
failure-sent_already-hint = Start a new referral, or change the consent on the page of the referral that was sent.
failure-too_long-what = This is too long to be kept.
failure-too_long-hint = Shorten the longest texts. A file can be attached after sending.
failure-form_faults-what = The draft has something to mend. Nothing was sent.
failure-form_faults-hint = Mend what is named and send again.
failure-consent_does_not_name_partner-what = The agreement does not name this partner. Nothing was sent.
failure-consent_does_not_name_partner-hint = Ask the person. If they agree, tick the partner on the page of what the person agreed to.
failure-not_confirmed-what = Nothing was sent: the partner is not confirmed on both sides.
failure-not_confirmed-hint = Compare the safety number on the phone or in person, on the page of the partner.
failure-ask_first-what = The agreement says to ask the person before this authority or embassy is told. Nothing was sent.
failure-ask_first-hint = Ask the person. If they agree, tick that you asked, and send again.
failure-consent_forbids-what = The person said that such an organisation must never be told. Nothing was sent.
failure-consent_forbids-hint = Choose another partner.
failure-consent_expired-what = The agreement has ended. Nothing was sent.
failure-consent_expired-hint = Ask the person again, and write down the new agreement.
failure-blocked-what = This partner is blocked. Nothing was sent.
failure-blocked-hint = Take the block back on the page of the partner, or choose another one.
failure-no_card-what = The partner's contact card has not come yet. Nothing was sent.
failure-no_card-hint = It comes by itself when both computers are online. Try again then.
