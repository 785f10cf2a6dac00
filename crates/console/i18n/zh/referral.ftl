## The list of referrals
views = Which referrals
search-label = Search
search-hint = A referral number, a case code, a partner, a service or a status.
search-button = Search
search-clear = Show all again
search-found = { $count ->
    [one] { $count } referral found.
   *[other] { $count } referrals found.
}
list-nothing = There is no referral here.
list-pages = Pages of the list
list-page = Page { $page } of { $pages }
list-before = Page before
list-after = Next page

## One referral
referral-title = Referral { $referral }
referral-about = Referral { $referral }, case { $code }.
referral-standing = Where it stands
referral-status = Status
referral-to = To
referral-from = From
referral-urgency = How soon
referral-code = Case code
referral-consent = Consent
referral-tick = Your last message
back-to-referral = Back to referral { $referral }
deadlines-title = What is due
todo-title = What to do now
todo-seldom = Something else happened
needs-title = What is needed
needs-not-here = The referral itself has not arrived yet. It comes by itself.
need-numbered = Need { $number }: { $service }
need-note = Note: { $note }
sections-title = What it says
sections-none = Nothing can be shown yet.
section-seen = The partner sees this now.
section-not-seen = The partner does not see this yet.
timeline-title = What happened
timeline-slip = Line { $entry } was entered in error
by-us = You
slip-referral = The whole referral
fact-slip = What
fact-note-of-need = Note to { $need }
files-title = Files
files-none = No file is attached.
files-warning = A file that you save leaves Waypost: it is not encrypted there, and erasing the referral does not erase it.
file-save = Save { $file }: { $name }
size-bytes = { $count ->
    [one] { $count } byte
   *[other] { $count } bytes
}
size-kb = { $size } KB
size-mb = { $size } MB
reads-title = Who of your organisation opened it
reads-none = Nobody yet.
reads-count = { $count ->
    [one] Opened { $count } time
   *[other] Opened { $count } times
}
reads-more = { $count ->
    [one] and { $count } time before
   *[other] and { $count } times before
}
print-link = Print as a form
consent-link = Consent

## Rows whose question needs other words when it stands alone
row-numbered = { $number }. { $label }
row-referred_at = Referred at
row-based_on = Follows another referral
row-minor = { $age } (a minor)
row-speaks = speaks: { $level }
row-reads = reads: { $level }
row-person-age_band = Age
row-consent-override_reason = NO CONSENT: emergency override
row-consent-obtained_by = Consent asked by
row-consent-obtained_on = Consent given on
row-consent-language = Consent asked in
row-consent-recipients = Partners who may be told
row-consent-purposes = Agreed services
row-consent-sections = Agreed parts
row-consent-valid_until = Consent holds until
row-screening-status_by = Trafficking status decided by
row-screening-screened_by = Screened by
row-screening-screened_on = Screened on
row-account-language = Language of the account
row-account-taken_on = Account written down on
row-from-worker = Referred by
row-from-desk = Their desk or team
row-to-desk = For which desk or team

## Steps: what a button says, and what it means
do-accept = Accept
why-accept = Say by when you will begin. Accepting shows you who it is.
do-acknowledge = Say that somebody has it
why-acknowledge = The partner sees that a person looks after it. The time to decide starts.
do-reply = Answer the question
why-reply = The partner waits for your answer and decides then.
do-ask = Ask a question
why-ask = The referral waits until the partner answers.
do-waitlist = Put it on hold
why-waitlist = The partner sees that you cannot decide yet, and when you look at it again.
do-decline = Decline all needs
why-decline = The partner looks for another place then. Say why, so that it finds one faster.
do-depart = The person leaves for the partner
why-depart = The partner waits for the person. If nobody says that the person arrived, both of you are warned.
do-arrive = The person is here
why-arrive = The partner sees that the person arrived safely with you.
do-appointment = Give an appointment
why-appointment = The partner can tell the person when and where.
do-interim = Send news
why-interim = A few words about how it goes.
do-complete = Done: say how it ended
why-complete = Say how each need ended. The partner closes the referral then.
do-confirm_stop = Say that you have stopped
why-confirm_stop = The partner took the referral back. Say that you do nothing more.
do-stopped = Say that you stopped, and what you erased
why-stopped = The person changed the consent. What you say is erased is erased from this computer now, and cannot be brought back.
do-lawful_hold = Say that you must keep it by law
why-lawful_hold = Only where a law or an order forbids you to stop. The partner and the person will know.
do-close = Close the referral
why-close = Nothing more is to be done here. Follow-ups stay possible.
do-expire = Stop waiting
why-expire = The time to answer is over. You can refer to another partner then.
do-follow_up = Write down a follow-up
why-follow_up = How the person is, some time after.
do-disclose = Show the partner more now
why-disclose = The partner sees at once what you choose here. It cannot be unseen.
do-no_show = The person did not come
why-no_show = This opens a welfare check. It closes nothing.
do-propose_onward = Propose another partner
why-propose_onward = The partner asks the person first. Nobody forwards a referral.
do-hand_back = Hand the person back
why-hand_back = The partner takes over again. Say why, and call if the person is with you.
do-withdraw = Take the referral back
why-withdraw = The partner stops. If it has begun, it says when it has stopped.
do-client_declined = The person no longer wants it
why-client_declined = The referral closes on both sides.
do-client_unreachable = The person cannot be reached
why-client_unreachable = The referral closes on both sides. Use it when you have tried every safe way.
do-entered_in_error = Entered in error
why-entered_in_error = What you choose counts no more on both sides. It stays in the timeline, marked.
do-narrow_consent = The person agrees to less
why-narrow_consent = Uncheck what the person no longer agrees to. Each partner below is told, and must answer in 72 hours.
button-narrow_consent = Tell the partners
do-revoke_consent = The person takes the consent back
why-revoke_consent = Each partner below is told to stop and to erase, and must answer in 72 hours. This cannot be undone: later help needs a new consent.
button-revoke_consent = Take the consent back and tell the partners

## What forms ask
choose = Choose
when-tomorrow = Within 24 hours
when-days = { $count ->
    [one] In { $count } day
   *[other] In { $count } days
}
when-other = On another day
when-day = Day
when-time = Time
ask-by-when = By when will you begin?
answer-accept = Accept
answer-decline = Decline
answer-all-title = Accept everything
answer-all = Accept all needs
answer-one = Accept
answer-each-title = Or answer each need
answer-each = Send these answers
none-accepted-what = You decline every need here.
none-accepted-hint = Use the page to decline all needs, or accept one.
ask-why-decline = Why do you decline?
ask-why-decline-need = Need { $number }: if you decline, why?
ask-note-need = Need { $number }: note
ask-note = Note
hint-decline-note = Some reasons need a note: which rule, which document, what is missing.
ask-elsewhere = Another place that may help
hint-elsewhere = The partner asks there itself.
ask-question = Your question
hint-no-identity = Write no names and no numbers of the person.
ask-reply = Your answer
hint-question = The question: { $question }
ask-review-by = When do you look at it again?
ask-handover-place = Where do you hand over?
ask-arrive-by = When should the person be there?
hint-arrive-by = If nobody says that the person arrived by then, both of you are warned.
ask-which-need = Which need?
ask-appointment = When is the appointment?
ask-place = Where?
ask-news = News
ask-person-seen = The person
person-seen = Was seen or spoken to. This ends a welfare check.
ask-law = Under which law do you keep something?
hint-law = Needed if you keep anything.
stop-erased = Erased
stop-kept = Kept by law
stop-agreed = Still agreed to
ask-lawful-reason = Which law or order?
ask-why-hand-back = Why do you hand back?
ask-kept = What do you still keep?
ask-partner-kind = Which kind of organisation?
ask-services = For which services?
ask-why-withdraw = Why do you take it back?
ask-follow-up-day = How long after?
ask-finding = What did you find?
ask-disclose = What do you show?
hint-account = What the person told in their own words. Only if the person wants this partner to read it.
ask-slip = What was entered in error?
hint-slip-referral = The partner is told to disregard all of it.
ask-agreed-services = Services still agreed to
ask-agreed-sections = Parts still agreed to
fault-write = Write something here.
fault-choose = Choose one.
fault-choose-any = Choose at least one.
fault-when = Say when.

## Consent
consent-title = Consent
consent-terms = What the person agreed to
consent-who = Who knows of it
consent-partners = Partners under this consent
consent-partner = Partner
consent-referral = Referral
consent-state = Consent there
consent-answered = Answer to the last change
consent-change = The person changes it
consent-will-be-told = Who will be told
consent-owes-title = Your answer is due
consent-owes = The person changed the consent. Say within 72 hours what you erased, or why you must keep it.

## Files
attach-title = Attach a file
attach-words = The partner gets the file if the consent allows its part of the referral now.
ask-file-section = Which part of the referral does it belong to?
hint-file-section = What the person agreed to share, and what is erased together.
attach-name = What the partner sees as its name
attach-name-hint = Without a name of the person. Left empty, the file's own name is used.
attach-file = The file
attach-file-hint = At most 25 MB. What the file says of itself goes with it: author, place, camera.
upload-not_ours-what = The file could not be read.
upload-not_ours-hint = Nothing was attached. Reload the page and try again.
upload-no_file-what = No file was chosen, or it is empty.
upload-no_file-hint = Choose a file.
upload-too_large-what = The file is larger than 25 MB.
upload-too_large-hint = Nothing was attached. Scan it with a lower resolution, or attach it in parts.
upload-cut_short-what = Not all of the file came.
upload-cut_short-hint = Nothing was attached. Try again.
upload-too_slow-what = The file came too slowly.
upload-too_slow-hint = Nothing was attached. Try again.

## Paper
print-title = Referral form { $referral }
print-now = Print
print-warning = Paper is not encrypted, and erasing the referral does not erase it. That you print it is written down.
print-signatures = Signatures
print-signatures-words = Who handed over, who took over
print-who = Who
print-name = Name
print-day = Day
print-signature = Signature
print-by-person = The person, if they want to sign
print-by-referrer = For the organisation that refers
print-by-target = For the organisation that is asked
print-proof = Which letter this is
print-proof-words = The code and the digits name the signed letter that this paper was printed from. Anybody who has the letter can compare them.
print-proof-code = Code that names the signed letter

## When the desk says no
failure-not_now-hint = Look at the referral again: something may have changed.
failure-unknown_attachment-what = There is no such file.
failure-unknown_attachment-hint = Look at the referral again.
failure-attaching-what = Too many files are being attached at this moment.
failure-attaching-hint = Try again in a few minutes.
failure-no_upload-what = The file took too long.
failure-no_upload-hint = Attach it again.
failure-shared_draft-hint = Say that they are kept, and under which law; or erase the other referrals first.
failure-section_unanswered-hint = Say for each whether it is erased or kept.
failure-nothing_open-hint = Look at the referral again: it may be answered already.
failure-need_unanswered-hint = Answer each need.
failure-erased-hint = Nothing brings it back.
failure-no_referral_yet-what = The referral itself has not arrived yet.
failure-no_referral_yet-hint = Later messages came before it. It comes by itself; try again then.
