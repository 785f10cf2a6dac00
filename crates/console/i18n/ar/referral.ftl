## referral
