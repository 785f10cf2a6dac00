## Home
greeting-morning = Good morning, { $name }
greeting-afternoon = Good afternoon, { $name }
greeting-evening = Good evening, { $name }
start-referral = Start a new referral
home-needs-us = Needs an answer from you
home-needs-nothing = Nothing needs an answer now.
home-sent = Sent by you
home-sent-nothing = Nothing is on its way.
home-more = { $count ->
    [one] { $count } more
   *[other] { $count } more
}
home-drafts = Drafts
home-draft = { $draft }, case { $code }
home-draft-changed = changed { $at }
home-other-role = Your work is in the menu above.
to-partner = To { $partner }
from-partner = From { $partner }
