## Ways back
back-settings = ወደ ቅንብሮች ተመለስ
back-users = ወደ ሁሉም ተጠቃሚዎች ተመለስ
back-backup = ወደ ምትኬዎች ተመለስ
back-retention = ነገሮች ለምን ያህል ጊዜ እንደሚቆዩ ወደሚለው ተመለስ
office-pages = ገጾች
office-page-before = ያለፈው ገጽ
office-page-after = ቀጣይ ገጽ
office-page-of = ገጽ { $page } ከ{ $pages }

## Users
users-title = ተጠቃሚዎች
users-caption = በዚህ ኮምፒውተር ላይ መግባት የሚችሉ
user-name = እዚህ ያለው ስም
user-name-hint = ይህ ሰው በቢሮው የሚጠራበት ስም። ለመግባት ይጻፋል፣ ሪፈራልን ማን እንዳነበበ በሚጻፍበትም ቦታ ይሰፍራል።
user-name-missing = ስሙን ይጻፉ።
user-roles = ይህ ሰው ምን ማድረግ ይችላል
user-roles-hint = አንዱ ወይም ከአንድ በላይ በሆኑት ላይ ምልክት ያድርጉ።
user-roles-missing = ቢያንስ አንዱ ላይ ምልክት ያድርጉ።
user-role-admin = አስተዳዳሪ
user-role-caseworker = የጉዳይ ሠራተኛ
user-role-desk_officer = የዴስክ ባለሙያ
user-role-read_only = አንባቢ
user-role-auditor = ኦዲተር
user-may-admin = ሰዎችን ያስገባሉ፣ አጋሮችን ያገናኛሉ፣ ምትኬ ያዘጋጃሉ። ሪፈራል መክፈት አይችሉም።
user-may-caseworker = ሪፈራሎችን ይጽፋሉ፣ ይልካሉ፣ ምላሽ ይሰጣሉ፣ ይዘጋሉ። ሁሉንም ያያሉ።
user-may-desk_officer = ለራሳቸው ዴስክ የመጡትን ሪፈራሎች ያያሉ፣ ምላሽም ይሰጣሉ።
user-may-read_only = ሪፈራሎችን ያነባሉ፣ ምንም አይለውጡም።
user-may-auditor = ምን እንደተላከ የሚያሳየውን መዝገብ ያያሉ፣ የሪፈራልን ቃል ግን ምንም አያዩም።
user-desk = የዴስክ ባለሙያ ዴስክ
user-desk-services = የዴስኩ አገልግሎቶች
user-desk-hint = ለዴስክ ኃላፊ ብቻ። ምንም ምልክት ካልተደረገ ዴስኩ ለሁሉም አገልግሎቶች ነው።
user-desk-without-role = ዴስክ ያለው የዴስክ ባለሙያ ብቻ ነው። «የዴስክ ባለሙያ» ላይም ምልክት ያድርጉ፣ ወይም አገልግሎቶቹን ያንሱ።
user-language = የዚህ ሰው ገጾች ቋንቋ
user-language-browser = አሳሹ እንደሚለው
user-last-signed-in = መጨረሻ የገቡት
user-never = በጭራሽ
user-state = ሁኔታ
user-is-enabled = መግባት ይችላሉ
user-is-disabled = መግባት አይችሉም
user-since = እዚህ የተጨመሩት
user-new-title = ተጠቃሚ መጨመር
user-first-password = የመጀመሪያ የይለፍ ቃል
user-first-password-words = ስሙንና የይለፍ ቃሉን ለተጠቃሚው በንግግር (በጽሑፍ ሳይሆን) ይንገሩ። የይለፍ ቃሉን በቅንብሮች ውስጥ ይቀይሩታል።
user-make = ይህን ተጠቃሚ ጨምር
user-change = ስም፣ የሥራ ድርሻዎች፣ ዴስክ
user-change-words = ሲያስቀምጡ ይህ ሰው ከሁሉም ቦታ ይወጣል። በአዲሶቹ የሥራ ድርሻዎች እንደገና ይገባሉ።
user-password = የይለፍ ቃል
user-password-words = የይለፍ ቃሉ ከጠፋ አዲስ ያዘጋጁና ለተጠቃሚው በንግግር (በጽሑፍ ሳይሆን) ይንገሩ። ከተሳሳቱ ሙከራዎች በኋላ ያለውን ጥበቃም ያበቃል።
user-password-set = ይህን የይለፍ ቃል አዘጋጅ
user-access = የመግባት ፈቃድ
user-disable-words = ሥራ የለቀቀ ሰው ከእንግዲህ መግባት አይችልም። የሠሩት በስማቸው ተጽፎ ይቆያል።
user-disable = የመግባት ፈቃዱን ንሳ
user-enable-words = ይህ ሰው አሁን መግባት አይችልም።
user-enable = የመግባት ፈቃዱን መልስ
user-done-made = ተጠቃሚው ተጨምሯል።
user-done-changed = ለውጡ ተቀምጧል፣ ተጠቃሚውም እንዲወጣ ተደርጓል።
user-done-password = የይለፍ ቃሉ ተዘጋጅቷል፣ ተጠቃሚውም እንዲወጣ ተደርጓል።
failure-name_taken-what = ሌላ ተጠቃሚ ይህ ስም አለው።
failure-name_taken-hint = ረዘም ያለ ስም ይጠቀሙ፣ ለምሳሌ ከአባት ስም ጋር።
failure-no_role-what = ተጠቃሚ ቢያንስ አንድ የሥራ ድርሻ አለው።
failure-no_role-hint = አንዱ ወይም ከአንድ በላይ በሆኑት ላይ ምልክት ያድርጉ።
failure-last_admin-what = መግባት የሚችለው የመጨረሻው አስተዳዳሪ ይህ ነው።
failure-last_admin-hint = መጀመሪያ ሌላ ሰው አስተዳዳሪ ያድርጉ። ምንም አልተለወጠም።
failure-desk_without_role-what = ዴስክ ያለው የዴስክ ባለሙያ ብቻ ነው።
failure-desk_without_role-hint = «የዴስክ ባለሙያ» ላይም ምልክት ያድርጉ፣ ወይም አገልግሎቶቹን ያንሱ።
failure-password-what = የይለፍ ቃል ከ10 እስከ 200 ቁምፊዎች አሉት።
failure-password-hint = ረዘም ያለ ይምረጡ።
failure-wrong_password-what = ይህ የእርስዎ የይለፍ ቃል አይደለም።
failure-wrong_password-hint = እንደገና ይሞክሩ። ከሦስት የተሳሳቱ ሙከራዎች በኋላ መጠበቅ ይኖርብዎታል።
failure-wait-hint = ያን ያህል ይጠብቁ፣ ከዚያ እንደገና ይሞክሩ።

## Passwords
password-title = የይለፍ ቃልዎን መቀየር
password-old = የአሁኑ የይለፍ ቃልዎ
password-old-missing = አሁን ያለዎትን የይለፍ ቃል ይጻፉ።
password-new = አዲስ የይለፍ ቃል
password-hint = ቢያንስ 10 ቁምፊዎች። ሦስት ወይም አራት ቃላት ከምልክቶች ይልቅ ለመጻፍ ይቀላሉ።
password-again = ያው የይለፍ ቃል እንደገና
password-missing = የይለፍ ቃል ይጻፉ።
password-differs = ሁለቱ አንድ አይደሉም። የይለፍ ቃሉን እንደገና ሁለት ጊዜ ይጻፉ።
password-set = የይለፍ ቃሌን ቀይር

## Settings
settings-you = እርስዎ
settings-language = የገጾችዎ ቋንቋ
settings-language-save = ይህን ቋንቋ ተጠቀም
settings-notices = ማሳወቂያዎች
settings-notices-wanted = የተለወጠ ነገር ሲኖር በዴስክቶፕ ላይ አሳውቀኝ
settings-notices-hint = ማሳወቂያው የተለወጠ ነገር እንዳለ ብቻ ይናገራል፣ ሌላ ምንም አይልም። የሚመጣው ይህ ገጽ የሆነ ቦታ ተከፍቶ ሳለ ብቻ ነው።
settings-work = ሥራዎ
settings-stick = ያለ ኔትወርክ ደብዳቤዎች
settings-retention = በቅርብ የሚደመሰሰው፣ እንዲቆይ የተደረገው
settings-office = ድርጅትዎ
settings-users = ማን መግባት እንደሚችል፣ እያንዳንዱም ምን ማድረግ እንደሚችል
settings-backup = የመጨረሻው መቼ እንደተዘጋጀ፣ አዲስ ማዘጋጀት፣ ቁልፎቹ
settings-sheet = በእጅዎ ያለው ወረቀት ትክክለኛው መሆኑን
settings-mailboxes = ከመስመር ውጭ ሲሆኑ ደብዳቤዎችን የሚያቆዩልዎ ማሽኖች
settings-passphrase = የዚህን ኮምፒውተር መረጃዎች የሚከፍተው
settings-lock-node = ለሁሉም ተጠቃሚዎች በአንድ ጊዜ
settings-computer = ይህን ኮምፒውተር ለሚከታተል ሰው
settings-computer-words = እነዚህ መስመሮች በእንግሊዝኛ ናቸው፣ በዚህ ኮምፒውተር ላይ የሚጻፉ ትእዛዞችንም ይጠቅሳሉ።
settings-no-advice = አሁን የሚደረግ ነገር የለም።
settings-version = Waypost { $version }
settings-done-password = የይለፍ ቃልዎ ተቀይሯል። ሌሎች አሳሾች እንዲወጡ ተደርጓል።
settings-done-passphrase = የይለፍ ሐረጉ ተቀይሯል። የድሮው ከእንግዲህ ምንም አይከፍትም።

## The organisation's passphrase
passphrase-title = የድርጅቱን የይለፍ ሐረግ መቀየር
passphrase-words = የይለፍ ሐረጉ በዚህ ኮምፒውተር ላይ የተቀመጠውን ሁሉ ይከፍታል። አዲሱን የይለፍ ሐረግ ኖዱን መክፈት ላለበት ሰው ሁሉ ይንገሩ። የመልሶ ማግኛ ወረቀቱ እንዳለ ይቆያል።
passphrase-old = የአሁኑ የይለፍ ሐረግ
passphrase-old-missing = አሁን በሥራ ላይ ያለውን የይለፍ ሐረግ ይጻፉ።
passphrase-new = አዲስ የይለፍ ሐረግ
passphrase-set = የይለፍ ሐረጉን ቀይር

## Locking the node
lock-node-title = መላውን ኖድ መቆለፍ
lock-node-words = መቆለፍ ቁልፎቹን ከዚህ ኮምፒውተር ማህደረ ትውስታ ያወጣል። የሚደርሰው ይቀመጣል፣ ሰው ኖዱን ሲከፍትም ይከፈታል።
lock-node-passphrase = ለመክፈት የድርጅቱ የይለፍ ሐረግ ያስፈልጋል። የሚቆልፉት የይለፍ ሐረጉ ያለው ሰው ካለ ብቻ ይሁን።
lock-node-all = ሁሉም ሰው እንዲወጣ ይደረጋል። የራስዎን ገጽ ብቻ ለመቆለፍ በአናት ላይ ያለውን «አሁን ቆልፍ» ይጠቀሙ።
lock-node-do = መላውን ኖድ አሁን ቆልፍ

## What the doctor finds
doctor-title = ይህን ኖድ መመርመር
doctor-words = ሁሉም አሁን ታይቷል። ግኝቶቹ በእንግሊዝኛ ናቸው፣ ይህን ኮምፒውተር ለሚከታተል ሰው።
doctor-bad = መጠገን አለበት
doctor-look = ሰው ሊያየው ይገባል
doctor-good = እንደሚገባው ነው
doctor-caption = { $count ->
    [one] { $count } ግኝት
   *[other] { $count } ግኝቶች
}
doctor-found = የተገኘው
doctor-about = ስለ
doctor-fix = ምን ማድረግ
doctor-counts = ቁጥሮች
doctor-counts-words = ስሞች የሉበትም፦ እነዚህ ለሚረዳ ሰው ሊላኩ ይችላሉ
doctor-what = ምን
doctor-number = ቁጥር

## Folders
folder-hint = ሙሉው መንገድ፣ ለምሳሌ /media/stick። በ/ ምልክት ይጀምራል።
folder-missing = አቃፊ ይጥቀሱ።
folder-long = ይህ መንገድ በጣም ረጅም ነው።
folder-not-whole = የአቃፊውን ሙሉ መንገድ ከመጀመሪያው / ጀምረው ይጻፉ።
failure-no_folder-what = በዚህ ኮምፒውተር ላይ እንዲህ ያለ አቃፊ የለም።
failure-no_folder-hint = ዲስኩን ወይም ፍላሹን ይሰኩ፣ የሚታይበትን አቃፊም ይጻፉ።
still-working-what = ይህ ገጹ ሊጠብቅ ከሚችለው በላይ ጊዜ ይወስዳል። ሥራው ይቀጥላል።
still-working-hint = ከጥቂት ደቂቃዎች በኋላ እንደገና ይመልከቱ።

## Backups
backup-title = ምትኬዎች
backup-none = ገና ምትኬ የለም።
backup-old = የመጨረሻው ምትኬ የተዘጋጀው { $ago } ነው።
backup-old-words = ይህ ኮምፒውተር ከጠፋ ወይም ከተበላሸ፣ ከዚያ ወዲህ ያለው ሁሉ ሊመለስ የሚችለው ከአጋሮች ብቻ ነው። አሁን ያዘጋጁ።
backup-last = የመጨረሻው ምትኬ የተዘጋጀው { $at }፣ { $ago } ነው።
backup-outdated = ከመጨረሻው ምትኬ በኋላ መፈረሚያ ቁልፉ ተቀይሯል። አዲስ ያዘጋጁ፦ የቆዩ ምትኬዎች ከእንግዲህ ሥራ ላይ ሊውሉ አይችሉም።
backup-make = ምትኬ አዘጋጅ
backup-to = የምትኬው አቃፊ
backup-make-now = አሁን ምትኬ አዘጋጅ
backup-made-before = ከዚህ በፊት የተዘጋጁ ምትኬዎች
backup-caption = የቅርብ ጊዜው መጀመሪያ
backup-when = መቼ
backup-file = ፋይል
backup-kib = መጠን በKiB
backup-letters = በውስጡ ያሉ ደብዳቤዎች
backup-sha256 = ማረጋገጫ ድምር (SHA-256)
backup-restore = ከምትኬ እንዴት እንደሚመለስ
backup-restore-1 = Waypost ያለበት አዲስ ኮምፒውተር፣ ምትኬው ያለበትን ዲስክና የመልሶ ማግኛ ወረቀቱን ይያዙ።
backup-restore-2 = እዚያ፣ በተርሚናል ውስጥ፣ በFILE ፈንታ ምትኬውን አድርገው፦
backup-restore-3 = የወረቀቱን 24 ቃላት ይጻፉ፣ አዲስ የይለፍ ሐረግ ይምረጡ፣ የሚታየውንም አዲስ ወረቀት በእጅ ይጻፉ።
backup-restore-4 = የድሮውን ኮምፒውተር በጭራሽ እንደገና አያስጀምሩ። ከምትኬው በኋላ የመጣውን አጋሮች መልሰው ይሰጣሉ።
backup-made-title = ምትኬው ተዘጋጅቷል
backup-made-words = ምትኬው ተጽፏል፣ ለማረጋገጥም ተመልሶ ተነብቧል።
backup-made-keep = የሚከፈተው በመልሶ ማግኛ ወረቀቱ ብቻ ነው። ከዚህ ኮምፒውተርና ከወረቀቱ ርቆ፣ በሌላ ዲስክ ላይ ያስቀምጡት።
failure-backup_exists-what = በዚህ ስም አስቀድሞ ፋይል አለ።
failure-backup_exists-hint = አቃፊ ወይም ሌላ ፋይል ይጥቀሱ። ምንም ነገር አልተተካም።
failure-backup_not_written-what = ምትኬው እዚያ ሊጻፍ አልቻለም።
failure-backup_not_written-hint = ዲስኩ መኖሩን፣ ሊጻፍበት መቻሉንና ቦታ እንዳለው ያረጋግጡ።
failure-backup_not_as_written-what = ምትኬው እንደተጻፈው ሆኖ አልተነበበም።
failure-backup_not_as_written-hint = ይህ ዲስክ የሚያስቀምጠውን ያበላሻል። ሌላ ይጠቀሙ።
failure-backup_under_way-what = ሌላ ምትኬ እየተጻፈ ነው።
failure-backup_under_way-hint = እስኪጠናቀቅ ይጠብቁ።

## The recovery sheet
sheet-title = የመልሶ ማግኛ ወረቀቱን ማረጋገጥ
sheet-words = አሁን የሚሠራው ወረቀት መሆኑን ለማየት 24ቱን ቃላት ከወረቀቱ ይጻፉ። ቃላቱ አይቀመጡም፣ እንደገናም አይታዩም።
sheet-label = 24ቱ ቃላት፣ በቅደም ተከተል
sheet-hint = በመካከላቸው ክፍት ቦታ ይሁን። ከኋላዎ ማንም እንደማያይ ያረጋግጡ።
sheet-check = እነዚህን ቃላት አረጋግጥ
sheet-count = { $count ->
    [one] { $count } ቃል ተገኝቷል። የመልሶ ማግኛ ወረቀት 24 አለው።
   *[other] { $count } ቃላት ተገኝተዋል። የመልሶ ማግኛ ወረቀት 24 አለው።
}
sheet-unknown = ቃል { $place } በቃላቱ ዝርዝር ውስጥ የለም። ወረቀቱን እንደገና ይመልከቱ።
sheet-together = ቃላቱ አብረው አይሄዱም፦ አንዱ የተሳሳተ ነው፣ ወይም ሁለቱ ቦታ ተለዋውጠዋል።
sheet-long = ይህ ከ24 ቃላት በላይ ነው።
sheet-right = አሁን የሚሠራው የመልሶ ማግኛ ወረቀት ይህ ነው።
sheet-right-words = ከዚህ ኮምፒውተር ርቆ፣ ተቆልፎበት ወደሚቀመጥበት ይመልሱት።
failure-wrong_sheet-what = እነዚህ አሁን የሚሠራው የመልሶ ማግኛ ወረቀት ቃላት አይደሉም።
failure-wrong_sheet-hint = የቅርብ ጊዜው ወረቀት መሆኑን ያረጋግጡ። ምንም አልተለወጠም።
failure-used_sheet-what = ይህ የድሮ የመልሶ ማግኛ ወረቀት ነው፦ ተተክቷል።
failure-used_sheet-hint = አዲሱን ይጠቀሙ፣ ይህንን ግን እንዳይነበብ አድርገው ያጥፉት። ምንም አልተለወጠም።

## Our signing keys
keys-title = መፈረሚያ ቁልፎች
keys-words = ድርጅትዎ በመፈረሚያ ቁልፉ እያንዳንዱን ደብዳቤ ይፈርማል። አጋሮች ቁልፎቹን ከመጀመሪያው ጀምሮ ያውቃሉ። ቁልፉን የሚቀይረው ይህን ኮምፒውተር የሚከታተል ሰው በዚህ ኮምፒውተር ላይ ነው።
keys-unfinished = የቁልፍ ለውጥ { $at } ተጀምሮ አልተጠናቀቀም። ሁለቱንም የመልሶ ማግኛ ወረቀቶች ያቆዩ፣ ይህን ኮምፒውተር የሚከታተለውን ሰውም ይጠይቁ።
keys-caption = ከመጀመሪያው በሥራ ላይ እስካለው
keys-place = ቁጥር
keys-state = ሁኔታ
keys-since = ከዚህ ጊዜ ጀምሮ
keys-until = እስከዚህ ጊዜ
keys-key = ይፋዊ ቁልፍ
keys-waiting = እነዚህ አጋሮች የቅርብ ጊዜውን የመገናኛ ካርድ መቀበላቸውን ገና አልፈረሙም፦
own-key-in_force = በሥራ ላይ
own-key-retired = ተተክቷል
own-key-stolen = ተሰርቋል

## How long things are kept
retention-title = ነገሮች ለምን ያህል ጊዜ እንደሚቆዩ
retention-words = እያንዳንዱ ሪፈራል ካበቃ በኋላ ለተወሰነ ጊዜ ይቆያል፣ ከዚያም ማንም እንደገና ሊያነበው እንዳይችል ይደመሰሳል። እዚህ ቀጥሎ የሚመጣውን ያያሉ፣ አንድን ነገር እንዲቆይ ማድረግ ወይም ቀደም ብለው መደምሰስ ይችላሉ።
retention-view-due = በሳምንት ውስጥ የሚደመሰስ፣ ወይም ጊዜው ያለፈ
retention-view-held = እንዲቆይ የተደረገ
retention-view-erased = የተደመሰሰ
retention-nothing-due = በሳምንት ውስጥ የሚደመሰስ ምንም የለም።
retention-nothing-held = እንዲቆይ የተደረገ ምንም የለም።
retention-nothing-erased = እስካሁን የተደመሰሰ ምንም የለም።
retention-caption = መጀመሪያ የሚደመሰሰው መጀመሪያ ይታያል
retention-number = ቁጥር
retention-partner = አጋር
retention-status = ሪፈራል
retention-draft = ረቂቅ፣ በጭራሽ አልተላከም
retention-state = አቆያየት
retention-until = እስከዚህ ጊዜ
retention-state-open = ክፍት
retention-state-kept = ለተወሰነለት ጊዜ የሚቆይ
retention-state-due = ዛሬ ይደመሰሳል
retention-state-overdue_retention = ከጊዜው ያለፈ ክፍት፦ ያብቁት፣ እንዲቆይ ያድርጉት ወይም ይደምስሱት
retention-state-held = እንዲቆይ የተደረገ
held-for-court_order = ፍርድ ቤት አዝዟል
held-for-investigation = ለምርመራ ያስፈልጋል
held-for-person_asked = ግለሰቡ ጠይቀዋል
held-for-safety = የሰው ደህንነት በሱ ላይ የተመሠረተ ነው
retention-erased-caption = የቅርብ ጊዜው መጀመሪያ። ከእነዚህ የቀሩት ራስጌዎችና ፊርማዎች ብቻ ናቸው።
retention-erased-on = የተደመሰሰበት ቀን
retention-why = ለምን
retention-letters = ደብዳቤዎች
retention-erased-retention = ጊዜው አልፏል
retention-erased-consent = ግለሰቡ ስምምነታቸውን ሰርዘዋል
retention-erased-by_hand = ሰው ደምስሶታል
retention-one-title = የ{ $name } አቆያየት
retention-see = ሪፈራል { $name }ን ተመልከት
retention-hold = እንዲቆይ አድርግ
retention-hold-words = ሰው እስኪለቀው ድረስ ከሱ ምንም አይደመሰስም።
retention-reason = መቆየት ያለበት ለምንድን ነው
retention-reason-missing = መቆየት ያለበት ለምን እንደሆነ ይምረጡ።
retention-release = ልቀቅ
retention-release-words = የማቆየት ውሳኔው ያበቃል። ጊዜው ካለፈ ዛሬ ይደመሰሳል።
retention-erase = ለዘለዓለም ደምስሰው
retention-erase-words = በዚህ ኮምፒውተር ላይ መልሶ የሚያመጣው ነገር የለም። አጋርዎ የራሱን መረጃዎች ያቆያል።
retention-confirm = ለመደምሰስ ቁጥሩን ይጻፉ፦ { $name }
retention-confirm-wrong = ለመደምሰስ { $name } ብለው ይጻፉ። ምንም አልተደመሰሰም።
retention-done-hold = እንዲቆይ ተደርጓል።
retention-done-release = የማቆየት ውሳኔው አብቅቷል።
retention-done-erase = ተደምስሷል።
failure-not_held-what = እንዲቆይ አልተደረገም።
failure-not_held-hint = ሰው ከዚህ በፊት ለቆታል። እንደገና ይመልከቱ።
failure-draft_in_use-what = ይህ ረቂቅ ተልኳል፤ ከመጨረሻው ሪፈራሉ ጋር ይደመሰሳል።
failure-draft_in_use-hint = መጀመሪያ ሪፈራሎቹን ይደምስሱ።
failure-answer_first-what = ግለሰቡ ስምምነቱን ቀይረዋል፣ አጋሩም የተፈረመ ምላሽዎን ይጠብቃል።
failure-answer_first-hint = በሪፈራሉ ገጽ ላይ ለስምምነት ለውጡ ምላሽ ይስጡ። ያ ደግሞ ይደመስሳል።
failure-confirm_by_name-what = ቁጥሩ ትክክል አይደለም። ምንም አልተደመሰሰም።
failure-confirm_by_name-hint = የዚህን ሪፈራል ወይም ረቂቅ ቁጥር ይጻፉ።

## Mailboxes
mailboxes-title = የደብዳቤ ሳጥኖች
mailboxes-words = የደብዳቤ ሳጥን ኮምፒውተርዎ ጠፍቶ ሳለ የታሸጉ ደብዳቤዎችን የሚያቆይልዎ ማሽን ነው። የሚያንቀሳቅሰው ሰው መጠንና ጊዜ ያያል፣ ምንም ማንበብ ግን አይችልም።
mailboxes-used = በሥራ ላይ ያሉ የደብዳቤ ሳጥኖች
mailboxes-none = ምንም የለም። ደብዳቤዎች የሚመጡት ሁለቱም ኮምፒውተሮች በመስመር ላይ ሲሆኑ ብቻ፣ ወይም በፍላሽ ነው።
mailboxes-address = አድራሻ
mailboxes-told = አጋሮች ያውቁታል
mailboxes-until = አንቀሳቃሹ የሚፈቅደው እስከ
mailboxes-reached = መጨረሻ የተገኘው
mailboxes-not-yet = ኖዱ ከተጀመረ ወዲህ ገና
mailboxes-trouble = ከዚያ ወዲህ የተፈጠረ ችግር
mailboxes-leaving = የሚተውበት ቀን
mailboxes-leave-words = ከተዉት በኋላ፣ ገና ላልሰሙ አጋሮች ሲባል ለአንድ ተጨማሪ ወር ውስጡ ይፈተሻል።
mailboxes-leave = { $name }ን ተው
mailboxes-use = የደብዳቤ ሳጥን ተጠቀም
mailboxes-code = የአንቀሳቃሹ ኮድ
mailboxes-code-hint = አንቀሳቃሹ የሰጠዎት ሙሉ ጽሑፍ። በwaypost://mailbox ይጀምራል
mailboxes-code-missing = የአንቀሳቃሹን ኮድ ይለጥፉ።
mailboxes-code-long = ይህ ለኮድ በጣም ረጅም ነው። የአንቀሳቃሹን ጽሑፍ ብቻ ይለጥፉ።
mailboxes-use-do = ይህን የደብዳቤ ሳጥን ተጠቀም
mailboxes-done-used = የደብዳቤ ሳጥኑ ከአሁን ጀምሮ በሥራ ላይ ነው።
mailboxes-done-left = የደብዳቤ ሳጥኑ ተትቷል።
failure-mailbox_code-what = ይህ የደብዳቤ ሳጥን ኮድ አይደለም፣ ወይም ከሱ የጎደለ ክፍል አለ።
failure-mailbox_code-hint = አንቀሳቃሹን ሙሉውን ጽሑፍ ይጠይቁ።
failure-grant_expired-what = በዚህ ኮድ ውስጥ ያለው የአንቀሳቃሹ ፈቃድ አብቅቷል።
failure-grant_expired-hint = አንቀሳቃሹን አዲስ ኮድ ይጠይቁ።
failure-too_many_mailboxes-what = የመገናኛ ካርድ የሚይዘውን ያህል የደብዳቤ ሳጥኖች እየተጠቀሙ ነው።
failure-too_many_mailboxes-hint = መጀመሪያ አንዱን ይተዉ።
failure-unknown_mailbox-what = እንዲህ ያለ የደብዳቤ ሳጥን የለም።
failure-unknown_mailbox-hint = ዝርዝሩን እንደገና ይመልከቱ።

## A stick
stick-title = ደብዳቤዎችን በፍላሽ መውሰድ
stick-words = ኔትወርክ በሌለበት ደብዳቤዎች ሰው በሚይዘው ፍላሽ ይጓዛሉ። የታሸጉ ናቸው፦ ፍላሹን ያገኘ ሰው መጠናቸውን ብቻ ያያል፣ ሌላ ምንም አያይም።
stick-dir = ፍላሹ የሚታይበት አቃፊ
stick-write = ወደ ፍላሹ ጻፍ
stick-write-words = አጋሮችን የሚጠብቀውን ይጽፋል። እስኪደርሳቸው ድረስ እዚህም ይጠብቃል።
stick-no-partners = እስካሁን አጋሮች የሉም።
stick-to = ለየትኞቹ አጋሮች
stick-to-hint = ምንም ምልክት ካልተደረገ፦ የሚጠብቅ ነገር ላላቸው ሁሉ።
stick-waiting = { $count ->
    [one] { $count } ደብዳቤ ይጠብቃል
   *[other] { $count } ደብዳቤዎች ይጠብቃሉ
}
stick-read = ፍላሹን አንብብ
stick-read-words = ለእርስዎ የሆነውን ይወስዳል፣ ለመልሱ ጉዞም ደረሰኞችንና ምላሾችን ይጽፋል።
stick-keep = የተወሰዱትን ፋይሎች በፍላሹ ላይ ተው
stick-no-answer = ወደ ፍላሹ ምላሾችን አትጻፍ
stick-done-title = በፍላሹ ላይ የተከናወነው
stick-read-done = ከፍላሹ የተወሰደ
stick-read-nothing = በላዩ ላይ ለእርስዎ የሆነ ምንም አልነበረም።
stick-from = ከ{ $partner }፦
stick-new = { $count ->
    [one] { $count } አዲስ ደብዳቤ።
   *[other] { $count } አዲስ ደብዳቤዎች።
}
stick-repeats = { $count ->
    [one] ከዚህ በፊት የመጣ { $count }።
   *[other] ከዚህ በፊት የመጡ { $count }።
}
stick-later = { $count ->
    [one] { $count } በኋላ እንደገና መምጣት አለበት።
   *[other] { $count } በኋላ እንደገና መምጣት አለባቸው።
}
stick-refused = { $count } ተቀባይነት አላገኙም ({ $reason })።
stick-files = { $count ->
    [one] { $count } ፋይል ታይቷል።
   *[other] { $count } ፋይሎች ታይተዋል።
}
stick-not-ours = { $count ->
    [one] { $count } ለሌላ ሰው ነው፣ ወይም በጣም የቆየ ነው።
   *[other] { $count } ለሌላ ሰው ናቸው፣ ወይም በጣም የቆዩ ናቸው።
}
stick-own = { $count ->
    [one] { $count } እዚህ የተጻፈ፣ በአጋሩ ገና ያልተነበበ ነው።
   *[other] { $count } እዚህ የተጻፉ፣ በአጋሮቻቸው ገና ያልተነበቡ ናቸው።
}
stick-blocked = { $count ->
    [one] { $count } ከታገደ አጋር ነው።
   *[other] { $count } ከታገዱ አጋሮች ናቸው።
}
stick-unread = { $count ->
    [one] ተጨማሪ { $count } ፋይል አልታየም፦ እንደገና ያድርጉት።
   *[other] ተጨማሪ { $count } ፋይሎች አልታዩም፦ እንደገና ያድርጉት።
}
stick-removed = { $count ->
    [one] { $count } ፋይል ተወስዶ ከፍላሹ ተወግዷል።
   *[other] { $count } ፋይሎች ተወስደው ከፍላሹ ተወግደዋል።
}
stick-damaged = የተበላሹ ፋይሎች
stick-damaged-words = በፍላሹ ላይ ይቆያሉ። አጋሩ እንደገና እንዲጽፋቸው ይጠይቁ።
stick-written = ወደ ፍላሹ የተጻፈ
stick-written-nothing = ምንም አልተጻፈም።
stick-for = ለ{ $partner }፦
stick-letters = { $count ->
    [one] { $count } ደብዳቤ።
   *[other] { $count } ደብዳቤዎች።
}
stick-left-over = { $count ->
    [one] { $count } ደብዳቤ ቀጣዩን ፍላሽ ይጠብቃል።
   *[other] { $count } ደብዳቤዎች ቀጣዩን ፍላሽ ይጠብቃሉ።
}
stick-take-there = ፍላሹን ወደ አጋሩ ይውሰዱ።
stick-take-back = ደረሰኞችና ምላሾች በፍላሹ ላይ አሉ፦ መልሰው ይውሰዱት።
stick-found = ያገኘው ሰው መጠን ብቻ ያያል፣ ሌላ ምንም አያይም።
stick-nothing-for = አሁን ምንም ሊሄድላቸው የማይችል፦
stick-again = በፍላሽ ተጨማሪ ሥራ
failure-no_bundles-what = በዚህ አቃፊ ውስጥ የWaypost ደብዳቤዎች የሉም።
failure-no_bundles-hint = ትክክለኛው ፍላሽ መሆኑን ይመልከቱ፣ waypost የሚባል አቃፊ የያዘውንም አቃፊ ይጻፉ።
failure-stick_full-what = ፍላሹ ለዚህ ቦታ የለውም።
failure-stick_full-hint = በላዩ ላይ ቦታ ያስለቅቁ ወይም ሌላ ይውሰዱ፣ እንደገናም ያድርጉት። ምንም አልጠፋም።
failure-stick_not_written-what = ፍላሹ ላይ መጻፍ አልተቻለም።
failure-stick_not_written-hint = መሰካቱንና ሊጻፍበት መቻሉን ይመልከቱ፣ እንደገናም ያድርጉት። ምንም አልጠፋም።
failure-stick_not_read-what = ፍላሹን ማንበብ አልተቻለም።
failure-stick_not_read-hint = መሰካቱን ይመልከቱ፣ እንደገናም ያድርጉት። ምንም ነገር ሁለት ጊዜ አይወሰድም።
failure-bundle_under_way-what = ፍላሽ አስቀድሞ እየተጻፈ ወይም እየተነበበ ነው።
failure-bundle_under_way-hint = ያ እስኪጠናቀቅ ይጠብቁ፣ ከዚያ እንደገና ይሞክሩ።
failure-bundle_interrupted-what = በፍላሹ ላይ ሲሠራ ኖዱ ተቆልፏል።
failure-bundle_interrupted-hint = እንደገና ያድርጉት። ምንም ነገር ሁለት ጊዜ አይወሰድም፣ ምንም አይጠፋም።
