## New referral: start
new-title = إحالة جديدة
new-start-save = الإحالة قائمة من مهام قصيرة. كل صفحة تُحفظ على هذا الحاسوب أثناء تقدمك؛ يمكنك أن تتوقف وتعود.
new-start-agree = قبل أن تكتب عن شخص، اسأله ما الذي يجوز أن يُقال ولمن.
new-start-send = لا يغادر شيء هذا الحاسوب قبل أن تراجع إجاباتك وتضغط «أرسل الآن».
new-start-button = بدء

## The task list
new-list-title = إحالة جديدة: المهام
new-list-draft = المسودة { $draft }، الحالة { $code }.
new-list-changed = آخر تغيير في { $at }.
new-list-done = { $count ->
    [zero] لم تُنجز أي مهمة بعد.
    [one] أُنجزت مهمة واحدة.
    [two] أُنجزت مهمتان.
    [few] أُنجزت { $count } مهام.
    [many] أُنجزت { $count } مهمة.
   *[other] أُنجزت { $count } مهمة.
}
new-list-ready = جاهزة للإرسال
new-list-not-ready = ليست جاهزة بعد
new-task-safe = هل الشخص في أمان الآن؟
new-task-consent = ما وافق عليه الشخص
new-task-who = مَن هو الشخص
new-task-help = المساعدة المطلوبة
new-task-soon = درجة الاستعجال
new-task-papers = الوثائق
new-task-contact = الاتصال الآمن
new-task-screening = الفرز الأولي
new-task-account = رواية الشخص
new-task-to = إلى من
new-state-not-started = لم تبدأ
new-state-some = بعض الإجابات
new-state-done = أُنجزت
new-state-mend = تحتاج إلى تصحيح
new-back-to-list = كل مهام هذه المسودة
new-save-continue = حفظ ومتابعة
new-save-later = حفظ والعودة لاحقًا

## What stands above each task
new-lead-safe = إذا كان الشخص في خطر الآن فتصرّف أولًا: أوصله إلى مكان آمن أو اطلب النجدة. ثم ضع علامة أمام المخاطر التي يجب أن يعلم بها الشريك فورًا. إذا لم تكن هناك مخاطر فلا تضع أي علامة.
new-lead-consent = اسأل بلغة يفهمها الشخص. يحق له أن يقول لا، وأن يغيّر رأيه لاحقًا. اكتب فقط ما وافق عليه.
new-lead-who = يرى الشريك أولًا رمز الحالة وما يحتاج إليه ليقرر. تأتي الأسماء لاحقًا، وفقط إذا وافق الشخص على إرسالها.
new-lead-help = خدمة واحدة لكل احتياج. الشريك يقبل كلًا منها أو يرفضه.
new-lead-soon = رد الشريك مطلوب خلال هذا الوقت.
new-lead-papers = اترك هذه الصفحة فارغة إذا لم يكن هناك ما يُقال.
new-lead-contact = اترك هذه الصفحة فارغة إذا كان على الشريك ألا يصل إلى الشخص إلا عن طريقكم.
new-lead-screening = اترك هذه الصفحة فارغة ما لم يكن شخص مدرَّب قد أجرى الفرز الأولي.
new-lead-account = الرواية لا تُرسل أبدًا من تلقاء نفسها: لا عندما ترسل، ولا عندما يقبل الشريك. اكتبها فقط إذا أراد الشخص أن تُدوَّن.
new-lead-to = اختر شريكًا وافق عليه الشخص.

## Parts of a page
new-part-agreed = الموافقة
new-part-recipients = مَن يجوز إخباره
new-part-limits = ما جرت الموافقة عليه
new-part-override = فقط إذا لم يكن هناك وقت للسؤال
new-part-code = رمز الحالة
new-part-person = ليتمكن الشريك من القرار
new-part-identity = الاسم والهوية
new-part-by-when = متى يجب تلبية كل احتياج
new-part-papers = تجاوز مدة الإقامة، الغرامة، السفارة
new-part-partner = الشريك
new-part-from = منكم
new-none-document = لم تُكتب أي وثيقة بعد.
new-none-by-when = لم يُكتب أي احتياج بعد. اذكر أولًا المساعدة المطلوبة.
new-seen-now = الشريك يرى هذا فور إرسالك.
new-seen-after = الشريك لا يرى هذا إلا بعد القبول.
new-seen-not-by-itself = الشريك لا يرى هذا، لا الآن ولا بعد القبول.
new-seen-here = هذا يبقى على هذا الحاسوب.
new-need = الاحتياج { $number }
new-need-service = الاحتياج { $number }: { $service }
new-need-line = الاحتياج { $number }: { $question }
new-document = الوثيقة { $number }
new-document-line = الوثيقة { $number }: { $question }
new-add-need = إضافة احتياج آخر
new-add-document = إضافة وثيقة
new-remove-need = إزالة الاحتياج { $number }
new-remove-document = إزالة الوثيقة { $number }

## Answers
new-choose = اختر
new-not-answered = لا إجابة
new-row-number = { $question } { $number }
new-language = اللغة
new-language-number = اللغة { $number }
new-language-other = لغة أخرى: رمزها
new-language-spoken = التحدث
new-language-read = القراءة
new-speaks = التحدث: { $level }
new-reads = القراءة: { $level }
new-hint-day = السنة ثم الشهر ثم اليوم: 2026-12-31. أو عدد الأيام من اليوم: +30d.
new-hint-moment = بالساعات أو الأيام من الآن: +6h، +3d. أو يوم: 2026-12-31. أو يوم ووقت ومنطقته الزمنية: 2026-12-31 18:30 +07:00.
new-help-risks = ضع علامة أمام كل ما ينطبق.
new-help-person-case_code = رمز بدل الاسم: حروف من a إلى z وأرقام و - و _. إذا تركته يُنشأ رمز تلقائيًا.
new-help-person-citizenships = تُرسل قبل القبول فقط إذا كان أحد الاحتياجات يتطلب ذلك؛ وإلا فمع الاسم.
new-help-person-languages = لغة الشخص، لا لغة هذه الشاشة. إذا ذكرت مدى إجادة القراءة فاذكر أيضًا مدى إجادة التحدث. إذا لم تكن اللغة في القائمة فاكتب رمزها، مثل kdt.
new-help-person-dependants = عمر واحد لكل مُعال. احفظ لتحصل على خانات أخرى.
new-help-need-wanted_by = اتركه إذا كانت الإجابة أعلاه كافية.
new-help-consent-mode = اتركه إذا لم يكن هناك وقت للسؤال.
new-help-consent-language = اللغة التي سألت بها؛ أو رمزها، مثل kdt، إذا لم تكن في القائمة. اتركها إذا لم يكن هناك وقت للسؤال.
new-help-consent-recipients = ضع علامة أمام كل شريك وافق عليه الشخص. لا يعلم أي شريك مَن هم الآخرون.
new-help-consent-sections = ضع علامة أمام كل ما وافق عليه الشخص. جزء «ما المطلوب» يُرسل دائمًا. أما الرواية فلا تُرسل إلا إذا قال الشخص ذلك.
new-help-consent-valid_until = آخر يوم تسري فيه الموافقة.
new-help-document-country = البلد الذي أصدرها.
new-help-to-partner = يجب أن يكون الشخص قد وافق على هذا الشريك.
new-note-urgency-emergency = لخطر على الحياة أو السلامة. يُطلب من الشريك أن يرد اليوم.
new-note-urgency-urgent = لا يمكن أن ينتظر إلى الأسبوع المقبل.
new-note-urgency-normal = لا يسوء شيء خلال أسبوعين.
new-note-section-needs = يُرسل فورًا: ما المطلوب، ودرجة الاستعجال، واللغات، والمخاطر. دون اسم.
new-note-section-identity = يُرسل بعد أن يقبل الشريك.
new-note-section-safe_contact = يُرسل بعد أن يقبل الشريك.
new-note-section-documents = يُرسل بعد أن يقبل الشريك.
new-note-section-screening = يُرسل بعد أن يقبل الشريك.
new-note-section-account = لا يُرسل أبدًا من تلقاء نفسه.
new-buddhist = كتبت { $typed }. هل هذه سنة بوذية؟ إذا كانت كذلك فهي { $reading } بالتقويم الميلادي. وإلا فاكتب التاريخ مرة أخرى.
new-buddhist-yes = نعم، استخدم { $reading }
new-fault-line = { $question } – { $fault }

## Partners to choose from
new-no-partners = ليس لديكم شركاء بعد. تُحفظ الإجابات، ولكن لا يمكن إرسال شيء قبل أن ترتبطوا بشريك.
new-nothing-to-choose = لا يوجد بعد شريك مؤكَّد يمكن اختياره.
new-partner-unknown = ليس في قائمة شركائكم.
new-partner-languages = اللغات: { $languages }.
new-partner-common-language = يشترك مع الشخص في لغة.
new-partner-no-common-language = لا يشترك مع الشخص في أي لغة.
new-partner-named = الشخص وافق على هذا الشريك.
new-partner-not-named = الموافقة لا تذكر هذا الشريك.
new-partner-confirmed = مؤكَّد.
new-partner-not-confirmed = غير مؤكَّد من الطرفين: لا يمكن إرسال شيء إليه بعد.
new-partner-blocked = محظور: لا يمكن إرسال شيء إليه.
new-kind-ngo = منظمة غير حكومية.
new-kind-shelter = مأوى.
new-kind-clinic = عيادة أو مستشفى.
new-kind-legal_aid = مساعدة قانونية.
new-kind-embassy = سفارة أو قنصلية.
new-kind-international_organisation = منظمة دولية.
new-kind-authority = سلطة رسمية.
new-kind-auditor = مدقق.

## Check answers
new-check-title = مراجعة إجاباتك
new-check-ready = لم يُرسل شيء. اقرأ ما سيراه الشريك، ثم أرسل.
new-check-not-ready = لم يُرسل شيء. صحّح ما هو مذكور أعلاه؛ إجاباتك محفوظة.
new-change = تغيير: { $task }
new-nothing-written = لم يُكتب شيء.
new-sees-now = ما يراه الشريك الآن
new-sees-code = يحصل كل شريك على رمز حالة خاص به بدل الرمز المعروض هنا.
new-sees-after = ما يراه الشريك بعد القبول
new-sees-nothing = لا شيء أكثر.
new-row-referred_at = وقت الإحالة
new-row-based_on = تتبع إحالة أخرى
new-was-sent = أُرسل شيء من هذه المسودة. يمكن قراءتها هنا، ولا يمكن تغييرها.
new-sent-row = { $referral }. إلى { $partner }

## Send
new-send-title = إرسال
new-send-more-title = إرسال إلى شريك آخر
new-send-no-partner = لا يوجد في قائمة شركائكم أي شريك تذكره الموافقة.
new-send-to = إلى أي شركاء؟
new-send-to-hint = فقط الشركاء الذين وافق عليهم الشخص. يحصل كل منهم على إحالة خاصة به ولا يعلم بالآخرين.
new-send-asked = سألتُ الشخص مرة أخرى عن هذه السلطة أو السفارة، ووافق.
new-send-all = إرسال الاسم ووسيلة الاتصال والوثائق فورًا
new-send-all-meaning = في الحالات الطارئة فقط: يراها الشريك قبل أن يقبل. أما الرواية فلا تُرسل حتى في هذه الحالة. لا يمكن التراجع عن هذا.
new-send-button = أرسل الآن
new-send-nobody-what = لم توضع علامة أمام أي شريك.
new-send-nobody-hint = ضع علامة أمام شريك واحد على الأقل. لم يُرسل شيء.
new-sent-title = أُرسلت
new-sent-next = ما سيحدث بعد ذلك
new-sent-next-way = إذا تعذّر الوصول إلى الشريك الآن، تنتظر الإحالة هنا بأمان على هذا الحاسوب، وتغادر من تلقاء نفسها.
new-sent-next-receipt = عندما تصل، يوقّع الشريك على استلامها: علامتان ✓✓.
new-sent-next-answer = يرد أحد العاملين هناك. ترى الرد في الصفحة الرئيسية وفي صفحة الإحالة.
new-sent-next-person = أخبر الشخص بما أُرسل، وإلى من، ومتى تتوقع ردًا.
new-sent-answers = ما كُتب

## Erase
new-erase-link = محو هذه المسودة
new-erase-title = هل تريد محو هذه المسودة؟
new-erase-words = المسودة { $draft }، الحالة { $code }، تُمحى من هذا الحاسوب إلى الأبد. لم يُرسل منها شيء.
new-erase-button = محو إلى الأبد

## What the desk says about drafts
failure-sent_already-what = لم يتغير شيء: أُرسل شيء من هذه المسودة.
failure-sent_already-hint = ابدأ إحالة جديدة، أو غيّر الموافقة في صفحة الإحالة التي أُرسلت.
failure-too_long-what = هذا أطول من أن يُحفظ.
failure-too_long-hint = اختصر أطول النصوص. يمكن إرفاق ملف بعد الإرسال.
failure-form_faults-what = في المسودة ما يحتاج إلى تصحيح. لم يُرسل شيء.
failure-form_faults-hint = صحّح ما هو مذكور وأرسل مرة أخرى.
failure-consent_does_not_name_partner-what = الموافقة لا تذكر هذا الشريك. لم يُرسل شيء.
failure-consent_does_not_name_partner-hint = اسأل الشخص. إذا وافق فضع علامة أمام الشريك في صفحة «ما وافق عليه الشخص».
failure-not_confirmed-what = لم يُرسل شيء: الشريك غير مؤكَّد من الطرفين.
failure-not_confirmed-hint = قارن رقم الأمان بالهاتف أو وجهًا لوجه، في صفحة الشريك.
failure-ask_first-what = الموافقة تنص على سؤال الشخص قبل إخبار هذه السلطة أو السفارة. لم يُرسل شيء.
failure-ask_first-hint = اسأل الشخص. إذا وافق فضع العلامة التي تقول إنك سألته، وأرسل مرة أخرى.
failure-consent_forbids-what = قال الشخص إن مثل هذه المؤسسة يجب ألا تُخبَر أبدًا. لم يُرسل شيء.
failure-consent_forbids-hint = اختر شريكًا آخر.
failure-consent_expired-what = انتهت مدة الموافقة. لم يُرسل شيء.
failure-consent_expired-hint = اسأل الشخص مرة أخرى، ودوّن الموافقة الجديدة.
failure-blocked-what = هذا الشريك محظور. لم يُرسل شيء.
failure-blocked-hint = ارفع الحظر في صفحة الشريك، أو اختر شريكًا آخر.
failure-no_card-what = بطاقة اتصال الشريك لم تصل بعد. لم يُرسل شيء.
failure-no_card-hint = تصل من تلقاء نفسها عندما يكون الحاسوبان متصلين. حاول مرة أخرى عندئذ.
