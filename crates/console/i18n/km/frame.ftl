## Around every page: the line on top, the menu, the foot, times.
menu = ម៉ឺនុយ
menu-home = ទំព័រដើម
menu-referrals = ការបញ្ជូនបន្ត
menu-partners = ដៃគូ
menu-reports = របាយការណ៍
menu-audit = សវនកម្ម
menu-settings = ការកំណត់
menu-help = ជំនួយ
skip = រំលងទៅខ្លឹមសារទំព័រ
title-error = បញ្ហា៖
lock-now = ចាក់សោឥឡូវ
line-no-partners = មិនទាន់មានដៃគូទេ។
line-offline = គ្មានបណ្តាញ៖ ឥឡូវនេះទាក់ទងដៃគូណាមួយមិនបានទេ។
line-online = { $count ->
   *[other] មានបណ្តាញ៖ ទាក់ទងដៃគូ { $count } បាន។
}
waiting-here = { $count ->
   *[other] សារ { $count } កំពុងរង់ចាំនៅទីនេះ ដោយសុវត្ថិភាពក្នុងកុំព្យូទ័រនេះ។
}
screen-language = ភាសារបស់អេក្រង់
change = ប្តូរ
save = រក្សាទុក
continue = បន្ត
back = ថយក្រោយ
cancel = បោះបង់
back-home = ត្រឡប់ទៅទំព័រដើម
signed-in-as = អ្នកបានចូលប្រើក្នុងឈ្មោះ { $name }។
idle-note = ទំព័រនេះចាក់សោ ពេលគ្មានអ្នកប្រើរយៈពេល 10 នាទី។ អ្វីដែលអ្នកបានសរសេរក្នុងសេចក្តីព្រាងនៅដដែល។
idle-warning = ទំព័រនេះនឹងចាក់សោក្នុងមួយនាទីទៀត។ សេចក្តីព្រាងរបស់អ្នកត្រូវបានរក្សាទុកហើយ។
stay = នៅបន្ត
news = មានអ្វីមួយបានប្រែប្រួល។
show-table = បង្ហាញលេខទាំងនេះជាតារាង
yes = បាទ/ចាស
no = ទេ
none = គ្មាន
optional = (មិនចាំបាច់)
saved-now = បានរក្សាទុកក្នុងកុំព្យូទ័រនេះហើយ។

## Times
day = { $day } { $month } { $year }
moment = { $day } ម៉ោង { $time }
time-left = នៅសល់ { $span }
time-overdue = ហួសកំណត់ { $span }
time-ago = { $span } មុន
span-moment = មួយភ្លែត
span-minutes = { $count ->
   *[other] { $count } នាទី
}
span-hours = { $count ->
   *[other] { $count } ម៉ោង
}
span-days = { $count ->
   *[other] { $count } ថ្ងៃ
}
month-1 = មករា
month-2 = កុម្ភៈ
month-3 = មីនា
month-4 = មេសា
month-5 = ឧសភា
month-6 = មិថុនា
month-7 = កក្កដា
month-8 = សីហា
month-9 = កញ្ញា
month-10 = តុលា
month-11 = វិច្ឆិកា
month-12 = ធ្នូ

## When something was not done
summary-title = មានបញ្ហា
trouble-title = មិនបានធ្វើទេ
trouble-no-right-what = តួនាទីរបស់អ្នកមិនអនុញ្ញាតឱ្យមើលទំព័រនេះទេ។
trouble-no-right-hint = សូមសួរអ្នកគ្រប់គ្រងក្នុងស្ថាប័នរបស់អ្នក។
trouble-not-found-what = គ្មានទំព័រនេះទេ។
trouble-not-found-hint = សូមពិនិត្យអាសយដ្ឋាន ឬត្រឡប់ទៅទំព័រដើម។
trouble-too-large-what = បានផ្ញើច្រើនពេកក្នុងពេលតែមួយ។
trouble-too-large-hint = គ្មានអ្វីត្រូវបានប្តូរទេ។ សូមសរសេរឱ្យខ្លីជាងនេះ ឬភ្ជាប់ឯកសារដែលតូចជាង។
trouble-too-slow-what = ទម្រង់មកមិនទាន់ពេល។
trouble-too-slow-hint = គ្មានអ្វីត្រូវបានប្តូរទេ។ សូមព្យាយាមម្តងទៀត។
trouble-bad-form-what = អានទម្រង់មិនបានទេ។
trouble-bad-form-hint = គ្មានអ្វីត្រូវបានប្តូរទេ។ សូមថយក្រោយ បើកទំព័រឡើងវិញ រួចព្យាយាមម្តងទៀត។
trouble-broken-what = កម្មវិធីមានកំហុសនៅត្រង់នេះ។
trouble-broken-hint = គ្មានអ្វីត្រូវបានប្តូរទេ។ សូមព្យាយាមម្តងទៀត។ បើនៅតែដដែល សូមវាយពាក្យបញ្ជា៖ waypost doctor
failure-locked-what = ម៉ាស៊ីន Waypost ត្រូវបានចាក់សោ។
failure-locked-hint = សូមដោះសោដោយឃ្លាសម្ងាត់។
failure-stopped-what = ម៉ាស៊ីន Waypost បានឈប់ដំណើរការ។
failure-stopped-hint = សូមបើកវាឡើងវិញនៅលើកុំព្យូទ័រនេះ។
