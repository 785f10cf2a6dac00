## Ways back
back-settings = ត្រឡប់ទៅការកំណត់
back-users = ត្រឡប់ទៅអ្នកប្រើទាំងអស់
back-backup = ត្រឡប់ទៅច្បាប់បម្រុងទុក
back-retention = ត្រឡប់ទៅរយៈពេលរក្សាទុក
office-pages = ទំព័រ
office-page-before = ទំព័រមុន
office-page-after = ទំព័របន្ទាប់
office-page-of = ទំព័រ { $page } នៃ { $pages }

## Users
users-title = អ្នកប្រើ
users-caption = អ្នកណាអាចចូលប្រើនៅលើកុំព្យូទ័រនេះ
user-name = ឈ្មោះនៅទីនេះ
user-name-hint = តាមដែលគេហៅមនុស្សនេះក្នុងការិយាល័យ។ វាយឈ្មោះនេះដើម្បីចូលប្រើ ហើយវាមាននៅកន្លែងកត់ត្រាថាអ្នកណាបានអានការបញ្ជូនបន្ត។
user-name-missing = សូមសរសេរឈ្មោះ។
user-roles = អ្វីដែលមនុស្សនេះអាចធ្វើ
user-roles-hint = សូមធីកមួយ ឬច្រើន។
user-roles-missing = សូមធីកយ៉ាងហោចណាស់មួយ។
user-role-admin = អ្នកគ្រប់គ្រង
user-role-caseworker = អ្នកទទួលបន្ទុកករណី
user-role-desk_officer = មន្ត្រីផ្នែក
user-role-read_only = អ្នកអាន
user-role-auditor = សវនករ
user-may-admin = ឱ្យមនុស្សចូលប្រើ ភ្ជាប់ដៃគូ ធ្វើច្បាប់បម្រុងទុក។ មិនអាចបើកការបញ្ជូនបន្តបានទេ។
user-may-caseworker = សរសេរ ផ្ញើ ឆ្លើយ និងបិទការបញ្ជូនបន្ត។ ឃើញទាំងអស់។
user-may-desk_officer = ឃើញ និងឆ្លើយការបញ្ជូនបន្តដែលមកផ្នែករបស់ខ្លួន។
user-may-read_only = អានការបញ្ជូនបន្ត ហើយមិនប្តូរអ្វីទេ។
user-may-auditor = ឃើញកំណត់ហេតុនៃអ្វីដែលបានផ្ញើ ដោយគ្មានពាក្យណាមួយនៃការបញ្ជូនបន្ត។
user-desk = ផ្នែករបស់មន្ត្រីផ្នែក
user-desk-services = សេវារបស់ផ្នែក
user-desk-hint = សម្រាប់តែមន្ត្រីផ្នែក។ បើមិនធីកអ្វីទេ ផ្នែកនេះសម្រាប់សេវាទាំងអស់។
user-desk-without-role = មានតែមន្ត្រីផ្នែកទេដែលមានផ្នែក។ សូមធីកមន្ត្រីផ្នែកផង ឬដកសេវាចេញ។
user-language = ភាសានៃទំព័ររបស់មនុស្សនេះ
user-language-browser = តាមកម្មវិធីរុករក
user-last-signed-in = បានចូលប្រើចុងក្រោយ
user-never = មិនដែល
user-state = ស្ថានភាព
user-is-enabled = អាចចូលប្រើ
user-is-disabled = មិនអាចចូលប្រើ
user-since = នៅទីនេះតាំងពី
user-new-title = បន្ថែមអ្នកប្រើ
user-first-password = ពាក្យសម្ងាត់ដំបូង
user-first-password-words = សូមប្រាប់ឈ្មោះ និងពាក្យសម្ងាត់ដល់មនុស្សនេះដោយផ្ទាល់មាត់។ គេប្តូរពាក្យសម្ងាត់ក្នុងទំព័រការកំណត់។
user-make = បន្ថែមអ្នកប្រើនេះ
user-change = ឈ្មោះ តួនាទី ផ្នែក
user-change-words = ការរក្សាទុកធ្វើឱ្យមនុស្សនេះចាកចេញពីប្រព័ន្ធនៅគ្រប់កន្លែង។ គេចូលប្រើម្តងទៀតជាមួយតួនាទីថ្មី។
user-password = ពាក្យសម្ងាត់
user-password-words = បើបាត់ពាក្យសម្ងាត់ សូមដាក់ពាក្យសម្ងាត់ថ្មី ហើយប្រាប់មនុស្សនេះដោយផ្ទាល់មាត់។ វាក៏បញ្ចប់ការរង់ចាំក្រោយពីវាយខុសដែរ។
user-password-set = ដាក់ពាក្យសម្ងាត់នេះ
user-access = សិទ្ធិចូលប្រើ
user-disable-words = អ្នកដែលបានចាកចេញពីការងារ លែងអាចចូលប្រើបាន។ អ្វីដែលគេបានធ្វើ នៅតែកត់ត្រាទុកក្រោមឈ្មោះរបស់គេ។
user-disable = ដកសិទ្ធិចូលប្រើ
user-enable-words = ឥឡូវនេះ មនុស្សនេះមិនអាចចូលប្រើបានទេ។
user-enable = ឱ្យសិទ្ធិចូលប្រើវិញ
user-done-made = បានបន្ថែមអ្នកប្រើហើយ។
user-done-changed = បានរក្សាទុកការប្តូរ ហើយមនុស្សនេះត្រូវបានឱ្យចាកចេញពីប្រព័ន្ធ។
user-done-password = បានដាក់ពាក្យសម្ងាត់ ហើយមនុស្សនេះត្រូវបានឱ្យចាកចេញពីប្រព័ន្ធ។
failure-name_taken-what = អ្នកប្រើផ្សេងមានឈ្មោះនេះហើយ។
failure-name_taken-hint = សូមប្រើឈ្មោះវែងជាងនេះ ដូចជាដាក់នាមត្រកូលផង។
failure-no_role-what = អ្នកប្រើត្រូវមានតួនាទីយ៉ាងហោចណាស់មួយ។
failure-no_role-hint = សូមធីកមួយ ឬច្រើន។
failure-last_admin-what = នេះជាអ្នកគ្រប់គ្រងចុងក្រោយដែលអាចចូលប្រើបាន។
failure-last_admin-hint = សូមតែងតាំងអ្នកផ្សេងជាអ្នកគ្រប់គ្រងជាមុន។ គ្មានអ្វីត្រូវបានប្តូរទេ។
failure-desk_without_role-what = មានតែមន្ត្រីផ្នែកទេដែលមានផ្នែក។
failure-desk_without_role-hint = សូមធីកមន្ត្រីផ្នែកផង ឬដកសេវាចេញ។
failure-password-what = ពាក្យសម្ងាត់មាន 10 ដល់ 200 តួអក្សរ។
failure-password-hint = សូមជ្រើសពាក្យសម្ងាត់វែងជាងនេះ។
failure-wrong_password-what = នេះមិនមែនជាពាក្យសម្ងាត់របស់អ្នកទេ។
failure-wrong_password-hint = សូមព្យាយាមម្តងទៀត។ ក្រោយពីវាយខុសបីដង អ្នកត្រូវរង់ចាំ។
failure-wait-hint = សូមរង់ចាំរយៈពេលនោះ រួចព្យាយាមម្តងទៀត។

## Passwords
password-title = ប្តូរពាក្យសម្ងាត់របស់អ្នក
password-old = ពាក្យសម្ងាត់របស់អ្នកឥឡូវ
password-old-missing = សូមវាយពាក្យសម្ងាត់ដែលអ្នកមានឥឡូវ។
password-new = ពាក្យសម្ងាត់ថ្មី
password-hint = យ៉ាងតិច 10 តួអក្សរ។ ពាក្យបីឬបួន វាយងាយជាងសញ្ញា។
password-again = ពាក្យសម្ងាត់ដដែលម្តងទៀត
password-missing = សូមវាយពាក្យសម្ងាត់។
password-differs = ទាំងពីរមិនដូចគ្នាទេ។ សូមវាយពាក្យសម្ងាត់ពីរដងម្តងទៀត។
password-set = ប្តូរពាក្យសម្ងាត់របស់ខ្ញុំ

## Settings
settings-you = អ្នក
settings-language = ភាសានៃទំព័ររបស់អ្នក
settings-language-save = ប្រើភាសានេះ
settings-notices = សេចក្តីជូនដំណឹង
settings-notices-wanted = ប្រាប់ខ្ញុំលើអេក្រង់កុំព្យូទ័រ ពេលមានអ្វីប្រែប្រួល
settings-notices-hint = សេចក្តីជូនដំណឹងប្រាប់ថាមានអ្វីមួយប្រែប្រួល ហើយមិនប្រាប់អ្វីផ្សេងទេ។ វាមកតែពេលទំព័រនេះបើកនៅកន្លែងណាមួយ។
settings-work = ការងាររបស់អ្នក
settings-stick = លិខិតដោយគ្មានបណ្តាញ
settings-retention = អ្វីដែលនឹងត្រូវលុបឆាប់ៗ អ្វីដែលផ្អាកការលុប
settings-office = ស្ថាប័នរបស់អ្នក
settings-users = អ្នកណាអាចចូលប្រើ និងម្នាក់ៗអាចធ្វើអ្វី
settings-backup = ធ្វើចុងក្រោយពេលណា ការធ្វើថ្មី និងកូនសោ
settings-sheet = ពិនិត្យថាក្រដាសក្នុងដៃអ្នកជាក្រដាសត្រឹមត្រូវឬទេ
settings-mailboxes = ម៉ាស៊ីនដែលរក្សាលិខិតឱ្យអ្នក ពេលអ្នកគ្មានបណ្តាញ
settings-passphrase = អ្វីដែលបើកកំណត់ត្រាក្នុងកុំព្យូទ័រនេះ
settings-lock-node = សម្រាប់អ្នកប្រើទាំងអស់ក្នុងពេលតែមួយ
settings-computer = សម្រាប់អ្នកដែលមើលថែកុំព្យូទ័រនេះ
settings-computer-words = បន្ទាត់ទាំងនេះជាភាសាអង់គ្លេស ហើយមានពាក្យបញ្ជាសម្រាប់វាយនៅលើកុំព្យូទ័រនេះ។
settings-no-advice = ឥឡូវនេះ គ្មានអ្វីត្រូវធ្វើទេ។
settings-version = Waypost { $version }
settings-done-password = បានប្តូរពាក្យសម្ងាត់របស់អ្នកហើយ។ កម្មវិធីរុករកផ្សេងទៀតត្រូវបានឱ្យចាកចេញពីប្រព័ន្ធ។
settings-done-passphrase = បានប្តូរឃ្លាសម្ងាត់ហើយ។ ឃ្លាសម្ងាត់ចាស់លែងបើកអ្វីបានទៀត។

## The organisation's passphrase
passphrase-title = ប្តូរឃ្លាសម្ងាត់របស់ស្ថាប័ន
passphrase-words = ឃ្លាសម្ងាត់បើកអ្វីៗទាំងអស់ដែលរក្សាទុកក្នុងកុំព្យូទ័រនេះ។ សូមប្រាប់ឃ្លាសម្ងាត់ថ្មីដល់អ្នកទាំងអស់ដែលត្រូវដោះសោវា។ សន្លឹកស្តារឡើងវិញនៅដដែល។
passphrase-old = ឃ្លាសម្ងាត់ឥឡូវ
passphrase-old-missing = សូមវាយឃ្លាសម្ងាត់ដែលប្រើឥឡូវ។
passphrase-new = ឃ្លាសម្ងាត់ថ្មី
passphrase-set = ប្តូរឃ្លាសម្ងាត់

## Locking the node
lock-node-title = ចាក់សោម៉ាស៊ីន Waypost ទាំងមូល
lock-node-words = ការចាក់សោដកកូនសោចេញពីអង្គចងចាំរបស់កុំព្យូទ័រនេះ។ អ្វីដែលមកដល់ត្រូវបានរក្សាទុក ហើយបើកពេលមានគេដោះសោ។
lock-node-passphrase = ត្រូវការឃ្លាសម្ងាត់របស់ស្ថាប័នដើម្បីដោះសោ។ សូមចាក់សោ តែបើមានអ្នកណាម្នាក់មានវា។
lock-node-all = មនុស្សទាំងអស់នឹងត្រូវឱ្យចាកចេញពីប្រព័ន្ធ។ ដើម្បីចាក់សោតែទំព័ររបស់អ្នក សូមប្រើប៊ូតុង «ចាក់សោឥឡូវ» នៅខាងលើ។
lock-node-do = ចាក់សោម៉ាស៊ីន Waypost ទាំងមូលឥឡូវ

## What the doctor finds
doctor-title = ពិនិត្យម៉ាស៊ីន Waypost នេះ
doctor-words = អ្វីៗទាំងអស់ទើបតែត្រូវបានពិនិត្យ។ លទ្ធផលជាភាសាអង់គ្លេស សម្រាប់អ្នកដែលមើលថែកុំព្យូទ័រនេះ។
doctor-bad = ត្រូវតែជួសជុល
doctor-look = គួរមានអ្នកពិនិត្យមើល
doctor-good = ត្រឹមត្រូវហើយ
doctor-caption = { $count ->
   *[other] លទ្ធផល { $count }
}
doctor-found = អ្វីដែលបានឃើញ
doctor-about = អំពី
doctor-fix = ត្រូវធ្វើអ្វី
doctor-counts = លេខ
doctor-counts-words = គ្មានឈ្មោះ៖ អាចផ្ញើលេខទាំងនេះទៅអ្នកដែលជួយ
doctor-what = អ្វី
doctor-number = ចំនួន

## Folders
folder-hint = ផ្លូវទាំងមូល ដូចជា /media/stick ។ វាចាប់ផ្តើមដោយសញ្ញា / ។
folder-missing = សូមសរសេរឈ្មោះថត។
folder-long = ផ្លូវនេះវែងពេក។
folder-not-whole = សូមសរសេរផ្លូវទាំងមូលរបស់ថត ចាប់ពីសញ្ញា / ទីមួយ។
failure-no_folder-what = គ្មានថតនេះនៅលើកុំព្យូទ័រនេះទេ។
failure-no_folder-hint = សូមដោតថាស ឬឧបករណ៍ USB ហើយសរសេរថតដែលវាបង្ហាញ។
still-working-what = ការងារនេះចំណាយពេលយូរជាងដែលទំព័រអាចរង់ចាំបាន។ វានៅតែបន្ត។
still-working-hint = សូមមើលម្តងទៀត ក្នុងរយៈពេលពីរបីនាទីទៀត។

## Backups
backup-title = ច្បាប់បម្រុងទុក
backup-none = មិនទាន់មានច្បាប់បម្រុងទុកទេ។
backup-old = ច្បាប់បម្រុងទុកចុងក្រោយបានធ្វើ { $ago }។
backup-old-words = បើកុំព្យូទ័រនេះបាត់ ឬខូច អ្វីៗទាំងអស់ចាប់ពីពេលនោះមក អាចបានមកវិញតែពីដៃគូប៉ុណ្ណោះ។ សូមធ្វើមួយឥឡូវ។
backup-last = ច្បាប់បម្រុងទុកចុងក្រោយបានធ្វើនៅ { $at }, { $ago }។
backup-outdated = កូនសោចុះហត្ថលេខាត្រូវបានប្តូរក្រោយច្បាប់បម្រុងទុកចុងក្រោយ។ សូមធ្វើមួយថ្មី៖ ច្បាប់បម្រុងទុកចាស់ៗលែងអាចយកមកប្រើបានទៀត។
backup-make = ធ្វើច្បាប់បម្រុងទុក
backup-to = ថតសម្រាប់ច្បាប់បម្រុងទុក
backup-make-now = ធ្វើច្បាប់បម្រុងទុកឥឡូវ
backup-made-before = ច្បាប់បម្រុងទុកដែលបានធ្វើពីមុន
backup-caption = ថ្មីបំផុតនៅមុខ
backup-when = ពេលណា
backup-file = ឯកសារ
backup-kib = ទំហំជា KiB
backup-letters = លិខិតក្នុងវា
backup-sha256 = លេខផ្ទៀងផ្ទាត់ (SHA-256)
backup-restore = របៀបស្តារឡើងវិញ
backup-restore-1 = សូមយកកុំព្យូទ័រថ្មីដែលមាន Waypost ថាសដែលមានច្បាប់បម្រុងទុក និងសន្លឹកស្តារឡើងវិញ។
backup-restore-2 = នៅទីនោះ ក្នុងផ្ទាំងវាយពាក្យបញ្ជា (terminal) ដោយដាក់ច្បាប់បម្រុងទុកជំនួស FILE៖
backup-restore-3 = សូមវាយពាក្យទាំង 24 នៃសន្លឹក ជ្រើសឃ្លាសម្ងាត់ថ្មី ហើយសរសេរទុកនូវសន្លឹកថ្មីដែលបង្ហាញ។
backup-restore-4 = កុំបើកដំណើរការកុំព្យូទ័រចាស់ទៀតជាដាច់ខាត។ ដៃគូនឹងឱ្យមកវិញនូវអ្វីដែលមកក្រោយច្បាប់បម្រុងទុក។
backup-made-title = បានធ្វើច្បាប់បម្រុងទុក
backup-made-words = បានសរសេរច្បាប់បម្រុងទុក ហើយបានអានវាឡើងវិញដើម្បីឱ្យប្រាកដ។
backup-made-keep = វាបើកបានដោយសន្លឹកស្តារឡើងវិញតែប៉ុណ្ណោះ។ សូមទុកវានៅលើថាសផ្សេង ឆ្ងាយពីកុំព្យូទ័រនេះ និងឆ្ងាយពីសន្លឹក។
failure-backup_exists-what = មានឯកសារឈ្មោះនេះរួចហើយ។
failure-backup_exists-hint = សូមដាក់ឈ្មោះថត ឬឯកសារផ្សេង។ គ្មានអ្វីត្រូវបានសរសេរជាន់ពីលើទេ។
failure-backup_not_written-what = មិនអាចសរសេរច្បាប់បម្រុងទុកនៅទីនោះបានទេ។
failure-backup_not_written-hint = សូមពិនិត្យថាថាសនៅទីនោះ អាចសរសេរបាន និងមានកន្លែងទំនេរ។
failure-backup_not_as_written-what = ពេលអានឡើងវិញ ច្បាប់បម្រុងទុកមិនដូចអ្វីដែលបានសរសេរទេ។
failure-backup_not_as_written-hint = ថាសនេះធ្វើឱ្យខូចអ្វីដែលវារក្សាទុក។ សូមប្រើថាសផ្សេង។
failure-backup_under_way-what = កំពុងសរសេរច្បាប់បម្រុងទុកមួយទៀត។
failure-backup_under_way-hint = សូមរង់ចាំរហូតដល់រួច។

## The recovery sheet
sheet-title = ពិនិត្យសន្លឹកស្តារឡើងវិញ
sheet-words = សូមវាយពាក្យទាំង 24 ពីក្រដាស ដើម្បីមើលថាវាជាសន្លឹកដែលប្រើបានឥឡូវឬទេ។ ពាក្យទាំងនេះមិនត្រូវបានរក្សាទុក ហើយមិនបង្ហាញម្តងទៀតទេ។
sheet-label = ពាក្យទាំង 24 តាមលំដាប់
sheet-hint = ដោយដកឃ្លារវាងពាក្យ។ សូមប្រាកដថាគ្មានអ្នកណាមើលពីក្រោយអ្នក។
sheet-check = ពិនិត្យពាក្យទាំងនេះ
sheet-count = { $count ->
   *[other] រកឃើញ { $count } ពាក្យ។ សន្លឹកស្តារឡើងវិញមាន 24 ពាក្យ។
}
sheet-unknown = ពាក្យទី { $place } មិនមានក្នុងបញ្ជីពាក្យទេ។ សូមមើលក្រដាសម្តងទៀត។
sheet-together = ពាក្យទាំងនេះមិនស៊ីគ្នាទេ៖ ពាក្យមួយខុស ឬពាក្យពីរប្តូរកន្លែងគ្នា។
sheet-long = នេះលើសពី 24 ពាក្យ។
sheet-right = នេះជាសន្លឹកស្តារឡើងវិញដែលប្រើបានឥឡូវ។
sheet-right-words = សូមទុកវាវិញក្នុងកន្លែងចាក់សោ ឆ្ងាយពីកុំព្យូទ័រនេះ។
failure-wrong_sheet-what = នេះមិនមែនជាពាក្យនៃសន្លឹកស្តារឡើងវិញដែលប្រើបានឥឡូវទេ។
failure-wrong_sheet-hint = សូមពិនិត្យថាវាជាសន្លឹកថ្មីបំផុត។ គ្មានអ្វីត្រូវបានប្តូរទេ។
failure-used_sheet-what = នេះជាសន្លឹកស្តារឡើងវិញចាស់៖ វាត្រូវបានជំនួសហើយ។
failure-used_sheet-hint = សូមប្រើសន្លឹកថ្មីជាង ហើយបំផ្លាញសន្លឹកនេះ។ គ្មានអ្វីត្រូវបានប្តូរទេ។

## Our signing keys
keys-title = កូនសោចុះហត្ថលេខា
keys-words = ស្ថាប័នរបស់អ្នកចុះហត្ថលេខាលើលិខិតនីមួយៗដោយកូនសោចុះហត្ថលេខា។ ដៃគូស្គាល់កូនសោទាំងនេះ ចាប់ពីកូនសោទីមួយមក។ ការប្តូរកូនសោធ្វើនៅលើកុំព្យូទ័រនេះ ដោយអ្នកដែលមើលថែវា។
keys-unfinished = ការប្តូរកូនសោបានចាប់ផ្តើមនៅ { $at } ហើយមិនបានបញ្ចប់ទេ។ សូមរក្សាសន្លឹកស្តារឡើងវិញទាំងពីរ ហើយសួរអ្នកដែលមើលថែកុំព្យូទ័រនេះ។
keys-caption = ពីកូនសោទីមួយ ដល់កូនសោដែលកំពុងប្រើ
keys-place = លេខ
keys-state = ស្ថានភាព
keys-since = ពី
keys-until = រហូតដល់
keys-key = កូនសោសាធារណៈ
keys-waiting = ដៃគូទាំងនេះមិនទាន់ចុះហត្ថលេខាទទួលប័ណ្ណទំនាក់ទំនងថ្មីបំផុតទេ៖
own-key-in_force = កំពុងប្រើ
own-key-retired = បានជំនួស
own-key-stolen = ត្រូវគេលួច

## How long things are kept
retention-title = រយៈពេលរក្សាទុក
retention-words = ការបញ្ជូនបន្តនីមួយៗត្រូវបានរក្សាទុកមួយរយៈក្រោយពេលវាបញ្ចប់ បន្ទាប់មកត្រូវលុប ដើម្បីកុំឱ្យអ្នកណាអានវាបានទៀត។ នៅទីនេះ អ្នកឃើញអ្វីដែលដល់វេនបន្ទាប់ ហើយអាចផ្អាកការលុប ឬលុបវាឆាប់ជាងនេះ។
retention-view-due = លុបក្នុងមួយសប្តាហ៍ ឬហួសកំណត់
retention-view-held = ផ្អាកការលុប
retention-view-erased = បានលុប
retention-nothing-due = គ្មានអ្វីត្រូវលុបក្នុងមួយសប្តាហ៍ទេ។
retention-nothing-held = គ្មានអ្វីដែលផ្អាកការលុបទេ។
retention-nothing-erased = មិនទាន់មានអ្វីត្រូវបានលុបទេ។
retention-caption = អ្វីដែលត្រូវលុបមុនគេ នៅមុខគេ
retention-number = លេខ
retention-partner = ដៃគូ
retention-status = ការបញ្ជូនបន្ត
retention-draft = សេចក្តីព្រាង មិនដែលផ្ញើ
retention-state = ការរក្សាទុក
retention-until = រហូតដល់
retention-state-open = នៅបើក
retention-state-kept = រក្សាទុកតាមរយៈពេលរបស់វា
retention-state-due = លុបថ្ងៃនេះ
retention-state-overdue_retention = នៅបើកហួសកំណត់៖ សូមបញ្ចប់វា ផ្អាកការលុប ឬលុបវា
retention-state-held = ផ្អាកការលុប
held-for-court_order = តុលាការបានបង្គាប់
held-for-investigation = ការស៊ើបអង្កេតត្រូវការវា
held-for-person_asked = សាមីខ្លួនបានស្នើសុំ
held-for-safety = សុវត្ថិភាពរបស់នរណាម្នាក់ពឹងលើវា
retention-erased-caption = ថ្មីបំផុតនៅមុខ។ នៅសល់តែបឋមកថា និងហត្ថលេខាប៉ុណ្ណោះ។
retention-erased-on = លុបនៅ
retention-why = ហេតុអ្វី
retention-letters = លិខិត
retention-erased-retention = ផុតរយៈពេលរក្សាទុក
retention-erased-consent = សាមីខ្លួនបានដកការយល់ព្រមវិញ
retention-erased-by_hand = នរណាម្នាក់បានលុប
retention-one-title = ការរក្សាទុក { $name }
retention-see = មើលការបញ្ជូនបន្ត { $name }
retention-hold = ផ្អាកការលុប
retention-hold-words = គ្មានអ្វីនៃវាត្រូវលុបទេ រហូតដល់មានអ្នកបញ្ចប់ការផ្អាក។
retention-reason = ហេតុអ្វីត្រូវរក្សាទុក
retention-reason-missing = សូមជ្រើសថាហេតុអ្វីត្រូវរក្សាទុក។
retention-release = បញ្ចប់ការផ្អាក
retention-release-words = ការផ្អាកការលុបបញ្ចប់។ បើផុតរយៈពេលរបស់វា វានឹងត្រូវលុបថ្ងៃនេះ។
retention-erase = លុបវាជារៀងរហូត
retention-erase-words = គ្មានអ្វីអាចយកវាមកវិញបានទេ នៅលើកុំព្យូទ័រនេះ។ ដៃគូរបស់អ្នករក្សាកំណត់ត្រារបស់គេផ្ទាល់។
retention-confirm = ដើម្បីលុបវា សូមវាយលេខរបស់វា៖ { $name }
retention-confirm-wrong = សូមវាយ { $name } ដើម្បីលុបវា។ គ្មានអ្វីត្រូវបានលុបទេ។
retention-done-hold = បានផ្អាកការលុបហើយ។
retention-done-release = ការផ្អាកការលុបបានបញ្ចប់ហើយ។
retention-done-erase = បានលុបហើយ។
failure-not_held-what = វាមិនស្ថិតក្នុងការផ្អាកការលុបទេ។
failure-not_held-hint = មាននរណាម្នាក់បានបញ្ចប់ការផ្អាកពីមុនហើយ។ សូមមើលម្តងទៀត។
failure-draft_in_use-what = សេចក្តីព្រាងនេះបានផ្ញើហើយ។ វានឹងត្រូវលុបជាមួយការបញ្ជូនបន្តចុងក្រោយរបស់វា។
failure-draft_in_use-hint = សូមលុបការបញ្ជូនបន្តជាមុន។
failure-answer_first-what = សាមីខ្លួនបានប្តូរការយល់ព្រម ហើយដៃគូរង់ចាំចម្លើយមានហត្ថលេខារបស់អ្នក។
failure-answer_first-hint = សូមឆ្លើយចំពោះការប្តូរការយល់ព្រមនៅទំព័រនៃការបញ្ជូនបន្ត។ ការនោះក៏លុបដែរ។
failure-confirm_by_name-what = លេខមិនត្រឹមត្រូវទេ។ គ្មានអ្វីត្រូវបានលុបទេ។
failure-confirm_by_name-hint = សូមវាយលេខនៃការបញ្ជូនបន្ត ឬសេចក្តីព្រាងនេះ។

## Mailboxes
mailboxes-title = ប្រអប់សំបុត្រ
mailboxes-words = ប្រអប់សំបុត្រជាម៉ាស៊ីនដែលរក្សាលិខិតបិទជិតឱ្យអ្នក ពេលកុំព្យូទ័ររបស់អ្នកបិទ។ អ្នកថែទាំវាឃើញទំហំ និងពេលវេលា ហើយមិនអាចអានអ្វីបានទេ។
mailboxes-used = ប្រអប់សំបុត្រដែលកំពុងប្រើ
mailboxes-none = គ្មាន។ លិខិតមកតែពេលកុំព្យូទ័រទាំងពីរមានបណ្តាញ ឬតាមឧបករណ៍ USB។
mailboxes-address = អាសយដ្ឋាន
mailboxes-told = ដៃគូដឹងអំពីវា
mailboxes-until = អ្នកថែទាំអនុញ្ញាតដល់
mailboxes-reached = ទាក់ទងបានចុងក្រោយ
mailboxes-not-yet = មិនទាន់ទេ តាំងពីម៉ាស៊ីន Waypost បានចាប់ផ្តើម
mailboxes-trouble = អ្វីដែលមានបញ្ហាតាំងពីនោះ
mailboxes-leaving = បានចាកចេញនៅ
mailboxes-leave-words = ក្រោយពេលចាកចេញ នៅតែចូលមើលវាមួយខែទៀត សម្រាប់ដៃគូដែលមិនទាន់ដឹង។
mailboxes-leave = ចាកចេញពី { $name }
mailboxes-use = ប្រើប្រអប់សំបុត្រ
mailboxes-code = កូដរបស់អ្នកថែទាំ
mailboxes-code-hint = អត្ថបទទាំងមូលដែលអ្នកថែទាំបានឱ្យអ្នក។ វាចាប់ផ្តើមដោយ waypost://mailbox
mailboxes-code-missing = សូមបិទភ្ជាប់កូដរបស់អ្នកថែទាំ។
mailboxes-code-long = នេះវែងពេកសម្រាប់កូដ។ សូមបិទភ្ជាប់តែអត្ថបទរបស់អ្នកថែទាំ។
mailboxes-use-do = ប្រើប្រអប់សំបុត្រនេះ
mailboxes-done-used = ប្រអប់សំបុត្រត្រូវបានប្រើចាប់ពីពេលនេះ។
mailboxes-done-left = បានចាកចេញពីប្រអប់សំបុត្រហើយ។
failure-mailbox_code-what = នេះមិនមែនជាកូដប្រអប់សំបុត្រទេ ឬខ្វះផ្នែកខ្លះ។
failure-mailbox_code-hint = សូមសុំអត្ថបទទាំងមូលពីអ្នកថែទាំ។
failure-grant_expired-what = ការអនុញ្ញាតរបស់អ្នកថែទាំក្នុងកូដនេះបានផុតកំណត់។
failure-grant_expired-hint = សូមសុំកូដថ្មីពីអ្នកថែទាំ។
failure-too_many_mailboxes-what = អ្នកប្រើប្រអប់សំបុត្រអស់ចំនួនដែលប័ណ្ណទំនាក់ទំនងអាចដាក់បានហើយ។
failure-too_many_mailboxes-hint = សូមចាកចេញពីមួយជាមុន។
failure-unknown_mailbox-what = គ្មានប្រអប់សំបុត្រនេះទេ។
failure-unknown_mailbox-hint = សូមមើលបញ្ជីម្តងទៀត។

## A stick
stick-title = យកលិខិតទៅតាមឧបករណ៍ USB
stick-words = កន្លែងដែលគ្មានបណ្តាញ លិខិតធ្វើដំណើរតាមឧបករណ៍ USB ដែលមានមនុស្សយកទៅ។ លិខិតទាំងនោះបិទជិត៖ អ្នកណាដែលរើសបានឧបករណ៍ USB ឃើញតែទំហំ ហើយមិនឃើញអ្វីផ្សេងទេ។
stick-dir = ថតដែលឧបករណ៍ USB បង្ហាញ
stick-write = សរសេរទៅឧបករណ៍ USB
stick-write-words = សរសេរអ្វីដែលរង់ចាំសម្រាប់ដៃគូ។ វារង់ចាំនៅទីនេះផង រហូតដល់គេបានទទួល។
stick-no-partners = មិនទាន់មានដៃគូទេ។
stick-to = សម្រាប់ដៃគូណាខ្លះ
stick-to-hint = បើមិនធីកអ្វីទេ៖ សម្រាប់ដៃគូទាំងអស់ដែលមានអ្វីរង់ចាំ។
stick-waiting = { $count ->
   *[other] លិខិត { $count } រង់ចាំ
}
stick-read = អានឧបករណ៍ USB
stick-read-words = យកអ្វីដែលសម្រាប់អ្នក ហើយសរសេរបង្កាន់ដៃទទួល និងចម្លើយសម្រាប់ផ្លូវត្រឡប់។
stick-keep = ទុកឯកសារដែលបានយកនៅលើឧបករណ៍ USB
stick-no-answer = មិនសរសេរចម្លើយទៅឧបករណ៍ USB
stick-done-title = បានធ្វើជាមួយឧបករណ៍ USB រួច
stick-read-done = បានយកពីឧបករណ៍ USB
stick-read-nothing = គ្មានអ្វីនៅលើវាសម្រាប់អ្នកទេ។
stick-from = ពី { $partner }៖
stick-new = { $count ->
   *[other] លិខិតថ្មី { $count }។
}
stick-repeats = { $count ->
   *[other] { $count } ដែលបានមកពីមុនហើយ។
}
stick-later = { $count ->
   *[other] { $count } ត្រូវមកម្តងទៀតនៅពេលក្រោយ។
}
stick-refused = បានច្រានចោល { $count } ({ $reason })។
stick-files = { $count ->
   *[other] បានមើលឯកសារ { $count }។
}
stick-not-ours = { $count ->
   *[other] { $count } សម្រាប់អ្នកផ្សេង ឬចាស់ពេក។
}
stick-own = { $count ->
   *[other] { $count } បានសរសេរនៅទីនេះ ហើយដៃគូរបស់វាមិនទាន់អាន។
}
stick-blocked = { $count ->
   *[other] { $count } មកពីដៃគូដែលត្រូវបានទប់ស្កាត់។
}
stick-unread = { $count ->
   *[other] ឯកសារ { $count } ទៀតមិនបានមើល៖ សូមធ្វើម្តងទៀត។
}
stick-removed = { $count ->
   *[other] ឯកសារ { $count } បានយក ហើយដកចេញពីឧបករណ៍ USB។
}
stick-damaged = ឯកសារខូច
stick-damaged-words = វានៅលើឧបករណ៍ USB ដដែល។ សូមស្នើដៃគូឱ្យសរសេរម្តងទៀត។
stick-written = បានសរសេរទៅឧបករណ៍ USB
stick-written-nothing = មិនបានសរសេរអ្វីទេ។
stick-for = សម្រាប់ { $partner }៖
stick-letters = { $count ->
   *[other] លិខិត { $count }។
}
stick-left-over = { $count ->
   *[other] លិខិត { $count } រង់ចាំឧបករណ៍ USB លើកក្រោយ។
}
stick-take-there = សូមយកឧបករណ៍ USB ទៅឱ្យដៃគូ។
stick-take-back = បង្កាន់ដៃទទួល និងចម្លើយនៅលើឧបករណ៍ USB៖ សូមយកវាត្រឡប់ទៅវិញ។
stick-found = អ្នកណាដែលរើសបានវា ឃើញតែទំហំ ហើយមិនឃើញអ្វីផ្សេងទេ។
stick-nothing-for = ឥឡូវនេះ មិនអាចផ្ញើអ្វីទៅ៖
stick-again = ធ្វើបន្ថែមជាមួយឧបករណ៍ USB
failure-no_bundles-what = គ្មានលិខិតរបស់ Waypost ក្នុងថតនេះទេ។
failure-no_bundles-hint = សូមមើលថាវាជាឧបករណ៍ USB ត្រឹមត្រូវឬទេ ហើយសរសេរថតដែលមានថតឈ្មោះ waypost នៅខាងក្នុង។
failure-stick_full-what = ឧបករណ៍ USB គ្មានកន្លែងសម្រាប់វាទេ។
failure-stick_full-hint = សូមធ្វើឱ្យមានកន្លែងទំនេរ ឬយកឧបករណ៍ផ្សេង រួចធ្វើម្តងទៀត។ គ្មានអ្វីបាត់ទេ។
failure-stick_not_written-what = មិនអាចសរសេរទៅឧបករណ៍ USB បានទេ។
failure-stick_not_written-hint = សូមពិនិត្យថាវាបានដោត និងអាចសរសេរបាន រួចធ្វើម្តងទៀត។ គ្មានអ្វីបាត់ទេ។
failure-stick_not_read-what = មិនអាចអានឧបករណ៍ USB បានទេ។
failure-stick_not_read-hint = សូមពិនិត្យថាវាបានដោត រួចធ្វើម្តងទៀត។ គ្មានអ្វីត្រូវបានយកពីរដងទេ។
failure-bundle_under_way-what = កំពុងសរសេរ ឬអានឧបករណ៍ USB រួចហើយ។
failure-bundle_under_way-hint = សូមរង់ចាំដល់រួច រួចព្យាយាមម្តងទៀត។
failure-bundle_interrupted-what = ម៉ាស៊ីន Waypost ត្រូវបានចាក់សោ ពេលកំពុងធ្វើការជាមួយឧបករណ៍ USB។
failure-bundle_interrupted-hint = សូមធ្វើម្តងទៀត។ គ្មានអ្វីត្រូវបានយកពីរដង ហើយគ្មានអ្វីបាត់ទេ។
