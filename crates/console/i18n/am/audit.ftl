## The log
audit-title = ኦዲት
audit-words = እያንዳንዱ ደብዳቤ ሳይታወቅበት ማንም በኋላ ሊለውጠው በማይችል መዝገብ ውስጥ ይገባል። በኋላ ማስረዳት እንዲችሉ መዝገቡ ምን እንደነበረ አጋሮች ይፈርማሉ። መዝገቡ የማንንም ሰው ስም አይጠቅስም።
audit-back = ወደ መዝገቡ ተመለስ
log-entries = { $count ->
    [one] { $count } ግቤት
   *[other] { $count } ግቤቶች
}
log-number = የመዝገብ ቁጥር
log-size = ግቤቶች
log-head = የቅርብ ጊዜው የተፈረመ የመዝገብ ጫፍ
log-no-head = ገና ምንም አልተፈረመም
log-cosigned = አብረው የፈረሙ
log-cosigned-nobody = ገና ማንም
log-needed = ምስክሮች
log-met = በቂ ነው
log-not-met = ገና በቂ አይደለም
log-needed-count = { $count ->
    [one] { $count } አጋር አብሮ መፈረም አለበት።
   *[other] { $count } አጋሮች አብረው መፈረም አለባቸው።
}
log-counting = { $count ->
    [one] ከሚቆጠሩት { $count } ፈርሟል።
   *[other] ከሚቆጠሩት { $count } ፈርመዋል።
}
log-root = የዛፉ ሥር
cosign-words = የመዝገብ ጫፍ በቀን አንድ ጊዜ በራሱ ይፈረማል፣ አጋሮችም አብረው እንዲፈርሙት ይጠየቃሉ።
cosign-button = ጫፉን አሁን ፈርምና አጋሮችን ጠይቅ
## Heads are held
held-title = የመዝገብ ጫፍ እየተፈረመ አይደለም
held-restored = ይህ ኖድ ከምትኬ ተመልሶ አዲስ መዝገብ ጀምሯል።
held-old_copy = አጋሮች ከዚህ መዝገብ እዚህ ካለው የበለጠ አይተዋል፦ ይህ አቃፊ የቆየ ቅጂ ነው።
held-damaged = በዚህ ዲስክ ላይ ያለው የመዝገቡ ክፍል ተበላሽቷል።
held-since = ከ{ $since } ጀምሮ።
held-hint = ደብዳቤዎች ይቀጥላሉ። መዝገቡ እንዴት እንደሚቀጥል ሰው መወሰን አለበት።
held-admin = ለድርጅትዎ አስተዳዳሪ ይንገሩ።
resume-title = የመዝገብ ጫፎችን እንደገና መፈረም
resume-what = ይህን የሚያደርጉት ከአሁን በኋላ የድርጅትዎ ኖድ የሚሠራበት ብቸኛው ኮምፒውተር ይህ ከሆነ ብቻ ነው። የድሮው ኮምፒውተር በጭራሽ እንደገና መሥራት የለበትም።
resume-seen = አጋሮችና ኦዲተሮች አዲስ መዝገብ እዚህ እንደሚጀምርና ለምን እንደሆነ ያያሉ።
resume-button = የመዝገብ ጫፎችን እንደገና ፈርም
## A partner's log shows two histories
histories-title = { $partner } የመዝገቡን ሁለት የተለያዩ ታሪኮች ያሳያል
histories-short = ሁለት ታሪኮች
histories-words = ሁለት የተፈረሙ የመዝገቡ ጫፎች እርስ በርስ አይጣጣሙም። ሰው መዝገቡን ለውጦታል፣ ወይም የኖዱ ሁለት ቅጂዎች እየሠሩ ነው። እዚያ ያለና የሚያውቁትን ሰው ይጠይቁ፣ ለኦዲተሩም ይንገሩ። ሁለቱም ጫፎች ተቀምጠዋል።
histories-noticed = የታየው { $at }፦ ይህን የሚያስረዳው
histories-known = የሚታወቀው የመዝገብ ጫፍ፦
histories-note = ሌላኛው የመዝገብ ጫፍ፦
histories-header = ሌላ ጫፍ የሚጠቅሰው ደብዳቤ ራስጌ፦
histories-signature = ፊርማው፦
## Who cosigns
witnesses-title = አጋሮች እንደ ምስክር
witnesses-caption = አጋሮች አብረው የፈረሙት፣ እርስዎም አብረው የፈረሙላቸው
witnesses-words = እያንዳንዱ አጋር የእርስዎን መዝገብ ጫፎች ይፈርማል፣ እርስዎም የእነሱን ይፈርማሉ።
witnesses-none = ገና የተረጋገጠ አጋር የለም፦ ማንም አብሮ ሊፈርም አይችልም።
witness-ours = የእርስዎን አብሮ የፈረመ
witness-said = የመጨረሻ ምላሹ
witness-theirs = የእነሱን አብረው የፈረሙት
witness-counts = ይቆጠራል
witness-cosigned = { $entries }፣ { $at }
witness-nothing = ገና ምንም
witness-not-asked = ገና አልተጠየቀም
witness-waiting = ከ{ $since } ጀምሮ ምላሽ አልሰጠም
witness-answer-cosigned = አብሮ ፈርሟል
witness-answer-conflict = ተመሳሳይ መጠን ያለው ሌላ ጫፍ ያውቃል
witness-answer-older = አዲስ ጫፍ አብሮ ፈርሟል
witness-answer-inconsistent = ጫፉ እሱ ከሚያውቀው አይቀጥልም
## Verifying everything
verify-title = ሁሉንም ማረጋገጥ
verify-words = በዚህ ኮምፒውተር ላይ ያለውን እያንዳንዱን ፊርማ፣ እያንዳንዱን ሰንሰለትና መላውን መዝገብ ይመረምራል። ደብዳቤዎቹ በጣም ብዙ ከሆኑ ጥቂት ደቂቃዎች ይወስዳል።
verify-button = አሁን አረጋግጥ
verified-title = የተረጋገጠው
verified-all = ሁሉም ትክክል ነው።
verified-count = { $count ->
    [one] { $count } ደብዳቤ ተረጋግጧል፣ ትክክልም ነው።
   *[other] { $count } ደብዳቤዎች ተረጋግጠዋል፣ ትክክልም ናቸው።
}
verified-stolen = { $count ->
    [one] ከእነሱ { $count } በኋላ መሰረቁ የተነገረ ቁልፍ ይዟል። የመጣው ይህ ከመታወቁ በፊት ነው፤ ለሌላ ለማንም ግን ምንም አያስረዳም።
   *[other] ከእነሱ { $count } በኋላ መሰረቁ የተነገረ ቁልፍ ይዘዋል። የመጡት ይህ ከመታወቁ በፊት ነው፤ ለሌላ ለማንም ግን ምንም አያስረዱም።
}
verified-faults = { $count ->
    [one] { $count } ነገር ትክክል አይደለም
   *[other] { $count } ነገሮች ትክክል አይደሉም
}
verified-faults-words = የአቃፊውን ቅጂ እንዳለ ያስቀምጡ፣ የሚመለከተውን እያንዳንዱን አጋርም እንዲሁ እንዲያደርግ ይጠይቁ።
verified-faults-more = { $count ->
    [one] ተጨማሪ { $count } አልታየም።
   *[other] ተጨማሪ { $count } አልታዩም።
}
verified-by-kind = የተረጋገጡ ደብዳቤዎች በዓይነት
log-letters = ደብዳቤዎች
letters-title = ደብዳቤዎች
letters-caption = የቅርብ ጊዜዎቹ ደብዳቤዎች፣ በራስጌያቸው
letters-none = ገና ደብዳቤ የለም።
letters-shown = ከ{ $listed } ደብዳቤዎች የቅርብ ጊዜዎቹ { $shown }።
letters-words = ራስጌያቸው ብቻ፦ ከሚሉት ምንም የለም።
log-column-letter = ደብዳቤ
log-column-day = ቀን
log-column-kind = ዓይነት
log-column-from = ላኪ
log-column-to = ተቀባይ
letter-kind-referral = ሪፈራል
letter-kind-move = በሪፈራል ውስጥ አንድ እርምጃ
letter-kind-receipt = ደረሰኝ
letter-kind-disclosure = በኋላ የታዩ ክፍሎች
letter-kind-card = የመገናኛ ካርድ
letter-kind-join = ግብዣን መከተል
letter-kind-confirm = ጥምረቱን ማረጋገጥ
letter-kind-recall = ቅጂዎችን መጠየቅ
letter-kind-copies = ቅጂዎች
letter-kind-trust = የመልሶ ማግኛ ወረቀት ድርሻ
letter-kind-attachment = አባሪ ፋይል
letter-kind-piece = የአባሪ ፋይል ክፍል
letter-kind-pieces = ለክፍሎች ደረሰኝ
letter-kind-witness = አብሮ እንዲፈረም መጠየቅ
letter-kind-cosigned = አብሮ የተፈረመ
## One letter
letter-title = በመዝገቡ ውስጥ ያለ ደብዳቤ
letter-words = በግርጌ ካለው ደብዳቤ ጀምሮ እያንዳንዱ እርምጃ ሁለት ሃሾችን ወደ አንድ ያጣምራል፣ እስከ ሥሩ ድረስ። አጋሮች ሥሩን ፈርመዋል። ደብዳቤውን የለወጠ ሰው ሌላ ሥር ያገኛል።
letter-header = ራስጌው
letter-place = ቦታው
letter-entry = ቁጥር { $number } ከ{ $entries }
letter-cosigned = { $count ->
    [one] { $count } አጋር አብሮ ፈርሞታል።
   *[other] { $count } አጋሮች አብረው ፈርመውታል።
}
letter-unsigned = ይህ ደብዳቤ ያለበት የተፈረመ የመዝገብ ጫፍ ገና የለም። ቀጣዩ ይይዘዋል።
letter-picture = የመዝገቡ ዛፍ፦ ከዚህ ደብዳቤ እስከ ሥሩ ያለው መንገድ፣ በእያንዳንዱ እርምጃ ከሚጣመረው ሃሽ ጋር። ተመሳሳዮቹ ሃሾች በሰንጠረዡ ውስጥ አሉ።
letter-this = ይህ ደብዳቤ
letter-root = ሥሩ
letter-steps = ከደብዳቤው ወደ ሥሩ ያለው መንገድ
letter-step = እርምጃ
letter-side = ሌላኛው ሃሽ ያለው
letter-left = በግራ
letter-right = በቀኝ
letter-hash = ሃሽ
## Sharing with an auditor
share-title = የተወሰነ ጊዜ መዝገብ ለኦዲተር ማጋራት
share-link = የተወሰነ ጊዜ መዝገብ ለኦዲተር እንዴት እንደሚሰጥ
share-what = ኦዲተር ለአንድ ጊዜ ወሰን አንድ ፋይል ያገኛል፣ ሊከፍተውም የሚችለው ያ ኦዲተር ብቻ ነው። በውስጡ ራስጌዎች፣ ፊርማዎችና ጊዜያት አሉ፤ ስም የለም፣ ፍላጎት የለም፣ ጽሑፍ የለም።
share-how = ፋይሉ በዚህ ኮምፒውተር ላይ የሚጻፈው በትእዛዝ ነው እንጂ በዚህ ገጽ አይደለም። የመጀመሪያውንና የመጨረሻውን ቀን፣ የኦዲተሩን ቁልፍ እና የአዲሱን ፋይል ስም ያስገቡ፦
share-key = የኦዲተሩ ቁልፍ በage1 ይጀምራል። ማንም ሊለውጠው በማይችልበት መንገድ ከኦዲተሩ ይውሰዱት።
