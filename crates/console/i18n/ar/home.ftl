## Home
greeting-morning = صباح الخير، { $name }
greeting-afternoon = طاب يومك، { $name }
greeting-evening = مساء الخير، { $name }
start-referral = بدء إحالة جديدة
home-needs-us = تنتظر ردًا منكم
home-needs-nothing = لا شيء ينتظر ردًا الآن.
home-sent = أرسلتموها
home-sent-nothing = لا شيء في الطريق.
home-more = { $count ->
    [zero] لا مزيد
    [one] واحدة أخرى
    [two] اثنتان أخريان
    [few] { $count } أخرى
    [many] { $count } أخرى
   *[other] { $count } أخرى
}
home-drafts = المسودات
home-draft = { $draft }، الحالة { $code }
home-draft-changed = تغيّرت في { $at }
home-other-role = عملك في القائمة أعلاه.
to-partner = إلى { $partner }
from-partner = من { $partner }
