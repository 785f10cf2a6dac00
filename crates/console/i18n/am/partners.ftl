## Partners: the list
partners-title = አጋሮች
partners-none = እስካሁን አጋር የለም።
partners-more = { $count ->
    [one] { $count } ተጨማሪ አጋር እዚህ አልታየም።
   *[other] { $count } ተጨማሪ አጋሮች እዚህ አልታዩም።
}
partners-back = ሁሉም አጋሮች
partner-heard = መጨረሻ የተሰማው { $ago } ነው።
partner-never-heard = እስካሁን ምንም አልተሰማም።
partner-letters-wait = { $count ->
    [one] { $count } ደብዳቤ ለሱ እዚህ ይጠብቃል።
   *[other] { $count } ደብዳቤዎች ለሱ እዚህ ይጠብቃሉ።
}
partner-no-card = ካርዱ ገና አልመጣም
partner-compare = ቁጥሩን ያነጻጽሩ
partner-blocked = ታግዷል
partner-key-trouble = በቁልፎቹ ላይ ችግር አለ
## How letters go to a partner now
partner-now-direct = ተገናኝቷል
partner-now-relay = በአስተላላፊ በኩል ተገናኝቷል
partner-now-mailbox = ደብዳቤዎች በደብዳቤ ሳጥን ይሄዳሉ
partner-now-bundle = ደብዳቤዎች በፍላሽ ይሄዳሉ
partner-now-none = አልተገናኘም
partner-now-blocked = በእርስዎ ታግዷል
## Who compared the safety number
partner-checked-both = በሁለቱም ተረጋግጧል
partner-checked-us = በእርስዎ ተረጋግጧል፣ በእነሱ ገና
partner-checked-them = በእነሱ ተረጋግጧል፣ በእርስዎ ገና
partner-checked-nobody = ገና አልተነጻጸረም
## What sort of organisation
partner-kind-ngo = መንግሥታዊ ያልሆነ ድርጅት
partner-kind-shelter = መጠለያ
partner-kind-clinic = ክሊኒክ ወይም ሆስፒታል
partner-kind-legal_aid = የሕግ ድጋፍ
partner-kind-embassy = ኤምባሲ ወይም ቆንስላ
partner-kind-international_organisation = ዓለም አቀፍ ድርጅት
partner-kind-authority = የመንግሥት አካል
partner-kind-auditor = ኦዲተር
## One partner
partner-title = አጋር፦ { $partner }
partner-kind = ዓይነት
partner-languages = ቋንቋዎች
partner-number-state = የደህንነት ቁጥር
partner-way = ደብዳቤዎች አሁን
partner-contact = መጨረሻ የተሰማው
partner-letters = እዚህ የሚጠብቁ ደብዳቤዎች
partner-catching-up = እዚህ ከምትኬ ከተመለሰ በኋላ
partner-asked-copies = ከእኛ የጠየቀው
partner-card-ends = ካርዱ የሚያገለግለው እስከ
partner-blocked-words = ይህን አጋር አግደውታል። ምንም አይላክለትም፣ ከሱም ምንም አይወሰድም።
partner-ours = በዝርዝርዎ ውስጥ
partner-short = አጭር ስም
partner-short-hint = ለዚህ አጋር የራስዎ ስም፦ ከ1 እስከ 40 ፊደላት፣ አሃዞች፣ - እና _። አጋሩ አያየውም።
partner-rename = አጭሩን ስም ቀይር
partner-name-fault-name = ከ1 እስከ 40 ፊደላት፣ አሃዞች፣ - እና _ ያለው አጭር ስም ያስገቡ
partner-name-fault-name_taken = ሌላ አጋር ይህ አጭር ስም አለው። ሌላ ይምረጡ
partner-block = ይህን አጋር አግድ
partner-unblock = የዚህን አጋር እገዳ አንሳ
partner-technical = ኮምፒውተሮቹን ለሚከታተል ሰው
partner-id = መለያው
partner-addresses = የሚገኝበት
partner-prekeys = የቀሩ የአንድ ጊዜ ቁልፎች
partner-keys = መፈረሚያ ቁልፎቹ
partner-key-since = ከዚህ ጊዜ ጀምሮ
partner-key-until = እስከዚህ ጊዜ
partner-key-state = ሁኔታ
partner-key-text = ቁልፍ
partner-key-in_force = በሥራ ላይ
partner-key-retired = ተተክቷል
partner-key-stolen = መሰረቁ ተነግሯል
## The safety number
number-title = የደህንነት ቁጥር
number-how-1 = እዚያ ላለና በድምፁ ለሚያውቁት ሰው ይደውሉ፣ ወይም በአካል ያግኙት።
number-how-2 = አንዳችሁ 30ውንም አሃዞች ጮክ ብሎ ያነባል፣ ሌላው በራሱ ስክሪን ላይ ይከታተላል።
number-how-3 = በቻት ወይም በኢሜይል በጭራሽ አያነጻጽሩ፦ በመካከላችሁ የቆመ ሰው ቁጥሩን እዚያ ሊለውጠው ይችላል።
number-same = ቁጥሮቹ አንድ ናቸው
number-differ = ይለያያሉ
number-admin = ቁጥሮቹ ሲነጻጸሩ የድርጅትዎ አስተዳዳሪ እዚህ ይገልጻል።
number-both = ሁለታችሁም ይህን ቁጥር አነጻጽራችኋል። ሪፈራሎች በሁለቱም አቅጣጫ ሊሄዱ ይችላሉ።
number-wait-them = ቁጥሩ አንድ መሆኑን ገልጸዋል። እነሱም ሲገልጹ ሪፈራሎች ሊሄዱ ይችላሉ።
number-blocked = አጋሩ እንደታገደ ሳለ የሚነጻጸር ነገር የለም።
failure-number_changed-what = ይህ ገጽ ከታየ ወዲህ የደህንነት ቁጥሩ ተለውጧል።
failure-number_changed-hint = አዲሱን ቁጥር ከመጀመሪያው አሃዝ ጀምረው ያነጻጽሩ።
differs-title = ቁጥሮቹ ይለያያሉ፦ { $partner } ታግዷል
differs-what = በእርስዎና በዚህ አጋር መካከል ሰው ቆሞ እያነበበ ሊሆን ይችላል።
differs-done = ከአሁን ጀምሮ ምንም አይላክለትም፣ ከሱም ምንም አይወሰድም። እዚህ ይጠብቅ የነበረው እዚህ ይቆያል።
differs-next = አሁን የሚደረገው
differs-step-1 = ከመልዕክት ባገኙት ሳይሆን አስቀድመው በሚያውቁት የስልክ ቁጥር ለአጋሩ ይደውሉ።
differs-step-2 = አሃዝ በአሃዝ እንደገና ያነጻጽሩ፦ አንድ አሃዝ በስህተት ተሰምቶ ሊሆን ይችላል። አንድ ሆነው ከተገኙ በአጋሩ ገጽ ላይ እገዳውን ያንሱ።
differs-step-3 = በእርግጥ ከተለያዩ፣ አዲስ ግብዣ ያዘጋጁና በአካል ይስጧቸው። ይህኛው እንደታገደ ይቆያል።
differs-back = የአጋሩ ገጽ
## Blocking
block-title = { $partner } ይታገድ?
block-what = ለዚህ አጋር ከእንግዲህ ምንም አይላክም፣ ከሱም ምንም አይወሰድም።
block-later = በመካከላችሁ ያሉ ሪፈራሎች እንዳሉ ይቆያሉ። በኋላ እገዳውን ማንሳት ይችላሉ።
block-button = አግድ
unblock-title = የ{ $partner } እገዳ ይነሳ?
unblock-what = ደብዳቤዎች እንደገና በሁለቱም አቅጣጫ ይሄዳሉ። እዚህ ይጠብቅ የነበረው ይላካል።
unblock-button = እገዳውን አንሳ
## Pairing
pair-title = ከአዲስ አጋር ጋር መጣመር
pair-start = ከአዲስ አጋር ጋር ተጣመር
pair-words = አንዳችሁ ግብዣ ያዘጋጃል፣ ሌላው ይከተለዋል። ከዚያ ቁጥር በድምፅ ወይም በአካል ታነጻጽራላችሁ።
pair-invite = እኔ እጋብዛለሁ
pair-invite-words = ለአንድ አጋር ግብዣ ያዘጋጃሉ። በ24 ሰዓት ውስጥ አንድ ጊዜ ብቻ ሊያገለግል ይችላል።
pair-join = እኔ ተጋብዣለሁ
pair-join-words = አጋር ግብዣ ሰጥቶዎታል።
invite-label = ለማን እንደሆነ
invite-label-hint = ለራስዎ ማስታወሻ፣ ቢበዛ 60 ቁምፊዎች። ለአጋሩ የሚሰጡት አጭር ስም ይሆናል።
invite-label-long = ማስታወሻውን ቢበዛ ወደ 60 ቁምፊዎች ያሳጥሩ
invite-make = ግብዣ አዘጋጅ
join-code = የግብዣው ጽሑፍ
join-code-hint = ሁሉንም ይለጥፉ። በwaypost://join ይጀምራል
join-code-missing = የግብዣውን ጽሑፍ ይለጥፉ
join-code-long = ይህ ከማንኛውም ግብዣ ይረዝማል። የግብዣውን ጽሑፍ ብቻ ይለጥፉ
join-button = ግብዣውን ተከተል
failure-own_invite-what = ይህ ግብዣ የራስዎ ነው።
failure-own_invite-hint = ለአጋሩ ይስጡት፦ የሚከተሉት እነሱ ናቸው።
failure-already_partner-what = ይህ ድርጅት አስቀድሞ አጋር ነው።
failure-already_partner-hint = የአጋሮች ዝርዝርዎን ይመልከቱ።
failure-too_many_invites-what = በጣም ብዙ ግብዣዎች ክፍት ናቸው።
failure-too_many_invites-hint = አንዱን ይሰርዙ፣ ወይም አንዱ እስኪያበቃ ይጠብቁ።
invite-title = ለአንድ አጋር ግብዣ
invite-once = የሚታየው አሁን ብቻ ነው።
invite-once-words = ለአጋሩ በአካል፣ ወይም በሚያምኑት መንገድ ይስጡት። መጀመሪያ ያገኘው ሰው ሊጠቀምበት ይችላል።
invite-for = ለማን
invite-until = የሚያገለግለው እስከ
invite-reached = እርስዎን የሚያገኝበት
invite-no-address = የዚህን ኮምፒውተር አድራሻ አይጠቅስም፦ ምላሹ በፍላሽ ይመጣል።
invite-scan = አጋሩ ስካን ያድርገው
invite-picture = ግብዣው ስካን እንደሚደረግ ኮድ። ተመሳሳዩ ጽሑፍ ከታች አለ።
invite-text = ወይም ጽሑፉን ይስጡ
invite-text-words = ሁሉንም፣ ከwaypost:// እስከ መጨረሻው ፊደል።
invite-copy = ጽሑፉን ቅዳ
invite-then = ከዚያ በኋላ
invite-then-words = አጋሩ ግብዣውን ከተከተለ በኋላ በዝርዝርዎ ውስጥ ይታያል። ከዚያ የደህንነት ቁጥሩን ያነጻጽሩ።
invites-title = ክፍት ግብዣዎች
invites-open = ክፍት ግብዣዎች
invites-words = እያንዳንዱ አንድ ጊዜ ሊያገለግል ይችላል። ጽሑፎቹ እንደገና አይታዩም፦ አንዱ ከጠፋ ሰርዘው ሌላ ያዘጋጁ።
invites-none = ክፍት ግብዣ የለም።
invite-nobody = ያለ ማስታወሻ
invite-ends = { $left }
invite-cancel = ሰርዝ
