## Reports
reports-title = របាយការណ៍
reports-period = មើលថយក្រោយប៉ុណ្ណា
period-30 = 30 ថ្ងៃ
period-90 = 90 ថ្ងៃ
period-365 = 365 ថ្ងៃ
reports-words = ការបញ្ជូនបន្តដែលបានផ្ញើក្នុងរយៈពេលនេះ។ គ្មានឈ្មោះមនុស្សណាម្នាក់ក្នុងលេខទាំងនេះទេ។
reports-not-counted = { $count ->
   *[other] ការបញ្ជូនបន្តចាស់ៗ { $count } មិនទាន់បានរាប់ទេ។ វានឹងត្រូវមើលដោយស្វ័យប្រវត្តិ។
}
picture-more = { $count ->
   *[other] { $count } ទៀតនៅក្នុងតារាង។
}
report-partner = ដៃគូ
report-total = ទាំងអស់
report-referrals = ការបញ្ជូនបន្ត
## Referrals by state
states-sent = ការបញ្ជូនបន្តដែលអ្នកបានផ្ញើ តាមស្ថានភាព
states-received = ការបញ្ជូនបន្តដែលអ្នកបានទទួល តាមស្ថានភាព
states-sent-none = ក្នុងរយៈពេលនេះ អ្នកមិនបានផ្ញើការបញ្ជូនបន្តទេ។
states-received-none = ក្នុងរយៈពេលនេះ អ្នកមិនបានទទួលការបញ្ជូនបន្តទេ។
states-state = ស្ថានភាព
## Time to the first answer
answers-title = រយៈពេលដល់ចម្លើយទីមួយ
answers-words = ដៃគូចំណាយពេលប៉ុន្មានដើម្បីឆ្លើយការបញ្ជូនបន្តរបស់អ្នក។ ចម្លើយពាក់កណ្តាលមកដល់ក្នុងរយៈពេលដែលបង្ហាញ។
answers-nothing = ក្នុងរយៈពេលនេះ គ្មានការបញ្ជូនបន្តរបស់អ្នកណាមួយរង់ចាំចម្លើយទេ។
answers-none-yet = មិនទាន់មានចម្លើយ
answers-line = { $count ->
   *[other] { $count } ម៉ោង
}
answers-cut = របារដែលលើស 7 ថ្ងៃ បញ្ចប់ត្រឹមគែម។
answers-median = ពាក់កណ្តាលមកដល់ក្នុង
answers-24 = ក្នុងរយៈពេល 24 ម៉ោង
answers-72 = ក្នុងរយៈពេល 24 ដល់ 72 ម៉ោង
answers-later = ក្រោយពីនោះ
answers-waiting = មិនទាន់មានចម្លើយ
## Needs by place
needs-sent = តម្រូវការដែលអ្នកបានផ្ញើ តាមទីកន្លែង
needs-received = តម្រូវការដែលអ្នកបានទទួល តាមទីកន្លែង
needs-sent-none = ក្នុងរយៈពេលនេះ អ្នកមិនបានផ្ញើតម្រូវការទេ។
needs-received-none = ក្នុងរយៈពេលនេះ អ្នកមិនបានទទួលតម្រូវការទេ។
needs-service = ជំនួយដែលត្រូវការ
needs-hidden = លេខពី 1 ដល់ 4 បង្ហាញជា <5 ដើម្បីកុំឱ្យសម្គាល់មនុស្សណាម្នាក់បាន។ ផលបូកដែលមានលេខបែបនេះ បង្ហាញជាលេខមួយ «ឬច្រើនជាង»។
needs-few = <5
needs-or-more = { $count } ឬច្រើនជាង
needs-other-partners = { $count ->
   *[other] ដៃគូ { $count } ផ្សេងទៀត
}
## The network
network-title = បណ្តាញរបស់អ្នកឥឡូវ
network-us = អ្នក
network-words = បន្ទាត់ពេញ គឺកំពុងភ្ជាប់។ បន្ទាត់ដាច់ គឺឥឡូវនេះមិនភ្ជាប់ទេ៖ លិខិតរង់ចាំនៅទីនេះ ដោយសុវត្ថិភាពក្នុងកុំព្យូទ័រនេះ ឬទៅតាមប្រអប់សំបុត្រ ឬឧបករណ៍ USB។
network-heard = បានទទួលដំណឹង { $ago }
network-never = មិនទាន់ទទួលដំណឹង
network-now = ឥឡូវ
network-confirmed = ទាំងពីរខាងបានបញ្ជាក់
## Months
months-title = តាមខែ
months-words = ផ្នែកទីមួយនៃរបារ គឺអ្វីដែលអ្នកបានផ្ញើ ផ្នែកទីពីរ គឺអ្វីដែលអ្នកបានទទួល។
months-none = ក្នុងរយៈពេលនេះ គ្មានអ្វីត្រូវបានផ្ញើ ឬទទួលទេ។
months-shown = បានផ្ញើ { $sent } បានទទួល { $received }
month-of-year = { $month } { $year }
months-month = ខែ
months-sent = បានផ្ញើ
months-received = បានទទួល
months-accepted = បានទទួលយកតាំងពីនោះ
months-declined = បានបដិសេធតាំងពីនោះ
