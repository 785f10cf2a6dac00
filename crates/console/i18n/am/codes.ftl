## Codes as a reader sees them. What becomes of a referral (SPEC 7):
status-waiting_for_referral = Referral not here yet
status-sent = Not answered yet
status-received = Somebody has it
status-info_requested = Question asked
status-on_hold = On hold
status-accepted = Accepted
status-in_transit = On the way
status-in_service = There
status-completed = Done
status-declined = Declined
status-handed_back = Handed back
status-expired = Not answered in time
status-withdraw_pending = Being withdrawn
status-withdrawn = Withdrawn
status-closed = Closed
status-closed_client_choice = Closed: the person no longer wants it
status-closed_lost = Closed: the person cannot be reached
status-void = Entered in error
## How far our letter is
tick-waiting = ○ Waiting here
tick-left = ✓ Left
tick-received = ✓✓ Received, signed
tick-opened = ✓✓ Opened
tick-refused = ✗ Refused
## What is due
deadline-acknowledge = somebody should take it
deadline-decide = answer
deadline-answer = answer the question
deadline-review = look again
deadline-arrival = arrival
deadline-confirm_stop = confirm the stop
deadline-revocation_answer = answer the change of consent
deadline-follow_up_7 = follow-up after 7 days
deadline-follow_up_30 = follow-up after 30 days
deadline-follow_up_90 = follow-up after 90 days
deadline-follow_up_180 = follow-up after 180 days
