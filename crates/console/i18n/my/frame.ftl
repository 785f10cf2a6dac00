## Around every page: the line on top, the menu, the foot, times.
menu = မီနူး
menu-home = ပင်မစာမျက်နှာ
menu-referrals = ညွှန်းပို့မှုများ
menu-partners = မိတ်ဖက်များ
menu-reports = အစီရင်ခံစာများ
menu-audit = မှတ်တမ်းစစ်ဆေးရေး
menu-settings = ဆက်တင်များ
menu-help = အကူအညီ
skip = စာမျက်နှာသို့ ကျော်သွားရန်
title-error = အမှား -
lock-now = ယခု သော့ခတ်ရန်
line-no-partners = မိတ်ဖက် မရှိသေးပါ။
line-offline = အော့ဖ်လိုင်း - ယခု မည်သည့်မိတ်ဖက်နှင့်မျှ ချိတ်ဆက်မထားပါ။
line-online = { $count ->
   *[other] အွန်လိုင်း - မိတ်ဖက် { $count } ဖွဲ့နှင့် ချိတ်ဆက်ထားပါသည်။
}
waiting-here = { $count ->
   *[other] စာ { $count } စောင်သည် ဤကွန်ပျူတာပေါ်တွင် လုံခြုံစွာ စောင့်နေပါသည်။
}
screen-language = မျက်နှာပြင်၏ ဘာသာစကား
change = ပြောင်းရန်
save = သိမ်းရန်
continue = ဆက်သွားရန်
back = နောက်သို့
cancel = မလုပ်တော့ပါ
back-home = ပင်မစာမျက်နှာသို့ ပြန်ရန်
signed-in-as = သင်သည် { $name } အဖြစ် ဝင်ရောက်ထားပါသည်။
idle-note = 10 မိနစ်အတွင်း မည်သူမျှ မသုံးလျှင် စာမျက်နှာသည် သော့ခတ်သွားပါသည်။ မူကြမ်းတွင် သင်ရေးထားသည်များ မပျောက်ပါ။
idle-warning = တစ်မိနစ်အတွင်း စာမျက်နှာ သော့ခတ်သွားပါမည်။ သင်၏မူကြမ်းကို သိမ်းပြီးပါပြီ။
stay = ဆက်နေရန်
news = တစ်ခုခု ပြောင်းလဲသွားပါသည်။
show-table = ဤကိန်းဂဏန်းများကို ဇယားဖြင့် ပြရန်
yes = ဟုတ်ပါသည်
no = မဟုတ်ပါ
none = မရှိပါ
optional = (မဖြည့်လည်း ရပါသည်)
saved-now = ဤကွန်ပျူတာပေါ်တွင် သိမ်းပြီးပါပြီ။

## Times
day = { $day } { $month } { $year }
moment = { $day }၊ { $time }
time-left = { $span } ကျန်သေးသည်
time-overdue = { $span } ကျော်နေပြီ
time-ago = လွန်ခဲ့သော { $span }က
span-moment = ခဏ
span-minutes = { $count ->
   *[other] { $count } မိနစ်
}
span-hours = { $count ->
   *[other] { $count } နာရီ
}
span-days = { $count ->
   *[other] { $count } ရက်
}
month-1 = ဇန်နဝါရီ
month-2 = ဖေဖော်ဝါရီ
month-3 = မတ်
month-4 = ဧပြီ
month-5 = မေ
month-6 = ဇွန်
month-7 = ဇူလိုင်
month-8 = ဩဂုတ်
month-9 = စက်တင်ဘာ
month-10 = အောက်တိုဘာ
month-11 = နိုဝင်ဘာ
month-12 = ဒီဇင်ဘာ

## When something was not done
summary-title = ပြဿနာတစ်ခု ရှိနေပါသည်
trouble-title = မလုပ်ဆောင်ဖြစ်ပါ
trouble-no-right-what = သင်၏တာဝန်အရ ဤစာမျက်နှာကို ခွင့်မပြုပါ။
trouble-no-right-hint = သင့်အဖွဲ့အစည်း၏ စီမံခန့်ခွဲသူကို မေးပါ။
trouble-not-found-what = ဤစာမျက်နှာ မရှိပါ။
trouble-not-found-hint = လိပ်စာကို စစ်ကြည့်ပါ၊ သို့မဟုတ် ပင်မစာမျက်နှာသို့ ပြန်သွားပါ။
trouble-too-large-what = တစ်ကြိမ်တည်းတွင် ပို့သည်မှာ များလွန်းနေပါသည်။
trouble-too-large-hint = ဘာမျှ မပြောင်းလဲခဲ့ပါ။ လျှော့ရေးပါ၊ သို့မဟုတ် ပိုသေးသောဖိုင်ကို တွဲပါ။
trouble-too-slow-what = ပုံစံသည် အချိန်မီ ရောက်မလာပါ။
trouble-too-slow-hint = ဘာမျှ မပြောင်းလဲခဲ့ပါ။ ထပ်ကြိုးစားပါ။
trouble-bad-form-what = ပုံစံကို ဖတ်၍မရပါ။
trouble-bad-form-hint = ဘာမျှ မပြောင်းလဲခဲ့ပါ။ နောက်သို့ပြန်ပြီး စာမျက်နှာကို ပြန်ဖွင့်ကာ ထပ်ကြိုးစားပါ။
trouble-broken-what = ပရိုဂရမ်တွင် ဤနေရာ၌ ချို့ယွင်းချက် ရှိနေပါသည်။
trouble-broken-hint = ဘာမျှ မပြောင်းလဲခဲ့ပါ။ ထပ်ကြိုးစားပါ။ မပျောက်လျှင် ဤအမိန့်ကို သုံးပါ - waypost doctor
failure-locked-what = စနစ်ကို သော့ခတ်ထားပါသည်။
failure-locked-hint = ဖွင့်စကားစုဖြင့် သော့ဖွင့်ပါ။
failure-stopped-what = စနစ် ရပ်သွားပါပြီ။
failure-stopped-hint = ဤကွန်ပျူတာပေါ်တွင် ပြန်စတင်ပါ။
