## Ways back
back-settings = Back to Settings
back-users = Back to all users
back-backup = Back to backups
back-retention = Back to how long things are kept
office-pages = Pages
office-page-before = Page before
office-page-after = Next page
office-page-of = Page { $page } of { $pages }

## Users
users-title = Users
users-caption = Who may sign in on this computer
user-name = Name here
user-name-hint = As the person is called in the office. It is typed to sign in, and stands where it is written down who read a referral.
user-name-missing = Write the name.
user-roles = What the person may do
user-roles-hint = Tick one or more.
user-roles-missing = Tick at least one.
user-role-admin = Administrator
user-role-caseworker = Caseworker
user-role-desk_officer = Desk officer
user-role-read_only = Reader
user-role-auditor = Auditor
user-may-admin = Lets people in, connects partners, makes backups. Cannot open a referral.
user-may-caseworker = Writes, sends, answers and closes referrals. Sees all of them.
user-may-desk_officer = Sees and answers the referrals that came for the own desk.
user-may-read_only = Reads referrals, and changes nothing.
user-may-auditor = Sees the log of what was sent, without any words of a referral.
user-desk = Desk of a desk officer
user-desk-services = Services of the desk
user-desk-hint = Only for a desk officer. If none is ticked, the desk is for all services.
user-desk-without-role = Only a desk officer has a desk. Tick desk officer as well, or take the services away.
user-language = Language of this person's pages
user-language-browser = As the browser says
user-last-signed-in = Last signed in
user-never = Never
user-state = State
user-is-enabled = May sign in
user-is-disabled = May not sign in
user-since = Here since
user-new-title = Add a user
user-first-password = First password
user-first-password-words = Tell the person the name and the password by word of mouth. They change the password under Settings.
user-make = Add this user
user-change = Name, roles, desk
user-change-words = Saving signs this person out everywhere. They sign in again with the new roles.
user-password = Password
user-password-words = If the password is lost, set a new one and tell the person by word of mouth. It also ends a wait after wrong tries.
user-password-set = Set this password
user-access = Access
user-disable-words = Somebody who left can no longer sign in. What they did stays written down under their name.
user-disable = Take the access away
user-enable-words = This person may not sign in now.
user-enable = Give the access back
user-done-made = The user is added.
user-done-changed = The change is saved, and the person is signed out.
user-done-password = The password is set, and the person is signed out.
failure-name_taken-what = Another user has this name.
failure-name_taken-hint = Use a longer form, such as with the family name.
failure-no_role-what = A user has at least one role.
failure-no_role-hint = Tick one or more.
failure-last_admin-what = This is the last administrator who can sign in.
failure-last_admin-hint = Make somebody else an administrator first. Nothing was changed.
failure-desk_without_role-what = Only a desk officer has a desk.
failure-desk_without_role-hint = Tick desk officer as well, or take the services away.
failure-password-what = A password has 10 to 200 characters.
failure-password-hint = Choose a longer one.
failure-wrong_password-what = This is not your password.
failure-wrong_password-hint = Try again. After three wrong tries you have to wait.
failure-wait-hint = Wait that long, then try again.

## Passwords
password-title = Change your password
password-old = Your password now
password-old-missing = Type the password that you have now.
password-new = New password
password-hint = At least 10 characters. Three or four words are easier to type than signs.
password-again = The same password again
password-missing = Type a password.
password-differs = The two are not the same. Type the password twice again.
password-set = Change my password

## Settings
settings-you = You
settings-language = Language of your pages
settings-language-save = Use this language
settings-notices = Notices
settings-notices-wanted = Tell me on the desktop when something changes
settings-notices-hint = The notice says that something changed, and nothing else. It comes only while this page is open somewhere.
settings-work = Your work
settings-stick = Letters without a network
settings-retention = What is erased soon, what is held back
settings-office = Your organisation
settings-users = Who may sign in, and what each may do
settings-backup = When the last one was made, making one, the keys
settings-sheet = Whether the paper in your hand is the right one
settings-mailboxes = Machines that keep letters for you while you are offline
settings-passphrase = What opens this computer's records
settings-lock-node = For all users at once
settings-computer = For whoever looks after this computer
settings-computer-words = These lines are in English and name commands to type on this computer.
settings-no-advice = Nothing needs to be done now.
settings-version = Waypost { $version }
settings-done-password = Your password is changed. Other browsers are signed out.
settings-done-passphrase = The passphrase is changed. The old one opens nothing any more.

## The organisation's passphrase
passphrase-title = Change the passphrase of the organisation
passphrase-words = The passphrase opens everything that is kept on this computer. Tell the new one to everybody who has to unlock it. The recovery sheet stays as it is.
passphrase-old = Passphrase now
passphrase-old-missing = Type the passphrase that is used now.
passphrase-new = New passphrase
passphrase-set = Change the passphrase

## Locking the node
lock-node-title = Lock the whole node
lock-node-words = Locking takes the keys out of this computer's memory. What arrives is kept, and opened when somebody unlocks it.
lock-node-passphrase = The passphrase of the organisation is needed to unlock it. Lock only if somebody has it.
lock-node-all = Everybody is signed out. To lock only your own page, use the Lock now button on top.
lock-node-do = Lock the whole node now

## What the doctor finds
doctor-title = Check this node
doctor-words = Everything was looked at just now. The findings are in English, for whoever looks after this computer.
doctor-bad = Must be mended
doctor-look = Somebody should look at it
doctor-good = As it should be
doctor-caption = { $count ->
    [one] { $count } finding
   *[other] { $count } findings
}
doctor-found = What was found
doctor-about = About
doctor-fix = What to do
doctor-counts = Numbers
doctor-counts-words = Without names: these may be sent to whoever helps
doctor-what = What
doctor-number = Number

## Folders
folder-hint = The whole path, such as /media/stick. It begins with a slash.
folder-missing = Name a folder.
folder-long = This path is too long.
folder-not-whole = Write the whole path of the folder, from the first slash on.
failure-no_folder-what = There is no such folder on this computer.
failure-no_folder-hint = Plug the disk or the stick in, and write the folder under which it appears.
still-working-what = This takes longer than a page can wait. It goes on.
still-working-hint = Look again in a few minutes.

## Backups
backup-title = Backups
backup-none = There is no backup yet.
backup-old = The last backup was made { $ago }.
backup-old-words = If this computer is lost or breaks, everything since then can only come back from partners. Make one now.
backup-last = The last backup was made on { $at }, { $ago }.
backup-outdated = The signing key was changed after the last backup. Make a new one: older backups cannot be taken into service any more.
backup-make = Make a backup
backup-to = Folder for the backup
backup-make-now = Make a backup now
backup-made-before = Backups made before
backup-caption = Newest first
backup-when = When
backup-file = File
backup-kib = Size in KiB
backup-letters = Letters in it
backup-sha256 = Checksum (SHA-256)
backup-restore = How to restore
backup-restore-1 = Take a new computer with Waypost on it, the disk with the backup, and the recovery sheet.
backup-restore-2 = There, in a terminal, with the backup in place of FILE:
backup-restore-3 = Type the 24 words of the sheet, choose a new passphrase, and write down the new sheet that is shown.
backup-restore-4 = Never run the old computer again. Partners give back what came after the backup.
backup-made-title = Backup made
backup-made-words = The backup is written, and was read back to be sure.
backup-made-keep = It opens with the recovery sheet only. Keep it on another disk, away from this computer and away from the sheet.
failure-backup_exists-what = There is a file of that name already.
failure-backup_exists-hint = Name a folder, or another file. Nothing was overwritten.
failure-backup_not_written-what = The backup could not be written there.
failure-backup_not_written-hint = Check that the disk is there, can be written, and has room.
failure-backup_not_as_written-what = The backup does not read back as it was written.
failure-backup_not_as_written-hint = This disk damages what it keeps. Use another one.
failure-backup_under_way-what = Another backup is being written.
failure-backup_under_way-hint = Wait until it is done.

## The recovery sheet
sheet-title = Check the recovery sheet
sheet-words = Type the 24 words from the paper to see whether it is the sheet that works now. The words are not kept and not shown again.
sheet-label = The 24 words, in order
sheet-hint = With blanks between them. Make sure that nobody looks over your shoulder.
sheet-check = Check these words
sheet-count = { $count ->
    [one] Found { $count } word. A recovery sheet has 24.
   *[other] Found { $count } words. A recovery sheet has 24.
}
sheet-unknown = Word { $place } is not on the list of words. Look at the paper again.
sheet-together = The words do not go together: one is wrong, or two changed places.
sheet-long = This is more than 24 words.
sheet-right = This is the recovery sheet that works now.
sheet-right-words = Put it back under lock and key, away from this computer.
failure-wrong_sheet-what = These are not the words of the recovery sheet that works now.
failure-wrong_sheet-hint = Check that it is the newest sheet. Nothing was changed.
failure-used_sheet-what = This is an old recovery sheet: it was replaced.
failure-used_sheet-hint = Use the newer one, and destroy this one. Nothing was changed.

## Our signing keys
keys-title = Signing keys
keys-words = With the signing key your organisation signs each letter. Partners know the keys from the first on. Changing the key is done on this computer by whoever looks after it.
keys-unfinished = A change of the key began on { $at } and was not finished. Keep both recovery sheets, and ask whoever looks after this computer.
keys-caption = From the first to the one in use
keys-place = Number
keys-state = State
keys-since = From
keys-until = Until
keys-key = Public key
keys-waiting = These partners have not yet signed for the newest contact card:
own-key-in_force = In use
own-key-retired = Replaced
own-key-stolen = Stolen

## How long things are kept
retention-title = How long things are kept
retention-words = Each referral is kept for a time after it ends, and then erased so that nobody can read it again. Here you see what comes next, and can hold something back or erase it sooner.
retention-view-due = Erased within a week, or past its time
retention-view-held = Held back
retention-view-erased = Erased
retention-nothing-due = Nothing is erased within a week.
retention-nothing-held = Nothing is held back.
retention-nothing-erased = Nothing was erased yet.
retention-caption = What is erased first stands first
retention-number = Number
retention-partner = Partner
retention-status = Referral
retention-draft = Draft, never sent
retention-state = Keeping
retention-until = Until
retention-state-open = Open
retention-state-kept = Kept for its time
retention-state-due = Erased today
retention-state-overdue_retention = Open past its time: end it, hold it or erase it
retention-state-held = Held back
held-for-court_order = A court ordered it
held-for-investigation = An investigation needs it
held-for-person_asked = The person asked for it
held-for-safety = Somebody's safety depends on it
retention-erased-caption = Newest first. Only headers and signatures are left of these.
retention-erased-on = Erased on
retention-why = Why
retention-letters = Letters
retention-erased-retention = Its time was over
retention-erased-consent = The person took the consent back
retention-erased-by_hand = Somebody erased it
retention-one-title = Keeping { $name }
retention-see = See referral { $name }
retention-hold = Hold it back
retention-hold-words = Nothing of it is erased until somebody releases it.
retention-reason = Why it must be kept
retention-reason-missing = Choose why it must be kept.
retention-release = Release it
retention-release-words = The hold ends. If its time is over it is erased today.
retention-erase = Erase it for ever
retention-erase-words = Nothing brings it back, not on this computer. Your partner keeps its own records.
retention-confirm = To erase it, type its number: { $name }
retention-confirm-wrong = Type { $name } to erase it. Nothing was erased.
retention-done-hold = It is held back.
retention-done-release = The hold has ended.
retention-done-erase = It is erased.
failure-not_held-what = It is not held back.
failure-not_held-hint = Somebody released it before. Look again.
failure-draft_in_use-what = This draft was sent; it is erased with its last referral.
failure-draft_in_use-hint = Erase the referrals first.
failure-answer_first-what = The person changed the consent, and the partner waits for your signed answer.
failure-answer_first-hint = Answer the change of consent on the page of the referral. That erases too.
failure-confirm_by_name-what = The number is not right. Nothing was erased.
failure-confirm_by_name-hint = Type the number of this referral or draft.

## Mailboxes
mailboxes-title = Mailboxes
mailboxes-words = A mailbox is a machine that keeps sealed letters for you while your computer is off. Its operator sees sizes and times, and cannot read anything.
mailboxes-used = Mailboxes in use
mailboxes-none = None. Letters come only while both computers are online, or on a stick.
mailboxes-address = Address
mailboxes-told = Partners know of it
mailboxes-until = The operator allows it until
mailboxes-reached = Last reached
mailboxes-not-yet = Not yet since the node started
mailboxes-trouble = What went wrong since
mailboxes-leaving = Left on
mailboxes-leave-words = After leaving, it is looked into for one month more, for partners who have not heard of it.
mailboxes-leave = Leave { $name }
mailboxes-use = Use a mailbox
mailboxes-code = Code of the operator
mailboxes-code-hint = The whole text that the operator gave you. It begins with waypost://mailbox
mailboxes-code-missing = Paste the code of the operator.
mailboxes-code-long = This is too long for a code. Paste only the operator's text.
mailboxes-use-do = Use this mailbox
mailboxes-done-used = The mailbox is used from now on.
mailboxes-done-left = The mailbox is left.
failure-mailbox_code-what = This is not a mailbox code, or a part of it is missing.
failure-mailbox_code-hint = Ask the operator for the whole text.
failure-grant_expired-what = The operator's permission in this code has ended.
failure-grant_expired-hint = Ask the operator for a new code.
failure-too_many_mailboxes-what = You use as many mailboxes as a contact card has room for.
failure-too_many_mailboxes-hint = Leave one first.
failure-unknown_mailbox-what = There is no such mailbox.
failure-unknown_mailbox-hint = Look at the list again.

## A stick
stick-title = Carry letters on a stick
stick-words = Where there is no network, letters travel on a stick that somebody carries. They are sealed: whoever finds the stick sees sizes, and nothing else.
stick-dir = Folder under which the stick appears
stick-write = Write to the stick
stick-write-words = Writes what waits for partners. It waits here too until they have it.
stick-no-partners = There are no partners yet.
stick-to = For which partners
stick-to-hint = If none is ticked: for all for whom something waits.
stick-waiting = { $count ->
    [one] { $count } letter waits
   *[other] { $count } letters wait
}
stick-read = Read the stick
stick-read-words = Takes what is for you, and writes receipts and answers for the way back.
stick-keep = Leave the files that were taken on the stick
stick-no-answer = Write no answers to the stick
stick-done-title = Done at the stick
stick-read-done = Taken from the stick
stick-read-nothing = Nothing on it was for you.
stick-from = From { $partner }:
stick-new = { $count ->
    [one] { $count } new letter.
   *[other] { $count } new letters.
}
stick-repeats = { $count ->
    [one] { $count } that had come before.
   *[other] { $count } that had come before.
}
stick-later = { $count ->
    [one] { $count } must come again later.
   *[other] { $count } must come again later.
}
stick-refused = { $count } refused ({ $reason }).
stick-files = { $count ->
    [one] { $count } file was looked at.
   *[other] { $count } files were looked at.
}
stick-not-ours = { $count ->
    [one] { $count } is for somebody else, or too old.
   *[other] { $count } are for somebody else, or too old.
}
stick-own = { $count ->
    [one] { $count } was written here, and not yet read by its partner.
   *[other] { $count } were written here, and not yet read by their partners.
}
stick-blocked = { $count ->
    [one] { $count } is from a partner that is blocked.
   *[other] { $count } are from partners that are blocked.
}
stick-unread = { $count ->
    [one] { $count } file more was not looked at: do it again.
   *[other] { $count } files more were not looked at: do it again.
}
stick-removed = { $count ->
    [one] { $count } file was taken and removed.
   *[other] { $count } files were taken and removed.
}
stick-damaged = Damaged files
stick-damaged-words = They stay on the stick. Ask the partner to write it again.
stick-written = Written to the stick
stick-written-nothing = Nothing was written.
stick-for = For { $partner }:
stick-letters = { $count ->
    [one] { $count } letter.
   *[other] { $count } letters.
}
stick-left-over = { $count ->
    [one] { $count } letter waits for the next stick.
   *[other] { $count } letters wait for the next stick.
}
stick-take-there = Take the stick to the partner.
stick-take-back = Receipts and answers are on the stick: take it back.
stick-found = Whoever finds it sees sizes, and nothing else.
stick-nothing-for = Nothing may go now to:
stick-again = Do more at a stick
failure-no_bundles-what = There are no letters of Waypost in this folder.
failure-no_bundles-hint = Look whether it is the right stick, and write the folder that holds one named waypost.
failure-stick_full-what = The stick has no room for this.
failure-stick_full-hint = Make room on it or take another one, and do it again. Nothing is lost.
failure-stick_not_written-what = The stick could not be written.
failure-stick_not_written-hint = See that it is plugged in and can be written, and do it again. Nothing is lost.
failure-stick_not_read-what = The stick could not be read.
failure-stick_not_read-hint = See that it is plugged in, and do it again. Nothing is taken twice.
failure-bundle_under_way-what = A stick is being written or read already.
failure-bundle_under_way-hint = Wait until that is done, and try again.
failure-bundle_interrupted-what = The node was locked while it worked at the stick.
failure-bundle_interrupted-hint = Do it again. Nothing is taken twice, and nothing is lost.
