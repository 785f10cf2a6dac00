## Ways back
back-settings = กลับไปที่การตั้งค่า
back-users = กลับไปที่ผู้ใช้ทั้งหมด
back-backup = กลับไปที่ข้อมูลสำรอง
back-retention = กลับไปที่ระยะเวลาเก็บรักษา
office-pages = หน้า
office-page-before = หน้าก่อน
office-page-after = หน้าถัดไป
office-page-of = หน้า { $page } จาก { $pages }

## Users
users-title = ผู้ใช้
users-caption = ใครลงชื่อเข้าใช้บนคอมพิวเตอร์เครื่องนี้ได้
user-name = ชื่อที่ใช้ในระบบนี้
user-name-hint = ตามที่คนในสำนักงานเรียก ใช้พิมพ์เพื่อลงชื่อเข้าใช้ และปรากฏในที่ที่จดไว้ว่าใครอ่านการส่งต่อ
user-name-missing = โปรดเขียนชื่อ
user-roles = บุคคลนี้ทำอะไรได้บ้าง
user-roles-hint = ทำเครื่องหมายหนึ่งข้อขึ้นไป
user-roles-missing = โปรดทำเครื่องหมายอย่างน้อยหนึ่งข้อ
user-role-admin = ผู้ดูแลระบบ
user-role-caseworker = เจ้าหน้าที่ดูแลรายกรณี
user-role-desk_officer = เจ้าหน้าที่ประจำฝ่าย
user-role-read_only = ผู้อ่าน
user-role-auditor = ผู้ตรวจสอบ
user-may-admin = ให้คนเข้าใช้ เชื่อมต่อองค์กรภาคี ทำข้อมูลสำรอง เปิดอ่านการส่งต่อไม่ได้
user-may-caseworker = เขียน ส่ง ตอบ และปิดการส่งต่อ เห็นทุกรายการ
user-may-desk_officer = เห็นและตอบการส่งต่อที่มาถึงฝ่ายของตน
user-may-read_only = อ่านการส่งต่อ และไม่เปลี่ยนแปลงอะไร
user-may-auditor = เห็นบันทึกรายการของสิ่งที่ส่ง โดยไม่เห็นข้อความใดของการส่งต่อ
user-desk = ฝ่ายของเจ้าหน้าที่ประจำฝ่าย
user-desk-services = บริการของฝ่าย
user-desk-hint = เฉพาะสำหรับเจ้าหน้าที่ประจำฝ่าย หากไม่ทำเครื่องหมายข้อใดเลย ฝ่ายนี้รับทุกบริการ
user-desk-without-role = เฉพาะเจ้าหน้าที่ประจำฝ่ายเท่านั้นที่มีฝ่าย โปรดทำเครื่องหมายเจ้าหน้าที่ประจำฝ่ายด้วย หรือเอาบริการออก
user-language = ภาษาของหน้าสำหรับบุคคลนี้
user-language-browser = ตามเบราว์เซอร์
user-last-signed-in = ลงชื่อเข้าใช้ล่าสุด
user-never = ไม่เคย
user-state = สถานะ
user-is-enabled = ลงชื่อเข้าใช้ได้
user-is-disabled = ลงชื่อเข้าใช้ไม่ได้
user-since = อยู่ที่นี่ตั้งแต่
user-new-title = เพิ่มผู้ใช้
user-first-password = รหัสผ่านแรก
user-first-password-words = บอกชื่อและรหัสผ่านแก่บุคคลนั้นด้วยปากเปล่า เขาจะเปลี่ยนรหัสผ่านเองในหน้าการตั้งค่า
user-make = เพิ่มผู้ใช้นี้
user-change = ชื่อ บทบาท ฝ่าย
user-change-words = เมื่อบันทึก บุคคลนี้จะถูกออกจากระบบทุกที่ แล้วลงชื่อเข้าใช้ใหม่ด้วยบทบาทใหม่
user-password = รหัสผ่าน
user-password-words = หากรหัสผ่านสูญหาย ให้ตั้งใหม่และบอกบุคคลนั้นด้วยปากเปล่า การตั้งใหม่ทำให้ไม่ต้องรอหลังใส่ผิดด้วย
user-password-set = ตั้งรหัสผ่านนี้
user-access = สิทธิ์เข้าใช้
user-disable-words = คนที่ออกไปแล้วจะลงชื่อเข้าใช้ไม่ได้อีก สิ่งที่เขาทำยังคงจดไว้ในชื่อของเขา
user-disable = ถอนสิทธิ์เข้าใช้
user-enable-words = ขณะนี้บุคคลนี้ลงชื่อเข้าใช้ไม่ได้
user-enable = คืนสิทธิ์เข้าใช้
user-done-made = เพิ่มผู้ใช้แล้ว
user-done-changed = บันทึกการเปลี่ยนแปลงแล้ว และบุคคลนั้นถูกออกจากระบบแล้ว
user-done-password = ตั้งรหัสผ่านแล้ว และบุคคลนั้นถูกออกจากระบบแล้ว
failure-name_taken-what = มีผู้ใช้อื่นใช้ชื่อนี้แล้ว
failure-name_taken-hint = โปรดใช้ชื่อที่ยาวกว่านี้ เช่น ใส่นามสกุลด้วย
failure-no_role-what = ผู้ใช้ต้องมีอย่างน้อยหนึ่งบทบาท
failure-no_role-hint = ทำเครื่องหมายหนึ่งข้อขึ้นไป
failure-last_admin-what = นี่คือผู้ดูแลระบบคนสุดท้ายที่ลงชื่อเข้าใช้ได้
failure-last_admin-hint = โปรดให้คนอื่นเป็นผู้ดูแลระบบก่อน ไม่มีอะไรเปลี่ยนแปลง
failure-desk_without_role-what = เฉพาะเจ้าหน้าที่ประจำฝ่ายเท่านั้นที่มีฝ่าย
failure-desk_without_role-hint = โปรดทำเครื่องหมายเจ้าหน้าที่ประจำฝ่ายด้วย หรือเอาบริการออก
failure-password-what = รหัสผ่านมี 10 ถึง 200 ตัวอักษร
failure-password-hint = โปรดเลือกรหัสผ่านที่ยาวกว่านี้
failure-wrong_password-what = นี่ไม่ใช่รหัสผ่านของคุณ
failure-wrong_password-hint = โปรดลองอีกครั้ง หากผิดสามครั้งคุณจะต้องรอ
failure-wait-hint = โปรดรอตามเวลานั้น แล้วลองอีกครั้ง

## Passwords
password-title = เปลี่ยนรหัสผ่านของคุณ
password-old = รหัสผ่านปัจจุบันของคุณ
password-old-missing = โปรดพิมพ์รหัสผ่านที่คุณใช้อยู่ตอนนี้
password-new = รหัสผ่านใหม่
password-hint = อย่างน้อย 10 ตัวอักษร คำสามหรือสี่คำพิมพ์ง่ายกว่าเครื่องหมาย
password-again = รหัสผ่านเดิมอีกครั้ง
password-missing = โปรดพิมพ์รหัสผ่าน
password-differs = สองช่องไม่ตรงกัน โปรดพิมพ์รหัสผ่านใหม่ทั้งสองครั้ง
password-set = เปลี่ยนรหัสผ่านของฉัน

## Settings
settings-you = คุณ
settings-language = ภาษาของหน้าของคุณ
settings-language-save = ใช้ภาษานี้
settings-notices = การแจ้งเตือน
settings-notices-wanted = แจ้งฉันบนหน้าจอเมื่อมีบางอย่างเปลี่ยนแปลง
settings-notices-hint = การแจ้งเตือนบอกเพียงว่ามีบางอย่างเปลี่ยนแปลง ไม่บอกอย่างอื่น จะแจ้งเฉพาะขณะที่หน้านี้เปิดอยู่ที่ใดที่หนึ่ง
settings-work = งานของคุณ
settings-stick = จดหมายเมื่อไม่มีเครือข่าย
settings-retention = อะไรจะถูกลบเร็ว ๆ นี้ อะไรถูกระงับการลบ
settings-office = องค์กรของคุณ
settings-users = ใครลงชื่อเข้าใช้ได้ และแต่ละคนทำอะไรได้บ้าง
settings-backup = ทำครั้งล่าสุดเมื่อไร การทำใหม่ กุญแจ
settings-sheet = กระดาษในมือคุณเป็นใบที่ถูกต้องหรือไม่
settings-mailboxes = เครื่องที่เก็บจดหมายให้คุณขณะที่คุณออฟไลน์
settings-passphrase = สิ่งที่ใช้เปิดข้อมูลในคอมพิวเตอร์เครื่องนี้
settings-lock-node = สำหรับผู้ใช้ทุกคนพร้อมกัน
settings-computer = สำหรับผู้ดูแลคอมพิวเตอร์เครื่องนี้
settings-computer-words = บรรทัดเหล่านี้เป็นภาษาอังกฤษและระบุคำสั่งที่ต้องพิมพ์บนคอมพิวเตอร์เครื่องนี้
settings-no-advice = ขณะนี้ไม่มีอะไรต้องทำ
settings-version = Waypost { $version }
settings-done-password = เปลี่ยนรหัสผ่านของคุณแล้ว เบราว์เซอร์อื่นถูกออกจากระบบแล้ว
settings-done-passphrase = เปลี่ยนวลีลับแล้ว วลีเดิมเปิดอะไรไม่ได้อีก

## The organisation's passphrase
passphrase-title = เปลี่ยนวลีลับขององค์กร
passphrase-words = วลีลับใช้เปิดทุกสิ่งที่เก็บไว้ในคอมพิวเตอร์เครื่องนี้ โปรดบอกวลีใหม่แก่ทุกคนที่ต้องปลดล็อก ใบกู้คืนยังเป็นใบเดิม
passphrase-old = วลีลับปัจจุบัน
passphrase-old-missing = โปรดพิมพ์วลีลับที่ใช้อยู่ตอนนี้
passphrase-new = วลีลับใหม่
passphrase-set = เปลี่ยนวลีลับ

## Locking the node
lock-node-title = ล็อกทั้งโหนด
lock-node-words = การล็อกจะเอากุญแจออกจากหน่วยความจำของคอมพิวเตอร์เครื่องนี้ สิ่งที่มาถึงจะถูกเก็บไว้ และเปิดเมื่อมีคนปลดล็อก
lock-node-passphrase = ต้องใช้วลีลับขององค์กรเพื่อปลดล็อก โปรดล็อกเฉพาะเมื่อมีคนที่มีวลีลับ
lock-node-all = ทุกคนจะถูกออกจากระบบ หากต้องการล็อกเฉพาะหน้าของคุณเอง ให้ใช้ปุ่มล็อกเดี๋ยวนี้ที่ด้านบน
lock-node-do = ล็อกทั้งโหนดเดี๋ยวนี้

## What the doctor finds
doctor-title = ตรวจโหนดนี้
doctor-words = ตรวจดูทุกอย่างเมื่อสักครู่นี้ ผลที่พบเป็นภาษาอังกฤษ สำหรับผู้ดูแลคอมพิวเตอร์เครื่องนี้
doctor-bad = ต้องแก้ไข
doctor-look = ควรมีคนดู
doctor-good = เรียบร้อยดี
doctor-caption = { $count ->
   *[other] ผลที่พบ { $count } อย่าง
}
doctor-found = สิ่งที่พบ
doctor-about = เกี่ยวกับ
doctor-fix = สิ่งที่ต้องทำ
doctor-counts = ตัวเลข
doctor-counts-words = ไม่มีชื่อ: ส่งให้ผู้ที่ช่วยเหลือได้
doctor-what = อะไร
doctor-number = จำนวน

## Folders
folder-hint = เส้นทางทั้งหมด เช่น /media/stick ขึ้นต้นด้วยเครื่องหมายทับ (/)
folder-missing = โปรดระบุโฟลเดอร์
folder-long = เส้นทางนี้ยาวเกินไป
folder-not-whole = โปรดเขียนเส้นทางทั้งหมดของโฟลเดอร์ ตั้งแต่เครื่องหมายทับ (/) ตัวแรก
failure-no_folder-what = ไม่มีโฟลเดอร์นี้ในคอมพิวเตอร์เครื่องนี้
failure-no_folder-hint = เสียบดิสก์หรือแฟลชไดรฟ์ แล้วเขียนโฟลเดอร์ที่ปรากฏ
still-working-what = งานนี้ใช้เวลานานกว่าที่หน้าหนึ่งจะรอได้ งานยังดำเนินต่อไป
still-working-hint = โปรดดูอีกครั้งในอีกไม่กี่นาที

## Backups
backup-title = ข้อมูลสำรอง
backup-none = ยังไม่มีข้อมูลสำรอง
backup-old = ทำข้อมูลสำรองล่าสุดเมื่อ { $ago }
backup-old-words = หากคอมพิวเตอร์เครื่องนี้สูญหายหรือเสีย ทุกอย่างตั้งแต่นั้นจะได้คืนจากองค์กรภาคีเท่านั้น โปรดทำข้อมูลสำรองตอนนี้
backup-last = ทำข้อมูลสำรองล่าสุดเมื่อ { $at } ({ $ago })
backup-outdated = กุญแจลงนามถูกเปลี่ยนหลังจากทำข้อมูลสำรองล่าสุด โปรดทำใหม่: ข้อมูลสำรองเก่านำมาใช้งานไม่ได้อีก
backup-make = ทำข้อมูลสำรอง
backup-to = โฟลเดอร์สำหรับข้อมูลสำรอง
backup-make-now = ทำข้อมูลสำรองเดี๋ยวนี้
backup-made-before = ข้อมูลสำรองที่เคยทำ
backup-caption = ใหม่สุดอยู่ก่อน
backup-when = เมื่อไร
backup-file = ไฟล์
backup-kib = ขนาดเป็น KiB
backup-letters = จดหมายข้างใน
backup-sha256 = ค่าตรวจสอบ (SHA-256)
backup-restore = วิธีกู้คืน
backup-restore-1 = เตรียมคอมพิวเตอร์เครื่องใหม่ที่มี Waypost ดิสก์ที่มีข้อมูลสำรอง และใบกู้คืน
backup-restore-2 = ที่เครื่องนั้น ในเทอร์มินัล โดยใส่ข้อมูลสำรองแทน FILE:
backup-restore-3 = พิมพ์คำ 24 คำในใบกู้คืน เลือกวลีลับใหม่ และจดใบกู้คืนใบใหม่ที่แสดง
backup-restore-4 = ห้ามใช้คอมพิวเตอร์เครื่องเก่าทำงานอีกเด็ดขาด องค์กรภาคีจะส่งคืนสิ่งที่มาหลังข้อมูลสำรอง
backup-made-title = ทำข้อมูลสำรองแล้ว
backup-made-words = เขียนข้อมูลสำรองแล้ว และอ่านกลับมาตรวจเพื่อความแน่ใจแล้ว
backup-made-keep = เปิดได้ด้วยใบกู้คืนเท่านั้น เก็บไว้ในดิสก์อื่น ให้ห่างจากคอมพิวเตอร์เครื่องนี้และห่างจากใบกู้คืน
failure-backup_exists-what = มีไฟล์ชื่อนี้อยู่แล้ว
failure-backup_exists-hint = โปรดระบุโฟลเดอร์ หรือไฟล์อื่น ไม่มีการเขียนทับอะไร
failure-backup_not_written-what = เขียนข้อมูลสำรองที่นั่นไม่ได้
failure-backup_not_written-hint = โปรดตรวจว่าดิสก์อยู่ที่นั่น เขียนได้ และมีที่ว่าง
failure-backup_not_as_written-what = อ่านข้อมูลสำรองกลับมาไม่ตรงกับที่เขียน
failure-backup_not_as_written-hint = ดิสก์นี้ทำให้สิ่งที่เก็บเสียหาย โปรดใช้ดิสก์อื่น
failure-backup_under_way-what = กำลังเขียนข้อมูลสำรองอีกชุดอยู่
failure-backup_under_way-hint = โปรดรอจนเสร็จ

## The recovery sheet
sheet-title = ตรวจใบกู้คืน
sheet-words = พิมพ์คำ 24 คำจากกระดาษเพื่อดูว่าเป็นใบที่ใช้ได้ตอนนี้หรือไม่ ระบบไม่เก็บคำเหล่านี้และไม่แสดงอีก
sheet-label = คำ 24 คำ ตามลำดับ
sheet-hint = คั่นด้วยช่องว่าง โปรดแน่ใจว่าไม่มีใครมองข้ามไหล่คุณ
sheet-check = ตรวจคำเหล่านี้
sheet-count = { $count ->
   *[other] พบ { $count } คำ ใบกู้คืนมี 24 คำ
}
sheet-unknown = คำที่ { $place } ไม่อยู่ในรายการคำ โปรดดูกระดาษอีกครั้ง
sheet-together = คำเหล่านี้ไม่เข้ากัน: มีคำหนึ่งผิด หรือสองคำสลับที่กัน
sheet-long = มากกว่า 24 คำ
sheet-right = นี่คือใบกู้คืนที่ใช้ได้ตอนนี้
sheet-right-words = โปรดเก็บกลับเข้าที่และล็อกกุญแจ ให้ห่างจากคอมพิวเตอร์เครื่องนี้
failure-wrong_sheet-what = นี่ไม่ใช่คำของใบกู้คืนที่ใช้ได้ตอนนี้
failure-wrong_sheet-hint = โปรดตรวจว่าเป็นใบที่ใหม่ที่สุด ไม่มีอะไรเปลี่ยนแปลง
failure-used_sheet-what = นี่เป็นใบกู้คืนเก่า: มีใบใหม่แทนแล้ว
failure-used_sheet-hint = โปรดใช้ใบที่ใหม่กว่า และทำลายใบนี้ ไม่มีอะไรเปลี่ยนแปลง

## Our signing keys
keys-title = กุญแจลงนาม
keys-words = องค์กรของคุณใช้กุญแจลงนามลงนามจดหมายทุกฉบับ องค์กรภาคีรู้จักกุญแจตั้งแต่ดอกแรกเป็นต้นมา ผู้ดูแลคอมพิวเตอร์เครื่องนี้เป็นผู้เปลี่ยนกุญแจบนเครื่องนี้
keys-unfinished = การเปลี่ยนกุญแจเริ่มเมื่อ { $at } และยังไม่เสร็จ โปรดเก็บใบกู้คืนไว้ทั้งสองใบ และถามผู้ดูแลคอมพิวเตอร์เครื่องนี้
keys-caption = ตั้งแต่ดอกแรกถึงดอกที่ใช้อยู่
keys-place = ลำดับที่
keys-state = สถานะ
keys-since = ตั้งแต่
keys-until = จนถึง
keys-key = กุญแจสาธารณะ
keys-waiting = องค์กรภาคีต่อไปนี้ยังไม่ได้ลงนามรับบัตรติดต่อใบล่าสุด:
own-key-in_force = ใช้อยู่
own-key-retired = ถูกเปลี่ยนแล้ว
own-key-stolen = ถูกขโมย

## How long things are kept
retention-title = ระยะเวลาเก็บรักษา
retention-words = การส่งต่อแต่ละรายการจะเก็บไว้ระยะหนึ่งหลังสิ้นสุด แล้วจึงลบจนไม่มีใครอ่านได้อีก ที่นี่คุณจะเห็นว่าถึงรายการใดต่อไป และระงับการลบหรือลบให้เร็วขึ้นได้
retention-view-due = จะลบภายในหนึ่งสัปดาห์ หรือเกินเวลาแล้ว
retention-view-held = ระงับการลบอยู่
retention-view-erased = ลบแล้ว
retention-nothing-due = ไม่มีรายการที่จะลบภายในหนึ่งสัปดาห์
retention-nothing-held = ไม่มีรายการที่ระงับการลบ
retention-nothing-erased = ยังไม่มีการลบ
retention-caption = รายการที่จะลบก่อนอยู่ก่อน
retention-number = เลขที่
retention-partner = องค์กรภาคี
retention-status = การส่งต่อ
retention-draft = ฉบับร่าง ไม่เคยส่ง
retention-state = การเก็บรักษา
retention-until = จนถึง
retention-state-open = ยังเปิดอยู่
retention-state-kept = เก็บไว้ตามเวลา
retention-state-due = ลบวันนี้
retention-state-overdue_retention = เปิดอยู่เกินเวลา: โปรดทำให้สิ้นสุด ระงับการลบ หรือลบ
retention-state-held = ระงับการลบอยู่
held-for-court_order = ศาลมีคำสั่ง
held-for-investigation = การสืบสวนจำเป็นต้องใช้
held-for-person_asked = ผู้รับบริการขอเอง
held-for-safety = ความปลอดภัยของใครบางคนขึ้นอยู่กับสิ่งนี้
retention-erased-caption = ใหม่สุดอยู่ก่อน เหลือเพียงส่วนหัวและลายมือชื่อของรายการเหล่านี้
retention-erased-on = ลบเมื่อ
retention-why = เพราะอะไร
retention-letters = จดหมาย
retention-erased-retention = หมดเวลาเก็บแล้ว
retention-erased-consent = ผู้รับบริการถอนความยินยอม
retention-erased-by_hand = มีคนลบ
retention-one-title = การเก็บรักษา { $name }
retention-see = ดูการส่งต่อ { $name }
retention-hold = ระงับการลบ
retention-hold-words = จะไม่ลบส่วนใดเลยจนกว่าจะมีคนเลิกระงับ
retention-reason = เหตุผลที่ต้องเก็บไว้
retention-reason-missing = โปรดเลือกเหตุผลที่ต้องเก็บไว้
retention-release = เลิกระงับการลบ
retention-release-words = การระงับการลบจะสิ้นสุด หากหมดเวลาเก็บแล้ว จะถูกลบวันนี้
retention-erase = ลบตลอดไป
retention-erase-words = ไม่มีทางนำกลับมาได้บนคอมพิวเตอร์เครื่องนี้ องค์กรภาคีของคุณยังเก็บข้อมูลของตนเองไว้
retention-confirm = หากต้องการลบ ให้พิมพ์เลขที่: { $name }
retention-confirm-wrong = พิมพ์ { $name } เพื่อลบ ยังไม่ได้ลบอะไร
retention-done-hold = ระงับการลบแล้ว
retention-done-release = การระงับการลบสิ้นสุดแล้ว
retention-done-erase = ลบแล้ว
failure-not_held-what = รายการนี้ไม่ได้ระงับการลบอยู่
failure-not_held-hint = มีคนเลิกระงับไปก่อนแล้ว โปรดดูอีกครั้ง
failure-draft_in_use-what = ฉบับร่างนี้ส่งไปแล้ว จะถูกลบพร้อมกับการส่งต่อรายการสุดท้ายของมัน
failure-draft_in_use-hint = โปรดลบการส่งต่อก่อน
failure-answer_first-what = ผู้รับบริการเปลี่ยนแปลงความยินยอม และองค์กรภาคีรอคำตอบที่คุณลงนาม
failure-answer_first-hint = โปรดตอบเรื่องการเปลี่ยนแปลงความยินยอมในหน้าของการส่งต่อ การตอบนั้นจะลบด้วย
failure-confirm_by_name-what = เลขที่ไม่ถูกต้อง ยังไม่ได้ลบอะไร
failure-confirm_by_name-hint = โปรดพิมพ์เลขที่ของการส่งต่อหรือฉบับร่างนี้

## Mailboxes
mailboxes-title = ตู้จดหมาย
mailboxes-words = ตู้จดหมายเป็นเครื่องที่เก็บจดหมายปิดผนึกให้คุณขณะที่คอมพิวเตอร์ของคุณปิดอยู่ ผู้ให้บริการตู้เห็นขนาดและเวลา แต่อ่านอะไรไม่ได้
mailboxes-used = ตู้จดหมายที่ใช้อยู่
mailboxes-none = ไม่มี จดหมายจะมาเฉพาะเมื่อคอมพิวเตอร์ทั้งสองเครื่องออนไลน์ หรือทางแฟลชไดรฟ์
mailboxes-address = ที่อยู่
mailboxes-told = องค์กรภาคีรู้แล้ว
mailboxes-until = ผู้ให้บริการตู้อนุญาตถึง
mailboxes-reached = ติดต่อได้ล่าสุด
mailboxes-not-yet = ยังไม่ได้ติดต่อตั้งแต่โหนดเริ่มทำงาน
mailboxes-trouble = สิ่งที่ผิดพลาดตั้งแต่นั้น
mailboxes-leaving = เลิกใช้เมื่อ
mailboxes-leave-words = หลังเลิกใช้ ระบบจะยังเปิดดูตู้นี้อีกหนึ่งเดือน เผื่อองค์กรภาคีที่ยังไม่รู้เรื่อง
mailboxes-leave = เลิกใช้ { $name }
mailboxes-use = ใช้ตู้จดหมาย
mailboxes-code = รหัสของผู้ให้บริการตู้
mailboxes-code-hint = ข้อความทั้งหมดที่ผู้ให้บริการตู้ให้คุณ ขึ้นต้นด้วย waypost://mailbox
mailboxes-code-missing = โปรดวางรหัสของผู้ให้บริการตู้
mailboxes-code-long = ยาวเกินกว่าจะเป็นรหัส โปรดวางเฉพาะข้อความของผู้ให้บริการตู้
mailboxes-use-do = ใช้ตู้จดหมายนี้
mailboxes-done-used = ใช้ตู้จดหมายนี้ตั้งแต่บัดนี้
mailboxes-done-left = เลิกใช้ตู้จดหมายแล้ว
failure-mailbox_code-what = นี่ไม่ใช่รหัสตู้จดหมาย หรือบางส่วนขาดหายไป
failure-mailbox_code-hint = โปรดขอข้อความทั้งหมดจากผู้ให้บริการตู้
failure-grant_expired-what = การอนุญาตของผู้ให้บริการตู้ในรหัสนี้สิ้นสุดแล้ว
failure-grant_expired-hint = โปรดขอรหัสใหม่จากผู้ให้บริการตู้
failure-too_many_mailboxes-what = คุณใช้ตู้จดหมายเต็มจำนวนที่บัตรติดต่อใส่ได้แล้ว
failure-too_many_mailboxes-hint = โปรดเลิกใช้ตู้หนึ่งก่อน
failure-unknown_mailbox-what = ไม่มีตู้จดหมายนี้
failure-unknown_mailbox-hint = โปรดดูรายการอีกครั้ง

## A stick
stick-title = นำจดหมายไปทางแฟลชไดรฟ์
stick-words = ที่ที่ไม่มีเครือข่าย จดหมายเดินทางในแฟลชไดรฟ์ที่มีคนนำไป จดหมายปิดผนึกไว้: ใครที่พบแฟลชไดรฟ์จะเห็นขนาด และไม่เห็นอย่างอื่น
stick-dir = โฟลเดอร์ที่แฟลชไดรฟ์ปรากฏ
stick-write = เขียนลงแฟลชไดรฟ์
stick-write-words = เขียนสิ่งที่รอส่งถึงองค์กรภาคี สิ่งนั้นจะรออยู่ที่นี่ด้วยจนกว่าองค์กรภาคีจะได้รับ
stick-no-partners = ยังไม่มีองค์กรภาคี
stick-to = สำหรับองค์กรภาคีใด
stick-to-hint = หากไม่ทำเครื่องหมายเลย: สำหรับทุกแห่งที่มีสิ่งรอส่ง
stick-waiting = { $count ->
   *[other] มีจดหมาย { $count } ฉบับรออยู่
}
stick-read = อ่านแฟลชไดรฟ์
stick-read-words = รับสิ่งที่ส่งถึงคุณ และเขียนใบรับกับคำตอบสำหรับขากลับ
stick-keep = คงไฟล์ที่รับแล้วไว้ในแฟลชไดรฟ์
stick-no-answer = ไม่เขียนคำตอบลงแฟลชไดรฟ์
stick-done-title = ทำกับแฟลชไดรฟ์เสร็จแล้ว
stick-read-done = รับจากแฟลชไดรฟ์แล้ว
stick-read-nothing = ไม่มีอะไรในนั้นที่ส่งถึงคุณ
stick-from = จาก { $partner }:
stick-new = { $count ->
   *[other] จดหมายใหม่ { $count } ฉบับ
}
stick-repeats = { $count ->
   *[other] { $count } ฉบับที่เคยมาแล้ว
}
stick-later = { $count ->
   *[other] { $count } ฉบับต้องมาใหม่ภายหลัง
}
stick-refused = ไม่ยอมรับ { $count } ฉบับ ({ $reason })
stick-files = { $count ->
   *[other] ดูแล้ว { $count } ไฟล์
}
stick-not-ours = { $count ->
   *[other] { $count } ไฟล์เป็นของผู้อื่น หรือเก่าเกินไป
}
stick-own = { $count ->
   *[other] { $count } ไฟล์เขียนจากที่นี่ และองค์กรภาคีผู้รับยังไม่ได้อ่าน
}
stick-blocked = { $count ->
   *[other] { $count } ไฟล์มาจากองค์กรภาคีที่ถูกบล็อก
}
stick-unread = { $count ->
   *[other] อีก { $count } ไฟล์ยังไม่ได้ดู: โปรดทำอีกครั้ง
}
stick-removed = { $count ->
   *[other] รับและเอาออกแล้ว { $count } ไฟล์
}
stick-damaged = ไฟล์ที่เสียหาย
stick-damaged-words = ไฟล์เหล่านี้ยังอยู่ในแฟลชไดรฟ์ โปรดขอให้องค์กรภาคีเขียนใหม่
stick-written = เขียนลงแฟลชไดรฟ์แล้ว
stick-written-nothing = ไม่ได้เขียนอะไร
stick-for = สำหรับ { $partner }:
stick-letters = { $count ->
   *[other] จดหมาย { $count } ฉบับ
}
stick-left-over = { $count ->
   *[other] จดหมาย { $count } ฉบับรอแฟลชไดรฟ์ครั้งต่อไป
}
stick-take-there = โปรดนำแฟลชไดรฟ์ไปให้องค์กรภาคี
stick-take-back = ใบรับและคำตอบอยู่ในแฟลชไดรฟ์: โปรดนำกลับไป
stick-found = ใครที่พบจะเห็นขนาด และไม่เห็นอย่างอื่น
stick-nothing-for = ขณะนี้ส่งอะไรไม่ได้ถึง:
stick-again = ทำกับแฟลชไดรฟ์เพิ่มเติม
failure-no_bundles-what = ไม่มีจดหมายของ Waypost ในโฟลเดอร์นี้
failure-no_bundles-hint = โปรดดูว่าเป็นแฟลชไดรฟ์ที่ถูกต้องหรือไม่ และเขียนโฟลเดอร์ที่มีโฟลเดอร์ชื่อ waypost อยู่ข้างใน
failure-stick_full-what = แฟลชไดรฟ์ไม่มีที่ว่างสำหรับสิ่งนี้
failure-stick_full-hint = โปรดทำที่ว่างหรือใช้แฟลชไดรฟ์อื่น แล้วทำอีกครั้ง ไม่มีอะไรสูญหาย
failure-stick_not_written-what = เขียนแฟลชไดรฟ์ไม่ได้
failure-stick_not_written-hint = โปรดดูว่าเสียบอยู่และเขียนได้ แล้วทำอีกครั้ง ไม่มีอะไรสูญหาย
failure-stick_not_read-what = อ่านแฟลชไดรฟ์ไม่ได้
failure-stick_not_read-hint = โปรดดูว่าเสียบอยู่ แล้วทำอีกครั้ง ไม่มีการรับซ้ำ
failure-bundle_under_way-what = กำลังเขียนหรืออ่านแฟลชไดรฟ์อยู่แล้ว
failure-bundle_under_way-hint = โปรดรอจนเสร็จ แล้วลองอีกครั้ง
failure-bundle_interrupted-what = โหนดถูกล็อกขณะที่กำลังทำงานกับแฟลชไดรฟ์
failure-bundle_interrupted-hint = โปรดทำอีกครั้ง ไม่มีการรับซ้ำ และไม่มีอะไรสูญหาย
