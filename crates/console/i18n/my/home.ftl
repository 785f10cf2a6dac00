## Home
greeting-morning = မင်္ဂလာနံနက်ခင်းပါ { $name }
greeting-afternoon = မင်္ဂလာနေ့လယ်ခင်းပါ { $name }
greeting-evening = မင်္ဂလာညနေခင်းပါ { $name }
start-referral = ညွှန်းပို့မှုအသစ် စတင်ရန်
home-needs-us = သင့်အဖြေ လိုအပ်နေသည်များ
home-needs-nothing = ယခု အဖြေလိုသည် မရှိပါ။
home-sent = သင်ပို့ထားသည်များ
home-sent-nothing = ပို့ထားဆဲ မရှိပါ။
home-more = { $count ->
   *[other] နောက်ထပ် { $count } ခု
}
home-drafts = မူကြမ်းများ
home-draft = { $draft }၊ ဖြစ်ရပ် { $code }
home-draft-changed = ပြောင်းခဲ့ချိန် { $at }
home-other-role = သင့်အလုပ်များသည် အပေါ်ရှိ မီနူးတွင် ရှိပါသည်။
to-partner = { $partner } ထံသို့
from-partner = { $partner } ထံမှ
