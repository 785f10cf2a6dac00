## The list of referrals
views = ការបញ្ជូនបន្តណាខ្លះ
search-label = ស្វែងរក
search-hint = លេខការបញ្ជូនបន្ត កូដករណី ដៃគូ សេវា ឬស្ថានភាព។
search-button = ស្វែងរក
search-clear = បង្ហាញទាំងអស់វិញ
search-found = { $count ->
   *[other] រកឃើញការបញ្ជូនបន្ត { $count }។
}
list-nothing = គ្មានការបញ្ជូនបន្តនៅទីនេះទេ។
list-pages = ទំព័រនៃបញ្ជី
list-page = ទំព័រ { $page } នៃ { $pages }
list-before = ទំព័រមុន
list-after = ទំព័របន្ទាប់

## One referral
referral-title = ការបញ្ជូនបន្ត { $referral }
referral-about = ការបញ្ជូនបន្ត { $referral } ករណី { $code }។
referral-standing = ដល់ណាហើយ
referral-status = ស្ថានភាព
referral-to = ទៅ
referral-from = ពី
referral-urgency = ត្រូវការលឿនប៉ុណ្ណា
referral-code = កូដករណី
referral-consent = ការយល់ព្រម
referral-tick = សារចុងក្រោយរបស់អ្នក
back-to-referral = ត្រឡប់ទៅការបញ្ជូនបន្ត { $referral }
deadlines-title = អ្វីដែលដល់កំណត់
todo-title = អ្វីដែលត្រូវធ្វើឥឡូវ
todo-seldom = មានរឿងផ្សេងកើតឡើង
needs-title = អ្វីដែលត្រូវការ
needs-not-here = ការបញ្ជូនបន្តនេះផ្ទាល់មិនទាន់មកដល់ទេ។ វានឹងមកដោយខ្លួនឯង។
need-numbered = តម្រូវការ { $number }៖ { $service }
need-note = កំណត់ចំណាំ៖ { $note }
sections-title = ខ្លឹមសារ
sections-none = មិនទាន់អាចបង្ហាញអ្វីបានទេ។
section-seen = ដៃគូឃើញផ្នែកនេះឥឡូវ។
section-not-seen = ដៃគូមិនទាន់ឃើញផ្នែកនេះទេ។
timeline-title = អ្វីដែលបានកើតឡើង
timeline-slip = បន្ទាត់ { $entry } ត្រូវបានបញ្ចូលដោយច្រឡំ
by-us = អ្នក
slip-referral = ការបញ្ជូនបន្តទាំងមូល
fact-slip = អ្វី
fact-note-of-need = កំណត់ចំណាំចំពោះ { $need }
files-title = ឯកសារ
files-none = គ្មានឯកសារភ្ជាប់ទេ។
files-warning = ឯកសារដែលអ្នករក្សាទុក ចេញពី Waypost៖ នៅទីនោះវាមិនត្រូវបានបំប្លែងជាកូដសម្ងាត់ទេ ហើយការលុបការបញ្ជូនបន្តមិនលុបវាទេ។
file-save = រក្សាទុក { $file }៖ { $name }
size-bytes = { $count ->
   *[other] { $count } បៃ
}
size-kb = { $size } KB
size-mb = { $size } MB
reads-title = អ្នកណាក្នុងស្ថាប័នរបស់អ្នកបានបើកមើល
reads-none = មិនទាន់មានអ្នកណាទេ។
reads-count = { $count ->
   *[other] បានបើកមើល { $count } ដង
}
reads-more = { $count ->
   *[other] និង { $count } ដងមុននេះ
}
print-link = បោះពុម្ពជាទម្រង់
consent-link = ការយល់ព្រម

## Rows whose question needs other words when it stands alone
row-numbered = { $number }. { $label }
row-referred_at = បានបញ្ជូនបន្តនៅ
row-based_on = បន្តពីការបញ្ជូនបន្តមួយទៀត
row-minor = { $age } (អនីតិជន)
row-speaks = និយាយ៖ { $level }
row-reads = អាន៖ { $level }
row-person-age_band = អាយុ
row-consent-override_reason = គ្មានការយល់ព្រម៖ រំលងការយល់ព្រមក្នុងករណីអាសន្ន
row-consent-obtained_by = អ្នកសួររកការយល់ព្រម
row-consent-obtained_on = ថ្ងៃដែលបានយល់ព្រម
row-consent-language = ភាសាដែលប្រើពេលសួររកការយល់ព្រម
row-consent-recipients = ដៃគូដែលអាចប្រាប់បាន
row-consent-purposes = សេវាដែលបានយល់ព្រម
row-consent-sections = ផ្នែកដែលបានយល់ព្រម
row-consent-valid_until = ការយល់ព្រមមានសុពលភាពដល់
row-screening-status_by = ស្ថានភាពជួញដូរ សម្រេចដោយ
row-screening-screened_by = ពិនិត្យបឋមដោយ
row-screening-screened_on = ថ្ងៃពិនិត្យបឋម
row-account-language = ភាសានៃសេចក្តីរៀបរាប់
row-account-taken_on = ថ្ងៃកត់ត្រាសេចក្តីរៀបរាប់
row-from-worker = បញ្ជូនបន្តដោយ
row-from-desk = ផ្នែក ឬក្រុមរបស់គេ
row-to-desk = សម្រាប់ផ្នែក ឬក្រុមណា

## Steps: what a button says, and what it means
do-accept = ទទួលយក
why-accept = សូមប្រាប់ថាអ្នកនឹងចាប់ផ្តើមមុនពេលណា។ ការទទួលយកនឹងបង្ហាញអ្នកថាសាមីខ្លួនជានរណា។
do-acknowledge = ប្រាប់ថាមានអ្នកទទួលបន្ទុក
why-acknowledge = ដៃគូឃើញថាមានមនុស្សមើលការខុសត្រូវ។ រយៈពេលសម្រាប់សម្រេចចាប់ផ្តើមរាប់។
do-reply = ឆ្លើយសំណួរ
why-reply = ដៃគូរង់ចាំចម្លើយរបស់អ្នក រួចទើបសម្រេច។
do-ask = សួរសំណួរ
why-ask = ការបញ្ជូនបន្តរង់ចាំរហូតដល់ដៃគូឆ្លើយ។
do-waitlist = ដាក់រង់ចាំ
why-waitlist = ដៃគូឃើញថាអ្នកមិនទាន់អាចសម្រេចបាន និងពេលណាអ្នកនឹងពិនិត្យម្តងទៀត។
do-decline = បដិសេធតម្រូវការទាំងអស់
why-decline = បន្ទាប់មកដៃគូនឹងរកកន្លែងផ្សេង។ សូមប្រាប់មូលហេតុ ដើម្បីឱ្យគេរកបានលឿនជាង។
do-depart = សាមីខ្លួនចេញដំណើរទៅដៃគូ
why-depart = ដៃគូរង់ចាំសាមីខ្លួន។ បើគ្មានអ្នកណាប្រាប់ថាសាមីខ្លួនទៅដល់ អ្នកទាំងពីរខាងនឹងទទួលការព្រមាន។
do-arrive = សាមីខ្លួនមកដល់ទីនេះហើយ
why-arrive = ដៃគូឃើញថាសាមីខ្លួនបានមកដល់អ្នកដោយសុវត្ថិភាព។
do-appointment = ឱ្យការណាត់ជួប
why-appointment = ដៃគូអាចប្រាប់សាមីខ្លួនពីពេលវេលា និងទីកន្លែង។
do-interim = ផ្ញើដំណឹង
why-interim = ពាក្យពីរបីម៉ាត់អំពីដំណើរការ។
do-complete = រួចរាល់៖ ប្រាប់ថាបញ្ចប់យ៉ាងណា
why-complete = សូមប្រាប់ថាតម្រូវការនីមួយៗបញ្ចប់យ៉ាងណា។ បន្ទាប់មកដៃគូនឹងបិទការបញ្ជូនបន្ត។
do-confirm_stop = ប្រាប់ថាអ្នកបានឈប់
why-confirm_stop = ដៃគូបានដកការបញ្ជូនបន្តវិញ។ សូមប្រាប់ថាអ្នកមិនធ្វើអ្វីទៀតទេ។
do-stopped = ប្រាប់ថាអ្នកបានឈប់ និងបានលុបអ្វីខ្លះ
why-stopped = សាមីខ្លួនបានប្តូរការយល់ព្រម។ អ្វីដែលអ្នកប្រាប់ថាបានលុប នឹងត្រូវលុបពីកុំព្យូទ័រនេះឥឡូវ ហើយយកមកវិញមិនបានទេ។
do-lawful_hold = ប្រាប់ថាអ្នកត្រូវរក្សាទុកតាមច្បាប់
why-lawful_hold = តែក្នុងករណីដែលច្បាប់ ឬបទបញ្ជាហាមអ្នកមិនឱ្យឈប់ប៉ុណ្ណោះ។ ដៃគូ និងសាមីខ្លួននឹងដឹង។
do-close = បិទការបញ្ជូនបន្ត
why-close = នៅទីនេះគ្មានអ្វីត្រូវធ្វើទៀតទេ។ ការតាមដាននៅតែអាចធ្វើបាន។
do-expire = ឈប់រង់ចាំ
why-expire = រយៈពេលសម្រាប់ឆ្លើយបានផុតហើយ។ អ្នកអាចបញ្ជូនបន្តទៅដៃគូផ្សេងបាន។
do-follow_up = កត់ត្រាការតាមដាន
why-follow_up = សាមីខ្លួនយ៉ាងណា ក្រោយពេលខ្លះ។
do-disclose = បង្ហាញដៃគូបន្ថែមឥឡូវ
why-disclose = ដៃគូឃើញភ្លាមនូវអ្វីដែលអ្នកជ្រើសនៅទីនេះ។ ពេលឃើញហើយ យកមកវិញមិនបានទេ។
do-no_show = សាមីខ្លួនមិនបានមក
why-no_show = នេះបើកការពិនិត្យសុខទុក្ខ។ វាមិនបិទអ្វីទេ។
do-propose_onward = ស្នើដៃគូផ្សេង
why-propose_onward = ដៃគូសួរសាមីខ្លួនជាមុន។ គ្មានអ្នកណាផ្ញើការបញ្ជូនបន្តទៅអ្នកដទៃដោយខ្លួនឯងទេ។
do-hand_back = ប្រគល់សាមីខ្លួនត្រឡប់វិញ
why-hand_back = ដៃគូទទួលបន្ទុកវិញ។ សូមប្រាប់មូលហេតុ ហើយទូរសព្ទទៅគេ បើសាមីខ្លួននៅជាមួយអ្នក។
do-withdraw = ដកការបញ្ជូនបន្តវិញ
why-withdraw = ដៃគូឈប់។ បើគេបានចាប់ផ្តើមហើយ គេនឹងប្រាប់ពេលគេបានឈប់។
do-client_declined = សាមីខ្លួនលែងចង់បាន
why-client_declined = ការបញ្ជូនបន្តបិទទាំងពីរខាង។
do-client_unreachable = ទាក់ទងសាមីខ្លួនមិនបាន
why-client_unreachable = ការបញ្ជូនបន្តបិទទាំងពីរខាង។ សូមប្រើវា ពេលអ្នកបានសាកល្បងគ្រប់វិធីដែលមានសុវត្ថិភាពហើយ។
do-entered_in_error = បានបញ្ចូលដោយច្រឡំ
why-entered_in_error = អ្វីដែលអ្នកជ្រើស លែងរាប់បញ្ចូលទាំងពីរខាង។ វានៅក្នុងលំដាប់ហេតុការណ៍ដដែល ដោយមានសញ្ញាសម្គាល់។
do-narrow_consent = សាមីខ្លួនយល់ព្រមតិចជាងមុន
why-narrow_consent = សូមដកសញ្ញាធីកពីអ្វីដែលសាមីខ្លួនលែងយល់ព្រម។ ដៃគូនីមួយៗខាងក្រោមនឹងត្រូវបានប្រាប់ ហើយត្រូវឆ្លើយក្នុងរយៈពេល 72 ម៉ោង។
button-narrow_consent = ប្រាប់ដៃគូ
do-revoke_consent = សាមីខ្លួនដកការយល់ព្រមវិញ
why-revoke_consent = ដៃគូនីមួយៗខាងក្រោមនឹងត្រូវបានប្រាប់ឱ្យឈប់ និងឱ្យលុប ហើយត្រូវឆ្លើយក្នុងរយៈពេល 72 ម៉ោង។ ធ្វើហើយមិនអាចត្រឡប់ក្រោយវិញបានទេ៖ ជំនួយនៅពេលក្រោយត្រូវការការយល់ព្រមថ្មី។
button-revoke_consent = ដកការយល់ព្រមវិញ ហើយប្រាប់ដៃគូ

## What forms ask
choose = ជ្រើសរើស
when-tomorrow = ក្នុងរយៈពេល 24 ម៉ោង
when-days = { $count ->
   *[other] ក្នុងរយៈពេល { $count } ថ្ងៃ
}
when-other = នៅថ្ងៃផ្សេង
when-day = ថ្ងៃ
when-time = ម៉ោង
ask-by-when = តើអ្នកនឹងចាប់ផ្តើមមុនពេលណា?
answer-accept = ទទួលយក
answer-decline = បដិសេធ
answer-all-title = ទទួលយកទាំងអស់
answer-all = ទទួលយកតម្រូវការទាំងអស់
answer-one = ទទួលយក
answer-each-title = ឬឆ្លើយតម្រូវការម្តងមួយៗ
answer-each = ផ្ញើចម្លើយទាំងនេះ
none-accepted-what = អ្នកបដិសេធតម្រូវការទាំងអស់នៅទីនេះ។
none-accepted-hint = សូមប្រើទំព័រសម្រាប់បដិសេធតម្រូវការទាំងអស់ ឬទទួលយកមួយ។
ask-why-decline = ហេតុអ្វីអ្នកបដិសេធ?
ask-why-decline-need = តម្រូវការ { $number }៖ បើអ្នកបដិសេធ ហេតុអ្វី?
ask-note-need = តម្រូវការ { $number }៖ កំណត់ចំណាំ
ask-note = កំណត់ចំណាំ
hint-decline-note = ហេតុផលខ្លះត្រូវការកំណត់ចំណាំ៖ លក្ខខណ្ឌណា ឯកសារណា ឬខ្វះអ្វី។
ask-elsewhere = កន្លែងផ្សេងដែលអាចជួយបាន
hint-elsewhere = ដៃគូនឹងសួរទៅទីនោះដោយខ្លួនឯង។
ask-question = សំណួររបស់អ្នក
hint-no-identity = សូមកុំសរសេរឈ្មោះ ឬលេខរបស់សាមីខ្លួន។
ask-reply = ចម្លើយរបស់អ្នក
hint-question = សំណួរ៖ { $question }
ask-review-by = តើអ្នកនឹងពិនិត្យម្តងទៀតពេលណា?
ask-handover-place = តើអ្នកប្រគល់សាមីខ្លួននៅកន្លែងណា?
ask-arrive-by = តើសាមីខ្លួនគួរទៅដល់មុនពេលណា?
hint-arrive-by = បើដល់ពេលនោះគ្មានអ្នកណាប្រាប់ថាសាមីខ្លួនទៅដល់ អ្នកទាំងពីរខាងនឹងទទួលការព្រមាន។
ask-which-need = តម្រូវការណា?
ask-appointment = ការណាត់ជួបនៅពេលណា?
ask-place = នៅកន្លែងណា?
ask-news = ដំណឹង
ask-person-seen = សាមីខ្លួន
person-seen = មានគេបានឃើញ ឬបាននិយាយជាមួយ។ នេះបញ្ចប់ការពិនិត្យសុខទុក្ខ។
ask-law = តើអ្នករក្សាទុកអ្វីមួយតាមច្បាប់ណា?
hint-law = ត្រូវបំពេញ បើអ្នករក្សាទុកអ្វីមួយ។
stop-erased = បានលុប
stop-kept = រក្សាទុកតាមច្បាប់
stop-agreed = នៅតែយល់ព្រម
ask-lawful-reason = ច្បាប់ ឬបទបញ្ជាណា?
ask-why-hand-back = ហេតុអ្វីអ្នកប្រគល់ត្រឡប់វិញ?
ask-kept = តើអ្នកនៅរក្សាទុកអ្វីខ្លះ?
ask-partner-kind = ស្ថាប័នប្រភេទណា?
ask-services = សម្រាប់សេវាអ្វីខ្លះ?
ask-why-withdraw = ហេតុអ្វីអ្នកដកវិញ?
ask-follow-up-day = ក្រោយរយៈពេលប៉ុន្មាន?
ask-finding = តើអ្នកបានឃើញអ្វី?
ask-disclose = តើអ្នកបង្ហាញអ្វី?
hint-account = អ្វីដែលសាមីខ្លួនបានរៀបរាប់ដោយពាក្យរបស់ខ្លួនផ្ទាល់។ បង្ហាញតែបើសាមីខ្លួនចង់ឱ្យដៃគូនេះអានប៉ុណ្ណោះ។
ask-slip = តើអ្វីត្រូវបានបញ្ចូលដោយច្រឡំ?
hint-slip-referral = ដៃគូនឹងត្រូវបានប្រាប់ថាកុំគិតដល់វាទាំងអស់។
ask-agreed-services = សេវាដែលនៅតែយល់ព្រម
ask-agreed-sections = ផ្នែកដែលនៅតែយល់ព្រម
fault-write = សូមសរសេរអ្វីមួយនៅទីនេះ។
fault-choose = សូមជ្រើសមួយ។
fault-choose-any = សូមជ្រើសយ៉ាងហោចណាស់មួយ។
fault-when = សូមប្រាប់ថាពេលណា។

## Consent
consent-title = ការយល់ព្រម
consent-terms = អ្វីដែលសាមីខ្លួនបានយល់ព្រម
consent-who = អ្នកណាដឹងអំពីវា
consent-partners = ដៃគូក្រោមការយល់ព្រមនេះ
consent-partner = ដៃគូ
consent-referral = ការបញ្ជូនបន្ត
consent-state = ការយល់ព្រមនៅទីនោះ
consent-answered = ចម្លើយចំពោះការប្តូរចុងក្រោយ
consent-change = សាមីខ្លួនប្តូរការយល់ព្រម
consent-will-be-told = អ្នកដែលនឹងត្រូវបានប្រាប់
consent-owes-title = ដល់ពេលអ្នកត្រូវឆ្លើយ
consent-owes = សាមីខ្លួនបានប្តូរការយល់ព្រម។ ក្នុងរយៈពេល 72 ម៉ោង សូមប្រាប់ថាអ្នកបានលុបអ្វីខ្លះ ឬហេតុអ្វីអ្នកត្រូវរក្សាទុក។

## Files
attach-title = ភ្ជាប់ឯកសារ
attach-words = ដៃគូទទួលបានឯកសារនេះ បើឥឡូវនេះការយល់ព្រមអនុញ្ញាតផ្នែកនៃការបញ្ជូនបន្តដែលវាស្ថិតនៅ។
ask-file-section = វាស្ថិតក្នុងផ្នែកណានៃការបញ្ជូនបន្ត?
hint-file-section = អ្វីដែលសាមីខ្លួនបានយល់ព្រមឱ្យចែករំលែក និងអ្វីដែលត្រូវលុបជាមួយគ្នា។
attach-name = ឈ្មោះឯកសារដែលដៃគូឃើញ
attach-name-hint = ដោយគ្មានឈ្មោះសាមីខ្លួន។ បើទុកទទេ នឹងប្រើឈ្មោះដើមរបស់ឯកសារ។
attach-file = ឯកសារ
attach-file-hint = យ៉ាងច្រើន 25 MB។ អ្វីដែលឯកសារផ្ទុកអំពីខ្លួនវាទៅជាមួយដែរ៖ អ្នកបង្កើត ទីកន្លែង កាមេរ៉ា។
upload-not_ours-what = អានឯកសារមិនបានទេ។
upload-not_ours-hint = គ្មានអ្វីត្រូវបានភ្ជាប់ទេ។ សូមបើកទំព័រឡើងវិញ រួចព្យាយាមម្តងទៀត។
upload-no_file-what = មិនបានជ្រើសឯកសារ ឬឯកសារទទេ។
upload-no_file-hint = សូមជ្រើសឯកសារ។
upload-too_large-what = ឯកសារធំជាង 25 MB។
upload-too_large-hint = គ្មានអ្វីត្រូវបានភ្ជាប់ទេ។ សូមស្កេនវាដោយកម្រិតច្បាស់ទាបជាង ឬភ្ជាប់ជាផ្នែកៗ។
upload-cut_short-what = ឯកសារមកមិនអស់។
upload-cut_short-hint = គ្មានអ្វីត្រូវបានភ្ជាប់ទេ។ សូមព្យាយាមម្តងទៀត។
upload-too_slow-what = ឯកសារមកយឺតពេក។
upload-too_slow-hint = គ្មានអ្វីត្រូវបានភ្ជាប់ទេ។ សូមព្យាយាមម្តងទៀត។

## Paper
print-title = ទម្រង់ការបញ្ជូនបន្ត { $referral }
print-now = បោះពុម្ព
print-warning = ក្រដាសមិនត្រូវបានបំប្លែងជាកូដសម្ងាត់ទេ ហើយការលុបការបញ្ជូនបន្តមិនលុបក្រដាសទេ។ ការដែលអ្នកបោះពុម្ពវា ត្រូវបានកត់ត្រាទុក។
print-signatures = ហត្ថលេខា
print-signatures-words = អ្នកណាបានប្រគល់ អ្នកណាបានទទួល
print-who = អ្នកណា
print-name = ឈ្មោះ
print-day = ថ្ងៃ
print-signature = ហត្ថលេខា
print-by-person = សាមីខ្លួន បើគេចង់ចុះហត្ថលេខា
print-by-referrer = ក្នុងនាមស្ថាប័នដែលបញ្ជូនបន្ត
print-by-target = ក្នុងនាមស្ថាប័នដែលត្រូវបានស្នើសុំ
print-proof = នេះជាលិខិតណា
print-proof-words = កូដ និងលេខទាំងនេះសម្គាល់លិខិតមានហត្ថលេខា ដែលក្រដាសនេះត្រូវបានបោះពុម្ពចេញមក។ អ្នកណាដែលមានលិខិតនោះអាចប្រៀបធៀបបាន។
print-proof-code = កូដដែលសម្គាល់លិខិតមានហត្ថលេខា

## When the desk says no
failure-not_now-hint = សូមមើលការបញ្ជូនបន្តម្តងទៀត៖ ប្រហែលមានអ្វីមួយបានប្រែប្រួល។
failure-unknown_attachment-what = គ្មានឯកសារនេះទេ។
failure-unknown_attachment-hint = សូមមើលការបញ្ជូនបន្តម្តងទៀត។
failure-attaching-what = នៅពេលនេះ កំពុងភ្ជាប់ឯកសារច្រើនពេក។
failure-attaching-hint = សូមព្យាយាមម្តងទៀតក្នុងពីរបីនាទី។
failure-no_upload-what = ឯកសារចំណាយពេលយូរពេក។
failure-no_upload-hint = សូមភ្ជាប់វាម្តងទៀត។
failure-shared_draft-hint = សូមប្រាប់ថាផ្នែកទាំងនោះត្រូវរក្សាទុក និងតាមច្បាប់ណា ឬលុបការបញ្ជូនបន្តផ្សេងទៀតជាមុន។
failure-section_unanswered-hint = សូមប្រាប់សម្រាប់ផ្នែកនីមួយៗ ថាត្រូវបានលុប ឬរក្សាទុក។
failure-nothing_open-hint = សូមមើលការបញ្ជូនបន្តម្តងទៀត៖ ប្រហែលវាត្រូវបានឆ្លើយរួចហើយ។
failure-need_unanswered-hint = សូមឆ្លើយតម្រូវការនីមួយៗ។
failure-erased-hint = គ្មានអ្វីអាចយកវាមកវិញបានទេ។
failure-no_referral_yet-what = ការបញ្ជូនបន្តនេះផ្ទាល់មិនទាន់មកដល់ទេ។
failure-no_referral_yet-hint = សារក្រោយៗបានមកមុនវា។ វានឹងមកដោយខ្លួនឯង សូមព្យាយាមម្តងទៀតនៅពេលនោះ។
