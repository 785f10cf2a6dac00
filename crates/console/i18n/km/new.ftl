## New referral: start
new-title = ការបញ្ជូនបន្តថ្មី
new-start-save = ការបញ្ជូនបន្តមួយគឺជាបញ្ជីកិច្ចការខ្លីៗ។ ទំព័រនីមួយៗត្រូវបានរក្សាទុកក្នុងកុំព្យូទ័រនេះពេលអ្នកធ្វើទៅ។ អ្នកអាចឈប់ រួចត្រឡប់មកវិញ។
new-start-agree = មុននឹងសរសេរអំពីសាមីខ្លួន សូមសួរគេថា តើអាចប្រាប់អ្វី ទៅអ្នកណា។
new-start-send = គ្មានអ្វីចេញពីកុំព្យូទ័រនេះទេ រហូតដល់អ្នកពិនិត្យចម្លើយរបស់អ្នក ហើយចុច «ផ្ញើ»។
new-start-button = ចាប់ផ្តើម

## The task list
new-list-title = ការបញ្ជូនបន្តថ្មី៖ កិច្ចការ
new-list-draft = សេចក្តីព្រាង { $draft } ករណី { $code }។
new-list-changed = ប្តូរចុងក្រោយ { $at }។
new-list-done = { $count ->
   *[other] កិច្ចការ { $count } បានធ្វើរួច។
}
new-list-ready = អាចផ្ញើបានហើយ
new-list-not-ready = មិនទាន់អាចផ្ញើបានទេ
new-task-safe = តើឥឡូវសាមីខ្លួនមានសុវត្ថិភាពទេ?
new-task-consent = អ្វីដែលសាមីខ្លួនបានយល់ព្រម
new-task-who = សាមីខ្លួនជានរណា
new-task-help = ជំនួយដែលត្រូវការ
new-task-soon = ត្រូវការលឿនប៉ុណ្ណា
new-task-papers = ឯកសារ
new-task-contact = ទំនាក់ទំនងសុវត្ថិភាព
new-task-screening = ការពិនិត្យបឋម
new-task-account = សេចក្តីរៀបរាប់របស់សាមីខ្លួន
new-task-to = ទៅអ្នកណា
new-state-not-started = មិនទាន់ចាប់ផ្តើម
new-state-some = មានចម្លើយខ្លះ
new-state-done = រួចរាល់
new-state-mend = ត្រូវកែ
new-back-to-list = កិច្ចការទាំងអស់នៃសេចក្តីព្រាងនេះ
new-save-continue = រក្សាទុក ហើយបន្ត
new-save-later = រក្សាទុក ហើយត្រឡប់មកវិញពេលក្រោយ

## What stands above each task
new-lead-safe = បើសាមីខ្លួនមានគ្រោះថ្នាក់ឥឡូវនេះ សូមធ្វើសកម្មភាពជាមុន៖ នាំគេទៅកន្លែងមានសុវត្ថិភាព ឬហៅរកជំនួយ។ បន្ទាប់មក សូមធីកហានិភ័យដែលដៃគូត្រូវដឹងភ្លាម។ បើគ្មានទេ សូមកុំធីកអ្វី។
new-lead-consent = សូមសួរជាភាសាដែលសាមីខ្លួនយល់។ គេអាចនិយាយថាទេ ហើយអាចប្តូរចិត្តនៅពេលក្រោយ។ សូមសរសេរតែអ្វីដែលគេបានយល់ព្រម។
new-lead-who = ដំបូង ដៃគូឃើញកូដករណី និងអ្វីដែលគេត្រូវការដើម្បីសម្រេច។ ឈ្មោះមកក្រោយ ហើយតែបើសាមីខ្លួនបានយល់ព្រមឱ្យផ្ញើប៉ុណ្ណោះ។
new-lead-help = តម្រូវការមួយ សេវាមួយ។ ដៃគូទទួលយក ឬបដិសេធម្តងមួយៗ។
new-lead-soon = ចម្លើយពីដៃគូត្រូវមកដល់ក្នុងរយៈពេលនេះ។
new-lead-papers = សូមទុកទំព័រនេះទទេ បើគ្មានអ្វីត្រូវប្រាប់។
new-lead-contact = សូមទុកទំព័រនេះទទេ បើដៃគូគួរទាក់ទងសាមីខ្លួនតាមរយៈអ្នកតែប៉ុណ្ណោះ។
new-lead-screening = សូមទុកទំព័រនេះទទេ លើកលែងតែមានអ្នកដែលបានទទួលការបណ្តុះបណ្តាល បានពិនិត្យបឋមសាមីខ្លួន។
new-lead-account = សេចក្តីរៀបរាប់មិនដែលទៅដោយខ្លួនឯងទេ៖ មិនទៅពេលអ្នកផ្ញើ ហើយក៏មិនទៅពេលដៃគូទទួលយកដែរ។ សូមសរសេរវា តែបើសាមីខ្លួនចង់ឱ្យកត់ត្រាទុក។
new-lead-to = សូមជ្រើសដៃគូដែលសាមីខ្លួនបានយល់ព្រម។

## Parts of a page
new-part-agreed = ការយល់ព្រម
new-part-recipients = អាចប្រាប់អ្នកណា
new-part-limits = អ្វីដែលបានយល់ព្រម
new-part-override = តែបើគ្មានពេលសួរប៉ុណ្ណោះ
new-part-code = កូដករណី
new-part-person = សម្រាប់ដៃគូសម្រេច
new-part-identity = ឈ្មោះ និងអត្តសញ្ញាណ
new-part-by-when = តម្រូវការនីមួយៗត្រូវបំពេញមុនពេលណា
new-part-papers = ការស្នាក់នៅហួសកំណត់ ប្រាក់ពិន័យ ស្ថានទូត
new-part-partner = ដៃគូ
new-part-from = ពីអ្នក
new-none-document = មិនទាន់បានសរសេរឯកសារណាមួយទេ។
new-none-by-when = មិនទាន់បានសរសេរតម្រូវការណាមួយទេ។ ជាមុនសិន សូមប្រាប់ថាត្រូវការជំនួយអ្វី។
new-seen-now = ដៃគូឃើញផ្នែកនេះភ្លាម ពេលអ្នកផ្ញើ។
new-seen-after = ដៃគូឃើញផ្នែកនេះ តែក្រោយពេលទទួលយកប៉ុណ្ណោះ។
new-seen-not-by-itself = ដៃគូមិនឃើញផ្នែកនេះទេ ទាំងឥឡូវ ទាំងក្រោយពេលទទួលយក។
new-seen-here = ផ្នែកនេះនៅក្នុងកុំព្យូទ័រនេះ។
new-need = តម្រូវការ { $number }
new-need-service = តម្រូវការ { $number }៖ { $service }
new-need-line = តម្រូវការ { $number }៖ { $question }
new-document = ឯកសារ { $number }
new-document-line = ឯកសារ { $number }៖ { $question }
new-add-need = បន្ថែមតម្រូវការមួយទៀត
new-add-document = បន្ថែមឯកសារ
new-remove-need = ដកតម្រូវការ { $number } ចេញ
new-remove-document = ដកឯកសារ { $number } ចេញ

## Answers
new-choose = ជ្រើសរើស
new-not-answered = គ្មានចម្លើយ
new-row-number = { $question } { $number }
new-language = ភាសា
new-language-number = ភាសា { $number }
new-language-other = ភាសាផ្សេង៖ កូដភាសារបស់វា
new-language-spoken = និយាយ
new-language-read = អាន
new-speaks = និយាយ៖ { $level }
new-reads = អាន៖ { $level }
new-hint-day = ឆ្នាំ ខែ ថ្ងៃ៖ 2026-12-31 ។ ឬចំនួនថ្ងៃគិតពីថ្ងៃនេះ៖ +30d ។
new-hint-moment = គិតជាម៉ោង ឬថ្ងៃពីឥឡូវ៖ +6h, +3d ។ ឬថ្ងៃមួយ៖ 2026-12-31 ។ ឬថ្ងៃ ម៉ោង និងតំបន់ម៉ោងរបស់វា៖ 2026-12-31 18:30 +07:00 ។
new-help-risks = សូមធីកទាំងអស់ដែលពិត។
new-help-person-case_code = កូដជំនួសឈ្មោះ៖ អក្សរ a ដល់ z លេខ - និង _។ បើអ្នកទុកចោល វានឹងត្រូវបង្កើតឱ្យ។
new-help-person-citizenships = ផ្ញើមុនពេលទទួលយក តែបើតម្រូវការណាមួយត្រូវការវា។ បើមិនដូច្នេះទេ ផ្ញើជាមួយឈ្មោះ។
new-help-person-languages = ភាសារបស់សាមីខ្លួន មិនមែនភាសារបស់អេក្រង់នេះទេ។ បើអ្នកប្រាប់ថាអានបានល្អប៉ុណ្ណា សូមប្រាប់ផងថានិយាយបានល្អប៉ុណ្ណា។ សម្រាប់ភាសាដែលមិនមានក្នុងបញ្ជី សូមសរសេរកូដរបស់វា ដូចជា kdt ។
new-help-person-dependants = អាយុមួយសម្រាប់អ្នកក្នុងបន្ទុកម្នាក់ៗ។ សូមរក្សាទុក ដើម្បីបានកន្លែងបន្ថែម។
new-help-need-wanted_by = សូមទុកចោល បើចម្លើយខាងលើគ្រប់គ្រាន់ហើយ។
new-help-consent-mode = សូមទុកចោល បើគ្មានពេលសួរ។
new-help-consent-language = ភាសាដែលអ្នកប្រើពេលសួរ។ បើវាមិនមានក្នុងបញ្ជី សូមសរសេរកូដរបស់វា ដូចជា kdt ។ សូមទុកចោល បើគ្មានពេលសួរ។
new-help-consent-recipients = សូមធីកដៃគូនីមួយៗដែលសាមីខ្លួនបានយល់ព្រម។ គ្មានដៃគូណាដឹងថាដៃគូផ្សេងទៀតជាអ្នកណាទេ។
new-help-consent-sections = សូមធីកទាំងអស់ដែលសាមីខ្លួនបានយល់ព្រម។ អ្វីដែលត្រូវការតែងតែទៅ។ សេចក្តីរៀបរាប់ទៅ តែបើសាមីខ្លួនបានប្រាប់ដូច្នេះ។
new-help-consent-valid_until = ថ្ងៃចុងក្រោយនៃការយល់ព្រម។
new-help-document-country = ប្រទេសដែលបានចេញវា។
new-help-to-partner = សាមីខ្លួនត្រូវតែបានយល់ព្រមចំពោះដៃគូនេះ។
new-note-urgency-emergency = សម្រាប់គ្រោះថ្នាក់ដល់ជីវិត ឬសុវត្ថិភាព។ ដៃគូត្រូវបានស្នើឱ្យឆ្លើយថ្ងៃនេះ។
new-note-urgency-urgent = មិនអាចរង់ចាំដល់សប្តាហ៍ក្រោយបានទេ។
new-note-urgency-normal = គ្មានអ្វីកាន់តែអាក្រក់ក្នុងរយៈពេលពីរសប្តាហ៍ទេ។
new-note-section-needs = ទៅភ្លាម៖ អ្វីដែលត្រូវការ ត្រូវការលឿនប៉ុណ្ណា ភាសា ហានិភ័យ។ គ្មានឈ្មោះ។
new-note-section-identity = ទៅក្រោយពេលដៃគូទទួលយក។
new-note-section-safe_contact = ទៅក្រោយពេលដៃគូទទួលយក។
new-note-section-documents = ទៅក្រោយពេលដៃគូទទួលយក។
new-note-section-screening = ទៅក្រោយពេលដៃគូទទួលយក។
new-note-section-account = មិនដែលទៅដោយខ្លួនឯងទេ។
new-buddhist = អ្នកបានវាយ { $typed }។ តើនេះជាពុទ្ធសករាជទេ? បើមែន វាគឺ { $reading } តាមគ្រិស្តសករាជ។ បើមិនមែនទេ សូមវាយកាលបរិច្ឆេទម្តងទៀត។
new-buddhist-yes = បាទ/ចាស ប្រើ { $reading }
new-fault-line = { $question } – { $fault }

## Partners to choose from
new-no-partners = អ្នកមិនទាន់មានដៃគូទេ។ ចម្លើយត្រូវបានរក្សាទុក តែមិនអាចផ្ញើអ្វីបានទេ មុនពេលអ្នកភ្ជាប់ជាដៃគូជាមួយស្ថាប័នណាមួយ។
new-nothing-to-choose = មិនទាន់មានដៃគូដែលបានបញ្ជាក់សម្រាប់ជ្រើសរើសទេ។
new-partner-unknown = មិននៅក្នុងបញ្ជីដៃគូរបស់អ្នកទេ។
new-partner-languages = ភាសា៖ { $languages }។
new-partner-common-language = មានភាសារួមជាមួយសាមីខ្លួន។
new-partner-no-common-language = គ្មានភាសារួមជាមួយសាមីខ្លួនទេ។
new-partner-named = សាមីខ្លួនបានយល់ព្រមចំពោះដៃគូនេះ។
new-partner-not-named = ការយល់ព្រមមិនបានដាក់ឈ្មោះដៃគូនេះទេ។
new-partner-confirmed = បានបញ្ជាក់។
new-partner-not-confirmed = មិនទាន់បានបញ្ជាក់ទាំងពីរខាង៖ មិនទាន់អាចផ្ញើអ្វីទៅគេបានទេ។
new-partner-blocked = បានទប់ស្កាត់៖ មិនអាចផ្ញើអ្វីទៅគេបានទេ។
new-kind-ngo = អង្គការក្រៅរដ្ឋាភិបាល។
new-kind-shelter = ទីជម្រក។
new-kind-clinic = គ្លីនិក ឬមន្ទីរពេទ្យ។
new-kind-legal_aid = ជំនួយផ្នែកច្បាប់។
new-kind-embassy = ស្ថានទូត ឬស្ថានកុងស៊ុល។
new-kind-international_organisation = អង្គការអន្តរជាតិ។
new-kind-authority = អាជ្ញាធរ។
new-kind-auditor = សវនករ។

## Check answers
new-check-title = ពិនិត្យចម្លើយរបស់អ្នក
new-check-ready = មិនទាន់បានផ្ញើអ្វីទេ។ សូមអានអ្វីដែលដៃគូនឹងឃើញ រួចផ្ញើ។
new-check-not-ready = មិនទាន់បានផ្ញើអ្វីទេ។ សូមកែអ្វីដែលមានរាយខាងលើ។ ចម្លើយរបស់អ្នកត្រូវបានរក្សាទុកហើយ។
new-change = ប្តូរ៖ { $task }
new-nothing-written = មិនបានសរសេរអ្វីទេ។
new-sees-now = អ្វីដែលដៃគូឃើញឥឡូវ
new-sees-code = ដៃគូនីមួយៗទទួលបានកូដករណីរបស់ខ្លួនផ្ទាល់ ជំនួសកូដដែលបង្ហាញនៅទីនេះ។
new-sees-after = អ្វីដែលដៃគូឃើញក្រោយពេលទទួលយក
new-sees-nothing = គ្មានអ្វីទៀតទេ។
new-row-referred_at = បានបញ្ជូនបន្តនៅ
new-row-based_on = បន្តពីការបញ្ជូនបន្តមួយទៀត
new-was-sent = មានអ្វីមួយត្រូវបានផ្ញើពីសេចក្តីព្រាងនេះ។ អាចអានវានៅទីនេះ តែប្តូរមិនបានទេ។
new-sent-row = { $referral }។ ទៅ { $partner }

## Send
new-send-title = ផ្ញើ
new-send-more-title = ផ្ញើទៅដៃគូមួយទៀត
new-send-no-partner = គ្មានដៃគូណាដែលមានឈ្មោះក្នុងការយល់ព្រម នៅក្នុងបញ្ជីដៃគូរបស់អ្នកទេ។
new-send-to = ទៅដៃគូណាខ្លះ?
new-send-to-hint = តែដៃគូដែលសាមីខ្លួនបានយល់ព្រមប៉ុណ្ណោះ។ ដៃគូនីមួយៗទទួលបានការបញ្ជូនបន្តដោយឡែក ហើយមិនដឹងអំពីដៃគូផ្សេងទៀតទេ។
new-send-asked = ខ្ញុំបានសួរសាមីខ្លួនម្តងទៀតអំពីអាជ្ញាធរ ឬស្ថានទូតនេះ ហើយគេបានយល់ព្រម។
new-send-all = ផ្ញើឈ្មោះ ទំនាក់ទំនង និងឯកសារភ្លាម
new-send-all-meaning = តែក្នុងករណីអាសន្នប៉ុណ្ណោះ៖ ដៃគូឃើញវាមុនពេលទទួលយក។ សេចក្តីរៀបរាប់នៅតែមិនទៅទេ។ ធ្វើហើយយកមកវិញមិនបានទេ។
new-send-button = ផ្ញើឥឡូវ
new-send-nobody-what = មិនបានធីកដៃគូណាមួយទេ។
new-send-nobody-hint = សូមធីកដៃគូយ៉ាងហោចណាស់មួយ។ មិនបានផ្ញើអ្វីទេ។
new-sent-title = បានផ្ញើ
new-sent-next = អ្វីនឹងកើតឡើងបន្ទាប់
new-sent-next-way = បើទាក់ទងដៃគូមិនបានឥឡូវ ការបញ្ជូនបន្តរង់ចាំនៅទីនេះ ដោយសុវត្ថិភាពក្នុងកុំព្យូទ័រនេះ ហើយចេញទៅដោយខ្លួនឯង។
new-sent-next-receipt = ពេលវាទៅដល់ ដៃគូចុះហត្ថលេខាទទួល៖ សញ្ញាធីកពីរ។
new-sent-next-answer = មនុស្សម្នាក់នៅទីនោះឆ្លើយ។ អ្នកឃើញចម្លើយនៅទំព័រដើម និងនៅទំព័រនៃការបញ្ជូនបន្ត។
new-sent-next-person = សូមប្រាប់សាមីខ្លួនថាបានផ្ញើអ្វី ទៅអ្នកណា និងអ្នករំពឹងថានឹងបានចម្លើយពេលណា។
new-sent-answers = អ្វីដែលបានសរសេរ

## Erase
new-erase-link = លុបសេចក្តីព្រាងនេះ
new-erase-title = លុបសេចក្តីព្រាងនេះឬ?
new-erase-words = សេចក្តីព្រាង { $draft } ករណី { $code } នឹងត្រូវលុបពីកុំព្យូទ័រនេះជារៀងរហូត។ គ្មានអ្វីត្រូវបានផ្ញើពីវាទេ។
new-erase-button = លុបជារៀងរហូត

## What the desk says about drafts
failure-sent_already-what = គ្មានអ្វីត្រូវបានប្តូរទេ៖ មានអ្វីមួយត្រូវបានផ្ញើពីសេចក្តីព្រាងនេះហើយ។
failure-sent_already-hint = សូមចាប់ផ្តើមការបញ្ជូនបន្តថ្មី ឬប្តូរការយល់ព្រមនៅទំព័រនៃការបញ្ជូនបន្តដែលបានផ្ញើ។
failure-too_long-what = វាវែងពេក មិនអាចរក្សាទុកបានទេ។
failure-too_long-hint = សូមបង្រួញអត្ថបទដែលវែងជាងគេ។ អាចភ្ជាប់ឯកសារក្រោយពេលផ្ញើ។
failure-form_faults-what = សេចក្តីព្រាងមានកន្លែងត្រូវកែ។ មិនបានផ្ញើអ្វីទេ។
failure-form_faults-hint = សូមកែអ្វីដែលមានរាយ រួចផ្ញើម្តងទៀត។
failure-consent_does_not_name_partner-what = ការយល់ព្រមមិនបានដាក់ឈ្មោះដៃគូនេះទេ។ មិនបានផ្ញើអ្វីទេ។
failure-consent_does_not_name_partner-hint = សូមសួរសាមីខ្លួន។ បើគេយល់ព្រម សូមធីកដៃគូនេះនៅទំព័រនៃអ្វីដែលសាមីខ្លួនបានយល់ព្រម។
failure-not_confirmed-what = មិនបានផ្ញើអ្វីទេ៖ ដៃគូមិនទាន់បានបញ្ជាក់ទាំងពីរខាង។
failure-not_confirmed-hint = សូមប្រៀបធៀបលេខសុវត្ថិភាពតាមទូរសព្ទ ឬដោយផ្ទាល់ នៅទំព័ររបស់ដៃគូ។
failure-ask_first-what = ការយល់ព្រមចែងថា ត្រូវសួរសាមីខ្លួនមុននឹងប្រាប់អាជ្ញាធរ ឬស្ថានទូតនេះ។ មិនបានផ្ញើអ្វីទេ។
failure-ask_first-hint = សូមសួរសាមីខ្លួន។ បើគេយល់ព្រម សូមធីកថាអ្នកបានសួរ រួចផ្ញើម្តងទៀត។
failure-consent_forbids-what = សាមីខ្លួនបានប្រាប់ថា ស្ថាប័នបែបនេះមិនត្រូវដឹងជាដាច់ខាត។ មិនបានផ្ញើអ្វីទេ។
failure-consent_forbids-hint = សូមជ្រើសដៃគូផ្សេង។
failure-consent_expired-what = ការយល់ព្រមបានផុតកំណត់ហើយ។ មិនបានផ្ញើអ្វីទេ។
failure-consent_expired-hint = សូមសួរសាមីខ្លួនម្តងទៀត ហើយកត់ត្រាការយល់ព្រមថ្មី។
failure-blocked-what = ដៃគូនេះត្រូវបានទប់ស្កាត់។ មិនបានផ្ញើអ្វីទេ។
failure-blocked-hint = សូមឈប់ទប់ស្កាត់នៅទំព័ររបស់ដៃគូ ឬជ្រើសដៃគូផ្សេង។
failure-no_card-what = ប័ណ្ណទំនាក់ទំនងរបស់ដៃគូមិនទាន់មកដល់ទេ។ មិនបានផ្ញើអ្វីទេ។
failure-no_card-hint = វានឹងមកដោយខ្លួនឯង ពេលកុំព្យូទ័រទាំងពីរមានបណ្តាញ។ សូមព្យាយាមម្តងទៀតនៅពេលនោះ។
