## Ways back
back-settings = العودة إلى الإعدادات
back-users = العودة إلى كل المستخدمين
back-backup = العودة إلى النسخ الاحتياطية
back-retention = العودة إلى مدة الحفظ
office-pages = الصفحات
office-page-before = الصفحة السابقة
office-page-after = الصفحة التالية
office-page-of = الصفحة { $page } من { $pages }

## Users
users-title = المستخدمون
users-caption = مَن يجوز له تسجيل الدخول على هذا الحاسوب
user-name = الاسم هنا
user-name-hint = كما يُنادى في المكتب. يُكتب عند تسجيل الدخول، ويظهر حيث يُدوَّن مَن قرأ إحالة.
user-name-missing = اكتب الاسم.
user-roles = ما يجوز لهذا المستخدم أن يفعله
user-roles-hint = ضع علامة أمام دور واحد أو أكثر.
user-roles-missing = ضع علامة أمام دور واحد على الأقل.
user-role-admin = مدير النظام
user-role-caseworker = أخصائي حالة
user-role-desk_officer = مسؤول قسم
user-role-read_only = قارئ
user-role-auditor = مدقق
user-may-admin = يُدخل المستخدمين، ويربط الشركاء، وينشئ النسخ الاحتياطية. لا يستطيع فتح إحالة.
user-may-caseworker = يكتب الإحالات ويرسلها ويرد عليها ويغلقها. يراها كلها.
user-may-desk_officer = يرى الإحالات التي جاءت لقسمه ويرد عليها.
user-may-read_only = يقرأ الإحالات، ولا يغيّر شيئًا.
user-may-auditor = يرى سجل ما أُرسل، دون أي كلمة من إحالة.
user-desk = قسم مسؤول القسم
user-desk-services = خدمات القسم
user-desk-hint = لمسؤول القسم فقط. إذا لم توضع أي علامة فالقسم لكل الخدمات.
user-desk-without-role = لا يكون لأحد قسم إلا لمسؤول القسم. ضع علامة أمام مسؤول القسم أيضًا، أو أزل الخدمات.
user-language = لغة صفحات هذا المستخدم
user-language-browser = كما يقول المتصفح
user-last-signed-in = آخر تسجيل دخول
user-never = لم يسجّل الدخول قط
user-state = الوضع
user-is-enabled = يجوز له تسجيل الدخول
user-is-disabled = لا يجوز له تسجيل الدخول
user-since = هنا منذ
user-new-title = إضافة مستخدم
user-first-password = كلمة السر الأولى
user-first-password-words = أخبر المستخدم بالاسم وكلمة السر شفويًا. ويغيّر هو كلمة السر من الإعدادات.
user-make = إضافة هذا المستخدم
user-change = الاسم والأدوار والقسم
user-change-words = الحفظ يُخرج هذا المستخدم من كل مكان سجّل الدخول فيه. ويسجّل الدخول من جديد بأدواره الجديدة.
user-password = كلمة السر
user-password-words = إذا ضاعت كلمة السر فضع واحدة جديدة وأخبر المستخدم بها شفويًا. وهي تنهي أيضًا الانتظار بعد محاولات خاطئة.
user-password-set = اعتماد كلمة السر هذه
user-access = الدخول
user-disable-words = مَن ترك العمل لا يستطيع بعد ذلك تسجيل الدخول. وما فعله يبقى مدوَّنًا باسمه.
user-disable = سحب حق الدخول
user-enable-words = لا يجوز لهذا المستخدم تسجيل الدخول الآن.
user-enable = إعادة حق الدخول
user-done-made = أُضيف المستخدم.
user-done-changed = حُفظ التغيير، وأُخرج المستخدم من تسجيل الدخول.
user-done-password = اعتُمدت كلمة السر، وأُخرج المستخدم من تسجيل الدخول.
failure-name_taken-what = مستخدم آخر له هذا الاسم.
failure-name_taken-hint = استخدم صيغة أطول، مثلًا مع اسم العائلة.
failure-no_role-what = لكل مستخدم دور واحد على الأقل.
failure-no_role-hint = ضع علامة أمام دور واحد أو أكثر.
failure-last_admin-what = هذا آخر مدير نظام يستطيع تسجيل الدخول.
failure-last_admin-hint = اجعل شخصًا آخر مدير نظام أولًا. لم يتغير شيء.
failure-desk_without_role-what = لا يكون لأحد قسم إلا لمسؤول القسم.
failure-desk_without_role-hint = ضع علامة أمام مسؤول القسم أيضًا، أو أزل الخدمات.
failure-password-what = كلمة السر من 10 إلى 200 حرف.
failure-password-hint = اختر كلمة سر أطول.
failure-wrong_password-what = ليست هذه كلمة السر الخاصة بك.
failure-wrong_password-hint = حاول مرة أخرى. بعد ثلاث محاولات خاطئة عليك أن تنتظر.
failure-wait-hint = انتظر تلك المدة، ثم حاول مرة أخرى.

## Passwords
password-title = تغيير كلمة السر الخاصة بك
password-old = كلمة السر الحالية
password-old-missing = اكتب كلمة السر الحالية.
password-new = كلمة السر الجديدة
password-hint = 10 أحرف على الأقل. ثلاث كلمات أو أربع أسهل في الكتابة من الرموز.
password-again = كلمة السر نفسها مرة أخرى
password-missing = اكتب كلمة سر.
password-differs = الكلمتان غير متطابقتين. اكتب كلمة السر مرتين من جديد.
password-set = تغيير كلمة السر

## Settings
settings-you = أنت
settings-language = لغة صفحاتك
settings-language-save = استخدام هذه اللغة
settings-notices = الإشعارات
settings-notices-wanted = أخبرني على سطح المكتب عندما يتغير شيء
settings-notices-hint = يقول الإشعار إن شيئًا تغيّر، ولا يقول غير ذلك. ولا يأتي إلا ما دامت هذه الصفحة مفتوحة في مكان ما.
settings-work = عملك
settings-stick = رسائل دون شبكة
settings-retention = ما يُمحى قريبًا، وما أُوقف محوه
settings-office = مؤسستك
settings-users = مَن يجوز له تسجيل الدخول، وما يجوز لكل منهم
settings-backup = متى أُنشئت آخر نسخة، وإنشاء نسخة، والمفاتيح
settings-sheet = هل الورقة التي في يدك هي الصحيحة
settings-mailboxes = أجهزة تحتفظ لكم بالرسائل وأنتم غير متصلين
settings-passphrase = ما يفتح البيانات المحفوظة على هذا الحاسوب
settings-lock-node = لكل المستخدمين دفعة واحدة
settings-computer = لمن يعتني بهذا الحاسوب
settings-computer-words = هذه الأسطر بالإنجليزية وتذكر أوامر تُكتب على هذا الحاسوب.
settings-no-advice = لا شيء يلزم فعله الآن.
settings-version = Waypost { $version }
settings-done-password = تغيّرت كلمة السر الخاصة بك. أُنهي تسجيل الدخول في المتصفحات الأخرى.
settings-done-passphrase = تغيّرت عبارة المرور. القديمة لم تعد تفتح شيئًا.

## The organisation's passphrase
passphrase-title = تغيير عبارة مرور المؤسسة
passphrase-words = عبارة المرور تفتح كل ما هو محفوظ على هذا الحاسوب. أخبر بالعبارة الجديدة كل من عليه أن يفتح القفل. تبقى ورقة الاسترداد كما هي.
passphrase-old = عبارة المرور الحالية
passphrase-old-missing = اكتب عبارة المرور المستخدمة الآن.
passphrase-new = عبارة المرور الجديدة
passphrase-set = تغيير عبارة المرور

## Locking the node
lock-node-title = قفل العقدة كلها
lock-node-words = القفل يُخرج المفاتيح من ذاكرة هذا الحاسوب. ما يصل يُحتفظ به، ويُفتح عندما يفتح أحد القفل.
lock-node-passphrase = تلزم عبارة مرور المؤسسة لفتح القفل. لا تقفل إلا إذا كانت عبارة المرور لدى أحد.
lock-node-all = يُخرَج الجميع من تسجيل الدخول. لقفل صفحتك وحدها استخدم زر «اقفل الآن» في الأعلى.
lock-node-do = قفل العقدة كلها الآن

## What the doctor finds
doctor-title = فحص هذه العقدة
doctor-words = فُحص كل شيء الآن. النتائج بالإنجليزية، لمن يعتني بهذا الحاسوب.
doctor-bad = يجب إصلاحه
doctor-look = ينبغي أن ينظر فيه أحد
doctor-good = كما ينبغي
doctor-caption = { $count ->
    [zero] لا نتائج
    [one] نتيجة واحدة
    [two] نتيجتان
    [few] { $count } نتائج
    [many] { $count } نتيجة
   *[other] { $count } نتيجة
}
doctor-found = ما تبيّن
doctor-about = بشأن
doctor-fix = ما ينبغي فعله
doctor-counts = أرقام
doctor-counts-words = دون أسماء: يجوز إرسالها إلى من يساعدكم
doctor-what = ماذا
doctor-number = العدد

## Folders
folder-hint = المسار كاملًا، مثل /media/stick. يبدأ بشرطة مائلة.
folder-missing = اذكر مجلدًا.
folder-long = هذا المسار طويل جدًا.
folder-not-whole = اكتب مسار المجلد كاملًا، بدءًا من الشرطة المائلة الأولى.
failure-no_folder-what = لا يوجد مجلد كهذا على هذا الحاسوب.
failure-no_folder-hint = وصّل القرص أو ذاكرة USB، واكتب المجلد الذي يظهر تحته.
still-working-what = يستغرق هذا وقتًا أطول مما يمكن أن تنتظره الصفحة. العمل مستمر.
still-working-hint = انظر مرة أخرى بعد بضع دقائق.

## Backups
backup-title = النسخ الاحتياطية
backup-none = لا توجد نسخة احتياطية بعد.
backup-old = أُنشئت آخر نسخة احتياطية { $ago }.
backup-old-words = إذا ضاع هذا الحاسوب أو تعطّل، فلا يمكن أن يعود كل ما جاء بعد ذلك إلا من الشركاء. أنشئ نسخة الآن.
backup-last = أُنشئت آخر نسخة احتياطية في { $at }، { $ago }.
backup-outdated = تغيّر مفتاح التوقيع بعد آخر نسخة احتياطية. أنشئ نسخة جديدة: لم يعد من الممكن تشغيل النسخ الأقدم.
backup-make = إنشاء نسخة احتياطية
backup-to = مجلد النسخة الاحتياطية
backup-make-now = أنشئ نسخة احتياطية الآن
backup-made-before = النسخ الاحتياطية السابقة
backup-caption = الأحدث أولًا
backup-when = متى
backup-file = الملف
backup-kib = الحجم بوحدة KiB
backup-letters = الرسائل التي فيها
backup-sha256 = المجموع الاختباري (SHA-256)
backup-restore = كيفية الاستعادة
backup-restore-1 = خذ حاسوبًا جديدًا عليه Waypost، والقرص الذي عليه النسخة الاحتياطية، وورقة الاسترداد.
backup-restore-2 = هناك، في نافذة الأوامر، مع وضع النسخة الاحتياطية مكان FILE:
backup-restore-3 = اكتب كلمات الورقة الأربع والعشرين، واختر عبارة مرور جديدة، وانسخ بخط اليد الورقة الجديدة التي تُعرض.
backup-restore-4 = لا تشغّل الحاسوب القديم مرة أخرى أبدًا. يعيد الشركاء ما جاء بعد النسخة الاحتياطية.
backup-made-title = أُنشئت النسخة الاحتياطية
backup-made-words = كُتبت النسخة الاحتياطية، ثم قُرئت من جديد للتأكد.
backup-made-keep = لا تُفتح إلا بورقة الاسترداد. احفظها على قرص آخر، بعيدًا عن هذا الحاسوب وبعيدًا عن الورقة.
failure-backup_exists-what = يوجد ملف بهذا الاسم من قبل.
failure-backup_exists-hint = اذكر مجلدًا، أو ملفًا آخر. لم يُكتب فوق أي شيء.
failure-backup_not_written-what = تعذّرت كتابة النسخة الاحتياطية هناك.
failure-backup_not_written-hint = تحقق من أن القرص موجود، وأن الكتابة عليه ممكنة، وأن فيه متسعًا.
failure-backup_not_as_written-what = ما يُقرأ من النسخة الاحتياطية ليس كما كُتب.
failure-backup_not_as_written-hint = هذا القرص يُتلف ما يُحفظ عليه. استخدم قرصًا آخر.
failure-backup_under_way-what = تُكتب الآن نسخة احتياطية أخرى.
failure-backup_under_way-hint = انتظر حتى تنتهي.

## The recovery sheet
sheet-title = التحقق من ورقة الاسترداد
sheet-words = اكتب الكلمات الأربع والعشرين من الورقة لترى هل هي الورقة السارية الآن. لا تُحفظ الكلمات ولا تُعرض من جديد.
sheet-label = الكلمات الأربع والعشرون، بالترتيب
sheet-hint = افصل بينها بمسافات. تأكد من أن لا أحد ينظر من فوق كتفك.
sheet-check = تحقق من هذه الكلمات
sheet-count = { $count ->
    [zero] لم يُعثر على أي كلمة. في ورقة الاسترداد 24 كلمة.
    [one] عُثر على كلمة واحدة. في ورقة الاسترداد 24 كلمة.
    [two] عُثر على كلمتين. في ورقة الاسترداد 24 كلمة.
    [few] عُثر على { $count } كلمات. في ورقة الاسترداد 24 كلمة.
    [many] عُثر على { $count } كلمة. في ورقة الاسترداد 24 كلمة.
   *[other] عُثر على { $count } كلمة. في ورقة الاسترداد 24 كلمة.
}
sheet-unknown = الكلمة { $place } ليست في قائمة الكلمات. انظر إلى الورقة مرة أخرى.
sheet-together = الكلمات لا تتوافق معًا: إحداها خاطئة، أو تبادلت كلمتان مكانيهما.
sheet-long = هذا أكثر من 24 كلمة.
sheet-right = هذه هي ورقة الاسترداد السارية الآن.
sheet-right-words = أعدها إلى مكان مقفل بالمفتاح، بعيدًا عن هذا الحاسوب.
failure-wrong_sheet-what = ليست هذه كلمات ورقة الاسترداد السارية الآن.
failure-wrong_sheet-hint = تحقق من أنها أحدث ورقة. لم يتغير شيء.
failure-used_sheet-what = هذه ورقة استرداد قديمة: استُبدلت.
failure-used_sheet-hint = استخدم الورقة الأحدث، وأتلف هذه. لم يتغير شيء.

## Our signing keys
keys-title = مفاتيح التوقيع
keys-words = بمفتاح التوقيع توقّع مؤسستك كل رسالة. ويعرف الشركاء المفاتيح بدءًا من أولها. يغيّر المفتاحَ على هذا الحاسوب مَن يعتني به.
keys-unfinished = بدأ تغيير للمفتاح في { $at } ولم يكتمل. احتفظ بورقتي الاسترداد كلتيهما، واسأل مَن يعتني بهذا الحاسوب.
keys-caption = من الأول إلى المستخدم الآن
keys-place = الرقم
keys-state = الوضع
keys-since = من
keys-until = حتى
keys-key = المفتاح العام
keys-waiting = هؤلاء الشركاء لم يوقّعوا بعد على استلام أحدث بطاقة اتصال:
own-key-in_force = مستخدم الآن
own-key-retired = استُبدل
own-key-stolen = سُرق

## How long things are kept
retention-title = مدة الحفظ
retention-words = تُحفظ كل إحالة مدة من الزمن بعد انتهائها، ثم تُمحى بحيث لا يستطيع أحد أن يقرأها من جديد. هنا ترى ما سيأتي، ويمكنك إيقاف محو شيء أو محوه قبل موعده.
retention-view-due = يُمحى خلال أسبوع، أو تجاوز موعده
retention-view-held = أُوقف محوه
retention-view-erased = مُحي
retention-nothing-due = لا شيء يُمحى خلال أسبوع.
retention-nothing-held = لم يُوقف محو أي شيء.
retention-nothing-erased = لم يُمح شيء بعد.
retention-caption = ما يُمحى أولًا يظهر أولًا
retention-number = الرقم
retention-partner = الشريك
retention-status = الإحالة
retention-draft = مسودة لم تُرسل قط
retention-state = الحفظ
retention-until = حتى
retention-state-open = مفتوحة
retention-state-kept = محفوظة لمدتها
retention-state-due = تُمحى اليوم
retention-state-overdue_retention = مفتوحة بعد انقضاء مدتها: أنهها أو أوقف محوها أو امحها
retention-state-held = أُوقف محوها
held-for-court_order = محكمة أمرت بذلك
held-for-investigation = يحتاج إليها تحقيق
held-for-person_asked = الشخص طلب ذلك
held-for-safety = تتوقف عليها سلامة شخص
retention-erased-caption = الأحدث أولًا. لم يبق من هذه إلا الترويسات والتوقيعات.
retention-erased-on = تاريخ المحو
retention-why = السبب
retention-letters = الرسائل
retention-erased-retention = انقضت مدتها
retention-erased-consent = الشخص سحب موافقته
retention-erased-by_hand = محاها أحد العاملين
retention-one-title = حفظ { $name }
retention-see = رؤية الإحالة { $name }
retention-hold = إيقاف المحو
retention-hold-words = لا يُمحى منها شيء إلى أن يرفع أحد الإيقاف.
retention-reason = لماذا يجب حفظها
retention-reason-missing = اختر لماذا يجب حفظها.
retention-release = رفع الإيقاف
retention-release-words = ينتهي إيقاف المحو. إذا كانت مدتها قد انقضت فإنها تُمحى اليوم.
retention-erase = محوها إلى الأبد
retention-erase-words = لا شيء يسترجعها على هذا الحاسوب. شريككم يحتفظ ببياناته الخاصة.
retention-confirm = لمحوها اكتب رقمها: { $name }
retention-confirm-wrong = اكتب { $name } لمحوها. لم يُمح شيء.
retention-done-hold = أُوقف محوها.
retention-done-release = انتهى إيقاف المحو.
retention-done-erase = مُحيت.
failure-not_held-what = لم يُوقف محوها.
failure-not_held-hint = رفع أحد الإيقاف من قبل. انظر مرة أخرى.
failure-draft_in_use-what = أُرسلت هذه المسودة؛ تُمحى مع آخر إحالة منها.
failure-draft_in_use-hint = امحُ الإحالات أولًا.
failure-answer_first-what = الشخص غيّر موافقته، والشريك ينتظر ردكم الموقّع.
failure-answer_first-hint = رُدّ على تغيير الموافقة في صفحة الإحالة. وهذا يمحو أيضًا.
failure-confirm_by_name-what = الرقم غير صحيح. لم يُمح شيء.
failure-confirm_by_name-hint = اكتب رقم هذه الإحالة أو المسودة.

## Mailboxes
mailboxes-title = صناديق البريد
mailboxes-words = صندوق البريد جهاز يحتفظ لكم بالرسائل المختومة وحاسوبكم مطفأ. يرى مشغّله الأحجام والأوقات، ولا يستطيع أن يقرأ شيئًا.
mailboxes-used = صناديق البريد المستخدمة
mailboxes-none = لا يوجد. لا تصل الرسائل إلا عندما يكون الحاسوبان متصلين، أو على ذاكرة USB.
mailboxes-address = العنوان
mailboxes-told = الشركاء يعلمون به
mailboxes-until = يسمح به المشغّل حتى
mailboxes-reached = آخر وصول إليه
mailboxes-not-yet = لم يحدث بعد منذ بدأت العقدة العمل
mailboxes-trouble = ما تعطّل منذ ذلك الحين
mailboxes-leaving = تُرك في
mailboxes-leave-words = بعد تركه يُنظر فيه شهرًا آخر، من أجل الشركاء الذين لم يعلموا بذلك.
mailboxes-leave = ترك { $name }
mailboxes-use = استخدام صندوق بريد
mailboxes-code = رمز المشغّل
mailboxes-code-hint = النص كله الذي أعطاكم إياه المشغّل. يبدأ بـ waypost://mailbox
mailboxes-code-missing = الصق رمز المشغّل.
mailboxes-code-long = هذا أطول من أن يكون رمزًا. الصق نص المشغّل فقط.
mailboxes-use-do = استخدام صندوق البريد هذا
mailboxes-done-used = صندوق البريد مستخدم من الآن.
mailboxes-done-left = تُرك صندوق البريد.
failure-mailbox_code-what = ليس هذا رمز صندوق بريد، أو أن جزءًا منه ناقص.
failure-mailbox_code-hint = اطلب من المشغّل النص كله.
failure-grant_expired-what = انتهى إذن المشغّل الوارد في هذا الرمز.
failure-grant_expired-hint = اطلب من المشغّل رمزًا جديدًا.
failure-too_many_mailboxes-what = تستخدمون من صناديق البريد أقصى ما تتسع له بطاقة الاتصال.
failure-too_many_mailboxes-hint = اترك واحدًا أولًا.
failure-unknown_mailbox-what = لا يوجد صندوق بريد كهذا.
failure-unknown_mailbox-hint = انظر إلى القائمة مرة أخرى.

## A stick
stick-title = حمل الرسائل على ذاكرة USB
stick-words = حيث لا توجد شبكة، تنتقل الرسائل على ذاكرة USB يحملها أحد. وهي مختومة: مَن يعثر على الذاكرة يرى الأحجام، ولا شيء غيرها.
stick-dir = المجلد الذي تظهر تحته ذاكرة USB
stick-write = الكتابة على ذاكرة USB
stick-write-words = تُكتب عليها الرسائل التي تنتظر الشركاء. وتبقى تنتظر هنا أيضًا إلى أن تصل إليهم.
stick-no-partners = لا شركاء بعد.
stick-to = لأي شركاء
stick-to-hint = إذا لم توضع أي علامة: لكل الشركاء الذين ينتظرهم شيء.
stick-waiting = { $count ->
    [zero] لا رسائل تنتظر
    [one] رسالة واحدة تنتظر
    [two] رسالتان تنتظران
    [few] { $count } رسائل تنتظر
    [many] { $count } رسالة تنتظر
   *[other] { $count } رسالة تنتظر
}
stick-read = قراءة ذاكرة USB
stick-read-words = يؤخذ منها ما هو لكم، وتُكتب عليها الإيصالات والردود لطريق العودة.
stick-keep = ترك الملفات التي أُخذت على ذاكرة USB
stick-no-answer = عدم كتابة ردود على ذاكرة USB
stick-done-title = انتهى العمل على ذاكرة USB
stick-read-done = ما أُخذ من ذاكرة USB
stick-read-nothing = لم يكن عليها شيء لكم.
stick-from = من { $partner }:
stick-new = { $count ->
    [zero] لا رسائل جديدة.
    [one] رسالة جديدة واحدة.
    [two] رسالتان جديدتان.
    [few] { $count } رسائل جديدة.
    [many] { $count } رسالة جديدة.
   *[other] { $count } رسالة جديدة.
}
stick-repeats = { $count ->
    [zero] لا رسائل وصلت من قبل.
    [one] رسالة واحدة كانت قد وصلت من قبل.
    [two] رسالتان كانتا قد وصلتا من قبل.
    [few] { $count } رسائل كانت قد وصلت من قبل.
    [many] { $count } رسالة كانت قد وصلت من قبل.
   *[other] { $count } رسالة كانت قد وصلت من قبل.
}
stick-later = { $count ->
    [zero] لا رسائل يجب أن تأتي مرة أخرى.
    [one] رسالة واحدة يجب أن تأتي مرة أخرى لاحقًا.
    [two] رسالتان يجب أن تأتيا مرة أخرى لاحقًا.
    [few] { $count } رسائل يجب أن تأتي مرة أخرى لاحقًا.
    [many] { $count } رسالة يجب أن تأتي مرة أخرى لاحقًا.
   *[other] { $count } رسالة يجب أن تأتي مرة أخرى لاحقًا.
}
stick-refused = رسائل مرفوضة: { $count } ({ $reason }).
stick-files = { $count ->
    [zero] لم يُنظر في أي ملف.
    [one] نُظر في ملف واحد.
    [two] نُظر في ملفين.
    [few] نُظر في { $count } ملفات.
    [many] نُظر في { $count } ملفًا.
   *[other] نُظر في { $count } ملف.
}
stick-not-ours = { $count ->
    [zero] لا ملفات لغيركم أو قديمة جدًا.
    [one] ملف واحد لغيركم، أو قديم جدًا.
    [two] ملفان لغيركم، أو قديمان جدًا.
    [few] { $count } ملفات لغيركم، أو قديمة جدًا.
    [many] { $count } ملفًا لغيركم، أو قديمة جدًا.
   *[other] { $count } ملف لغيركم، أو قديمة جدًا.
}
stick-own = { $count ->
    [zero] لا ملفات كُتبت هنا ولم تُقرأ بعد.
    [one] ملف واحد كُتب هنا، ولم يقرأه شريكه بعد.
    [two] ملفان كُتبا هنا، ولم يقرأهما شركاؤهما بعد.
    [few] { $count } ملفات كُتبت هنا، ولم يقرأها شركاؤها بعد.
    [many] { $count } ملفًا كُتبت هنا، ولم يقرأها شركاؤها بعد.
   *[other] { $count } ملف كُتبت هنا، ولم يقرأها شركاؤها بعد.
}
stick-blocked = { $count ->
    [zero] لا ملفات من شركاء محظورين.
    [one] ملف واحد من شريك محظور.
    [two] ملفان من شركاء محظورين.
    [few] { $count } ملفات من شركاء محظورين.
    [many] { $count } ملفًا من شركاء محظورين.
   *[other] { $count } ملف من شركاء محظورين.
}
stick-unread = { $count ->
    [zero] لا ملفات أخرى لم يُنظر فيها.
    [one] ملف آخر لم يُنظر فيه: أعد العملية.
    [two] ملفان آخران لم يُنظر فيهما: أعد العملية.
    [few] { $count } ملفات أخرى لم يُنظر فيها: أعد العملية.
    [many] { $count } ملفًا آخر لم يُنظر فيها: أعد العملية.
   *[other] { $count } ملف آخر لم يُنظر فيها: أعد العملية.
}
stick-removed = { $count ->
    [zero] لم يؤخذ أي ملف ولم يُزَل.
    [one] أُخذ ملف واحد وأُزيل.
    [two] أُخذ ملفان وأُزيلا.
    [few] أُخذت { $count } ملفات وأُزيلت.
    [many] أُخذ { $count } ملفًا وأُزيلت.
   *[other] أُخذ { $count } ملف وأُزيلت.
}
stick-damaged = ملفات تالفة
stick-damaged-words = تبقى على ذاكرة USB. اطلب من الشريك أن يكتبها من جديد.
stick-written = ما كُتب على ذاكرة USB
stick-written-nothing = لم يُكتب شيء.
stick-for = إلى { $partner }:
stick-letters = { $count ->
    [zero] لا رسائل.
    [one] رسالة واحدة.
    [two] رسالتان.
    [few] { $count } رسائل.
    [many] { $count } رسالة.
   *[other] { $count } رسالة.
}
stick-left-over = { $count ->
    [zero] لا رسائل تنتظر ذاكرة USB التالية.
    [one] رسالة واحدة تنتظر ذاكرة USB التالية.
    [two] رسالتان تنتظران ذاكرة USB التالية.
    [few] { $count } رسائل تنتظر ذاكرة USB التالية.
    [many] { $count } رسالة تنتظر ذاكرة USB التالية.
   *[other] { $count } رسالة تنتظر ذاكرة USB التالية.
}
stick-take-there = خذ ذاكرة USB إلى الشريك.
stick-take-back = على ذاكرة USB إيصالات وردود: أعدها إلى من جاءت منه.
stick-found = مَن يعثر عليها يرى الأحجام، ولا شيء غيرها.
stick-nothing-for = لا يجوز أن يذهب الآن شيء إلى:
stick-again = مواصلة العمل على ذاكرة USB
failure-no_bundles-what = لا توجد رسائل Waypost في هذا المجلد.
failure-no_bundles-hint = انظر هل هي ذاكرة USB الصحيحة، واكتب المجلد الذي فيه مجلد اسمه waypost.
failure-stick_full-what = لا متسع لهذا على ذاكرة USB.
failure-stick_full-hint = أفسح مكانًا عليها أو خذ غيرها، وأعد العملية. لم يضع شيء.
failure-stick_not_written-what = تعذّرت الكتابة على ذاكرة USB.
failure-stick_not_written-hint = تأكد من أنها موصولة وأن الكتابة عليها ممكنة، وأعد العملية. لم يضع شيء.
failure-stick_not_read-what = تعذّرت قراءة ذاكرة USB.
failure-stick_not_read-hint = تأكد من أنها موصولة، وأعد العملية. لا يؤخذ شيء مرتين.
failure-bundle_under_way-what = تجري الآن كتابة ذاكرة USB أو قراءتها.
failure-bundle_under_way-hint = انتظر حتى ينتهي ذلك، ثم حاول مرة أخرى.
failure-bundle_interrupted-what = قُفلت العقدة أثناء عملها على ذاكرة USB.
failure-bundle_interrupted-hint = أعد العملية. لا يؤخذ شيء مرتين، ولا يضيع شيء.
