## The list of referrals
views = የትኞቹ ሪፈራሎች
search-label = ፍለጋ
search-hint = የሪፈራል ቁጥር፣ የጉዳይ ኮድ፣ አጋር፣ አገልግሎት ወይም ሁኔታ።
search-button = ፈልግ
search-clear = ሁሉንም እንደገና አሳይ
search-found = { $count ->
    [one] { $count } ሪፈራል ተገኝቷል።
   *[other] { $count } ሪፈራሎች ተገኝተዋል።
}
list-nothing = እዚህ ሪፈራል የለም።
list-pages = የዝርዝሩ ገጾች
list-page = ገጽ { $page } ከ{ $pages }
list-before = ያለፈው ገጽ
list-after = ቀጣይ ገጽ

## One referral
referral-title = ሪፈራል { $referral }
referral-about = ሪፈራል { $referral }፣ ጉዳይ { $code }።
referral-standing = ያለበት ደረጃ
referral-status = ሁኔታ
referral-to = ተቀባይ
referral-from = ላኪ
referral-urgency = ምን ያህል በቶሎ
referral-code = የጉዳይ ኮድ
referral-consent = ስምምነት
referral-tick = የመጨረሻ መልዕክትዎ
back-to-referral = ወደ ሪፈራል { $referral } ተመለስ
deadlines-title = ጊዜው የደረሰ ሥራ
todo-title = አሁን የሚደረግ
todo-seldom = ሌላ ነገር ተከስቷል
needs-title = የሚያስፈልገው
needs-not-here = ሪፈራሉ ራሱ ገና አልደረሰም። በራሱ ይመጣል።
need-numbered = ፍላጎት { $number }፦ { $service }
need-note = ማስታወሻ፦ { $note }
sections-title = የያዘው ይዘት
sections-none = እስካሁን ሊታይ የሚችል የለም።
section-seen = አጋሩ ይህን አሁን ያያል።
section-not-seen = አጋሩ ይህን ገና አያይም።
timeline-title = የተከናወነው
timeline-slip = መስመር { $entry } በስህተት የገባ ነው
by-us = እርስዎ
slip-referral = ሪፈራሉ በሙሉ
fact-slip = ምን
fact-note-of-need = ስለ { $need } ማስታወሻ
files-title = ፋይሎች
files-none = የተያያዘ ፋይል የለም።
files-warning = የሚያስቀምጡት ፋይል ከWaypost ይወጣል፦ እዚያ አይመሰጠርም፣ ሪፈራሉን መደምሰስም ፋይሉን አይደመስሰውም።
file-save = { $file }ን አስቀምጥ፦ { $name }
size-bytes = { $count ->
    [one] { $count } ባይት
   *[other] { $count } ባይቶች
}
size-kb = { $size } KB
size-mb = { $size } MB
reads-title = ከድርጅትዎ የከፈቱት
reads-none = እስካሁን ማንም የለም።
reads-count = { $count ->
    [one] { $count } ጊዜ ተከፍቷል
   *[other] { $count } ጊዜ ተከፍቷል
}
reads-more = { $count ->
    [one] እና ከዚያ በፊት { $count } ጊዜ
   *[other] እና ከዚያ በፊት { $count } ጊዜ
}
print-link = እንደ ቅጽ አትም
consent-link = ስምምነት

## Rows whose question needs other words when it stands alone
row-numbered = { $number }. { $label }
row-referred_at = ሪፈር የተደረገበት ጊዜ
row-based_on = ሌላ ሪፈራልን ይከተላል
row-minor = { $age } (ለአካለ መጠን ያልደረሰ)
row-speaks = መናገር፦ { $level }
row-reads = ማንበብ፦ { $level }
row-person-age_band = ዕድሜ
row-consent-override_reason = ስምምነት የለም፦ የድንገተኛ ጊዜ ልዩ ውሳኔ
row-consent-obtained_by = ስምምነቱን የጠየቀው
row-consent-obtained_on = ስምምነቱ የተሰጠበት ቀን
row-consent-language = ስምምነቱ የተጠየቀበት ቋንቋ
row-consent-recipients = ሊነገራቸው የሚችሉ አጋሮች
row-consent-purposes = የተስማሙባቸው አገልግሎቶች
row-consent-sections = የተስማሙባቸው ክፍሎች
row-consent-valid_until = ስምምነቱ የሚጸናው እስከ
row-screening-status_by = በሰው የመነገድ ሁኔታን የወሰነው
row-screening-screened_by = ያጣራው
row-screening-screened_on = የተጣራበት ቀን
row-account-language = የታሪኩ ቋንቋ
row-account-taken_on = ታሪኩ የተጻፈበት ቀን
row-from-worker = ሪፈር ያደረገው
row-from-desk = ዴስካቸው ወይም ቡድናቸው
row-to-desk = ለየትኛው ዴስክ ወይም ቡድን

## Steps: what a button says, and what it means
do-accept = ተቀበል
why-accept = እስከ መቼ እንደሚጀምሩ ይግለጹ። ሲቀበሉ ማን እንደሆኑ ይታይዎታል።
do-acknowledge = ሰው እንደያዘው ግለጽ
why-acknowledge = አጋሩ ሰው እየተከታተለው መሆኑን ያያል። የመወሰኛው ጊዜ ይጀምራል።
do-reply = ለጥያቄው ምላሽ ስጥ
why-reply = አጋሩ ምላሽዎን ይጠብቃል፣ ከዚያም ይወስናል።
do-ask = ጥያቄ ጠይቅ
why-ask = አጋሩ ምላሽ እስኪሰጥ ሪፈራሉ ይጠብቃል።
do-waitlist = በይደር ያዝ
why-waitlist = አጋሩ ገና መወሰን እንደማይችሉና መቼ እንደገና እንደሚያዩት ያያል።
do-decline = ሁሉንም ፍላጎቶች ውድቅ አድርግ
why-decline = ከዚያ አጋሩ ሌላ ቦታ ይፈልጋል። በፍጥነት እንዲያገኝ ምክንያቱን ይግለጹ።
do-depart = ግለሰቡ ወደ አጋሩ ይነሳሉ
why-depart = አጋሩ ግለሰቡን ይጠብቃል። ግለሰቡ መድረሳቸውን ማንም ካልገለጸ ሁለታችሁም ማስጠንቀቂያ ይደርሳችኋል።
do-arrive = ግለሰቡ እዚህ ደርሰዋል
why-arrive = አጋሩ ግለሰቡ በደህና ወደ እርስዎ መድረሳቸውን ያያል።
do-appointment = ቀጠሮ ስጥ
why-appointment = አጋሩ መቼና የት እንደሆነ ለግለሰቡ ሊነግር ይችላል።
do-interim = አዲስ መረጃ ላክ
why-interim = እንዴት እየሄደ እንደሆነ በጥቂት ቃላት።
do-complete = ተጠናቋል፦ እንዴት እንዳበቃ ግለጽ
why-complete = እያንዳንዱ ፍላጎት እንዴት እንዳበቃ ይግለጹ። ከዚያ አጋሩ ሪፈራሉን ይዘጋል።
do-confirm_stop = ማቆምዎን ግለጽ
why-confirm_stop = አጋሩ ሪፈራሉን መልሶ ወስዷል። ከእንግዲህ ምንም እንደማያደርጉ ይግለጹ።
do-stopped = ማቆምዎንና የደመሰሱትን ግለጽ
why-stopped = ግለሰቡ ስምምነቱን ቀይረዋል። ተደምስሷል ያሉት አሁን ከዚህ ኮምፒውተር ይደመሰሳል፣ መልሶ ማምጣትም አይቻልም።
do-lawful_hold = በሕግ ማቆየት እንዳለብዎ ግለጽ
why-lawful_hold = ሕግ ወይም ትእዛዝ እንዳያቆሙ በሚከለክልበት ጊዜ ብቻ። አጋሩና ግለሰቡ ያውቃሉ።
do-close = ሪፈራሉን ዝጋ
why-close = እዚህ ከእንግዲህ የሚደረግ ነገር የለም። ክትትል ማድረግ ግን ይቻላል።
do-expire = መጠበቅ አቁም
why-expire = የምላሽ ጊዜው አልፏል። ከዚያ ወደ ሌላ አጋር ሪፈር ማድረግ ይችላሉ።
do-follow_up = ክትትል ጻፍ
why-follow_up = ከተወሰነ ጊዜ በኋላ ግለሰቡ እንዴት እንደሆኑ።
do-disclose = ለአጋሩ አሁን ተጨማሪ አሳይ
why-disclose = እዚህ የሚመርጡትን አጋሩ ወዲያው ያያል። ከታየ በኋላ እንዳልታየ ማድረግ አይቻልም።
do-no_show = ግለሰቡ አልመጡም
why-no_show = ይህ የደህንነት ፍተሻ ይከፍታል። ምንም ነገር አይዘጋም።
do-propose_onward = ሌላ አጋር አቅርብ
why-propose_onward = አጋሩ መጀመሪያ ግለሰቡን ይጠይቃል። ሪፈራልን ወደ ሌላ የሚያስተላልፍ የለም።
do-hand_back = ግለሰቡን መልሶ ማስረከብ
why-hand_back = አጋሩ እንደገና ኃላፊነቱን ይረከባል። ምክንያቱን ይግለጹ፣ ግለሰቡ እርስዎ ጋር ካሉም ይደውሉ።
do-withdraw = ሪፈራሉን መልሶ መውሰድ
why-withdraw = አጋሩ ያቆማል። ጀምሮ ከሆነ፣ ማቆሙን ይገልጻል።
do-client_declined = ግለሰቡ ከእንግዲህ አይፈልጉትም
why-client_declined = ሪፈራሉ በሁለቱም ወገን ይዘጋል።
do-client_unreachable = ግለሰቡን ማግኘት አልተቻለም
why-client_unreachable = ሪፈራሉ በሁለቱም ወገን ይዘጋል። ይህን የሚጠቀሙት ደህንነቱ የተጠበቀ መንገድ ሁሉ ከሞከሩ በኋላ ነው።
do-entered_in_error = በስህተት የገባ
why-entered_in_error = የሚመርጡት ከእንግዲህ በሁለቱም ወገን አይቆጠርም። ምልክት ተደርጎበት በሂደቱ ዝርዝር ውስጥ ይቆያል።
do-narrow_consent = ግለሰቡ የሚስማሙት ላነሰ ነገር ነው
why-narrow_consent = ግለሰቡ ከእንግዲህ የማይስማሙበትን ምልክቱን ያንሱ። ከታች ያለው እያንዳንዱ አጋር ይነገረዋል፣ በ72 ሰዓት ውስጥም ምላሽ መስጠት አለበት።
button-narrow_consent = ለአጋሮቹ ንገር
do-revoke_consent = ግለሰቡ ስምምነታቸውን ይሰርዛሉ
why-revoke_consent = ከታች ያለው እያንዳንዱ አጋር እንዲያቆምና እንዲደመስስ ይነገረዋል፣ በ72 ሰዓት ውስጥም ምላሽ መስጠት አለበት። ይህን መመለስ አይቻልም፦ በኋላ የሚሰጥ እርዳታ አዲስ ስምምነት ይፈልጋል።
button-revoke_consent = ስምምነቱን ሰርዝና ለአጋሮቹ ንገር

## What forms ask
choose = ይምረጡ
when-tomorrow = በ24 ሰዓት ውስጥ
when-days = { $count ->
    [one] በ{ $count } ቀን ውስጥ
   *[other] በ{ $count } ቀናት ውስጥ
}
when-other = በሌላ ቀን
when-day = ቀን
when-time = ሰዓት
ask-by-when = እስከ መቼ ይጀምራሉ?
answer-accept = ተቀበል
answer-decline = ውድቅ አድርግ
answer-all-title = ሁሉንም መቀበል
answer-all = ሁሉንም ፍላጎቶች ተቀበል
answer-one = ተቀበል
answer-each-title = ወይም ለእያንዳንዱ ፍላጎት ምላሽ ይስጡ
answer-each = እነዚህን ምላሾች ላክ
none-accepted-what = እዚህ ያሉትን ፍላጎቶች ሁሉ ውድቅ አድርገዋል።
none-accepted-hint = ሁሉንም ፍላጎቶች ውድቅ ማድረጊያውን ገጽ ይጠቀሙ፣ ወይም አንዱን ይቀበሉ።
ask-why-decline = ለምን ውድቅ ያደርጋሉ?
ask-why-decline-need = ፍላጎት { $number }፦ ውድቅ ካደረጉ፣ ለምን?
ask-note-need = ፍላጎት { $number }፦ ማስታወሻ
ask-note = ማስታወሻ
hint-decline-note = አንዳንድ ምክንያቶች ማስታወሻ ይፈልጋሉ፦ የትኛው መስፈርት፣ የትኛው ሰነድ፣ ምን እንደጎደለ።
ask-elsewhere = ሊረዳ የሚችል ሌላ ቦታ
hint-elsewhere = አጋሩ ራሱ እዚያ ይጠይቃል።
ask-question = ጥያቄዎ
hint-no-identity = የግለሰቡን ስምም ሆነ ቁጥር አይጻፉ።
ask-reply = የእርስዎ ምላሽ
hint-question = ጥያቄው፦ { $question }
ask-review-by = እንደገና መቼ ያዩታል?
ask-handover-place = የት ያስረክባሉ?
ask-arrive-by = ግለሰቡ መቼ መድረስ አለባቸው?
hint-arrive-by = እስከዚያ ድረስ ግለሰቡ መድረሳቸውን ማንም ካልገለጸ ሁለታችሁም ማስጠንቀቂያ ይደርሳችኋል።
ask-which-need = የትኛው ፍላጎት?
ask-appointment = ቀጠሮው መቼ ነው?
ask-place = የት?
ask-news = አዲስ መረጃ
ask-person-seen = ግለሰቡ
person-seen = ታይተዋል ወይም ተነጋግረዋል። ይህ የደህንነት ፍተሻን ያበቃል።
ask-law = አንድ ነገር የሚያቆዩት በየትኛው ሕግ ነው?
hint-law = የሚያቆዩት ነገር ካለ ያስፈልጋል።
stop-erased = ተደምስሷል
stop-kept = በሕግ ተቀምጧል
stop-agreed = አሁንም የተስማሙበት
ask-lawful-reason = የትኛው ሕግ ወይም ትእዛዝ?
ask-why-hand-back = ለምን መልሰው ያስረክባሉ?
ask-kept = አሁንም ምን ያቆያሉ?
ask-partner-kind = ምን ዓይነት ድርጅት?
ask-services = ለየትኞቹ አገልግሎቶች?
ask-why-withdraw = ለምን መልሰው ይወስዱታል?
ask-follow-up-day = ከምን ያህል ጊዜ በኋላ?
ask-finding = ምን አገኙ?
ask-disclose = ምን ያሳያሉ?
hint-account = ግለሰቡ በራሳቸው አነጋገር የነገሩት። ይህ አጋር እንዲያነበው ግለሰቡ ከፈለጉ ብቻ።
ask-slip = በስህተት የገባው ምንድን ነው?
hint-slip-referral = አጋሩ ሁሉንም ችላ እንዲለው ይነገረዋል።
ask-agreed-services = አሁንም የተስማሙባቸው አገልግሎቶች
ask-agreed-sections = አሁንም የተስማሙባቸው ክፍሎች
fault-write = እዚህ የሆነ ነገር ይጻፉ።
fault-choose = አንድ ይምረጡ።
fault-choose-any = ቢያንስ አንድ ይምረጡ።
fault-when = መቼ እንደሆነ ይግለጹ።

## Consent
consent-title = ስምምነት
consent-terms = ግለሰቡ የተስማሙበት
consent-who = ማን ያውቀዋል
consent-partners = በዚህ ስምምነት ሥር ያሉ አጋሮች
consent-partner = አጋር
consent-referral = ሪፈራል
consent-state = እዚያ ያለው ስምምነት
consent-answered = ለመጨረሻው ለውጥ የተሰጠ ምላሽ
consent-change = ግለሰቡ ይለውጡታል
consent-will-be-told = የሚነገራቸው
consent-owes-title = የእርስዎ ምላሽ ይጠበቃል
consent-owes = ግለሰቡ ስምምነቱን ቀይረዋል። የደመሰሱትን፣ ወይም ለምን ማቆየት እንዳለብዎ በ72 ሰዓት ውስጥ ይግለጹ።

## Files
attach-title = ፋይል አያይዝ
attach-words = ፋይሉ ያለበትን የሪፈራሉ ክፍል ስምምነቱ አሁን የሚፈቅድ ከሆነ አጋሩ ፋይሉን ያገኛል።
ask-file-section = የየትኛው የሪፈራሉ ክፍል ነው?
hint-file-section = ግለሰቡ እንዲጋራ የተስማሙበት፣ አብሮም የሚደመሰሰው።
attach-name = አጋሩ የሚያየው የፋይሉ ስም
attach-name-hint = ያለ ግለሰቡ ስም። ባዶ ከተተወ የፋይሉ የራሱ ስም ይወሰዳል።
attach-file = ፋይሉ
attach-file-hint = ቢበዛ 25 MB። ፋይሉ ስለራሱ የሚናገረው አብሮ ይሄዳል፦ አዘጋጅ፣ ቦታ፣ ካሜራ።
upload-not_ours-what = ፋይሉ ሊነበብ አልቻለም።
upload-not_ours-hint = ምንም አልተያያዘም። ገጹን እንደገና ይጫኑና እንደገና ይሞክሩ።
upload-no_file-what = ፋይል አልተመረጠም፣ ወይም ባዶ ነው።
upload-no_file-hint = ፋይል ይምረጡ።
upload-too_large-what = ፋይሉ ከ25 MB ይበልጣል።
upload-too_large-hint = ምንም አልተያያዘም። በዝቅተኛ ጥራት ስካን ያድርጉት፣ ወይም ከፋፍለው ያያይዙት።
upload-cut_short-what = ፋይሉ ሙሉ በሙሉ አልመጣም።
upload-cut_short-hint = ምንም አልተያያዘም። እንደገና ይሞክሩ።
upload-too_slow-what = ፋይሉ በጣም በዝግታ መጣ።
upload-too_slow-hint = ምንም አልተያያዘም። እንደገና ይሞክሩ።

## Paper
print-title = የሪፈራል ቅጽ { $referral }
print-now = አትም
print-warning = ወረቀት አይመሰጠርም፣ ሪፈራሉን መደምሰስም ወረቀቱን አያጠፋውም። ማተምዎ ይመዘገባል።
print-signatures = ፊርማዎች
print-signatures-words = ማን አስረከበ፣ ማን ተረከበ
print-who = ማን
print-name = ስም
print-day = ቀን
print-signature = ፊርማ
print-by-person = ግለሰቡ፣ መፈረም ከፈለጉ
print-by-referrer = ሪፈር በሚያደርገው ድርጅት ስም
print-by-target = በሚጠየቀው ድርጅት ስም
print-proof = ይህ የትኛው ደብዳቤ ነው
print-proof-words = ኮዱና አሃዞቹ ይህ ወረቀት የታተመበትን የተፈረመ ደብዳቤ ያመለክታሉ። ደብዳቤው ያለው ማንኛውም ሰው ሊያነጻጽራቸው ይችላል።
print-proof-code = የተፈረመውን ደብዳቤ የሚያመለክት ኮድ

## When the desk says no
failure-not_now-hint = ሪፈራሉን እንደገና ይመልከቱ፦ የተለወጠ ነገር ሊኖር ይችላል።
failure-unknown_attachment-what = እንዲህ ያለ ፋይል የለም።
failure-unknown_attachment-hint = ሪፈራሉን እንደገና ይመልከቱ።
failure-attaching-what = በዚህ ቅጽበት በጣም ብዙ ፋይሎች እየተያያዙ ነው።
failure-attaching-hint = ከጥቂት ደቂቃዎች በኋላ እንደገና ይሞክሩ።
failure-no_upload-what = ፋይሉ በጣም ረጅም ጊዜ ወሰደ።
failure-no_upload-hint = እንደገና ያያይዙት።
failure-shared_draft-hint = መቀመጣቸውንና በየትኛው ሕግ እንደሆነ ይግለጹ፤ ወይም መጀመሪያ ሌሎቹን ሪፈራሎች ይደምስሱ።
failure-section_unanswered-hint = ለእያንዳንዱ መደምሰሱን ወይም መቀመጡን ይግለጹ።
failure-nothing_open-hint = ሪፈራሉን እንደገና ይመልከቱ፦ አስቀድሞ ምላሽ ተሰጥቶት ሊሆን ይችላል።
failure-need_unanswered-hint = ለእያንዳንዱ ፍላጎት ምላሽ ይስጡ።
failure-erased-hint = መልሶ የሚያመጣው ነገር የለም።
failure-no_referral_yet-what = ሪፈራሉ ራሱ ገና አልደረሰም።
failure-no_referral_yet-hint = ኋለኞቹ መልዕክቶች ቀድመውት መጥተዋል። በራሱ ይመጣል፤ ያኔ እንደገና ይሞክሩ።
