## Reports
reports-title = အစီရင်ခံစာများ
reports-period = နောက်ပြန် မည်မျှကြာ
period-30 = 30 ရက်
period-90 = 90 ရက်
period-365 = 365 ရက်
reports-words = ဤကာလအတွင်း ပို့ခဲ့သော ညွှန်းပို့မှုများ။ ဤကိန်းဂဏန်းများတွင် မည်သူ့အမည်မျှ မပါပါ။
reports-not-counted = { $count ->
   *[other] ပိုဟောင်းသော ညွှန်းပို့မှု { $count } ခုကို မရေတွက်ရသေးပါ။ သူ့အလိုလို စစ်ကြည့်ပါမည်။
}
picture-more = { $count ->
   *[other] နောက်ထပ် { $count } ခု ဇယားတွင် ရှိပါသည်။
}
report-partner = မိတ်ဖက်
report-total = အားလုံး
report-referrals = ညွှန်းပို့မှုများ
## Referrals by state
states-sent = သင်ပို့ခဲ့သော ညွှန်းပို့မှုများ၊ အခြေအနေအလိုက်
states-received = သင်ရရှိခဲ့သော ညွှန်းပို့မှုများ၊ အခြေအနေအလိုက်
states-sent-none = ဤကာလအတွင်း သင် ညွှန်းပို့မှု မပို့ခဲ့ပါ။
states-received-none = ဤကာလအတွင်း သင် ညွှန်းပို့မှု မရရှိခဲ့ပါ။
states-state = အခြေအနေ
## Time to the first answer
answers-title = ပထမအဖြေ ရသည်အထိ ကြာချိန်
answers-words = သင့်ညွှန်းပို့မှုများကို မိတ်ဖက်များ ဖြေရန် မည်မျှကြာခဲ့သည်။ အဖြေများ၏ တစ်ဝက်သည် ပြထားသောအချိန်အတွင်း ရောက်လာခဲ့သည်။
answers-nothing = ဤကာလအတွင်း အဖြေစောင့်ခဲ့သော သင့်ညွှန်းပို့မှု မရှိပါ။
answers-none-yet = အဖြေ မရသေးပါ
answers-line = { $count ->
   *[other] { $count } နာရီ
}
answers-cut = 7 ရက်ထက် ပိုသော တန်းသည် အစွန်းတွင် ဆုံးပါသည်။
answers-median = တစ်ဝက် ရောက်လာသည့် ကာလ
answers-24 = 24 နာရီအတွင်း
answers-72 = 24 မှ 72 နာရီအတွင်း
answers-later = ထို့ထက် နောက်ကျ
answers-waiting = မဖြေရသေးပါ
## Needs by place
needs-sent = သင်ပို့ခဲ့သော လိုအပ်ချက်များ၊ နေရာအလိုက်
needs-received = သင်ရရှိခဲ့သော လိုအပ်ချက်များ၊ နေရာအလိုက်
needs-sent-none = ဤကာလအတွင်း သင် လိုအပ်ချက် မပို့ခဲ့ပါ။
needs-received-none = ဤကာလအတွင်း သင် လိုအပ်ချက် မရရှိခဲ့ပါ။
needs-service = လိုအပ်သော အကူအညီ
needs-hidden = မည်သူ့ကိုမျှ မညွှန်ပြစေရန် 1 မှ 4 အထိ ကိန်းဂဏန်းကို <5 ဟု ပြထားပါသည်။ ထိုသို့သော ကိန်းဂဏန်းပါသည့် စုစုပေါင်းကို ဂဏန်းတစ်ခု “သို့မဟုတ် ပို၍” ဟု ပြထားပါသည်။
needs-few = <5
needs-or-more = { $count } သို့မဟုတ် ပို၍
needs-other-partners = { $count ->
   *[other] အခြားမိတ်ဖက် { $count } ဖွဲ့
}
## The network
network-title = ယခု သင့်ကွန်ရက်
network-us = သင်
network-words = မျဉ်းအပြည့်သည် ချိတ်ဆက်မှု ဖြစ်ပါသည်။ မျဉ်းပြတ်ဆိုလျှင် ယခု ချိတ်ဆက်မှု မရှိပါ - စာများသည် ဤကွန်ပျူတာပေါ်တွင် လုံခြုံစွာ စောင့်ပါသည်၊ သို့မဟုတ် စာတိုက်ပုံး သို့မဟုတ် USB စတစ်ဖြင့် သွားပါသည်။
network-heard = ဆက်သွယ်မှု ရရှိချိန် - { $ago }
network-never = ဆက်သွယ်မှု မရရှိသေးပါ
network-now = ယခု
network-confirmed = နှစ်ဖက်စလုံး အတည်ပြုပြီး
## Months
months-title = လအလိုက်
months-words = တန်း၏ ပထမအပိုင်းသည် သင်ပို့ခဲ့သည်၊ ဒုတိယအပိုင်းသည် သင်ရရှိခဲ့သည် ဖြစ်ပါသည်။
months-none = ဤကာလအတွင်း ပို့ခြင်း သို့မဟုတ် ရရှိခြင်း မရှိပါ။
months-shown = ပို့ { $sent }၊ ရရှိ { $received }
month-of-year = { $month } { $year }
months-month = လ
months-sent = ပို့ခဲ့သည်
months-received = ရရှိခဲ့သည်
months-accepted = ထိုနောက် လက်ခံပြီး
months-declined = ထိုနောက် ငြင်းပယ်ပြီး
