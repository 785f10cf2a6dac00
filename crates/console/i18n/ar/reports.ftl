## Reports
reports-title = Reports
reports-period = How far back
period-30 = 30 days
period-90 = 90 days
period-365 = 365 days
reports-words = Referrals that were sent in this time. No person is named in any of these numbers.
reports-not-counted = { $count ->
    [one] { $count } older referral is not counted yet. It is looked through by itself.
   *[other] { $count } older referrals are not counted yet. They are looked through by themselves.
}
picture-more = { $count ->
    [one] { $count } more is in the table.
   *[other] { $count } more are in the table.
}
report-partner = Partner
report-total = All
report-referrals = Referrals
## Referrals by state
states-sent = Referrals you sent, by state
states-received = Referrals you received, by state
states-sent-none = You sent no referral in this time.
states-received-none = You received no referral in this time.
states-state = State
## Time to the first answer
answers-title = Time to the first answer
answers-words = How long partners took to answer your referrals. Half of the answers came within the time shown.
answers-nothing = No referral of yours waited for an answer in this time.
answers-none-yet = no answer yet
answers-line = { $count ->
    [one] { $count } hour
   *[other] { $count } hours
}
answers-cut = A bar of more than 7 days ends at the edge.
answers-median = Half came within
answers-24 = Within 24 hours
answers-72 = Within 24 to 72 hours
answers-later = Later
answers-waiting = Not answered yet
## Needs by place
needs-sent = Needs you sent, by place
needs-received = Needs you received, by place
needs-sent-none = You sent no need in this time.
needs-received-none = You received no need in this time.
needs-service = Help needed
needs-hidden = A number of 1 to 4 is shown as <5, so that it points at no person. A sum with such a number in it is shown as a number "or more".
needs-few = <5
needs-or-more = { $count } or more
needs-other-partners = { $count ->
    [one] { $count } other partner
   *[other] { $count } other partners
}
## The network
network-title = Your network now
network-us = You
network-words = A whole line is a connection. A broken line is none just now: letters wait here, safe on this computer, or go by mailbox or stick.
network-heard = heard { $ago }
network-never = not heard yet
network-now = Now
network-confirmed = Confirmed by both
## Months
months-title = Month by month
months-words = The first part of a bar is what you sent, the second what you received.
months-none = Nothing was sent or received in this time.
months-shown = { $sent } sent, { $received } received
month-of-year = { $month } { $year }
months-month = Month
months-sent = Sent
months-received = Received
months-accepted = Accepted since
months-declined = Declined since
