## Around every page: the line on top, the menu, the foot, times.
menu = Menu
menu-home = Home
menu-referrals = Referrals
menu-partners = Partners
menu-reports = Reports
menu-audit = Audit
menu-settings = Settings
menu-help = Help
skip = Skip to the page
title-error = Error:
lock-now = Lock now
line-no-partners = No partners yet.
line-offline = Offline: no partner is reached just now.
line-online = { $count ->
    [one] Online: { $count } partner is reached.
   *[other] Online: { $count } partners are reached.
}
waiting-here = { $count ->
    [one] { $count } message waits here, safe on this computer.
   *[other] { $count } messages wait here, safe on this computer.
}
screen-language = Language of the screen
change = Change
save = Save
continue = Continue
back = Back
cancel = Cancel
back-home = Back to Home
signed-in-as = You are signed in as { $name }.
idle-note = The page locks when nobody uses it for 10 minutes. What you wrote in a draft stays.
idle-warning = The page locks in one minute. Your draft is saved.
stay = Stay
news = Something changed.
show-table = Show these numbers as a table
yes = Yes
no = No
none = None
optional = (optional)
saved-now = Saved on this computer.

## Times
day = { $day } { $month } { $year }
moment = { $day }, { $time }
time-left = { $span } left
time-overdue = { $span } overdue
time-ago = { $span } ago
span-moment = a moment
span-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
span-hours = { $count ->
    [one] { $count } hour
   *[other] { $count } hours
}
span-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December

## When something was not done
summary-title = There is a problem
trouble-title = Not done
trouble-no-right-what = Your role does not allow this page.
trouble-no-right-hint = Ask an administrator of your organisation.
trouble-not-found-what = There is no such page.
trouble-not-found-hint = Check the address, or go back to Home.
trouble-too-large-what = Too much was sent at once.
trouble-too-large-hint = Nothing was changed. Write less, or attach a smaller file.
trouble-too-slow-what = The form did not arrive in time.
trouble-too-slow-hint = Nothing was changed. Try again.
trouble-bad-form-what = The form could not be read.
trouble-bad-form-hint = Nothing was changed. Go back, reload the page, and try again.
trouble-broken-what = The program has a fault here.
trouble-broken-hint = Nothing was changed. Try again; if it stays, run: waypost doctor
failure-locked-what = The node is locked.
failure-locked-hint = Unlock it with the passphrase.
failure-stopped-what = The node has stopped.
failure-stopped-hint = Start it again on this computer.
