## Reports
reports-title = التقارير
reports-period = الفترة
period-30 = 30 يومًا
period-90 = 90 يومًا
period-365 = 365 يومًا
reports-words = الإحالات التي أُرسلت في هذه الفترة. لا يُذكر أي شخص في أي من هذه الأرقام.
reports-not-counted = { $count ->
    [zero] لا إحالات أقدم لم تُحسب.
    [one] إحالة واحدة أقدم لم تُحسب بعد. تُراجع تلقائيًا.
    [two] إحالتان أقدم لم تُحسبا بعد. تُراجعان تلقائيًا.
    [few] { $count } إحالات أقدم لم تُحسب بعد. تُراجع تلقائيًا.
    [many] { $count } إحالة أقدم لم تُحسب بعد. تُراجع تلقائيًا.
   *[other] { $count } إحالة أقدم لم تُحسب بعد. تُراجع تلقائيًا.
}
picture-more = { $count ->
    [zero] لا مزيد في الجدول.
    [one] في الجدول واحد آخر.
    [two] في الجدول اثنان آخران.
    [few] في الجدول { $count } آخرون.
    [many] في الجدول { $count } آخرون.
   *[other] في الجدول { $count } آخرون.
}
report-partner = الشريك
report-total = الكل
report-referrals = الإحالات
## Referrals by state
states-sent = الإحالات التي أرسلتموها، بحسب الوضع
states-received = الإحالات التي استلمتموها، بحسب الوضع
states-sent-none = لم ترسلوا أي إحالة في هذه الفترة.
states-received-none = لم تستلموا أي إحالة في هذه الفترة.
states-state = الوضع
## Time to the first answer
answers-title = المدة حتى أول رد
answers-words = كم استغرق الشركاء ليردوا على إحالاتكم. وصل نصف الردود خلال المدة المبيّنة.
answers-nothing = لم تنتظر أي إحالة منكم ردًا في هذه الفترة.
answers-none-yet = لا رد بعد
answers-line = { $count ->
    [zero] { $count } ساعة
    [one] ساعة واحدة
    [two] ساعتان
    [few] { $count } ساعات
    [many] { $count } ساعة
   *[other] { $count } ساعة
}
answers-cut = الشريط الذي يزيد على 7 أيام ينتهي عند الحافة.
answers-median = وصل نصفها خلال
answers-24 = خلال 24 ساعة
answers-72 = بين 24 و72 ساعة
answers-later = بعد ذلك
answers-waiting = لا رد بعد
## Needs by place
needs-sent = الاحتياجات التي أرسلتموها، بحسب المكان
needs-received = الاحتياجات التي استلمتموها، بحسب المكان
needs-sent-none = لم ترسلوا أي احتياج في هذه الفترة.
needs-received-none = لم تستلموا أي احتياج في هذه الفترة.
needs-service = المساعدة المطلوبة
needs-hidden = العدد من 1 إلى 4 يُعرض على شكل <5، كي لا يدل على أي شخص. والمجموع الذي فيه عدد كهذا يُعرض على شكل عدد متبوع بعبارة «أو أكثر».
needs-few = <5
needs-or-more = { $count } أو أكثر
needs-other-partners = { $count ->
    [zero] لا شركاء آخرون
    [one] شريك آخر
    [two] شريكان آخران
    [few] { $count } شركاء آخرون
    [many] { $count } شريكًا آخر
   *[other] { $count } شريك آخر
}
## The network
network-title = شبكتكم الآن
network-us = أنتم
network-words = الخط المتصل يعني وجود اتصال. والخط المتقطع يعني أنه لا اتصال الآن: تنتظر الرسائل هنا بأمان على هذا الحاسوب، أو تذهب عبر صندوق بريد أو على ذاكرة USB.
network-heard = آخر خبر { $ago }
network-never = لا خبر بعد
network-now = الآن
network-confirmed = مؤكَّد من الطرفين
## Months
months-title = شهرًا بشهر
months-words = الجزء الأول من الشريط هو ما أرسلتموه، والثاني ما استلمتموه.
months-none = لم يُرسل ولم يُستلم شيء في هذه الفترة.
months-shown = أُرسل { $sent }، واستُلم { $received }
month-of-year = { $month } { $year }
months-month = الشهر
months-sent = أُرسلت
months-received = استُلمت
months-accepted = قُبلت منذ ذلك الحين
months-declined = رُفضت منذ ذلك الحين
