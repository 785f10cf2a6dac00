## Around every page: the line on top, the menu, the foot, times.
menu = القائمة
menu-home = الرئيسية
menu-referrals = الإحالات
menu-partners = الشركاء
menu-reports = التقارير
menu-audit = التدقيق
menu-settings = الإعدادات
menu-help = المساعدة
skip = الانتقال إلى محتوى الصفحة
title-error = خطأ:
lock-now = اقفل الآن
line-no-partners = لا شركاء بعد.
line-offline = غير متصل: لا يمكن الوصول إلى أي شريك الآن.
line-online = { $count ->
    [zero] متصل: لا يمكن الوصول إلى أي شريك.
    [one] متصل: يمكن الوصول إلى شريك واحد.
    [two] متصل: يمكن الوصول إلى شريكين.
    [few] متصل: يمكن الوصول إلى { $count } شركاء.
    [many] متصل: يمكن الوصول إلى { $count } شريكًا.
   *[other] متصل: يمكن الوصول إلى { $count } شريك.
}
waiting-here = { $count ->
    [zero] لا رسائل تنتظر هنا.
    [one] رسالة واحدة تنتظر هنا، محفوظة بأمان على هذا الحاسوب.
    [two] رسالتان تنتظران هنا، محفوظتان بأمان على هذا الحاسوب.
    [few] { $count } رسائل تنتظر هنا، محفوظة بأمان على هذا الحاسوب.
    [many] { $count } رسالة تنتظر هنا، محفوظة بأمان على هذا الحاسوب.
   *[other] { $count } رسالة تنتظر هنا، محفوظة بأمان على هذا الحاسوب.
}
screen-language = لغة الشاشة
change = تغيير
save = حفظ
continue = متابعة
back = رجوع
cancel = إلغاء
back-home = العودة إلى الرئيسية
signed-in-as = سجّلت الدخول باسم { $name }.
idle-note = تُقفل الصفحة إذا لم يستخدمها أحد مدة 10 دقائق. ما كتبته في مسودة يبقى محفوظًا.
idle-warning = ستُقفل الصفحة بعد دقيقة واحدة. مسودتك محفوظة.
stay = البقاء
news = تغيّر شيء ما.
show-table = عرض هذه الأرقام في جدول
yes = نعم
no = لا
none = لا شيء
optional = (اختياري)
saved-now = حُفظ على هذا الحاسوب.

## Times
day = { $day } { $month } { $year }
moment = { $day }، { $time }
time-left = بقيت مدة { $span }
time-overdue = تأخر مدة { $span }
time-ago = منذ { $span }
span-moment = لحظات
span-minutes = { $count ->
    [zero] { $count } دقيقة
    [one] دقيقة واحدة
    [two] دقيقتين
    [few] { $count } دقائق
    [many] { $count } دقيقة
   *[other] { $count } دقيقة
}
span-hours = { $count ->
    [zero] { $count } ساعة
    [one] ساعة واحدة
    [two] ساعتين
    [few] { $count } ساعات
    [many] { $count } ساعة
   *[other] { $count } ساعة
}
span-days = { $count ->
    [zero] { $count } يوم
    [one] يوم واحد
    [two] يومين
    [few] { $count } أيام
    [many] { $count } يومًا
   *[other] { $count } يوم
}
month-1 = يناير
month-2 = فبراير
month-3 = مارس
month-4 = أبريل
month-5 = مايو
month-6 = يونيو
month-7 = يوليو
month-8 = أغسطس
month-9 = سبتمبر
month-10 = أكتوبر
month-11 = نوفمبر
month-12 = ديسمبر

## When something was not done
summary-title = توجد مشكلة
trouble-title = لم يتم
trouble-no-right-what = دورك لا يسمح بهذه الصفحة.
trouble-no-right-hint = اسأل مدير النظام في مؤسستك.
trouble-not-found-what = لا توجد صفحة كهذه.
trouble-not-found-hint = تحقق من العنوان، أو عُد إلى الرئيسية.
trouble-too-large-what = أُرسل قدر أكبر من المسموح دفعة واحدة.
trouble-too-large-hint = لم يتغير شيء. اكتب أقل، أو أرفق ملفًا أصغر.
trouble-too-slow-what = لم يصل النموذج في الوقت المحدد.
trouble-too-slow-hint = لم يتغير شيء. حاول مرة أخرى.
trouble-bad-form-what = تعذّرت قراءة النموذج.
trouble-bad-form-hint = لم يتغير شيء. ارجع وأعد تحميل الصفحة ثم حاول مرة أخرى.
trouble-broken-what = في البرنامج خلل هنا.
trouble-broken-hint = لم يتغير شيء. حاول مرة أخرى؛ وإذا استمر الخلل فشغّل: waypost doctor
failure-locked-what = العقدة مقفلة.
failure-locked-hint = افتح قفلها بعبارة المرور.
failure-stopped-what = العقدة متوقفة.
failure-stopped-hint = شغّلها من جديد على هذا الحاسوب.
