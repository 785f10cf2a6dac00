## The list of referrals
views = أي إحالات
search-label = بحث
search-hint = رقم إحالة أو رمز حالة أو شريك أو خدمة أو وضع.
search-button = بحث
search-clear = عرض الكل من جديد
search-found = { $count ->
    [zero] لم يُعثر على أي إحالة.
    [one] عُثر على إحالة واحدة.
    [two] عُثر على إحالتين.
    [few] عُثر على { $count } إحالات.
    [many] عُثر على { $count } إحالة.
   *[other] عُثر على { $count } إحالة.
}
list-nothing = لا توجد إحالات هنا.
list-pages = صفحات القائمة
list-page = الصفحة { $page } من { $pages }
list-before = الصفحة السابقة
list-after = الصفحة التالية

## One referral
referral-title = الإحالة { $referral }
referral-about = الإحالة { $referral }، الحالة { $code }.
referral-standing = أين وصلت
referral-status = الوضع
referral-to = إلى
referral-from = من
referral-urgency = درجة الاستعجال
referral-code = رمز الحالة
referral-consent = الموافقة
referral-tick = آخر رسالة منكم
back-to-referral = العودة إلى الإحالة { $referral }
deadlines-title = ما حان موعده
todo-title = ما ينبغي فعله الآن
todo-seldom = حدث شيء آخر
needs-title = ما المطلوب
needs-not-here = الإحالة نفسها لم تصل بعد. ستصل من تلقاء نفسها.
need-numbered = الاحتياج { $number }: { $service }
need-note = ملاحظة: { $note }
sections-title = ما تقوله الإحالة
sections-none = لا يمكن عرض شيء بعد.
section-seen = الشريك يرى هذا الآن.
section-not-seen = الشريك لا يرى هذا بعد.
timeline-title = ما حدث
timeline-slip = السطر { $entry } أُدخل خطأً
by-us = أنتم
slip-referral = الإحالة كلها
fact-slip = ماذا
fact-note-of-need = ملاحظة بشأن { $need }
files-title = الملفات
files-none = لا ملفات مرفقة.
files-warning = الملف الذي تحفظه يخرج من Waypost: لا يكون مشفرًا هناك، ومحو الإحالة لا يمحوه.
file-save = حفظ { $file }: { $name }
size-bytes = { $count ->
    [zero] { $count } بايت
    [one] بايت واحد
    [two] بايتان
    [few] { $count } بايتات
    [many] { $count } بايتًا
   *[other] { $count } بايت
}
size-kb = { $size } كيلوبايت
size-mb = { $size } ميغابايت
reads-title = مَن فتحها من مؤسستكم
reads-none = لا أحد بعد.
reads-count = { $count ->
    [zero] لم تُفتح قط
    [one] فُتحت مرة واحدة
    [two] فُتحت مرتين
    [few] فُتحت { $count } مرات
    [many] فُتحت { $count } مرة
   *[other] فُتحت { $count } مرة
}
reads-more = { $count ->
    [zero] ولا مرة قبل ذلك
    [one] ومرة واحدة قبل ذلك
    [two] ومرتين قبل ذلك
    [few] و{ $count } مرات قبل ذلك
    [many] و{ $count } مرة قبل ذلك
   *[other] و{ $count } مرة قبل ذلك
}
print-link = طباعة على شكل استمارة
consent-link = الموافقة

## Rows whose question needs other words when it stands alone
row-numbered = { $number }. { $label }
row-referred_at = وقت الإحالة
row-based_on = تتبع إحالة أخرى
row-minor = { $age } (قاصر)
row-speaks = التحدث: { $level }
row-reads = القراءة: { $level }
row-person-age_band = العمر
row-consent-override_reason = دون موافقة: تجاوز طارئ
row-consent-obtained_by = مَن طلب الموافقة
row-consent-obtained_on = تاريخ إعطاء الموافقة
row-consent-language = اللغة التي طُلبت بها الموافقة
row-consent-recipients = الشركاء الذين يجوز إخبارهم
row-consent-purposes = الخدمات الموافَق عليها
row-consent-sections = الأجزاء الموافَق عليها
row-consent-valid_until = الموافقة سارية حتى
row-screening-status_by = الجهة التي قررت وضعه من حيث الاتجار
row-screening-screened_by = مَن أجرى الفرز الأولي
row-screening-screened_on = تاريخ الفرز الأولي
row-account-language = لغة الرواية
row-account-taken_on = تاريخ تدوين الرواية
row-from-worker = مَن أحال
row-from-desk = قسمه أو فريقه
row-to-desk = لأي قسم أو فريق

## Steps: what a button says, and what it means
do-accept = قبول
why-accept = قل متى ستبدأون على أبعد تقدير. القبول يُظهر لكم هوية الشخص.
do-acknowledge = الإبلاغ بأنها بيد أحد العاملين
why-acknowledge = يرى الشريك أن هناك مَن يهتم بها. ويبدأ الوقت المحدد لاتخاذ القرار.
do-reply = الإجابة عن السؤال
why-reply = الشريك ينتظر إجابتكم ثم يقرر.
do-ask = طرح سؤال
why-ask = تنتظر الإحالة إلى أن يجيب الشريك.
do-waitlist = تعليقها
why-waitlist = يرى الشريك أنكم لا تستطيعون اتخاذ القرار بعد، ومتى ستنظرون فيها من جديد.
do-decline = رفض كل الاحتياجات
why-decline = يبحث الشريك عندئذ عن مكان آخر. اذكر السبب كي يجده أسرع.
do-depart = الشخص يغادر إلى الشريك
why-depart = الشريك ينتظر الشخص. إذا لم يقل أحد إن الشخص وصل، يصل تنبيه إليكم وإلى الشريك.
do-arrive = الشخص هنا
why-arrive = يرى الشريك أن الشخص وصل إليكم بأمان.
do-appointment = تحديد موعد
why-appointment = يستطيع الشريك أن يخبر الشخص متى وأين.
do-interim = إرسال أخبار
why-interim = كلمات قليلة عن سير الأمور.
do-complete = أُنجزت: اذكر كيف انتهت
why-complete = اذكر كيف انتهى كل احتياج. يغلق الشريك الإحالة بعد ذلك.
do-confirm_stop = الإبلاغ بأنكم توقفتم
why-confirm_stop = الشريك سحب الإحالة. أبلغه أنكم لن تفعلوا شيئًا بعد الآن.
do-stopped = الإبلاغ بأنكم توقفتم، وبما محوتموه
why-stopped = الشخص غيّر موافقته. ما تقول إنه مُحي يُمحى الآن من هذا الحاسوب، ولا يمكن استرجاعه.
do-lawful_hold = الإبلاغ بأن عليكم الاحتفاظ بها بحكم القانون
why-lawful_hold = فقط حيث يمنعكم قانون أو أمر رسمي من التوقف. سيعلم بذلك الشريك والشخص.
do-close = إغلاق الإحالة
why-close = لم يبق شيء يُفعل هنا. تبقى المتابعات ممكنة.
do-expire = التوقف عن الانتظار
why-expire = انتهى وقت الرد. يمكنكم بعد ذلك أن تحيلوا إلى شريك آخر.
do-follow_up = تدوين متابعة
why-follow_up = كيف حال الشخص بعد مدة من الزمن.
do-disclose = إطلاع الشريك على المزيد الآن
why-disclose = يرى الشريك فورًا ما تختاره هنا. ولا يمكن التراجع عما رآه.
do-no_show = لم يأت الشخص
why-no_show = هذا يفتح تحققًا من السلامة. ولا يغلق شيئًا.
do-propose_onward = اقتراح شريك آخر
why-propose_onward = الشريك يسأل الشخص أولًا. لا أحد يعيد توجيه إحالة.
do-hand_back = إعادة الشخص
why-hand_back = يتولى الشريك الأمر من جديد. اذكر السبب، واتصل هاتفيًا إذا كان الشخص معكم.
do-withdraw = سحب الإحالة
why-withdraw = يتوقف الشريك. وإذا كان قد بدأ، فإنه يبلغكم متى توقف.
do-client_declined = لم يعد الشخص يريدها
why-client_declined = تُغلق الإحالة لدى الطرفين.
do-client_unreachable = لا يمكن الوصول إلى الشخص
why-client_unreachable = تُغلق الإحالة لدى الطرفين. استخدم هذا بعد أن تجرّب كل طريقة آمنة.
do-entered_in_error = أُدخل خطأً
why-entered_in_error = ما تختاره لا يُحسب بعد ذلك لدى الطرفين. ويبقى في قائمة «ما حدث» وعليه علامة.
do-narrow_consent = الشخص يوافق على أقل
why-narrow_consent = أزل العلامة عما لم يعد الشخص يوافق عليه. كل شريك مذكور أدناه يُبلَّغ، وعليه أن يرد خلال 72 ساعة.
button-narrow_consent = إبلاغ الشركاء
do-revoke_consent = الشخص يسحب موافقته
why-revoke_consent = كل شريك مذكور أدناه يُبلَّغ بأن يتوقف وأن يمحو، وعليه أن يرد خلال 72 ساعة. لا يمكن التراجع عن هذا: أي مساعدة لاحقة تحتاج إلى موافقة جديدة.
button-revoke_consent = سحب الموافقة وإبلاغ الشركاء

## What forms ask
choose = اختر
when-tomorrow = خلال 24 ساعة
when-days = { $count ->
    [zero] اليوم
    [one] بعد يوم واحد
    [two] بعد يومين
    [few] بعد { $count } أيام
    [many] بعد { $count } يومًا
   *[other] بعد { $count } يوم
}
when-other = في يوم آخر
when-day = اليوم
when-time = الوقت
ask-by-when = متى ستبدأون على أبعد تقدير؟
answer-accept = قبول
answer-decline = رفض
answer-all-title = قبول كل شيء
answer-all = قبول كل الاحتياجات
answer-one = قبول
answer-each-title = أو الرد على كل احتياج
answer-each = إرسال هذه الردود
none-accepted-what = أنت ترفض كل الاحتياجات هنا.
none-accepted-hint = استخدم صفحة رفض كل الاحتياجات، أو اقبل احتياجًا واحدًا.
ask-why-decline = لماذا ترفضون؟
ask-why-decline-need = الاحتياج { $number }: إذا كنتم ترفضون، فلماذا؟
ask-note-need = الاحتياج { $number }: ملاحظة
ask-note = ملاحظة
hint-decline-note = بعض الأسباب تحتاج إلى ملاحظة: أي قاعدة، أي وثيقة، ما الناقص.
ask-elsewhere = مكان آخر قد يساعد
hint-elsewhere = الشريك يسأل هناك بنفسه.
ask-question = سؤالكم
hint-no-identity = لا تكتب أسماء الشخص ولا أرقامه.
ask-reply = إجابتكم
hint-question = السؤال: { $question }
ask-review-by = متى تنظرون فيها من جديد؟
ask-handover-place = أين تسلّمون الشخص؟
ask-arrive-by = متى ينبغي أن يكون الشخص هناك؟
hint-arrive-by = إذا لم يقل أحد حتى ذلك الوقت إن الشخص وصل، يصل تنبيه إليكم وإلى الشريك.
ask-which-need = أي احتياج؟
ask-appointment = متى الموعد؟
ask-place = أين؟
ask-news = أخبار
ask-person-seen = الشخص
person-seen = شوهد أو جرى التحدث إليه. هذا ينهي التحقق من السلامة.
ask-law = بموجب أي قانون تحتفظون بشيء؟
hint-law = لازم إذا احتفظتم بأي شيء.
stop-erased = مُحي
stop-kept = محفوظ بحكم القانون
stop-agreed = ما زال موافَقًا عليه
ask-lawful-reason = أي قانون أو أمر رسمي؟
ask-why-hand-back = لماذا تعيدون الشخص؟
ask-kept = ما الذي ما زلتم تحتفظون به؟
ask-partner-kind = أي نوع من المؤسسات؟
ask-services = لأي خدمات؟
ask-why-withdraw = لماذا تسحبونها؟
ask-follow-up-day = بعد كم من الوقت؟
ask-finding = ماذا تبيّن لكم؟
ask-disclose = على ماذا تُطلعون الشريك؟
hint-account = ما رواه الشخص بكلماته هو. فقط إذا أراد الشخص أن يقرأه هذا الشريك.
ask-slip = ما الذي أُدخل خطأً؟
hint-slip-referral = يُبلَّغ الشريك بأن يتجاهلها كلها.
ask-agreed-services = الخدمات التي ما زال الشخص يوافق عليها
ask-agreed-sections = الأجزاء التي ما زال الشخص يوافق عليها
fault-write = اكتب شيئًا هنا.
fault-choose = اختر واحدًا.
fault-choose-any = اختر واحدًا على الأقل.
fault-when = اذكر متى.

## Consent
consent-title = الموافقة
consent-terms = ما وافق عليه الشخص
consent-who = مَن يعلم بالأمر
consent-partners = الشركاء بموجب هذه الموافقة
consent-partner = الشريك
consent-referral = الإحالة
consent-state = الموافقة هناك
consent-answered = الرد على آخر تغيير
consent-change = الشخص يغيّرها
consent-will-be-told = مَن سيُبلَّغ
consent-owes-title = ردكم مطلوب
consent-owes = الشخص غيّر موافقته. قولوا خلال 72 ساعة ما الذي محوتموه، أو لماذا يجب أن تحتفظوا به.

## Files
attach-title = إرفاق ملف
attach-words = يحصل الشريك على الملف إذا كانت الموافقة تسمح الآن بجزء الإحالة الذي ينتمي إليه.
ask-file-section = إلى أي جزء من الإحالة ينتمي؟
hint-file-section = ما وافق الشخص على مشاركته، وما يُمحى معًا.
attach-name = الاسم الذي يراه الشريك للملف
attach-name-hint = دون اسم أي شخص. إذا تُرك فارغًا يُستخدم اسم الملف نفسه.
attach-file = الملف
attach-file-hint = 25 ميغابايت على الأكثر. ما يقوله الملف عن نفسه يذهب معه: المؤلف والمكان والكاميرا.
upload-not_ours-what = تعذّرت قراءة الملف.
upload-not_ours-hint = لم يُرفق شيء. أعد تحميل الصفحة وحاول مرة أخرى.
upload-no_file-what = لم يُختر ملف، أو أنه فارغ.
upload-no_file-hint = اختر ملفًا.
upload-too_large-what = الملف أكبر من 25 ميغابايت.
upload-too_large-hint = لم يُرفق شيء. امسحه ضوئيًا بدقة أقل، أو أرفقه على أجزاء.
upload-cut_short-what = لم يصل الملف كاملًا.
upload-cut_short-hint = لم يُرفق شيء. حاول مرة أخرى.
upload-too_slow-what = وصل الملف ببطء شديد.
upload-too_slow-hint = لم يُرفق شيء. حاول مرة أخرى.

## Paper
print-title = استمارة الإحالة { $referral }
print-now = طباعة
print-warning = الورق غير مشفر، ومحو الإحالة لا يمحوه. ويُدوَّن أنك طبعته.
print-signatures = التوقيعات
print-signatures-words = مَن سلّم ومَن تسلّم
print-who = مَن
print-name = الاسم
print-day = اليوم
print-signature = التوقيع
print-by-person = الشخص، إذا أراد أن يوقّع
print-by-referrer = عن المؤسسة المُحيلة
print-by-target = عن المؤسسة المطلوب منها
print-proof = أي رسالة هذه
print-proof-words = الرمز والأرقام تحدد الرسالة الموقّعة التي طُبعت منها هذه الورقة. كل من لديه الرسالة يستطيع مقارنتها.
print-proof-code = الرمز الذي يحدد الرسالة الموقّعة

## When the desk says no
failure-not_now-hint = انظر إلى الإحالة من جديد: ربما تغيّر شيء.
failure-unknown_attachment-what = لا يوجد ملف كهذا.
failure-unknown_attachment-hint = انظر إلى الإحالة من جديد.
failure-attaching-what = ملفات كثيرة جدًا يجري إرفاقها في هذه اللحظة.
failure-attaching-hint = حاول مرة أخرى بعد بضع دقائق.
failure-no_upload-what = استغرق الملف وقتًا أطول من اللازم.
failure-no_upload-hint = أرفقه مرة أخرى.
failure-shared_draft-hint = قل إنها محفوظة، وبموجب أي قانون؛ أو امحُ الإحالات الأخرى أولًا.
failure-section_unanswered-hint = قل عن كل جزء هل مُحي أم احتُفظ به.
failure-nothing_open-hint = انظر إلى الإحالة من جديد: ربما رُدّ عليها بالفعل.
failure-need_unanswered-hint = رُدّ على كل احتياج.
failure-erased-hint = لا شيء يسترجعها.
failure-no_referral_yet-what = الإحالة نفسها لم تصل بعد.
failure-no_referral_yet-hint = وصلت قبلها رسائل لاحقة. ستصل من تلقاء نفسها؛ حاول مرة أخرى عندئذ.
