## Home
greeting-morning = អរុណសួស្តី { $name }
greeting-afternoon = ទិវាសួស្តី { $name }
greeting-evening = សាយណ្ហសួស្តី { $name }
start-referral = ចាប់ផ្តើមការបញ្ជូនបន្តថ្មី
home-needs-us = រង់ចាំចម្លើយពីអ្នក
home-needs-nothing = ឥឡូវនេះ គ្មានអ្វីត្រូវការចម្លើយទេ។
home-sent = អ្នកបានផ្ញើ
home-sent-nothing = គ្មានអ្វីកំពុងធ្វើដំណើរទេ។
home-more = { $count ->
   *[other] { $count } ទៀត
}
home-drafts = សេចក្តីព្រាង
home-draft = { $draft } ករណី { $code }
home-draft-changed = បានប្តូរ { $at }
home-other-role = ការងាររបស់អ្នកនៅក្នុងម៉ឺនុយខាងលើ។
to-partner = ទៅ { $partner }
from-partner = ពី { $partner }
