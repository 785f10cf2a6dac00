## The log
audit-title = การตรวจสอบ
audit-words = จดหมายทุกฉบับถูกลงไว้ในบันทึกรายการที่ไม่มีใครแก้ภายหลังได้โดยไม่ถูกจับได้ องค์กรภาคีลงนามว่าบันทึกรายการเป็นอย่างไร เพื่อให้คุณพิสูจน์ได้ในภายหลัง บันทึกรายการไม่ระบุชื่อใคร
audit-back = กลับไปที่บันทึกรายการ
log-entries = { $count ->
   *[other] { $count } รายการ
}
log-number = หมายเลขบันทึกรายการ
log-size = จำนวนรายการ
log-head = หัวบันทึกที่ลงนามล่าสุด
log-no-head = ยังไม่มีการลงนาม
log-cosigned = ลงนามร่วมโดย
log-cosigned-nobody = ยังไม่มี
log-needed = พยาน
log-met = เพียงพอ
log-not-met = ยังไม่เพียงพอ
log-needed-count = { $count ->
   *[other] ต้องมีองค์กรภาคี { $count } แห่งลงนามร่วม
}
log-counting = { $count ->
   *[other] ที่นับได้ลงนามร่วมแล้ว { $count } แห่ง
}
log-root = รากของต้นไม้
cosign-words = ระบบลงนามหัวบันทึกเองวันละครั้ง และขอให้องค์กรภาคีลงนามร่วม
cosign-button = ลงนามหัวบันทึกและขอองค์กรภาคีเดี๋ยวนี้
## Heads are held
held-title = ไม่มีการลงนามหัวบันทึก
held-restored = โหนดนี้กู้คืนจากข้อมูลสำรอง และเริ่มบันทึกรายการใหม่
held-old_copy = องค์กรภาคีเคยเห็นบันทึกรายการนี้มากกว่าที่มีอยู่ที่นี่: โฟลเดอร์นี้เป็นสำเนาเก่า
held-damaged = บันทึกรายการบางส่วนบนดิสก์นี้เสียหาย
held-since = ตั้งแต่ { $since }
held-hint = จดหมายยังไปมาได้ต่อไป ต้องมีคนตัดสินใจว่าบันทึกรายการจะดำเนินต่ออย่างไร
held-admin = โปรดบอกผู้ดูแลระบบขององค์กรคุณ
resume-title = ลงนามหัวบันทึกอีกครั้ง
resume-what = ทำเช่นนี้เฉพาะเมื่อนี่เป็นคอมพิวเตอร์เครื่องเดียวที่โหนดขององค์กรคุณจะทำงานตั้งแต่นี้ไป คอมพิวเตอร์เครื่องเก่าต้องไม่ถูกใช้ทำงานอีกเด็ดขาด
resume-seen = องค์กรภาคีและผู้ตรวจสอบจะเห็นว่าบันทึกรายการใหม่เริ่มที่นี่ และเพราะอะไร
resume-button = ลงนามหัวบันทึกอีกครั้ง
## A partner's log shows two histories
histories-title = { $partner } แสดงประวัติบันทึกรายการของตนสองแบบ
histories-short = ประวัติสองแบบ
histories-words = หัวบันทึกที่ลงนามแล้วสองหัวไม่สอดคล้องกัน มีคนแก้บันทึกรายการ หรือมีโหนดสองชุดทำงานอยู่ โปรดถามคนที่นั่นซึ่งคุณรู้จัก และแจ้งผู้ตรวจสอบ หัวบันทึกทั้งสองถูกเก็บไว้
histories-noticed = สังเกตพบ { $at }: สิ่งที่พิสูจน์
histories-known = หัวบันทึกที่รู้จักอยู่:
histories-note = หัวบันทึกอีกอัน:
histories-header = ส่วนหัวของจดหมายที่ระบุหัวบันทึกอีกอัน:
histories-signature = ลายมือชื่อ:
## Who cosigns
witnesses-title = องค์กรภาคีในฐานะพยาน
witnesses-caption = สิ่งที่องค์กรภาคีลงนามร่วม และสิ่งที่คุณลงนามร่วมให้องค์กรภาคี
witnesses-words = องค์กรภาคีแต่ละแห่งลงนามหัวบันทึกของคุณ และคุณลงนามของเขา
witnesses-none = ยังไม่มีองค์กรภาคีที่ยืนยันแล้ว: ไม่มีใครลงนามร่วมได้
witness-ours = ลงนามร่วมของคุณ
witness-said = คำตอบล่าสุด
witness-theirs = คุณลงนามร่วมของเขา
witness-counts = นับ
witness-cosigned = { $entries }, { $at }
witness-nothing = ยังไม่มีอะไร
witness-not-asked = ยังไม่ได้ขอ
witness-waiting = ยังไม่ได้ตอบตั้งแต่ { $since }
witness-answer-cosigned = ลงนามร่วมแล้ว
witness-answer-conflict = รู้จักหัวบันทึกอื่นที่มีขนาดเท่ากัน
witness-answer-older = ลงนามร่วมหัวบันทึกที่ใหม่กว่าแล้ว
witness-answer-inconsistent = หัวบันทึกไม่ได้ต่อจากหัวที่เขารู้จัก
## Verifying everything
verify-title = ตรวจยืนยันทั้งหมด
verify-words = ตรวจลายมือชื่อทุกอัน ทุกสายลำดับ และบันทึกรายการทั้งหมดในคอมพิวเตอร์เครื่องนี้ หากมีจดหมายมาก จะใช้เวลาหลายนาที
verify-button = ตรวจยืนยันเดี๋ยวนี้
verified-title = สิ่งที่ตรวจยืนยันแล้ว
verified-all = ทุกอย่างถูกต้อง
verified-count = { $count ->
   *[other] ตรวจยืนยันจดหมาย { $count } ฉบับแล้วและถูกต้อง
}
verified-stolen = { $count ->
   *[other] ในจำนวนนี้ { $count } ฉบับใช้กุญแจที่ภายหลังแจ้งว่าถูกขโมย จดหมายมาถึงก่อนที่จะรู้เรื่องนั้น สำหรับคนอื่น จดหมายเหล่านี้พิสูจน์อะไรไม่ได้
}
verified-faults = { $count ->
   *[other] มี { $count } อย่างที่ไม่ถูกต้อง
}
verified-faults-words = โปรดเก็บสำเนาโฟลเดอร์ไว้ตามที่เป็นอยู่ และขอให้องค์กรภาคีที่เกี่ยวข้องแต่ละแห่งทำเช่นเดียวกัน
verified-faults-more = { $count ->
   *[other] อีก { $count } อย่างไม่ได้แสดง
}
verified-by-kind = จดหมายที่ตรวจยืนยันแล้ว แยกตามชนิด
log-letters = จดหมาย
letters-title = จดหมาย
letters-caption = จดหมายล่าสุด แสดงตามส่วนหัว
letters-none = ยังไม่มีจดหมาย
letters-shown = จดหมายล่าสุด { $shown } จาก { $listed } ฉบับ
letters-words = เฉพาะส่วนหัว: ไม่มีเนื้อหาใดของจดหมาย
log-column-letter = จดหมาย
log-column-day = วัน
log-column-kind = ชนิด
log-column-from = จาก
log-column-to = ถึง
letter-kind-referral = การส่งต่อ
letter-kind-move = ขั้นตอนในการส่งต่อ
letter-kind-receipt = ใบรับ
letter-kind-disclosure = ช่องข้อมูลที่เปิดเผยภายหลัง
letter-kind-card = บัตรติดต่อ
letter-kind-join = การเข้าร่วมตามคำเชิญ
letter-kind-confirm = การยืนยันการจับคู่
letter-kind-recall = การขอสำเนา
letter-kind-copies = สำเนา
letter-kind-trust = ส่วนแบ่งของใบกู้คืน
letter-kind-attachment = ไฟล์แนบ
letter-kind-piece = ส่วนของไฟล์แนบ
letter-kind-pieces = ใบรับสำหรับส่วนต่าง ๆ
letter-kind-witness = การขอลงนามร่วม
letter-kind-cosigned = ลงนามร่วมแล้ว
## One letter
letter-title = จดหมายในบันทึกรายการ
letter-words = จากจดหมายที่ด้านล่าง แต่ละขั้นรวมแฮชสองค่าเป็นค่าเดียว ขึ้นไปจนถึงราก องค์กรภาคีลงนามรากนั้น ใครที่แก้จดหมายจะได้รากอื่น
letter-header = ส่วนหัว
letter-place = ตำแหน่ง
letter-entry = หมายเลข { $number } จาก { $entries }
letter-cosigned = { $count ->
   *[other] องค์กรภาคี { $count } แห่งลงนามร่วมแล้ว
}
letter-unsigned = ยังไม่มีหัวบันทึกที่ลงนามแล้วซึ่งมีจดหมายนี้ หัวถัดไปจะมี
letter-picture = ต้นไม้ของบันทึกรายการ: ทางจากจดหมายนี้ขึ้นไปถึงราก พร้อมแฮชที่นำมารวมในแต่ละขั้น แฮชเดียวกันอยู่ในตาราง
letter-this = จดหมายนี้
letter-root = ราก
letter-steps = ทางจากจดหมายถึงราก
letter-step = ขั้น
letter-side = แฮชอีกค่าอยู่
letter-left = ทางซ้าย
letter-right = ทางขวา
letter-hash = แฮช
## Sharing with an auditor
share-title = แบ่งปันช่วงเวลาหนึ่งกับผู้ตรวจสอบ
share-link = วิธีมอบบันทึกรายการช่วงหนึ่งให้ผู้ตรวจสอบ
share-what = ผู้ตรวจสอบจะได้ไฟล์หนึ่งไฟล์สำหรับช่วงเวลาหนึ่ง ซึ่งผู้ตรวจสอบคนนั้นเท่านั้นที่เปิดได้ ในไฟล์มีส่วนหัว ลายมือชื่อ และเวลา ไม่มีชื่อ ไม่มีความต้องการ ไม่มีข้อความ
share-how = ไฟล์นี้เขียนบนคอมพิวเตอร์เครื่องนี้ด้วยคำสั่ง ไม่ใช่ด้วยหน้านี้ ใส่วันแรกและวันสุดท้าย กุญแจของผู้ตรวจสอบ และชื่อไฟล์ใหม่:
share-key = กุญแจของผู้ตรวจสอบขึ้นต้นด้วย age1 โปรดรับจากผู้ตรวจสอบในทางที่ไม่มีใครเปลี่ยนได้
