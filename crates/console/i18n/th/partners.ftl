## Partners: the list
partners-title = Partners
partners-none = No partners yet.
partners-more = { $count ->
    [one] { $count } more partner is not shown here.
   *[other] { $count } more partners are not shown here.
}
partners-back = All partners
partner-heard = Last heard from { $ago }.
partner-never-heard = Not heard from yet.
partner-letters-wait = { $count ->
    [one] { $count } letter waits here for it.
   *[other] { $count } letters wait here for it.
}
partner-no-card = Its card has not come yet
partner-compare = Compare the number
partner-blocked = Blocked
partner-key-trouble = Trouble with its keys
## How letters go to a partner now
partner-now-direct = Connected
partner-now-relay = Connected through a relay
partner-now-mailbox = Letters go by mailbox
partner-now-bundle = Letters go on a stick
partner-now-none = Not connected
partner-now-blocked = Blocked by you
## Who compared the safety number
partner-checked-both = Confirmed by both
partner-checked-us = Confirmed by you, not by them yet
partner-checked-them = Confirmed by them, not by you yet
partner-checked-nobody = Not compared yet
## What sort of organisation
partner-kind-ngo = Non-governmental organisation
partner-kind-shelter = Shelter
partner-kind-clinic = Clinic or hospital
partner-kind-legal_aid = Legal aid
partner-kind-embassy = Embassy or consulate
partner-kind-international_organisation = International organisation
partner-kind-authority = Authority
partner-kind-auditor = Auditor
## One partner
partner-title = Partner: { $partner }
partner-kind = Kind
partner-languages = Languages
partner-number-state = Safety number
partner-way = Letters now
partner-contact = Last heard from
partner-letters = Letters waiting here
partner-catching-up = After the restore here
partner-asked-copies = What it asked of us
partner-card-ends = Its card holds until
partner-blocked-words = You blocked this partner. Nothing is sent to it, and nothing of it is taken.
partner-ours = In your list
partner-short = Short name
partner-short-hint = Your own name for this partner: 1 to 40 letters, digits, - and _. The partner does not see it.
partner-rename = Change the short name
partner-name-fault-name = Enter a short name of 1 to 40 letters, digits, - and _
partner-name-fault-name_taken = Another partner has this short name. Choose another one
partner-block = Block this partner
partner-unblock = Take this partner up again
partner-technical = For whoever looks after the computers
partner-id = Its id
partner-addresses = Reached at
partner-prekeys = One-time keys left
partner-keys = Its signing keys
partner-key-since = Since
partner-key-until = Until
partner-key-state = State
partner-key-text = Key
partner-key-in_force = In force
partner-key-retired = Replaced
partner-key-stolen = Reported stolen
## The safety number
number-title = Safety number
number-how-1 = Call somebody there whom you know by voice, or meet them.
number-how-2 = One of you reads all 30 digits aloud, the other follows on the own screen.
number-how-3 = Never compare by chat or e-mail: whoever stands between you could change the number there.
number-same = The numbers are the same
number-differ = They differ
number-admin = When the numbers were compared, an administrator of your organisation says so here.
number-both = You both compared this number. Referrals can go both ways.
number-wait-them = You said that the number is the same. Referrals can go when they have said so too.
number-blocked = While the partner is blocked, there is nothing to compare.
failure-number_changed-what = The safety number has changed since this page was shown.
failure-number_changed-hint = Compare the new number, from its first digit.
differs-title = The numbers differ: { $partner } is blocked
differs-what = Somebody may stand between you and this partner, and read along.
differs-done = Nothing is sent to it and nothing of it is taken from now on. What waited here stays here.
differs-next = What to do now
differs-step-1 = Call the partner on a telephone number that you knew before, not one from a message.
differs-step-2 = Compare once more, digit by digit: a digit may have been misheard. If they are the same after all, take the partner up again on its page.
differs-step-3 = If they do differ, make a new invite and give it to them in person. This one stays blocked.
differs-back = The partner's page
## Blocking
block-title = Block { $partner }?
block-what = Nothing is sent to this partner any more, and nothing of it is taken.
block-later = Referrals between you stay as they are. You can take the partner up again later.
block-button = Block
unblock-title = Take { $partner } up again?
unblock-what = Letters go both ways again. What waited here is sent.
unblock-button = Take up again
## Pairing
pair-title = Pair with a new partner
pair-start = Pair with a new partner
pair-words = One of you makes an invite, the other follows it. Then you compare a number, by voice or in person.
pair-invite = I invite
pair-invite-words = You make an invite for one partner. It can be used once, within 24 hours.
pair-join = I was invited
pair-join-words = A partner gave you an invite.
invite-label = Whom it is for
invite-label-hint = A note for yourself, at most 60 characters. It becomes your short name for the partner.
invite-label-long = Shorten the note to at most 60 characters
invite-make = Make an invite
join-code = The text of the invite
join-code-hint = Paste all of it. It begins with waypost://join
join-code-missing = Paste the text of the invite
join-code-long = This is longer than any invite. Paste only the text of the invite
join-button = Follow the invite
failure-own_invite-what = This invite is your own.
failure-own_invite-hint = Give it to the partner: they follow it.
failure-already_partner-what = This organisation is a partner already.
failure-already_partner-hint = Look in your list of partners.
failure-too_many_invites-what = Too many invites are open.
failure-too_many_invites-hint = Cancel one, or wait until one ends.
invite-title = An invite for one partner
invite-once = It is shown only now.
invite-once-words = Give it to the partner in person, or on a way that you trust. Whoever has it first can use it.
invite-for = For
invite-until = Good until
invite-reached = Where it reaches you
invite-no-address = It names no address of this computer: the answer comes on a stick.
invite-scan = Let the partner scan it
invite-picture = The invite as a code to scan. The same text stands below.
invite-text = Or give the text
invite-text-words = All of it, from waypost:// to the last letter.
invite-copy = Copy the text
invite-then = Afterwards
invite-then-words = When the partner has followed it, they appear in your list. Then compare the safety number.
invites-title = Open invites
invites-open = Open invites
invites-words = Each can be used once. The texts are not shown again: if one is lost, cancel it and make another.
invites-none = No invite is open.
invite-nobody = Without a note
invite-ends = { $left }
invite-cancel = Cancel
