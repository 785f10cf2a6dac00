## Around every page: the line on top, the menu, the foot, times.
menu = ምናሌ
menu-home = መነሻ
menu-referrals = ሪፈራሎች
menu-partners = አጋሮች
menu-reports = ሪፖርቶች
menu-audit = ኦዲት
menu-settings = ቅንብሮች
menu-help = እገዛ
skip = ወደ ገጹ ይዘት እለፍ
title-error = ስህተት፦
lock-now = አሁን ቆልፍ
line-no-partners = እስካሁን ምንም አጋር የለም።
line-offline = ከመስመር ውጭ፦ አሁን የሚገኝ አጋር የለም።
line-online = { $count ->
    [one] በመስመር ላይ፦ { $count } አጋር ይገኛል።
   *[other] በመስመር ላይ፦ { $count } አጋሮች ይገኛሉ።
}
waiting-here = { $count ->
    [one] { $count } መልዕክት በዚህ ኮምፒውተር ላይ በደህና ተቀምጦ ይጠብቃል።
   *[other] { $count } መልዕክቶች በዚህ ኮምፒውተር ላይ በደህና ተቀምጠው ይጠብቃሉ።
}
screen-language = የገጹ ቋንቋ
change = ቀይር
save = አስቀምጥ
continue = ቀጥል
back = ተመለስ
cancel = ሰርዝ
back-home = ወደ መነሻ ተመለስ
signed-in-as = የገቡት እንደ { $name } ነው።
idle-note = ለ10 ደቂቃ ማንም ካልተጠቀመበት ገጹ ይቆለፋል። በረቂቅ የጻፉት አይጠፋም።
idle-warning = ገጹ በአንድ ደቂቃ ውስጥ ይቆለፋል። ረቂቅዎ ተቀምጧል።
stay = ልቆይ
news = የተለወጠ ነገር አለ።
show-table = እነዚህን ቁጥሮች በሰንጠረዥ አሳይ
yes = አዎ
no = አይ
none = ምንም
optional = (አማራጭ)
saved-now = በዚህ ኮምፒውተር ላይ ተቀምጧል።

## Times
day = { $day } { $month } { $year }
moment = { $day }፣ { $time }
time-left = { $span } ቀርቷል
time-overdue = ጊዜው ካለፈ { $span } ሆኗል
time-ago = ከ{ $span } በፊት
span-moment = ጥቂት ጊዜ
span-minutes = { $count ->
    [one] { $count } ደቂቃ
   *[other] { $count } ደቂቃዎች
}
span-hours = { $count ->
    [one] { $count } ሰዓት
   *[other] { $count } ሰዓታት
}
span-days = { $count ->
    [one] { $count } ቀን
   *[other] { $count } ቀናት
}
month-1 = ጃንዋሪ
month-2 = ፌብሩዋሪ
month-3 = ማርች
month-4 = ኤፕሪል
month-5 = ሜይ
month-6 = ጁን
month-7 = ጁላይ
month-8 = ኦገስት
month-9 = ሴፕቴምበር
month-10 = ኦክቶበር
month-11 = ኖቬምበር
month-12 = ዲሴምበር

## When something was not done
summary-title = ችግር አለ
trouble-title = አልተከናወነም
trouble-no-right-what = የሥራ ድርሻዎ ይህን ገጽ አይፈቅድም።
trouble-no-right-hint = የድርጅትዎን አስተዳዳሪ ይጠይቁ።
trouble-not-found-what = እንዲህ ያለ ገጽ የለም።
trouble-not-found-hint = አድራሻውን ያረጋግጡ፣ ወይም ወደ መነሻ ይመለሱ።
trouble-too-large-what = በአንድ ጊዜ ከመጠን በላይ ተልኳል።
trouble-too-large-hint = ምንም አልተለወጠም። አሳጥረው ይጻፉ፣ ወይም አነስ ያለ ፋይል ያያይዙ።
trouble-too-slow-what = ቅጹ በጊዜው አልደረሰም።
trouble-too-slow-hint = ምንም አልተለወጠም። እንደገና ይሞክሩ።
trouble-bad-form-what = ቅጹ ሊነበብ አልቻለም።
trouble-bad-form-hint = ምንም አልተለወጠም። ይመለሱ፣ ገጹን እንደገና ይጫኑ፣ ከዚያም እንደገና ይሞክሩ።
trouble-broken-what = ፕሮግራሙ እዚህ ላይ ብልሽት አለበት።
trouble-broken-hint = ምንም አልተለወጠም። እንደገና ይሞክሩ፤ ችግሩ ከቀጠለ ይህን ያስኪዱ፦ waypost doctor
failure-locked-what = ኖዱ ተቆልፏል።
failure-locked-hint = በይለፍ ሐረጉ ይክፈቱት።
failure-stopped-what = ኖዱ ቆሟል።
failure-stopped-hint = በዚህ ኮምፒውተር ላይ እንደገና ያስጀምሩት።
