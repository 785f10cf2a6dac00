## Home
greeting-morning = እንደምን አደሩ፣ { $name }
greeting-afternoon = እንደምን ዋሉ፣ { $name }
greeting-evening = እንደምን አመሹ፣ { $name }
start-referral = አዲስ ሪፈራል ጀምር
home-needs-us = የእርስዎን ምላሽ የሚሹ
home-needs-nothing = አሁን ምላሽ የሚሻ ነገር የለም።
home-sent = እርስዎ የላኳቸው
home-sent-nothing = በመንገድ ላይ ያለ ነገር የለም።
home-more = { $count ->
    [one] ተጨማሪ { $count }
   *[other] ተጨማሪ { $count }
}
home-drafts = ረቂቆች
home-draft = { $draft }፣ ጉዳይ { $code }
home-draft-changed = የተቀየረው { $at }
home-other-role = ሥራዎ ከላይ ባለው ምናሌ ውስጥ ነው።
to-partner = ወደ { $partner }
from-partner = ከ{ $partner }
