## Reports
reports-title = ሪፖርቶች
reports-period = ምን ያህል ወደ ኋላ
period-30 = 30 ቀናት
period-90 = 90 ቀናት
period-365 = 365 ቀናት
reports-words = በዚህ ጊዜ ውስጥ የተላኩ ሪፈራሎች። ከእነዚህ ቁጥሮች በአንዱም ማንም ሰው አይጠቀስም።
reports-not-counted = { $count ->
    [one] { $count } የቆየ ሪፈራል ገና አልተቆጠረም። በራሱ እየታየ ነው።
   *[other] { $count } የቆዩ ሪፈራሎች ገና አልተቆጠሩም። በራሳቸው እየታዩ ነው።
}
picture-more = { $count ->
    [one] ተጨማሪ { $count } በሰንጠረዡ ውስጥ አለ።
   *[other] ተጨማሪ { $count } በሰንጠረዡ ውስጥ አሉ።
}
report-partner = አጋር
report-total = ሁሉም
report-referrals = ሪፈራሎች
## Referrals by state
states-sent = የላኳቸው ሪፈራሎች፣ በሁኔታ
states-received = የደረሱዎት ሪፈራሎች፣ በሁኔታ
states-sent-none = በዚህ ጊዜ ውስጥ ምንም ሪፈራል አልላኩም።
states-received-none = በዚህ ጊዜ ውስጥ ምንም ሪፈራል አልደረሰዎትም።
states-state = ሁኔታ
## Time to the first answer
answers-title = እስከ መጀመሪያው ምላሽ የወሰደው ጊዜ
answers-words = አጋሮች ለሪፈራሎችዎ ምላሽ ለመስጠት የወሰደባቸው ጊዜ። ግማሾቹ ምላሾች በሚታየው ጊዜ ውስጥ መጥተዋል።
answers-nothing = በዚህ ጊዜ ውስጥ ምላሽ የጠበቀ ሪፈራል የለዎትም።
answers-none-yet = ገና ምላሽ የለም
answers-line = { $count ->
    [one] { $count } ሰዓት
   *[other] { $count } ሰዓታት
}
answers-cut = ከ7 ቀናት በላይ የሆነ አሞሌ በጠርዙ ላይ ያበቃል።
answers-median = ግማሹ የመጣው በዚህ ጊዜ ውስጥ
answers-24 = በ24 ሰዓት ውስጥ
answers-72 = ከ24 እስከ 72 ሰዓት ውስጥ
answers-later = ከዚያ በኋላ
answers-waiting = እስካሁን ምላሽ አልተሰጠም
## Needs by place
needs-sent = የላኳቸው ፍላጎቶች፣ በቦታ
needs-received = የደረሱዎት ፍላጎቶች፣ በቦታ
needs-sent-none = በዚህ ጊዜ ውስጥ ምንም ፍላጎት አልላኩም።
needs-received-none = በዚህ ጊዜ ውስጥ ምንም ፍላጎት አልደረሰዎትም።
needs-service = የሚያስፈልግ እርዳታ
needs-hidden = ማንንም ሰው እንዳይጠቁም ከ1 እስከ 4 ያለ ቁጥር <5 ተብሎ ይታያል። እንዲህ ያለ ቁጥር ያለበት ድምር ከቁጥሩ ቀጥሎ «ወይም ከዚያ በላይ» ተብሎ ይታያል።
needs-few = <5
needs-or-more = { $count } ወይም ከዚያ በላይ
needs-other-partners = { $count ->
    [one] { $count } ሌላ አጋር
   *[other] { $count } ሌሎች አጋሮች
}
## The network
network-title = የእርስዎ መረብ አሁን
network-us = እርስዎ
network-words = ሙሉ መስመር ግንኙነት አለ ማለት ነው። የተቆራረጠ መስመር አሁን ግንኙነት የለም ማለት ነው፦ ደብዳቤዎች በዚህ ኮምፒውተር ላይ በደህና ተቀምጠው ይጠብቃሉ፣ ወይም በደብዳቤ ሳጥን ወይም በፍላሽ ይሄዳሉ።
network-heard = የተሰማው { $ago }
network-never = እስካሁን አልተሰማም
network-now = አሁን
network-confirmed = በሁለቱም ተረጋግጧል
## Months
months-title = በየወሩ
months-words = የአሞሌው የመጀመሪያ ክፍል እርስዎ የላኩት፣ ሁለተኛው የደረሰዎት ነው።
months-none = በዚህ ጊዜ ውስጥ ምንም አልተላከም፣ ምንም አልደረሰም።
months-shown = { $sent } የተላኩ፣ { $received } የደረሱ
month-of-year = { $month } { $year }
months-month = ወር
months-sent = የተላኩ
months-received = የደረሱ
months-accepted = ከዚያ ወዲህ ተቀባይነት ያገኙ
months-declined = ከዚያ ወዲህ ውድቅ የተደረጉ
