## Home
greeting-morning = สวัสดีตอนเช้า { $name }
greeting-afternoon = สวัสดีตอนบ่าย { $name }
greeting-evening = สวัสดีตอนเย็น { $name }
start-referral = เริ่มการส่งต่อใหม่
home-needs-us = รอคำตอบจากคุณ
home-needs-nothing = ขณะนี้ไม่มีอะไรรอคำตอบ
home-sent = คุณส่งไป
home-sent-nothing = ไม่มีอะไรกำลังดำเนินอยู่
home-more = { $count ->
   *[other] อีก { $count } รายการ
}
home-drafts = ฉบับร่าง
home-draft = { $draft } เคส { $code }
home-draft-changed = แก้ไขเมื่อ { $at }
home-other-role = งานของคุณอยู่ในเมนูด้านบน
to-partner = ถึง { $partner }
from-partner = จาก { $partner }
