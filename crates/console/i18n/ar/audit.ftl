## The log
audit-title = التدقيق
audit-words = تُقيَّد كل رسالة في سجل لا يستطيع أحد أن يغيّره لاحقًا دون أن ينكشف. يوقّع الشركاء على ما كان عليه السجل، كي تستطيعوا إثبات ذلك لاحقًا. السجل لا يذكر اسم أي شخص.
audit-back = العودة إلى السجل
log-entries = { $count ->
    [zero] لا قيود
    [one] قيد واحد
    [two] قيدان
    [few] { $count } قيود
    [many] { $count } قيدًا
   *[other] { $count } قيد
}
log-number = رقم السجل
log-size = القيود
log-head = أحدث رأس موقّع
log-no-head = لم يُوقّع أي رأس بعد
log-cosigned = شارك في توقيعه
log-cosigned-nobody = لا أحد بعد
log-needed = الشهود
log-met = العدد كافٍ
log-not-met = العدد غير كافٍ بعد
log-needed-count = { $count ->
    [zero] لا يلزم أن يشارك أي شريك في التوقيع.
    [one] يجب أن يشارك شريك واحد في التوقيع.
    [two] يجب أن يشارك شريكان في التوقيع.
    [few] يجب أن يشارك { $count } شركاء في التوقيع.
    [many] يجب أن يشارك { $count } شريكًا في التوقيع.
   *[other] يجب أن يشارك { $count } شريك في التوقيع.
}
log-counting = { $count ->
    [zero] لم يفعل ذلك بعد أي شريك ممن يُحسبون.
    [one] فعل ذلك شريك واحد ممن يُحسبون.
    [two] فعل ذلك شريكان ممن يُحسبون.
    [few] فعل ذلك { $count } شركاء ممن يُحسبون.
    [many] فعل ذلك { $count } شريكًا ممن يُحسبون.
   *[other] فعل ذلك { $count } شريك ممن يُحسبون.
}
log-root = جذر الشجرة
cosign-words = يُوقَّع رأس مرة كل يوم تلقائيًا، ويُطلب من الشركاء أن يشاركوا في توقيعه.
cosign-button = توقيع رأس وسؤال الشركاء الآن
## Heads are held
held-title = لا يُوقَّع أي رأس
held-restored = استُعيدت هذه العقدة من نسخة احتياطية، وبدأت سجلًا جديدًا.
held-old_copy = رأى الشركاء من هذا السجل أكثر مما هو موجود هنا: هذا المجلد نسخة قديمة.
held-damaged = جزء من السجل على هذا القرص تالف.
held-since = منذ { $since }.
held-hint = الرسائل مستمرة. على أحد أن يقرر كيف يستمر السجل.
held-admin = أبلغ مدير النظام في مؤسستك.
resume-title = توقيع الرؤوس من جديد
resume-what = افعل هذا فقط إذا كان هذا هو الحاسوب الوحيد الذي تعمل عليه عقدة مؤسستك من الآن فصاعدًا. يجب ألا يعمل الحاسوب القديم مرة أخرى أبدًا.
resume-seen = سيرى الشركاء والمدققون أن سجلًا جديدًا يبدأ هنا، ولماذا.
resume-button = توقيع الرؤوس من جديد
## A partner's log shows two histories
histories-title = { $partner } يُظهر تاريخين مختلفين لسجله
histories-short = تاريخان مختلفان
histories-words = رأسان موقّعان من سجله لا يتفق أحدهما مع الآخر. إما أن أحدًا غيّر السجل، أو أن نسختين من العقدة تعملان. اسأل شخصًا هناك تعرفه، وأبلغ المدقق. يُحتفظ بالرأسين.
histories-noticed = لوحظ في { $at }: ما يثبت ذلك
histories-known = الرأس الذي كان معروفًا:
histories-note = الرأس الآخر:
histories-header = ترويسة الرسالة التي تذكر رأسًا آخر:
histories-signature = توقيعها:
## Who cosigns
witnesses-title = الشركاء بصفتهم شهودًا
witnesses-caption = ما شارك الشركاء في توقيعه، وما شاركتم أنتم في توقيعه لهم
witnesses-words = يوقّع كل شريك رؤوس سجلكم، وتوقّعون رؤوس سجله.
witnesses-none = لا شريك مؤكَّد بعد: لا أحد يستطيع المشاركة في التوقيع.
witness-ours = شارك في توقيع سجلكم
witness-said = آخر رد منه
witness-theirs = شاركتم في توقيع سجله
witness-counts = يُحسب
witness-cosigned = { $entries }، { $at }
witness-nothing = لا شيء بعد
witness-not-asked = لم يُسأل بعد
witness-waiting = لا رد منذ { $since }
witness-answer-cosigned = شارك في التوقيع
witness-answer-conflict = يعرف رأسًا آخر بالحجم نفسه
witness-answer-older = شارك في توقيع رأس أحدث
witness-answer-inconsistent = الرأس لا يتصل بالرأس الذي يعرفه
## Verifying everything
verify-title = التحقق من كل شيء
verify-words = يتحقق من كل توقيع وكل سلسلة ومن السجل كله على هذا الحاسوب. إذا كانت الرسائل كثيرة جدًا استغرق ذلك بضع دقائق.
verify-button = تحقق الآن
verified-title = ما جرى التحقق منه
verified-all = كل شيء صحيح.
verified-count = { $count ->
    [zero] لم يجر التحقق من أي رسالة.
    [one] جرى التحقق من رسالة واحدة وهي صحيحة.
    [two] جرى التحقق من رسالتين وهما صحيحتان.
    [few] جرى التحقق من { $count } رسائل وهي صحيحة.
    [many] جرى التحقق من { $count } رسالة وهي صحيحة.
   *[other] جرى التحقق من { $count } رسالة وهي صحيحة.
}
verified-stolen = { $count ->
    [zero] لا تحمل أي منها مفتاحًا أُبلغ لاحقًا عن سرقته.
    [one] واحدة منها تحمل مفتاحًا أُبلغ لاحقًا عن سرقته. جاءت قبل أن يُعرف ذلك؛ وهي لا تثبت شيئًا لأي أحد آخر.
    [two] اثنتان منها تحملان مفتاحًا أُبلغ لاحقًا عن سرقته. جاءتا قبل أن يُعرف ذلك؛ وهما لا تثبتان شيئًا لأي أحد آخر.
    [few] { $count } منها تحمل مفتاحًا أُبلغ لاحقًا عن سرقته. جاءت قبل أن يُعرف ذلك؛ وهي لا تثبت شيئًا لأي أحد آخر.
    [many] { $count } منها تحمل مفتاحًا أُبلغ لاحقًا عن سرقته. جاءت قبل أن يُعرف ذلك؛ وهي لا تثبت شيئًا لأي أحد آخر.
   *[other] { $count } منها تحمل مفتاحًا أُبلغ لاحقًا عن سرقته. جاءت قبل أن يُعرف ذلك؛ وهي لا تثبت شيئًا لأي أحد آخر.
}
verified-faults = { $count ->
    [zero] لا شيء غير صحيح
    [one] أمر واحد غير صحيح
    [two] أمران غير صحيحين
    [few] { $count } أمور غير صحيحة
    [many] { $count } أمرًا غير صحيح
   *[other] { $count } أمر غير صحيح
}
verified-faults-words = احتفظ بنسخة من المجلد كما هو، واطلب من كل شريك معني أن يفعل الشيء نفسه.
verified-faults-more = { $count ->
    [zero] لا شيء آخر غير معروض.
    [one] أمر آخر غير معروض.
    [two] أمران آخران غير معروضين.
    [few] { $count } أمور أخرى غير معروضة.
    [many] { $count } أمرًا آخر غير معروض.
   *[other] { $count } أمر آخر غير معروض.
}
verified-by-kind = الرسائل التي جرى التحقق منها، بحسب النوع
log-letters = الرسائل
letters-title = الرسائل
letters-caption = أحدث الرسائل، بترويساتها
letters-none = لا رسائل بعد.
letters-shown = أحدث { $shown } من { $listed } من الرسائل.
letters-words = ترويساتها فقط: لا شيء مما تقوله.
log-column-letter = الرسالة
log-column-day = اليوم
log-column-kind = النوع
log-column-from = من
log-column-to = إلى
letter-kind-referral = إحالة
letter-kind-move = خطوة في إحالة
letter-kind-receipt = إيصال
letter-kind-disclosure = خانات أُظهرت لاحقًا
letter-kind-card = بطاقة اتصال
letter-kind-join = اتباع دعوة
letter-kind-confirm = تأكيد الارتباط
letter-kind-recall = طلب نسخ
letter-kind-copies = نسخ
letter-kind-trust = حصة من ورقة استرداد
letter-kind-attachment = مرفق
letter-kind-piece = جزء من مرفق
letter-kind-pieces = إيصال عن أجزاء
letter-kind-witness = طلب المشاركة في التوقيع
letter-kind-cosigned = مشاركة في التوقيع
## One letter
letter-title = رسالة في السجل
letter-words = من الرسالة في الأسفل، تجمع كل خطوة بصمتين في بصمة واحدة، صعودًا إلى الجذر. وقّع الشركاء على الجذر. مَن يغيّر الرسالة يحصل على جذر آخر.
letter-header = ترويستها
letter-place = موضعها
letter-entry = الرقم { $number } من { $entries }
letter-cosigned = { $count ->
    [zero] لم يشارك أي شريك في توقيعه.
    [one] شارك شريك واحد في توقيعه.
    [two] شارك شريكان في توقيعه.
    [few] شارك { $count } شركاء في توقيعه.
    [many] شارك { $count } شريكًا في توقيعه.
   *[other] شارك { $count } شريك في توقيعه.
}
letter-unsigned = لا يشمل أي رأس موقّع هذه الرسالة بعد. سيشملها الرأس التالي.
letter-picture = شجرة السجل: الطريق من هذه الرسالة صعودًا إلى الجذر، مع البصمة التي تُضم في كل خطوة. البصمات نفسها موجودة في الجدول.
letter-this = هذه الرسالة
letter-root = الجذر
letter-steps = الطريق من الرسالة إلى الجذر
letter-step = الخطوة
letter-side = موضع البصمة الأخرى
letter-left = على اليسار
letter-right = على اليمين
letter-hash = البصمة
## Sharing with an auditor
share-title = إطلاع مدقق على فترة من السجل
share-link = كيف تعطي مدققًا فترة من السجل
share-what = يحصل المدقق على ملف واحد عن فترة ما، لا يستطيع فتحه إلا ذلك المدقق. فيه ترويسات وتوقيعات وأوقات؛ لا اسم ولا احتياج ولا نص.
share-how = يُكتب الملف على هذا الحاسوب بأمر، لا من هذه الصفحة. ضع فيه اليوم الأول واليوم الأخير، ومفتاح المدقق، واسم الملف الجديد:
share-key = يبدأ مفتاح المدقق بـ age1. احصل عليه من المدقق بطريقة لا يستطيع أحد أن يغيّره فيها.
