## The list of referrals
views = การส่งต่อกลุ่มใด
search-label = ค้นหา
search-hint = เลขที่การส่งต่อ รหัสเคส องค์กรภาคี บริการ หรือสถานะ
search-button = ค้นหา
search-clear = แสดงทั้งหมดอีกครั้ง
search-found = { $count ->
   *[other] พบการส่งต่อ { $count } รายการ
}
list-nothing = ไม่มีการส่งต่อในรายการนี้
list-pages = หน้าของรายการ
list-page = หน้า { $page } จาก { $pages }
list-before = หน้าก่อน
list-after = หน้าถัดไป

## One referral
referral-title = การส่งต่อ { $referral }
referral-about = การส่งต่อ { $referral } เคส { $code }
referral-standing = อยู่ในขั้นใด
referral-status = สถานะ
referral-to = ถึง
referral-from = จาก
referral-urgency = เร่งด่วนเพียงใด
referral-code = รหัสเคส
referral-consent = ความยินยอม
referral-tick = ข้อความล่าสุดของคุณ
back-to-referral = กลับไปที่การส่งต่อ { $referral }
deadlines-title = กำหนดเวลา
todo-title = สิ่งที่ต้องทำตอนนี้
todo-seldom = มีเรื่องอื่นเกิดขึ้น
needs-title = สิ่งที่ต้องการ
needs-not-here = ตัวการส่งต่อยังมาไม่ถึง และจะมาถึงเอง
need-numbered = ความต้องการที่ { $number }: { $service }
need-note = หมายเหตุ: { $note }
sections-title = เนื้อหา
sections-none = ยังแสดงอะไรไม่ได้
section-seen = ขณะนี้องค์กรภาคีเห็นส่วนนี้
section-not-seen = องค์กรภาคียังไม่เห็นส่วนนี้
timeline-title = เหตุการณ์ที่ผ่านมา
timeline-slip = บรรทัดที่ { $entry } บันทึกผิด
by-us = คุณ
slip-referral = การส่งต่อทั้งรายการ
fact-slip = สิ่งใด
fact-note-of-need = หมายเหตุถึง { $need }
files-title = ไฟล์
files-none = ไม่มีไฟล์แนบ
files-warning = ไฟล์ที่คุณบันทึกจะออกจาก Waypost: ที่นั่นไฟล์ไม่ได้เข้ารหัส และการลบการส่งต่อไม่ได้ลบไฟล์นั้น
file-save = บันทึก { $file }: { $name }
size-bytes = { $count ->
   *[other] { $count } ไบต์
}
size-kb = { $size } KB
size-mb = { $size } MB
reads-title = ใครในองค์กรของคุณเปิดอ่านแล้วบ้าง
reads-none = ยังไม่มี
reads-count = { $count ->
   *[other] เปิดอ่าน { $count } ครั้ง
}
reads-more = { $count ->
   *[other] และก่อนหน้านั้น { $count } ครั้ง
}
print-link = พิมพ์เป็นแบบฟอร์ม
consent-link = ความยินยอม

## Rows whose question needs other words when it stands alone
row-numbered = { $number }. { $label }
row-referred_at = ส่งต่อเมื่อ
row-based_on = สืบเนื่องจากการส่งต่ออีกรายการ
row-minor = { $age } (ผู้เยาว์)
row-speaks = พูด: { $level }
row-reads = อ่าน: { $level }
row-person-age_band = อายุ
row-consent-override_reason = ไม่มีความยินยอม: ข้ามความยินยอมในภาวะฉุกเฉิน
row-consent-obtained_by = ผู้ขอความยินยอม
row-consent-obtained_on = ให้ความยินยอมเมื่อ
row-consent-language = ขอความยินยอมเป็นภาษา
row-consent-recipients = องค์กรภาคีที่อนุญาตให้รับรู้
row-consent-purposes = บริการที่ยินยอม
row-consent-sections = ส่วนที่ยินยอม
row-consent-valid_until = ความยินยอมมีผลถึง
row-screening-status_by = ผู้วินิจฉัยสถานะการค้ามนุษย์
row-screening-screened_by = ผู้คัดกรอง
row-screening-screened_on = คัดกรองเมื่อ
row-account-language = ภาษาของคำบอกเล่า
row-account-taken_on = จดคำบอกเล่าเมื่อ
row-from-worker = ผู้ส่งต่อ
row-from-desk = ฝ่ายหรือทีมของผู้ส่งต่อ
row-to-desk = ส่งถึงฝ่ายหรือทีม

## Steps: what a button says, and what it means
do-accept = ตอบรับ
why-accept = บอกว่าจะเริ่มภายในเมื่อไร เมื่อตอบรับแล้วคุณจะเห็นว่าผู้รับบริการเป็นใคร
do-acknowledge = แจ้งว่ามีคนรับเรื่องแล้ว
why-acknowledge = องค์กรภาคีจะเห็นว่ามีคนดูแลเรื่องนี้ เวลาสำหรับการตัดสินใจเริ่มนับ
do-reply = ตอบคำถาม
why-reply = องค์กรภาคีรอคำตอบของคุณแล้วจึงตัดสินใจ
do-ask = ถามคำถาม
why-ask = การส่งต่อจะรอจนกว่าองค์กรภาคีจะตอบ
do-waitlist = พักไว้ก่อน
why-waitlist = องค์กรภาคีจะเห็นว่าคุณยังตัดสินใจไม่ได้ และจะกลับมาพิจารณาใหม่เมื่อไร
do-decline = ปฏิเสธทุกความต้องการ
why-decline = แล้วองค์กรภาคีจะหาที่อื่น โปรดบอกเหตุผล เพื่อให้หาได้เร็วขึ้น
do-depart = ผู้รับบริการออกเดินทางไปหาองค์กรภาคี
why-depart = องค์กรภาคีจะรอรับผู้รับบริการ หากไม่มีใครแจ้งว่าผู้รับบริการถึงแล้ว ทั้งสองฝ่ายจะได้รับคำเตือน
do-arrive = ผู้รับบริการอยู่ที่นี่แล้ว
why-arrive = องค์กรภาคีจะเห็นว่าผู้รับบริการถึงที่ของคุณอย่างปลอดภัย
do-appointment = นัดหมาย
why-appointment = องค์กรภาคีจะบอกผู้รับบริการได้ว่านัดเมื่อไรและที่ไหน
do-interim = ส่งความคืบหน้า
why-interim = ข้อความสั้น ๆ ว่าเป็นอย่างไรบ้าง
do-complete = เสร็จแล้ว: บอกผลลัพธ์
why-complete = บอกว่าแต่ละความต้องการจบลงอย่างไร แล้วองค์กรภาคีจะปิดการส่งต่อ
do-confirm_stop = แจ้งว่าคุณหยุดแล้ว
why-confirm_stop = องค์กรภาคีถอนการส่งต่อคืน โปรดแจ้งว่าคุณไม่ทำอะไรต่อแล้ว
do-stopped = แจ้งว่าคุณหยุดแล้ว และลบอะไรไปแล้ว
why-stopped = ผู้รับบริการเปลี่ยนแปลงความยินยอม สิ่งที่คุณแจ้งว่าลบ จะถูกลบจากคอมพิวเตอร์เครื่องนี้ทันที และนำกลับมาไม่ได้
do-lawful_hold = แจ้งว่าคุณต้องเก็บไว้ตามกฎหมาย
why-lawful_hold = ใช้เฉพาะเมื่อกฎหมายหรือคำสั่งห้ามไม่ให้คุณหยุด องค์กรภาคีและผู้รับบริการจะรู้เรื่องนี้
do-close = ปิดการส่งต่อ
why-close = ไม่มีอะไรต้องทำที่นี่อีก ยังติดตามผลได้
do-expire = เลิกรอ
why-expire = หมดเวลาตอบแล้ว คุณส่งต่อไปยังองค์กรภาคีอื่นได้
do-follow_up = จดการติดตามผล
why-follow_up = ผู้รับบริการเป็นอย่างไรบ้างหลังจากนั้นระยะหนึ่ง
do-disclose = เปิดเผยให้องค์กรภาคีเห็นเพิ่มตอนนี้
why-disclose = องค์กรภาคีจะเห็นสิ่งที่คุณเลือกที่นี่ทันที เห็นแล้วทำให้กลับเป็นไม่เห็นไม่ได้
do-no_show = ผู้รับบริการไม่มา
why-no_show = การแจ้งนี้เปิดการตรวจสอบสวัสดิภาพ โดยไม่ปิดสิ่งใด
do-propose_onward = เสนอองค์กรภาคีอื่น
why-propose_onward = องค์กรภาคีจะถามผู้รับบริการก่อน ไม่มีใครส่งการส่งต่อไปให้ผู้อื่นเอง
do-hand_back = ส่งตัวผู้รับบริการคืน
why-hand_back = องค์กรภาคีจะรับช่วงดูแลอีกครั้ง โปรดบอกเหตุผล และโทรศัพท์แจ้งหากผู้รับบริการอยู่กับคุณ
do-withdraw = ถอนการส่งต่อคืน
why-withdraw = องค์กรภาคีจะหยุด หากเริ่มไปแล้ว จะแจ้งเมื่อหยุดแล้ว
do-client_declined = ผู้รับบริการไม่ต้องการแล้ว
why-client_declined = การส่งต่อจะปิดทั้งสองฝ่าย
do-client_unreachable = ติดต่อผู้รับบริการไม่ได้
why-client_unreachable = การส่งต่อจะปิดทั้งสองฝ่าย ใช้เมื่อคุณลองทุกทางที่ปลอดภัยแล้ว
do-entered_in_error = บันทึกผิด
why-entered_in_error = สิ่งที่คุณเลือกจะไม่นับอีกทั้งสองฝ่าย แต่ยังอยู่ในลำดับเหตุการณ์พร้อมเครื่องหมาย
do-narrow_consent = ผู้รับบริการยินยอมน้อยลง
why-narrow_consent = เอาเครื่องหมายออกจากสิ่งที่ผู้รับบริการไม่ยินยอมแล้ว องค์กรภาคีแต่ละแห่งด้านล่างจะได้รับแจ้ง และต้องตอบภายใน 72 ชั่วโมง
button-narrow_consent = แจ้งองค์กรภาคี
do-revoke_consent = ผู้รับบริการถอนความยินยอม
why-revoke_consent = องค์กรภาคีแต่ละแห่งด้านล่างจะได้รับแจ้งให้หยุดและลบ และต้องตอบภายใน 72 ชั่วโมง การทำเช่นนี้ย้อนคืนไม่ได้: หากจะช่วยเหลือภายหลังต้องมีความยินยอมใหม่
button-revoke_consent = ถอนความยินยอมและแจ้งองค์กรภาคี

## What forms ask
choose = เลือก
when-tomorrow = ภายใน 24 ชั่วโมง
when-days = { $count ->
   *[other] ในอีก { $count } วัน
}
when-other = วันอื่น
when-day = วัน
when-time = เวลา
ask-by-when = คุณจะเริ่มภายในเมื่อไร?
answer-accept = ตอบรับ
answer-decline = ปฏิเสธ
answer-all-title = ตอบรับทั้งหมด
answer-all = ตอบรับทุกความต้องการ
answer-one = ตอบรับ
answer-each-title = หรือตอบทีละความต้องการ
answer-each = ส่งคำตอบเหล่านี้
none-accepted-what = คุณปฏิเสธทุกความต้องการในหน้านี้
none-accepted-hint = ใช้หน้าสำหรับปฏิเสธทุกความต้องการ หรือตอบรับอย่างน้อยหนึ่งข้อ
ask-why-decline = ทำไมคุณจึงปฏิเสธ?
ask-why-decline-need = ความต้องการที่ { $number }: หากปฏิเสธ เพราะอะไร?
ask-note-need = ความต้องการที่ { $number }: หมายเหตุ
ask-note = หมายเหตุ
hint-decline-note = บางเหตุผลต้องมีหมายเหตุ: เกณฑ์ใด เอกสารใด ขาดอะไร
ask-elsewhere = ที่อื่นที่อาจช่วยได้
hint-elsewhere = องค์กรภาคีจะติดต่อถามที่นั่นเอง
ask-question = คำถามของคุณ
hint-no-identity = ห้ามเขียนชื่อหรือหมายเลขใด ๆ ของผู้รับบริการ
ask-reply = คำตอบของคุณ
hint-question = คำถาม: { $question }
ask-review-by = คุณจะกลับมาพิจารณาใหม่เมื่อไร?
ask-handover-place = คุณจะส่งมอบที่ไหน?
ask-arrive-by = ผู้รับบริการควรถึงเมื่อไร?
hint-arrive-by = หากไม่มีใครแจ้งว่าผู้รับบริการถึงภายในเวลานั้น ทั้งสองฝ่ายจะได้รับคำเตือน
ask-which-need = ความต้องการข้อใด?
ask-appointment = นัดหมายเมื่อไร?
ask-place = ที่ไหน?
ask-news = ความคืบหน้า
ask-person-seen = ผู้รับบริการ
person-seen = มีคนพบหรือพูดคุยด้วยแล้ว ข้อนี้ทำให้การตรวจสอบสวัสดิภาพสิ้นสุด
ask-law = คุณเก็บบางอย่างไว้ตามกฎหมายใด?
hint-law = จำเป็นหากคุณเก็บสิ่งใดไว้
stop-erased = ลบแล้ว
stop-kept = เก็บไว้ตามกฎหมาย
stop-agreed = ยังยินยอมอยู่
ask-lawful-reason = กฎหมายหรือคำสั่งใด?
ask-why-hand-back = ทำไมคุณจึงส่งตัวคืน?
ask-kept = คุณยังเก็บอะไรไว้?
ask-partner-kind = องค์กรประเภทใด?
ask-services = สำหรับบริการใด?
ask-why-withdraw = ทำไมคุณจึงถอนคืน?
ask-follow-up-day = หลังจากนั้นนานเท่าไร?
ask-finding = คุณพบอะไร?
ask-disclose = คุณจะเปิดเผยอะไร?
hint-account = สิ่งที่ผู้รับบริการเล่าด้วยคำพูดของตนเอง ใช้เฉพาะเมื่อผู้รับบริการต้องการให้องค์กรภาคีนี้อ่าน
ask-slip = อะไรที่บันทึกผิด?
hint-slip-referral = องค์กรภาคีจะได้รับแจ้งว่าไม่ต้องยึดถือทั้งหมดนี้
ask-agreed-services = บริการที่ยังยินยอมอยู่
ask-agreed-sections = ส่วนที่ยังยินยอมอยู่
fault-write = โปรดเขียนอะไรสักอย่างที่นี่
fault-choose = โปรดเลือกหนึ่งข้อ
fault-choose-any = โปรดเลือกอย่างน้อยหนึ่งข้อ
fault-when = โปรดบอกว่าเมื่อไร

## Consent
consent-title = ความยินยอม
consent-terms = สิ่งที่ผู้รับบริการยินยอม
consent-who = ใครรู้เรื่องนี้บ้าง
consent-partners = องค์กรภาคีภายใต้ความยินยอมนี้
consent-partner = องค์กรภาคี
consent-referral = การส่งต่อ
consent-state = ความยินยอมที่นั่น
consent-answered = คำตอบต่อการเปลี่ยนแปลงครั้งล่าสุด
consent-change = ผู้รับบริการเปลี่ยนแปลงความยินยอม
consent-will-be-told = ใครจะได้รับแจ้ง
consent-owes-title = ถึงกำหนดที่คุณต้องตอบ
consent-owes = ผู้รับบริการเปลี่ยนแปลงความยินยอม โปรดแจ้งภายใน 72 ชั่วโมงว่าคุณลบอะไรแล้ว หรือทำไมคุณต้องเก็บไว้

## Files
attach-title = แนบไฟล์
attach-words = องค์กรภาคีจะได้รับไฟล์ หากขณะนี้ความยินยอมอนุญาตส่วนของการส่งต่อที่ไฟล์นั้นอยู่
ask-file-section = ไฟล์นี้อยู่ในส่วนใดของการส่งต่อ?
hint-file-section = ส่วนที่ผู้รับบริการยินยอมให้แบ่งปัน และส่วนที่จะถูกลบไปด้วยกัน
attach-name = ชื่อไฟล์ที่องค์กรภาคีเห็น
attach-name-hint = อย่าใส่ชื่อของผู้รับบริการ หากเว้นว่าง จะใช้ชื่อเดิมของไฟล์
attach-file = ไฟล์
attach-file-hint = ไม่เกิน 25 MB ข้อมูลที่ติดอยู่ในไฟล์จะไปด้วย: ผู้สร้าง สถานที่ กล้อง
upload-not_ours-what = อ่านไฟล์ไม่ได้
upload-not_ours-hint = ไม่ได้แนบอะไร โปรดโหลดหน้าใหม่แล้วลองอีกครั้ง
upload-no_file-what = ไม่ได้เลือกไฟล์ หรือไฟล์ว่างเปล่า
upload-no_file-hint = โปรดเลือกไฟล์
upload-too_large-what = ไฟล์ใหญ่กว่า 25 MB
upload-too_large-hint = ไม่ได้แนบอะไร โปรดสแกนด้วยความละเอียดต่ำลง หรือแนบทีละส่วน
upload-cut_short-what = ไฟล์มาไม่ครบ
upload-cut_short-hint = ไม่ได้แนบอะไร โปรดลองอีกครั้ง
upload-too_slow-what = ไฟล์มาช้าเกินไป
upload-too_slow-hint = ไม่ได้แนบอะไร โปรดลองอีกครั้ง

## Paper
print-title = แบบฟอร์มการส่งต่อ { $referral }
print-now = พิมพ์
print-warning = กระดาษไม่ได้เข้ารหัส และการลบการส่งต่อไม่ได้ลบกระดาษ ระบบจดไว้ว่าคุณพิมพ์
print-signatures = ลายมือชื่อ
print-signatures-words = ใครส่งมอบ ใครรับช่วง
print-who = ใคร
print-name = ชื่อ
print-day = วันที่
print-signature = ลายมือชื่อ
print-by-person = ผู้รับบริการ หากต้องการลงชื่อ
print-by-referrer = ในนามองค์กรที่ส่งต่อ
print-by-target = ในนามองค์กรที่ได้รับการขอ
print-proof = เป็นจดหมายฉบับใด
print-proof-words = รหัสและตัวเลขนี้ระบุจดหมายที่ลงนามแล้วซึ่งใช้พิมพ์กระดาษนี้ ใครที่มีจดหมายนั้นก็เทียบได้
print-proof-code = รหัสที่ระบุจดหมายที่ลงนามแล้ว

## When the desk says no
failure-not_now-hint = โปรดดูการส่งต่ออีกครั้ง: อาจมีบางอย่างเปลี่ยนไป
failure-unknown_attachment-what = ไม่มีไฟล์นี้
failure-unknown_attachment-hint = โปรดดูการส่งต่ออีกครั้ง
failure-attaching-what = ขณะนี้มีไฟล์ที่กำลังแนบอยู่มากเกินไป
failure-attaching-hint = โปรดลองอีกครั้งในอีกไม่กี่นาที
failure-no_upload-what = ไฟล์ใช้เวลานานเกินไป
failure-no_upload-hint = โปรดแนบอีกครั้ง
failure-shared_draft-hint = โปรดแจ้งว่าเก็บไว้ และตามกฎหมายใด หรือลบการส่งต่อรายการอื่นก่อน
failure-section_unanswered-hint = โปรดแจ้งทีละส่วนว่าลบแล้วหรือเก็บไว้
failure-nothing_open-hint = โปรดดูการส่งต่ออีกครั้ง: อาจตอบไปแล้ว
failure-need_unanswered-hint = โปรดตอบทุกความต้องการ
failure-erased-hint = ไม่มีทางนำกลับมาได้
failure-no_referral_yet-what = ตัวการส่งต่อยังมาไม่ถึง
failure-no_referral_yet-hint = ข้อความที่ตามหลังมาถึงก่อน การส่งต่อจะมาถึงเอง โปรดลองอีกครั้งเมื่อนั้น
