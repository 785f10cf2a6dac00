## The log
audit-title = Audit
audit-words = Every letter is entered in a log that nobody can change afterwards without being found out. Partners sign what the log was, so that you can prove it later. The log names no person.
audit-back = Back to the log
log-entries = { $count ->
    [one] { $count } entry
   *[other] { $count } entries
}
log-number = Log number
log-size = Entries
log-head = Newest signed head
log-no-head = None signed yet
log-cosigned = Cosigned by
log-cosigned-nobody = Nobody yet
log-needed = Witnesses
log-met = Enough
log-not-met = Not enough yet
log-needed-count = { $count ->
    [one] { $count } partner must cosign.
   *[other] { $count } partners must cosign.
}
log-counting = { $count ->
    [one] { $count } that counts has.
   *[other] { $count } that count have.
}
log-root = The root of the tree
cosign-words = A head is signed once a day by itself, and partners are asked to cosign it.
cosign-button = Sign a head and ask partners now
## Heads are held
held-title = No head is signed
held-restored = This node was restored from a backup, and began a new log.
held-old_copy = Partners have seen more of this log than is here: this folder is an old copy.
held-damaged = A part of the log on this disk is damaged.
held-since = Since { $since }.
held-hint = Letters go on. Somebody has to decide how the log goes on.
held-admin = Tell an administrator of your organisation.
resume-title = Sign heads again
resume-what = Do this only if this is the one computer on which your organisation's node runs from now on. The old computer must never run again.
resume-seen = Partners and auditors will see that a new log begins here, and why.
resume-button = Sign heads again
## A partner's log shows two histories
histories-title = { $partner } shows two histories of its log
histories-short = Two histories
histories-words = Two signed heads of its log do not go with each other. Somebody changed the log, or two copies of the node run. Ask a person there whom you know, and tell the auditor. Both heads are kept.
histories-noticed = Noticed { $at }: what proves it
histories-known = The head that was known:
histories-note = The other head:
histories-header = The header of the letter that names another head:
histories-signature = Its signature:
## Who cosigns
witnesses-title = Partners as witnesses
witnesses-caption = What partners cosigned, and what you cosigned for them
witnesses-words = Each partner signs the heads of your log, and you sign theirs.
witnesses-none = No partner is confirmed yet: nobody can cosign.
witness-ours = Cosigned yours
witness-said = Its last answer
witness-theirs = You cosigned theirs
witness-counts = Counts
witness-cosigned = { $entries }, { $at }
witness-nothing = Nothing yet
witness-not-asked = Not asked yet
witness-waiting = Not answered since { $since }
witness-answer-cosigned = Cosigned
witness-answer-conflict = Knows another head of the same size
witness-answer-older = Has cosigned a newer head
witness-answer-inconsistent = The head does not go on from the one it knows
## Verifying everything
verify-title = Verify everything
verify-words = Checks every signature, every chain and the whole log on this computer. With very many letters it takes some minutes.
verify-button = Verify now
verified-title = What was verified
verified-all = Everything holds.
verified-count = { $count ->
    [one] { $count } letter was verified and holds.
   *[other] { $count } letters were verified and hold.
}
verified-stolen = { $count ->
    [one] { $count } of them bears a key that was reported stolen later. It came before that was known; to anybody else it proves nothing.
   *[other] { $count } of them bear a key that was reported stolen later. They came before that was known; to anybody else they prove nothing.
}
verified-faults = { $count ->
    [one] { $count } thing does not hold
   *[other] { $count } things do not hold
}
verified-faults-words = Keep a copy of the folder as it is, and ask each partner concerned to do the same.
verified-faults-more = { $count ->
    [one] { $count } more is not shown.
   *[other] { $count } more are not shown.
}
verified-by-kind = Verified letters by kind
log-letters = Letters
letters-title = Letters
letters-caption = The newest letters, by their headers
letters-none = There is no letter yet.
letters-shown = The newest { $shown } of { $listed } letters.
letters-words = Only their headers: nothing of what they say.
log-column-letter = Letter
log-column-day = Day
log-column-kind = Kind
log-column-from = From
log-column-to = To
letter-kind-referral = Referral
letter-kind-move = Step in a referral
letter-kind-receipt = Receipt
letter-kind-disclosure = Fields shown later
letter-kind-card = Contact card
letter-kind-join = Following an invite
letter-kind-confirm = Confirming the pair
letter-kind-recall = Asking for copies
letter-kind-copies = Copies
letter-kind-trust = Share of a recovery sheet
letter-kind-attachment = Attachment
letter-kind-piece = Part of an attachment
letter-kind-pieces = Receipt for parts
letter-kind-witness = Asking to cosign
letter-kind-cosigned = Cosigned
## One letter
letter-title = A letter in the log
letter-words = From the letter at the foot each step joins two hashes into one, up to the root. Partners signed the root. Whoever changed the letter would get another root.
letter-header = Its header
letter-place = Its place
letter-entry = Number { $number } of { $entries }
letter-cosigned = { $count ->
    [one] { $count } partner cosigned it.
   *[other] { $count } partners cosigned it.
}
letter-unsigned = No signed head has this letter yet. The next one will.
letter-picture = The log's tree: the way from this letter up to the root, with the hash that is joined at each step. The same hashes stand in the table.
letter-this = This letter
letter-root = The root
letter-steps = The way from the letter to the root
letter-step = Step
letter-side = The other hash stands
letter-left = on the left
letter-right = on the right
letter-hash = Hash
## Sharing with an auditor
share-title = Share a period with an auditor
share-link = How to give an auditor a period of the log
share-what = An auditor gets one file for a period, which only that auditor can open. In it are headers, signatures and times; no name, no need, no text.
share-how = The file is written on this computer by a command, not by this page. Put in the first and the last day, the auditor's key, and the name of the new file:
share-key = The auditor's key begins with age1. Get it from the auditor in a way in which nobody can change it.
