## Partners: the list
partners-title = الشركاء
partners-none = لا شركاء بعد.
partners-more = { $count ->
    [zero] كل الشركاء معروضون هنا.
    [one] شريك آخر غير معروض هنا.
    [two] شريكان آخران غير معروضين هنا.
    [few] { $count } شركاء آخرون غير معروضين هنا.
    [many] { $count } شريكًا آخر غير معروضين هنا.
   *[other] { $count } شريك آخر غير معروضين هنا.
}
partners-back = كل الشركاء
partner-heard = آخر خبر منه { $ago }.
partner-never-heard = لم يصل منه خبر بعد.
partner-letters-wait = { $count ->
    [zero] لا رسائل تنتظره هنا.
    [one] رسالة واحدة تنتظره هنا.
    [two] رسالتان تنتظرانه هنا.
    [few] { $count } رسائل تنتظره هنا.
    [many] { $count } رسالة تنتظره هنا.
   *[other] { $count } رسالة تنتظره هنا.
}
partner-no-card = بطاقته لم تصل بعد
partner-compare = قارن الرقم
partner-blocked = محظور
partner-key-trouble = مشكلة في مفاتيحه
## How letters go to a partner now
partner-now-direct = متصل
partner-now-relay = متصل عبر وسيط
partner-now-mailbox = الرسائل تذهب عبر صندوق بريد
partner-now-bundle = الرسائل تذهب على ذاكرة USB
partner-now-none = غير متصل
partner-now-blocked = محظور من جانبكم
## Who compared the safety number
partner-checked-both = مؤكَّد من الطرفين
partner-checked-us = مؤكَّد من جانبكم، وليس من جانبه بعد
partner-checked-them = مؤكَّد من جانبه، وليس من جانبكم بعد
partner-checked-nobody = لم يُقارَن بعد
## What sort of organisation
partner-kind-ngo = منظمة غير حكومية
partner-kind-shelter = مأوى
partner-kind-clinic = عيادة أو مستشفى
partner-kind-legal_aid = مساعدة قانونية
partner-kind-embassy = سفارة أو قنصلية
partner-kind-international_organisation = منظمة دولية
partner-kind-authority = سلطة رسمية
partner-kind-auditor = مدقق
## One partner
partner-title = الشريك: { $partner }
partner-kind = النوع
partner-languages = اللغات
partner-number-state = رقم الأمان
partner-way = الرسائل الآن
partner-contact = آخر خبر منه
partner-letters = الرسائل المنتظرة هنا
partner-catching-up = بعد الاستعادة هنا
partner-asked-copies = ما طلبه منا
partner-card-ends = بطاقته صالحة حتى
partner-blocked-words = حظرتم هذا الشريك. لا يُرسل إليه شيء، ولا يُقبل منه شيء.
partner-ours = في قائمتكم
partner-short = الاسم المختصر
partner-short-hint = اسم تختارونه أنتم لهذا الشريك: من 1 إلى 40 من الحروف والأرقام و - و _. الشريك لا يراه.
partner-rename = تغيير الاسم المختصر
partner-name-fault-name = أدخل اسمًا مختصرًا من 1 إلى 40 من الحروف والأرقام و - و _
partner-name-fault-name_taken = شريك آخر له هذا الاسم المختصر. اختر اسمًا آخر
partner-block = حظر هذا الشريك
partner-unblock = رفع الحظر عن هذا الشريك
partner-technical = لمن يعتني بالحواسيب
partner-id = معرّفه
partner-addresses = عناوين الوصول إليه
partner-prekeys = المفاتيح المتبقية للاستعمال مرة واحدة
partner-keys = مفاتيح توقيعه
partner-key-since = منذ
partner-key-until = حتى
partner-key-state = الوضع
partner-key-text = المفتاح
partner-key-in_force = ساري المفعول
partner-key-retired = استُبدل
partner-key-stolen = أُبلغ عن سرقته
## The safety number
number-title = رقم الأمان
number-how-1 = اتصل هاتفيًا بشخص هناك تعرف صوته، أو قابله.
number-how-2 = يقرأ أحدكما الأرقام الثلاثين كلها بصوت مسموع، ويتابع الآخر على شاشته.
number-how-3 = لا تقارنا أبدًا بالدردشة أو البريد الإلكتروني: مَن يقف بينكما قد يغيّر الرقم هناك.
number-same = الرقمان متطابقان
number-differ = الرقمان مختلفان
number-admin = بعد مقارنة الرقمين، يؤكد ذلك هنا مدير النظام في مؤسستك.
number-both = قارنتم أنتم والشريك هذا الرقم. يمكن أن تذهب الإحالات في الاتجاهين.
number-wait-them = قلتم إن الرقم متطابق. يمكن إرسال الإحالات عندما يقول الشريك ذلك أيضًا.
number-blocked = ما دام الشريك محظورًا، لا يوجد ما يُقارَن.
failure-number_changed-what = تغيّر رقم الأمان منذ عُرضت هذه الصفحة.
failure-number_changed-hint = قارن الرقم الجديد، بدءًا من خانته الأولى.
differs-title = الرقمان مختلفان: { $partner } محظور
differs-what = ربما يقف أحد بينكم وبين هذا الشريك ويقرأ ما تتبادلونه.
differs-done = من الآن لا يُرسل إليه شيء ولا يُقبل منه شيء. ما كان ينتظر هنا يبقى هنا.
differs-next = ما ينبغي فعله الآن
differs-step-1 = اتصل بالشريك على رقم هاتف كنت تعرفه من قبل، لا على رقم ورد في رسالة.
differs-step-2 = قارنا مرة أخرى خانة خانة: ربما سُمعت خانة خطأً. إذا تبيّن أن الرقمين متطابقان فارفع الحظر عن الشريك في صفحته.
differs-step-3 = إذا كانا مختلفين فعلًا فأنشئ دعوة جديدة وسلّمها إليه باليد. أما هذا الارتباط فيبقى محظورًا.
differs-back = صفحة الشريك
## Blocking
block-title = هل تريد حظر { $partner }؟
block-what = لن يُرسل شيء إلى هذا الشريك بعد الآن، ولن يُقبل منه شيء.
block-later = تبقى الإحالات بينكما كما هي. ويمكن رفع الحظر عن الشريك لاحقًا.
block-button = حظر
unblock-title = هل تريد رفع الحظر عن { $partner }؟
unblock-what = تعود الرسائل تذهب في الاتجاهين. ويُرسل ما كان ينتظر هنا.
unblock-button = رفع الحظر
## Pairing
pair-title = الارتباط بشريك جديد
pair-start = الارتباط بشريك جديد
pair-words = أحدكما ينشئ دعوة، والآخر يتبعها. ثم تقارنان رقمًا، صوتًا أو وجهًا لوجه.
pair-invite = أنا أدعو
pair-invite-words = تنشئ دعوة لشريك واحد. يمكن استخدامها مرة واحدة، خلال 24 ساعة.
pair-join = أنا مدعو
pair-join-words = أعطاك شريك دعوة.
invite-label = لمن هذه الدعوة
invite-label-hint = ملاحظة لك، 60 حرفًا على الأكثر. تصبح اسمكم المختصر للشريك.
invite-label-long = اختصر الملاحظة إلى 60 حرفًا على الأكثر
invite-make = إنشاء دعوة
join-code = نص الدعوة
join-code-hint = الصقه كله. يبدأ بـ waypost://join
join-code-missing = الصق نص الدعوة
join-code-long = هذا أطول من أي دعوة. الصق نص الدعوة فقط
join-button = اتباع الدعوة
failure-own_invite-what = هذه الدعوة دعوتكم أنتم.
failure-own_invite-hint = أعطها للشريك: هو الذي يتبعها.
failure-already_partner-what = هذه المؤسسة شريك بالفعل.
failure-already_partner-hint = انظر في قائمة شركائكم.
failure-too_many_invites-what = الدعوات المفتوحة كثيرة جدًا.
failure-too_many_invites-hint = ألغِ واحدة، أو انتظر حتى تنتهي واحدة.
invite-title = دعوة لشريك واحد
invite-once = تُعرض الآن فقط.
invite-once-words = سلّمها إلى الشريك باليد، أو بطريقة تثق بها. مَن يحصل عليها أولًا يستطيع استخدامها.
invite-for = إلى
invite-until = صالحة حتى
invite-reached = أين تصل إليكم
invite-no-address = لا تذكر أي عنوان لهذا الحاسوب: يأتي الرد على ذاكرة USB.
invite-scan = دع الشريك يمسحها ضوئيًا
invite-picture = الدعوة على شكل رمز يُمسح ضوئيًا. النص نفسه موجود أدناه.
invite-text = أو أعطه النص
invite-text-words = كله، من waypost:// إلى آخر حرف.
invite-copy = نسخ النص
invite-then = بعد ذلك
invite-then-words = عندما يتبعها الشريك يظهر في قائمتكم. عندئذ قارنا رقم الأمان.
invites-title = الدعوات المفتوحة
invites-open = الدعوات المفتوحة
invites-words = يمكن استخدام كل منها مرة واحدة. لا تُعرض النصوص من جديد: إذا ضاعت واحدة فألغها وأنشئ غيرها.
invites-none = لا دعوات مفتوحة.
invite-nobody = دون ملاحظة
invite-ends = { $left }
invite-cancel = إلغاء
