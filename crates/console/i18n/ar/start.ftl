## From nothing to an organisation
start-title = مرحبًا بك في Waypost
start-words = يرسل Waypost الإحالات بين مؤسسات تساعد الناس، ولا يستطيع أحد في الطريق أن يقرأها. يستغرق هذا نحو عشر دقائق. تحتاج إلى طابعة، أو إلى ورقة وقلم.
start-language = بأي لغة تريد هذه الصفحات؟
start-later = يمكنك تغييرها في أي وقت من أسفل كل صفحة.
start-step = الخطوة { $step } من { $of }
start-organisation-title = مؤسستك
start-name = اسم المؤسسة
start-name-hint = كما سيراه الشركاء. ينبغي ألا يدل على المكان الذي يقيم فيه الناس.
start-name-missing = اكتب اسم مؤسستك.
start-name-long = الاسم أطول مما تتسع له بطاقة الاتصال. استخدم صيغة أقصر منه.
start-kind = نوع المؤسسة
start-kind-missing = اختر نوع المؤسسة.
start-kind-ngo = منظمة غير حكومية
start-kind-shelter = مأوى
start-kind-clinic = عيادة أو مستشفى
start-kind-legal_aid = مساعدة قانونية
start-kind-embassy = سفارة أو قنصلية
start-kind-international_organisation = منظمة دولية
start-kind-authority = سلطة رسمية: شرطة أو هجرة أو نيابة عامة
start-kind-auditor = مدقق: يتحقق دون أن يقرأ الإحالات
start-languages = اللغات التي تعملون بها
start-languages-hint = ضع علامة أمام كل لغة يستطيع أحد في مكتبكم أن يتحدث بها مع شخص.
start-languages-more = لغات أخرى
start-languages-missing = ضع علامة أمام لغة واحدة على الأقل.
start-languages-many = ضع علامة أمام 16 لغة على الأكثر.
start-passphrase-title = عبارة مرور المؤسسة
start-passphrase-words = عبارة المرور تفتح كل ما هو محفوظ على هذا الحاسوب. تُطلب بعد أن يكون الحاسوب قد أُطفئ، أو بعد أن يكون أحد قد قفل العقدة. وهي ليست كلمة السر الخاصة بك: تلك تأتي لاحقًا.
start-passphrase-good = أربع كلمات أو أكثر لا علاقة لبعضها ببعض تصنع عبارة جيدة. لا تستخدم اسم مكتبكم ولا اسم شخص ولا مثلًا سائرًا.
start-passphrase-chosen = اختيرت عبارة مرور. اترك الخانتين فارغتين لتبقى كما هي، أو اكتب غيرها.
start-passphrase = عبارة المرور
start-passphrase-hint = 12 حرفًا على الأقل. يجوز أن تكون فيها مسافات.
start-passphrase-again = عبارة المرور نفسها مرة أخرى
start-passphrase-short = { $count ->
    [zero] استخدم { $count } حرف على الأقل.
    [one] استخدم حرفًا واحدًا على الأقل.
    [two] استخدم حرفين على الأقل.
    [few] استخدم { $count } أحرف على الأقل.
    [many] استخدم { $count } حرفًا على الأقل.
   *[other] استخدم { $count } حرف على الأقل.
}
start-passphrase-long = هذا أطول مما يمكن أن تكون عليه عبارة مرور. استخدم بضع كلمات.
start-passphrase-guessable = قد يستطيع أحد أن يخمّن هذه العبارة. خذ أربع كلمات أو أكثر لا علاقة لبعضها ببعض ولا بك.
start-passphrase-differs = العبارتان غير متطابقتين. اكتب عبارة المرور مرتين من جديد.
start-sheet-title = ورقة الاسترداد
start-sheet-of = ورقة الاسترداد لمؤسسة { $name }
start-sheet-what = هذه الكلمات الأربع والعشرون تفتح كل شيء إذا ضاعت عبارة المرور، وتفتح نسخكم الاحتياطية على حاسوب جديد.
start-sheet-who = مَن يملكها يستطيع أن يقرأ كل البيانات المحفوظة وأن يتكلم باسم مؤسستك.
start-sheet-keep = احفظ الورقة في مكان مقفل بالمفتاح، لا بجانب هذا الحاسوب؛ لا تصوّرها أبدًا، ولا ترسلها أبدًا بالدردشة أو البريد.
start-sheet-lost = دون عبارة المرور ودون هذه الورقة لا يستطيع أحد أن يفتح البيانات المحفوظة، ولا حتى صانعو Waypost.
start-sheet-print = طباعة هذه الورقة
start-sheet-on-paper = طبعتُ الورقة أو نسختها بخط اليد.
start-sheet-not-on-paper = اطبع الورقة أو انسخها بخط اليد، ثم ضع علامة في المربع.
start-check-title = كلمتان من ورقتك
start-check-made = هذا ما سيُنشأ
start-change-organisation = تغيير المؤسسة
start-change-passphrase = تغيير عبارة المرور
start-check-words = الآن خذ الورقة
start-word = الكلمة { $number }
start-word-wrong = ليست هذه الكلمة { $number } في الورقة. انظر إلى ورقتك.
start-check-then = يستغرق إنشاء المؤسسة بضع ثوانٍ.
start-found = إنشاء المؤسسة
start-see-sheet = رؤية الورقة مرة أخرى
start-under-way = يجري إنشاء مؤسستك. هذا الحاسوب بطيء اليوم.
start-look-again = انظر مرة أخرى

## The first person
first-title = عنك
first-words = أصبحت مؤسستك موجودة. والآن أنشئ مدخلك الخاص: باسمك وكلمة السر الخاصة بك تفتح هذه الصفحات.
first-password = اختر كلمة سر خاصة بك
first-roles = ستكون أخصائي حالة، ومدير نظام يستطيع أن يُدخل آخرين.
first-button = ابدأ
welcome-title = كل شيء جاهز
welcome-words = يعمل Waypost فور أن يكون لكم أول شريك: مؤسسة ترسلون إليها أشخاصًا، أو ترسل إليكم أشخاصًا.
welcome-pair = الارتباط بأول شريك
welcome-user = إدخال زميل
welcome-skip = تخطي هذا والذهاب إلى الرئيسية
