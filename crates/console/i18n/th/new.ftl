## New referral: start
new-title = การส่งต่อใหม่
new-start-save = การส่งต่อเป็นรายการงานสั้น ๆ แต่ละหน้าจะบันทึกไว้ในคอมพิวเตอร์เครื่องนี้ระหว่างที่คุณทำ คุณหยุดแล้วกลับมาทำต่อได้
new-start-agree = ก่อนเขียนเรื่องของใคร โปรดถามคนนั้นก่อนว่าบอกอะไรกับใครได้บ้าง
new-start-send = ไม่มีอะไรออกจากคอมพิวเตอร์เครื่องนี้ จนกว่าคุณจะตรวจคำตอบและกดส่ง
new-start-button = เริ่ม

## The task list
new-list-title = การส่งต่อใหม่: รายการงาน
new-list-draft = ฉบับร่าง { $draft } เคส { $code }
new-list-changed = แก้ไขล่าสุด { $at }
new-list-done = { $count ->
   *[other] ทำเสร็จแล้ว { $count } งาน
}
new-list-ready = พร้อมส่ง
new-list-not-ready = ยังไม่พร้อม
new-task-safe = ขณะนี้ผู้รับบริการปลอดภัยหรือไม่?
new-task-consent = สิ่งที่ผู้รับบริการยินยอม
new-task-who = ผู้รับบริการเป็นใคร
new-task-help = ความช่วยเหลือที่ต้องการ
new-task-soon = เร่งด่วนเพียงใด
new-task-papers = เอกสาร
new-task-contact = ช่องทางติดต่อที่ปลอดภัย
new-task-screening = การคัดกรอง
new-task-account = คำบอกเล่าของผู้รับบริการ
new-task-to = ส่งถึงใคร
new-state-not-started = ยังไม่เริ่ม
new-state-some = ตอบแล้วบางข้อ
new-state-done = เสร็จแล้ว
new-state-mend = ต้องแก้ไข
new-back-to-list = งานทั้งหมดของฉบับร่างนี้
new-save-continue = บันทึกและทำต่อ
new-save-later = บันทึกและกลับมาภายหลัง

## What stands above each task
new-lead-safe = หากผู้รับบริการอยู่ในอันตรายขณะนี้ ให้ลงมือก่อน: พาไปยังที่ปลอดภัยหรือโทรศัพท์ขอความช่วยเหลือ จากนั้นทำเครื่องหมายความเสี่ยงที่องค์กรภาคีต้องรู้ทันที หากไม่มี ไม่ต้องทำเครื่องหมาย
new-lead-consent = ถามเป็นภาษาที่ผู้รับบริการเข้าใจ ผู้รับบริการปฏิเสธได้ และเปลี่ยนใจภายหลังได้ เขียนเฉพาะสิ่งที่ผู้รับบริการยินยอม
new-lead-who = ตอนแรกองค์กรภาคีจะเห็นเพียงรหัสเคสและสิ่งที่จำเป็นต่อการตัดสินใจ ชื่อจะไปภายหลัง และเฉพาะเมื่อผู้รับบริการยินยอมให้ส่ง
new-lead-help = หนึ่งบริการต่อหนึ่งความต้องการ องค์กรภาคีจะตอบรับหรือปฏิเสธทีละข้อ
new-lead-soon = องค์กรภาคีต้องตอบภายในเวลานี้
new-lead-papers = หากไม่มีอะไรจะบอก ให้เว้นหน้านี้ว่างไว้
new-lead-contact = เว้นหน้านี้ว่างไว้ หากองค์กรภาคีควรติดต่อผู้รับบริการผ่านคุณเท่านั้น
new-lead-screening = เว้นหน้านี้ว่างไว้ เว้นแต่มีผู้ที่ผ่านการอบรมได้คัดกรองผู้รับบริการแล้ว
new-lead-account = คำบอกเล่าไม่ถูกส่งไปเองเลย: ทั้งตอนที่คุณส่ง และตอนที่องค์กรภาคีตอบรับ เขียนเฉพาะเมื่อผู้รับบริการต้องการให้จดไว้
new-lead-to = เลือกองค์กรภาคีที่ผู้รับบริการยินยอม

## Parts of a page
new-part-agreed = ความยินยอม
new-part-recipients = บอกใครได้บ้าง
new-part-limits = สิ่งที่ยินยอม
new-part-override = เฉพาะเมื่อไม่มีเวลาถาม
new-part-code = รหัสเคส
new-part-person = สำหรับให้องค์กรภาคีตัดสินใจ
new-part-identity = ชื่อและตัวตน
new-part-by-when = แต่ละความต้องการต้องได้รับภายในเมื่อไร
new-part-papers = การอยู่เกินกำหนด ค่าปรับ สถานทูต
new-part-partner = องค์กรภาคี
new-part-from = จากคุณ
new-none-document = ยังไม่ได้เขียนเอกสารใด
new-none-by-when = ยังไม่ได้เขียนความต้องการใด โปรดบอกก่อนว่าต้องการความช่วยเหลืออะไร
new-seen-now = องค์กรภาคีจะเห็นส่วนนี้ทันทีที่คุณส่ง
new-seen-after = องค์กรภาคีจะเห็นส่วนนี้หลังจากตอบรับแล้วเท่านั้น
new-seen-not-by-itself = องค์กรภาคีจะไม่เห็นส่วนนี้ ทั้งตอนนี้และหลังตอบรับ
new-seen-here = ส่วนนี้อยู่ในคอมพิวเตอร์เครื่องนี้เท่านั้น
new-need = ความต้องการที่ { $number }
new-need-service = ความต้องการที่ { $number }: { $service }
new-need-line = ความต้องการที่ { $number }: { $question }
new-document = เอกสารที่ { $number }
new-document-line = เอกสารที่ { $number }: { $question }
new-add-need = เพิ่มความต้องการอีกข้อ
new-add-document = เพิ่มเอกสาร
new-remove-need = เอาความต้องการที่ { $number } ออก
new-remove-document = เอาเอกสารที่ { $number } ออก

## Answers
new-choose = เลือก
new-not-answered = ไม่ได้ตอบ
new-row-number = { $question } { $number }
new-language = ภาษา
new-language-number = ภาษาที่ { $number }
new-language-other = ภาษาอื่น: รหัสภาษา
new-language-spoken = พูด
new-language-read = อ่าน
new-speaks = พูด: { $level }
new-reads = อ่าน: { $level }
new-hint-day = ปี เดือน วัน (ปี ค.ศ.): 2026-12-31 หรือจำนวนวันนับจากวันนี้: +30d
new-hint-moment = เป็นชั่วโมงหรือวันนับจากตอนนี้: +6h, +3d หรือวันที่ (ปี ค.ศ.): 2026-12-31 หรือวันที่ เวลา และเขตเวลา: 2026-12-31 18:30 +07:00
new-help-risks = ทำเครื่องหมายทุกข้อที่เป็นจริง
new-help-person-case_code = รหัสที่ใช้แทนชื่อ: ตัวอักษร a ถึง z ตัวเลข - และ _ หากเว้นว่าง ระบบจะสร้างให้
new-help-person-citizenships = ส่งก่อนการตอบรับเฉพาะเมื่อความต้องการข้อใดกำหนดไว้ มิฉะนั้นจะส่งไปพร้อมชื่อ
new-help-person-languages = ภาษาของผู้รับบริการ ไม่ใช่ของหน้าจอนี้ หากบอกว่าอ่านได้ดีเพียงใด ให้บอกด้วยว่าพูดได้ดีเพียงใด หากภาษาไม่อยู่ในรายการ ให้เขียนรหัสภาษา เช่น kdt
new-help-person-dependants = ผู้อยู่ในความดูแลแต่ละคนใส่หนึ่งช่วงอายุ บันทึกเพื่อให้มีช่องเพิ่ม
new-help-need-wanted_by = เว้นว่างได้ หากคำตอบข้างบนเพียงพอ
new-help-consent-mode = เว้นว่างไว้ หากไม่มีเวลาถาม
new-help-consent-language = ภาษาที่คุณใช้ถาม (หากไม่อยู่ในรายการ ให้เขียนรหัสภาษา เช่น kdt) เว้นว่างไว้ หากไม่มีเวลาถาม
new-help-consent-recipients = ทำเครื่องหมายองค์กรภาคีทุกแห่งที่ผู้รับบริการยินยอม องค์กรภาคีแต่ละแห่งไม่รู้ว่ามีแห่งอื่นใดบ้าง
new-help-consent-sections = ทำเครื่องหมายทุกข้อที่ผู้รับบริการยินยอม สิ่งที่ต้องการจะไปเสมอ ส่วนคำบอกเล่าเฉพาะเมื่อผู้รับบริการบอกให้ส่ง
new-help-consent-valid_until = วันสุดท้ายของความยินยอม
new-help-document-country = ประเทศที่ออกเอกสาร
new-help-to-partner = ผู้รับบริการต้องยินยอมองค์กรภาคีนี้แล้ว
new-note-urgency-emergency = สำหรับอันตรายต่อชีวิตหรือความปลอดภัย องค์กรภาคีจะถูกขอให้ตอบภายในวันนี้
new-note-urgency-urgent = รอถึงสัปดาห์หน้าไม่ได้
new-note-urgency-normal = ไม่มีอะไรแย่ลงภายในสองสัปดาห์
new-note-section-needs = ไปทันที: สิ่งที่ต้องการ ความเร่งด่วน ภาษา ความเสี่ยง ไม่มีชื่อ
new-note-section-identity = ไปหลังจากองค์กรภาคีตอบรับ
new-note-section-safe_contact = ไปหลังจากองค์กรภาคีตอบรับ
new-note-section-documents = ไปหลังจากองค์กรภาคีตอบรับ
new-note-section-screening = ไปหลังจากองค์กรภาคีตอบรับ
new-note-section-account = ไม่ถูกส่งไปเองเลย
new-buddhist = คุณพิมพ์ { $typed } นี่เป็นปี พ.ศ. ใช่หรือไม่? ถ้าใช่ จะตรงกับ { $reading } ในปี ค.ศ. ถ้าไม่ใช่ โปรดพิมพ์วันที่ใหม่
new-buddhist-yes = ใช่ ใช้ { $reading }
new-fault-line = { $question } – { $fault }

## Partners to choose from
new-no-partners = คุณยังไม่มีองค์กรภาคี คำตอบบันทึกไว้ได้ แต่จะส่งอะไรไม่ได้จนกว่าคุณจะจับคู่กับองค์กรภาคี
new-nothing-to-choose = ยังไม่มีองค์กรภาคีที่ยืนยันแล้วให้เลือก
new-partner-unknown = ไม่อยู่ในรายชื่อองค์กรภาคีของคุณ
new-partner-languages = ภาษา: { $languages }
new-partner-common-language = ใช้ภาษาเดียวกันกับผู้รับบริการอย่างน้อยหนึ่งภาษา
new-partner-no-common-language = ไม่มีภาษาที่ใช้ร่วมกับผู้รับบริการ
new-partner-named = ผู้รับบริการยินยอมองค์กรภาคีนี้
new-partner-not-named = ความยินยอมไม่ได้ระบุองค์กรภาคีนี้
new-partner-confirmed = ยืนยันแล้ว
new-partner-not-confirmed = ยังไม่ได้ยืนยันทั้งสองฝ่าย: ยังส่งอะไรไปไม่ได้
new-partner-blocked = ถูกบล็อก: ส่งอะไรไปไม่ได้
new-kind-ngo = องค์กรพัฒนาเอกชน
new-kind-shelter = สถานพักพิง
new-kind-clinic = คลินิกหรือโรงพยาบาล
new-kind-legal_aid = ความช่วยเหลือทางกฎหมาย
new-kind-embassy = สถานทูตหรือสถานกงสุล
new-kind-international_organisation = องค์การระหว่างประเทศ
new-kind-authority = หน่วยงานรัฐ
new-kind-auditor = ผู้ตรวจสอบ

## Check answers
new-check-title = ตรวจคำตอบของคุณ
new-check-ready = ยังไม่ได้ส่งอะไร โปรดอ่านสิ่งที่องค์กรภาคีจะเห็น แล้วจึงส่ง
new-check-not-ready = ยังไม่ได้ส่งอะไร โปรดแก้ไขสิ่งที่ระบุไว้ข้างบน คำตอบของคุณบันทึกไว้แล้ว
new-change = เปลี่ยน: { $task }
new-nothing-written = ไม่ได้เขียนอะไร
new-sees-now = สิ่งที่องค์กรภาคีเห็นตอนนี้
new-sees-code = องค์กรภาคีแต่ละแห่งจะได้รหัสเคสของตนเองแทนรหัสที่แสดงที่นี่
new-sees-after = สิ่งที่องค์กรภาคีเห็นหลังตอบรับ
new-sees-nothing = ไม่มีเพิ่ม
new-row-referred_at = ส่งต่อเมื่อ
new-row-based_on = สืบเนื่องจากการส่งต่ออีกรายการ
new-was-sent = มีการส่งจากฉบับร่างนี้ไปแล้ว อ่านได้ที่นี่ แต่แก้ไขไม่ได้
new-sent-row = { $referral } ถึง { $partner }

## Send
new-send-title = ส่ง
new-send-more-title = ส่งถึงองค์กรภาคีอื่น
new-send-no-partner = ไม่มีองค์กรภาคีที่ความยินยอมระบุไว้ในรายชื่อองค์กรภาคีของคุณ
new-send-to = ส่งถึงองค์กรภาคีใดบ้าง?
new-send-to-hint = เฉพาะองค์กรภาคีที่ผู้รับบริการยินยอม แต่ละแห่งจะได้การส่งต่อของตนเองและไม่รู้ว่ามีแห่งอื่น
new-send-asked = ฉันถามผู้รับบริการอีกครั้งแล้วเรื่องหน่วยงานรัฐหรือสถานทูตนี้ และผู้รับบริการยินยอม
new-send-all = ส่งชื่อ ช่องทางติดต่อ และเอกสารไปทันที
new-send-all-meaning = เฉพาะในภาวะฉุกเฉิน: องค์กรภาคีจะเห็นสิ่งเหล่านี้ก่อนตอบรับ คำบอกเล่ายังคงไม่ถูกส่งไป การทำเช่นนี้ย้อนคืนไม่ได้
new-send-button = ส่งเดี๋ยวนี้
new-send-nobody-what = ไม่ได้ทำเครื่องหมายองค์กรภาคีใด
new-send-nobody-hint = โปรดทำเครื่องหมายองค์กรภาคีอย่างน้อยหนึ่งแห่ง ยังไม่ได้ส่งอะไร
new-sent-title = ส่งแล้ว
new-sent-next = จะเกิดอะไรขึ้นต่อไป
new-sent-next-way = หากขณะนี้ติดต่อองค์กรภาคีไม่ได้ การส่งต่อจะรออยู่ที่นี่อย่างปลอดภัยในคอมพิวเตอร์เครื่องนี้ และจะออกไปเอง
new-sent-next-receipt = เมื่อไปถึงแล้ว องค์กรภาคีจะลงนามรับ: เครื่องหมายถูกสองอัน
new-sent-next-answer = คนที่นั่นจะตอบ คุณจะเห็นคำตอบในหน้าหลักและในหน้าของการส่งต่อ
new-sent-next-person = บอกผู้รับบริการว่าส่งอะไรไป ส่งถึงใคร และคุณคาดว่าจะได้คำตอบเมื่อไร
new-sent-answers = สิ่งที่เขียนไว้

## Erase
new-erase-link = ลบฉบับร่างนี้
new-erase-title = ลบฉบับร่างนี้หรือไม่?
new-erase-words = ฉบับร่าง { $draft } เคส { $code } จะถูกลบจากคอมพิวเตอร์เครื่องนี้ตลอดไป ไม่มีการส่งสิ่งใดจากฉบับร่างนี้
new-erase-button = ลบตลอดไป

## What the desk says about drafts
failure-sent_already-what = ไม่มีอะไรเปลี่ยนแปลง: มีการส่งจากฉบับร่างนี้ไปแล้ว
failure-sent_already-hint = เริ่มการส่งต่อใหม่ หรือเปลี่ยนความยินยอมในหน้าของการส่งต่อที่ส่งไปแล้ว
failure-too_long-what = ยาวเกินกว่าจะเก็บไว้ได้
failure-too_long-hint = โปรดย่อข้อความที่ยาวที่สุด แนบไฟล์ได้หลังจากส่งแล้ว
failure-form_faults-what = ฉบับร่างมีบางอย่างต้องแก้ไข ยังไม่ได้ส่งอะไร
failure-form_faults-hint = โปรดแก้ไขสิ่งที่ระบุไว้แล้วส่งอีกครั้ง
failure-consent_does_not_name_partner-what = ความยินยอมไม่ได้ระบุองค์กรภาคีนี้ ยังไม่ได้ส่งอะไร
failure-consent_does_not_name_partner-hint = โปรดถามผู้รับบริการ หากยินยอม ให้ทำเครื่องหมายองค์กรภาคีนี้ในหน้าสิ่งที่ผู้รับบริการยินยอม
failure-not_confirmed-what = ยังไม่ได้ส่งอะไร: องค์กรภาคียังไม่ได้ยืนยันทั้งสองฝ่าย
failure-not_confirmed-hint = เทียบหมายเลขความปลอดภัยทางโทรศัพท์หรือต่อหน้า ในหน้าขององค์กรภาคี
failure-ask_first-what = ความยินยอมกำหนดให้ถามผู้รับบริการก่อนแจ้งหน่วยงานรัฐหรือสถานทูตนี้ ยังไม่ได้ส่งอะไร
failure-ask_first-hint = โปรดถามผู้รับบริการ หากยินยอม ให้ทำเครื่องหมายว่าถามแล้ว และส่งอีกครั้ง
failure-consent_forbids-what = ผู้รับบริการบอกว่าห้ามแจ้งองค์กรประเภทนี้เด็ดขาด ยังไม่ได้ส่งอะไร
failure-consent_forbids-hint = โปรดเลือกองค์กรภาคีอื่น
failure-consent_expired-what = ความยินยอมสิ้นสุดแล้ว ยังไม่ได้ส่งอะไร
failure-consent_expired-hint = โปรดถามผู้รับบริการอีกครั้ง และจดความยินยอมใหม่ไว้
failure-blocked-what = องค์กรภาคีนี้ถูกบล็อก ยังไม่ได้ส่งอะไร
failure-blocked-hint = เลิกบล็อกในหน้าขององค์กรภาคี หรือเลือกแห่งอื่น
failure-no_card-what = บัตรติดต่อขององค์กรภาคียังมาไม่ถึง ยังไม่ได้ส่งอะไร
failure-no_card-hint = บัตรจะมาเองเมื่อคอมพิวเตอร์ทั้งสองเครื่องออนไลน์ โปรดลองอีกครั้งเมื่อนั้น
