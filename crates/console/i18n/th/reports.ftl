## Reports
reports-title = รายงาน
reports-period = ย้อนหลังนานเท่าไร
period-30 = 30 วัน
period-90 = 90 วัน
period-365 = 365 วัน
reports-words = การส่งต่อที่ส่งในช่วงเวลานี้ ตัวเลขเหล่านี้ไม่มีการระบุชื่อใคร
reports-not-counted = { $count ->
   *[other] มีการส่งต่อเก่าอีก { $count } รายการที่ยังไม่ได้นับ ระบบจะตรวจดูเอง
}
picture-more = { $count ->
   *[other] มีอีก { $count } รายการในตาราง
}
report-partner = องค์กรภาคี
report-total = ทั้งหมด
report-referrals = การส่งต่อ
## Referrals by state
states-sent = การส่งต่อที่คุณส่ง แยกตามสถานะ
states-received = การส่งต่อที่คุณได้รับ แยกตามสถานะ
states-sent-none = คุณไม่ได้ส่งการส่งต่อในช่วงเวลานี้
states-received-none = คุณไม่ได้รับการส่งต่อในช่วงเวลานี้
states-state = สถานะ
## Time to the first answer
answers-title = เวลาจนถึงคำตอบแรก
answers-words = องค์กรภาคีใช้เวลานานเท่าไรในการตอบการส่งต่อของคุณ คำตอบครึ่งหนึ่งมาภายในเวลาที่แสดง
answers-nothing = ไม่มีการส่งต่อของคุณที่รอคำตอบในช่วงเวลานี้
answers-none-yet = ยังไม่มีคำตอบ
answers-line = { $count ->
   *[other] { $count } ชั่วโมง
}
answers-cut = แท่งที่เกิน 7 วันจะสิ้นสุดที่ขอบ
answers-median = ครึ่งหนึ่งมาภายใน
answers-24 = ภายใน 24 ชั่วโมง
answers-72 = ภายใน 24 ถึง 72 ชั่วโมง
answers-later = ช้ากว่านั้น
answers-waiting = ยังไม่ได้ตอบ
## Needs by place
needs-sent = ความต้องการที่คุณส่ง แยกตามสถานที่
needs-received = ความต้องการที่คุณได้รับ แยกตามสถานที่
needs-sent-none = คุณไม่ได้ส่งความต้องการในช่วงเวลานี้
needs-received-none = คุณไม่ได้รับความต้องการในช่วงเวลานี้
needs-service = ความช่วยเหลือที่ต้องการ
needs-hidden = จำนวน 1 ถึง 4 จะแสดงเป็น <5 เพื่อไม่ให้ชี้ไปที่ใคร ผลรวมที่มีจำนวนเช่นนี้อยู่จะแสดงเป็นจำนวนแล้วตามด้วย "ขึ้นไป"
needs-few = <5
needs-or-more = { $count } ขึ้นไป
needs-other-partners = { $count ->
   *[other] องค์กรภาคีอื่น { $count } แห่ง
}
## The network
network-title = เครือข่ายของคุณขณะนี้
network-us = คุณ
network-words = เส้นทึบคือการเชื่อมต่อ เส้นประคือขณะนี้ไม่มีการเชื่อมต่อ: จดหมายรออยู่ที่นี่อย่างปลอดภัยในคอมพิวเตอร์เครื่องนี้ หรือไปทางตู้จดหมายหรือแฟลชไดรฟ์
network-heard = ได้รับข่าว { $ago }
network-never = ยังไม่เคยได้รับข่าว
network-now = ตอนนี้
network-confirmed = ทั้งสองฝ่ายยืนยันแล้ว
## Months
months-title = รายเดือน
months-words = ส่วนแรกของแท่งคือสิ่งที่คุณส่ง ส่วนที่สองคือสิ่งที่คุณได้รับ
months-none = ไม่มีการส่งหรือได้รับในช่วงเวลานี้
months-shown = ส่ง { $sent } ได้รับ { $received }
month-of-year = { $month } { $year }
months-month = เดือน
months-sent = ส่ง
months-received = ได้รับ
months-accepted = ตอบรับแล้วตั้งแต่นั้น
months-declined = ปฏิเสธแล้วตั้งแต่นั้น
