## New referral: start
new-title = አዲስ ሪፈራል
new-start-save = ሪፈራል የአጫጭር ሥራዎች ዝርዝር ነው። በሚሠሩበት ጊዜ እያንዳንዱ ገጽ በዚህ ኮምፒውተር ላይ ይቀመጣል፤ አቁመው ተመልሰው መምጣት ይችላሉ።
new-start-agree = ስለ አንድ ሰው ከመጻፍዎ በፊት፣ ምን ለማን ሊነገር እንደሚችል ይጠይቋቸው።
new-start-send = ምላሾችዎን አረጋግጠው «ላክ»ን እስኪጫኑ ድረስ ከዚህ ኮምፒውተር ምንም አይወጣም።
new-start-button = ጀምር

## The task list
new-list-title = አዲስ ሪፈራል፦ ሥራዎች
new-list-draft = ረቂቅ { $draft }፣ ጉዳይ { $code }።
new-list-changed = መጨረሻ የተቀየረው { $at }።
new-list-done = { $count ->
    [one] { $count } ሥራ ተጠናቋል።
   *[other] { $count } ሥራዎች ተጠናቀዋል።
}
new-list-ready = ለመላክ ዝግጁ
new-list-not-ready = ገና ዝግጁ አይደለም
new-task-safe = ግለሰቡ አሁን ደህና ናቸው?
new-task-consent = ግለሰቡ የተስማሙበት
new-task-who = ግለሰቡ ማን እንደሆኑ
new-task-help = የሚያስፈልግ እርዳታ
new-task-soon = ምን ያህል በቶሎ
new-task-papers = ሰነዶች
new-task-contact = ደህንነቱ የተጠበቀ መገናኛ
new-task-screening = ማጣራት
new-task-account = የግለሰቡ ታሪክ
new-task-to = ለማን
new-state-not-started = አልተጀመረም
new-state-some = አንዳንድ ምላሾች አሉ
new-state-done = ተጠናቋል
new-state-mend = መታረም አለበት
new-back-to-list = የዚህ ረቂቅ ሥራዎች ሁሉ
new-save-continue = አስቀምጥና ቀጥል
new-save-later = አስቀምጥ፣ በኋላ እመለሳለሁ

## What stands above each task
new-lead-safe = ግለሰቡ አሁን አደጋ ላይ ከሆኑ መጀመሪያ እርምጃ ይውሰዱ፦ ወደ ደህና ቦታ ይውሰዷቸው ወይም እርዳታ ይጥሩ። ከዚያ አጋሩ ወዲያው ማወቅ ያለበት አደጋዎች ላይ ምልክት ያድርጉ። ምንም ከሌለ ምንም ምልክት አያድርጉ።
new-lead-consent = ግለሰቡ በሚረዱት ቋንቋ ይጠይቁ። እምቢ ማለት ይችላሉ፣ በኋላም ሐሳባቸውን መለወጥ ይችላሉ። የተስማሙበትን ብቻ ይጻፉ።
new-lead-who = አጋሩ መጀመሪያ የሚያየው የጉዳይ ኮዱንና ለመወሰን የሚያስፈልገውን ነው። ስሞች የሚሄዱት በኋላ፣ ግለሰቡ እንዲላኩ ከተስማሙ ብቻ ነው።
new-lead-help = ለእያንዳንዱ ፍላጎት አንድ አገልግሎት። አጋሩ እያንዳንዳቸውን ይቀበላል ወይም ውድቅ ያደርጋል።
new-lead-soon = የአጋሩ ምላሽ በዚህ ጊዜ ውስጥ ይጠበቃል።
new-lead-papers = የሚገለጽ ነገር ከሌለ ይህን ገጽ ባዶ ይተዉት።
new-lead-contact = አጋሩ ግለሰቡን ማግኘት ያለበት በእርስዎ በኩል ብቻ ከሆነ ይህን ገጽ ባዶ ይተዉት።
new-lead-screening = የሠለጠነ ሰው ግለሰቡን ካላጣራ በስተቀር ይህን ገጽ ባዶ ይተዉት።
new-lead-account = ታሪኩ በራሱ በጭራሽ አይሄድም፦ እርስዎ ሲልኩም ሆነ አጋሩ ሲቀበል። ይጻፉት ግለሰቡ እንዲጻፍ ከፈለጉ ብቻ ነው።
new-lead-to = ግለሰቡ የተስማሙበትን አጋር ይምረጡ።

## Parts of a page
new-part-agreed = ስምምነቱ
new-part-recipients = ማን ሊነገረው ይችላል
new-part-limits = ምን ላይ ተስማሙ
new-part-override = ለመጠየቅ ጊዜ ካልነበረ ብቻ
new-part-code = የጉዳይ ኮድ
new-part-person = አጋሩ እንዲወስን
new-part-identity = ስምና ማንነት
new-part-by-when = እያንዳንዱ ፍላጎት መሟላት ያለበት ጊዜ
new-part-papers = ከተፈቀደ ጊዜ በላይ መቆየት፣ ቅጣት፣ ኤምባሲ
new-part-partner = አጋሩ
new-part-from = ከእርስዎ
new-none-document = እስካሁን የተጻፈ ሰነድ የለም።
new-none-by-when = እስካሁን የተጻፈ ፍላጎት የለም። መጀመሪያ የትኛው እርዳታ እንደሚያስፈልግ ይግለጹ።
new-seen-now = እንደላኩ አጋሩ ይህን ያያል።
new-seen-after = አጋሩ ይህን የሚያየው ከተቀበለ በኋላ ብቻ ነው።
new-seen-not-by-itself = አጋሩ ይህን አሁንም ሆነ ከተቀበለ በኋላ አያይም።
new-seen-here = ይህ በዚህ ኮምፒውተር ላይ ይቆያል።
new-need = ፍላጎት { $number }
new-need-service = ፍላጎት { $number }፦ { $service }
new-need-line = ፍላጎት { $number }፦ { $question }
new-document = ሰነድ { $number }
new-document-line = ሰነድ { $number }፦ { $question }
new-add-need = ሌላ ፍላጎት ጨምር
new-add-document = ሰነድ ጨምር
new-remove-need = ፍላጎት { $number }ን አውጣ
new-remove-document = ሰነድ { $number }ን አውጣ

## Answers
new-choose = ይምረጡ
new-not-answered = ምላሽ የለም
new-row-number = { $question } { $number }
new-language = ቋንቋ
new-language-number = ቋንቋ { $number }
new-language-other = ሌላ ቋንቋ፦ መለያ ኮዱ
new-language-spoken = መናገር
new-language-read = ማንበብ
new-speaks = መናገር፦ { $level }
new-reads = ማንበብ፦ { $level }
new-hint-day = ዓመት፣ ወር፣ ቀን፦ 2026-12-31። ወይም ከዛሬ የሚቆጠሩ ቀናት፦ +30d።
new-hint-moment = ከአሁን የሚቆጠሩ ሰዓታት ወይም ቀናት፦ +6h፣ +3d። ወይም ቀን፦ 2026-12-31። ወይም ቀን፣ ሰዓትና የሰዓት ክልሉ፦ 2026-12-31 18:30 +07:00።
new-help-risks = እውነት በሆኑት ሁሉ ላይ ምልክት ያድርጉ።
new-help-person-case_code = በስም ፈንታ ኮድ፦ ፊደላት a እስከ z፣ አሃዞች፣ - እና _። ከተዉት አንድ ይዘጋጃል።
new-help-person-citizenships = ከመቀበል በፊት የሚላከው አንድ ፍላጎት የሚጠይቀው ከሆነ ብቻ ነው፤ ካልሆነ ከስሙ ጋር።
new-help-person-languages = የግለሰቡ ቋንቋ እንጂ የዚህ ገጽ ቋንቋ አይደለም። ምን ያህል እንደሚያነቡ ከገለጹ፣ ምን ያህል እንደሚናገሩም ይግለጹ። በዝርዝሩ ውስጥ ለሌለ ቋንቋ መለያ ኮዱን ይጻፉ (ለምሳሌ kdt)።
new-help-person-dependants = ለእያንዳንዱ ጥገኛ አንድ ዕድሜ። ተጨማሪ ቦታ ለማግኘት ያስቀምጡ።
new-help-need-wanted_by = ከላይ ያለው ምላሽ በቂ ከሆነ ይተዉት።
new-help-consent-mode = ለመጠየቅ ጊዜ ካልነበረ ይተዉት።
new-help-consent-language = የጠየቁበት ቋንቋ፤ በዝርዝሩ ውስጥ ከሌለ መለያ ኮዱ (ለምሳሌ kdt)። ለመጠየቅ ጊዜ ካልነበረ ይተዉት።
new-help-consent-recipients = ግለሰቡ በተስማሙበት እያንዳንዱ አጋር ላይ ምልክት ያድርጉ። ሌሎቹ እነማን እንደሆኑ የትኛውም አጋር አያውቅም።
new-help-consent-sections = ግለሰቡ በተስማሙበት ሁሉ ላይ ምልክት ያድርጉ። የሚያስፈልገው ሁልጊዜ ይሄዳል። ታሪኩ ግለሰቡ እንዲሄድ ካሉ ብቻ።
new-help-consent-valid_until = የስምምነቱ የመጨረሻ ቀን።
new-help-document-country = የሰጠው አገር።
new-help-to-partner = ግለሰቡ በዚህ አጋር መስማማታቸው ግዴታ ነው።
new-note-urgency-emergency = በሕይወት ወይም በደህንነት ላይ ላለ አደጋ። አጋሩ ዛሬ ምላሽ እንዲሰጥ ይጠየቃል።
new-note-urgency-urgent = እስከሚቀጥለው ሳምንት ሊጠብቅ አይችልም።
new-note-urgency-normal = በሁለት ሳምንት ውስጥ የሚባባስ ነገር የለም።
new-note-section-needs = ወዲያው ይሄዳል፦ የሚያስፈልገው፣ ምን ያህል በቶሎ፣ ቋንቋዎች፣ አደጋዎች። ስም የለም።
new-note-section-identity = አጋሩ ከተቀበለ በኋላ ይሄዳል።
new-note-section-safe_contact = አጋሩ ከተቀበለ በኋላ ይሄዳል።
new-note-section-documents = አጋሩ ከተቀበለ በኋላ ይሄዳል።
new-note-section-screening = አጋሩ ከተቀበለ በኋላ ይሄዳል።
new-note-section-account = በራሱ በጭራሽ አይሄድም።
new-buddhist = { $typed } ብለው ጽፈዋል። ይህ የቡድሂስት ዓመት ነው? ከሆነ በግሪጎሪያን አቆጣጠር { $reading } ነው። ካልሆነ ቀኑን እንደገና ይጻፉ።
new-buddhist-yes = አዎ፣ { $reading }ን ተጠቀም
new-fault-line = { $question } – { $fault }

## Partners to choose from
new-no-partners = እስካሁን አጋር የለዎትም። ምላሾች ይቀመጣሉ፣ ነገር ግን ከአጋር ጋር ከመጣመርዎ በፊት ምንም መላክ አይቻልም።
new-nothing-to-choose = እስካሁን ሊመረጥ የሚችል የተረጋገጠ አጋር የለም።
new-partner-unknown = በአጋሮች ዝርዝርዎ ውስጥ የለም።
new-partner-languages = ቋንቋዎች፦ { $languages }።
new-partner-common-language = ከግለሰቡ ጋር የጋራ ቋንቋ አለው።
new-partner-no-common-language = ከግለሰቡ ጋር የጋራ ቋንቋ የለውም።
new-partner-named = ግለሰቡ በዚህ አጋር ተስማምተዋል።
new-partner-not-named = ስምምነቱ ይህን አጋር አይጠቅስም።
new-partner-confirmed = ተረጋግጧል።
new-partner-not-confirmed = በሁለቱም ወገን አልተረጋገጠም፦ እስካሁን ምንም ሊላክለት አይችልም።
new-partner-blocked = ታግዷል፦ ምንም ሊላክለት አይችልም።
new-kind-ngo = መንግሥታዊ ያልሆነ ድርጅት።
new-kind-shelter = መጠለያ።
new-kind-clinic = ክሊኒክ ወይም ሆስፒታል።
new-kind-legal_aid = የሕግ ድጋፍ።
new-kind-embassy = ኤምባሲ ወይም ቆንስላ።
new-kind-international_organisation = ዓለም አቀፍ ድርጅት።
new-kind-authority = የመንግሥት አካል።
new-kind-auditor = ኦዲተር።

## Check answers
new-check-title = ምላሾችዎን ያረጋግጡ
new-check-ready = ምንም አልተላከም። አጋሩ የሚያየውን ያንብቡ፣ ከዚያ ይላኩ።
new-check-not-ready = ምንም አልተላከም። ከላይ የተጠቀሰውን ያርሙ፤ ምላሾችዎ ተቀምጠዋል።
new-change = ቀይር፦ { $task }
new-nothing-written = የተጻፈ ነገር የለም።
new-sees-now = አጋሩ አሁን የሚያየው
new-sees-code = እያንዳንዱ አጋር እዚህ በሚታየው ፈንታ የራሱን የጉዳይ ኮድ ያገኛል።
new-sees-after = አጋሩ ከተቀበለ በኋላ የሚያየው
new-sees-nothing = ተጨማሪ የለም።
new-row-referred_at = ሪፈር የተደረገበት ጊዜ
new-row-based_on = ሌላ ሪፈራልን ይከተላል
new-was-sent = ከዚህ ረቂቅ የሆነ ነገር ተልኳል። እዚህ ሊነበብ ይችላል፣ ሊቀየር ግን አይችልም።
new-sent-row = { $referral }። ወደ { $partner }

## Send
new-send-title = መላክ
new-send-more-title = ወደ ሌላ አጋር ላክ
new-send-no-partner = ስምምነቱ የሚጠቅሰው አጋር በአጋሮች ዝርዝርዎ ውስጥ የለም።
new-send-to = ወደ የትኞቹ አጋሮች?
new-send-to-hint = ግለሰቡ የተስማሙባቸው አጋሮች ብቻ። እያንዳንዱ የራሱን ሪፈራል ያገኛል፣ ስለ ሌሎቹም አያውቅም።
new-send-asked = ስለዚህ የመንግሥት አካል ወይም ኤምባሲ ግለሰቡን እንደገና ጠይቄያቸዋለሁ፣ እነሱም ተስማምተዋል።
new-send-all = ስም፣ መገናኛና ሰነዶችን ወዲያው ላክ
new-send-all-meaning = በድንገተኛ ጊዜ ብቻ፦ አጋሩ ከመቀበሉ በፊት ያያቸዋል። ታሪኩ አሁንም አይሄድም። ይህን መመለስ አይቻልም።
new-send-button = አሁን ላክ
new-send-nobody-what = ምልክት የተደረገበት አጋር የለም።
new-send-nobody-hint = ቢያንስ አንድ አጋር ላይ ምልክት ያድርጉ። ምንም አልተላከም።
new-sent-title = ተልኳል
new-sent-next = ቀጥሎ የሚሆነው
new-sent-next-way = አጋሩን አሁን ማግኘት ካልተቻለ፣ ሪፈራሉ በዚህ ኮምፒውተር ላይ በደህና ተቀምጦ ይጠብቃል፣ በራሱም ይወጣል።
new-sent-next-receipt = ሲደርስ አጋሩ መቀበሉን ይፈርማል፦ ሁለት ✓✓ ምልክቶች።
new-sent-next-answer = እዚያ ያለ ሰው ምላሽ ይሰጣል። ምላሹን በመነሻ ገጽና በሪፈራሉ ገጽ ላይ ያያሉ።
new-sent-next-person = ምን እንደተላከ፣ ለማን እንደተላከና ምላሽ መቼ እንደሚጠብቁ ለግለሰቡ ይንገሩ።
new-sent-answers = የተጻፈው

## Erase
new-erase-link = ይህን ረቂቅ ደምስስ
new-erase-title = ይህ ረቂቅ ይደምሰስ?
new-erase-words = ረቂቅ { $draft }፣ ጉዳይ { $code }፣ ከዚህ ኮምፒውተር ለዘለዓለም ይደመሰሳል። ከሱ ምንም አልተላከም።
new-erase-button = ለዘለዓለም ደምስስ

## What the desk says about drafts
failure-sent_already-what = ምንም አልተለወጠም፦ ከዚህ ረቂቅ የሆነ ነገር ተልኳል።
failure-sent_already-hint = አዲስ ሪፈራል ይጀምሩ፣ ወይም በተላከው ሪፈራል ገጽ ላይ ስምምነቱን ይቀይሩ።
failure-too_long-what = ይህ ለመቀመጥ በጣም ረጅም ነው።
failure-too_long-hint = ረጅሞቹን ጽሑፎች ያሳጥሩ። ከላኩ በኋላ ፋይል ማያያዝ ይቻላል።
failure-form_faults-what = ረቂቁ መታረም ያለበት ነገር አለው። ምንም አልተላከም።
failure-form_faults-hint = የተጠቀሰውን ያርሙና እንደገና ይላኩ።
failure-consent_does_not_name_partner-what = ስምምነቱ ይህን አጋር አይጠቅስም። ምንም አልተላከም።
failure-consent_does_not_name_partner-hint = ግለሰቡን ይጠይቁ። ከተስማሙ፣ «ግለሰቡ የተስማሙበት» በሚለው ገጽ አጋሩ ላይ ምልክት ያድርጉ።
failure-not_confirmed-what = ምንም አልተላከም፦ አጋሩ በሁለቱም ወገን አልተረጋገጠም።
failure-not_confirmed-hint = በአጋሩ ገጽ ላይ ያለውን የደህንነት ቁጥር በስልክ ወይም በአካል ያነጻጽሩ።
failure-ask_first-what = ለዚህ የመንግሥት አካል ወይም ኤምባሲ ከመነገሩ በፊት ግለሰቡ እንዲጠየቁ ስምምነቱ ይላል። ምንም አልተላከም።
failure-ask_first-hint = ግለሰቡን ይጠይቁ። ከተስማሙ፣ መጠየቅዎን የሚገልጸው ላይ ምልክት ያድርጉና እንደገና ይላኩ።
failure-consent_forbids-what = ግለሰቡ እንዲህ ላለ ድርጅት በጭራሽ መነገር የለበትም ብለዋል። ምንም አልተላከም።
failure-consent_forbids-hint = ሌላ አጋር ይምረጡ።
failure-consent_expired-what = ስምምነቱ አብቅቷል። ምንም አልተላከም።
failure-consent_expired-hint = ግለሰቡን እንደገና ይጠይቁ፣ አዲሱን ስምምነትም ይጻፉ።
failure-blocked-what = ይህ አጋር ታግዷል። ምንም አልተላከም።
failure-blocked-hint = በአጋሩ ገጽ ላይ እገዳውን ያንሱ፣ ወይም ሌላ አጋር ይምረጡ።
failure-no_card-what = የአጋሩ የመገናኛ ካርድ ገና አልመጣም። ምንም አልተላከም።
failure-no_card-hint = ሁለቱም ኮምፒውተሮች በመስመር ላይ ሲሆኑ በራሱ ይመጣል። ያኔ እንደገና ይሞክሩ።
