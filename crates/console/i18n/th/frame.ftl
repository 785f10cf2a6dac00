## Around every page: the line on top, the menu, the foot, times.
menu = เมนู
menu-home = หน้าหลัก
menu-referrals = การส่งต่อ
menu-partners = องค์กรภาคี
menu-reports = รายงาน
menu-audit = การตรวจสอบ
menu-settings = การตั้งค่า
menu-help = ช่วยเหลือ
skip = ข้ามไปยังเนื้อหาหน้า
title-error = ข้อผิดพลาด:
lock-now = ล็อกเดี๋ยวนี้
line-no-partners = ยังไม่มีองค์กรภาคี
line-offline = ออฟไลน์: ขณะนี้ติดต่อองค์กรภาคีไม่ได้เลย
line-online = { $count ->
   *[other] ออนไลน์: ติดต่อองค์กรภาคีได้ { $count } แห่ง
}
waiting-here = { $count ->
   *[other] มีข้อความ { $count } ฉบับรออยู่ที่นี่ เก็บไว้อย่างปลอดภัยในคอมพิวเตอร์เครื่องนี้
}
screen-language = ภาษาของหน้าจอ
change = เปลี่ยน
save = บันทึก
continue = ดำเนินการต่อ
back = ย้อนกลับ
cancel = ยกเลิก
back-home = กลับไปหน้าหลัก
signed-in-as = คุณลงชื่อเข้าใช้ในชื่อ { $name }
idle-note = หน้านี้จะล็อกเมื่อไม่มีใครใช้งานเป็นเวลา 10 นาที สิ่งที่คุณเขียนไว้ในฉบับร่างจะยังอยู่
idle-warning = หน้านี้จะล็อกในอีกหนึ่งนาที ฉบับร่างของคุณบันทึกไว้แล้ว
stay = ใช้งานต่อ
news = มีบางอย่างเปลี่ยนแปลง
show-table = แสดงตัวเลขเหล่านี้เป็นตาราง
yes = ใช่
no = ไม่
none = ไม่มี
optional = (ไม่บังคับ)
saved-now = บันทึกไว้ในคอมพิวเตอร์เครื่องนี้แล้ว

## Times
day = { $day } { $month } { $year }
moment = { $day } เวลา { $time }
time-left = เหลืออีก { $span }
time-overdue = เกินกำหนด { $span }
time-ago = { $span }ที่แล้ว
span-moment = ครู่หนึ่ง
span-minutes = { $count ->
   *[other] { $count } นาที
}
span-hours = { $count ->
   *[other] { $count } ชั่วโมง
}
span-days = { $count ->
   *[other] { $count } วัน
}
month-1 = มกราคม
month-2 = กุมภาพันธ์
month-3 = มีนาคม
month-4 = เมษายน
month-5 = พฤษภาคม
month-6 = มิถุนายน
month-7 = กรกฎาคม
month-8 = สิงหาคม
month-9 = กันยายน
month-10 = ตุลาคม
month-11 = พฤศจิกายน
month-12 = ธันวาคม

## When something was not done
summary-title = มีปัญหา
trouble-title = ไม่สำเร็จ
trouble-no-right-what = บทบาทของคุณไม่มีสิทธิ์เปิดหน้านี้
trouble-no-right-hint = โปรดสอบถามผู้ดูแลระบบขององค์กรคุณ
trouble-not-found-what = ไม่มีหน้านี้
trouble-not-found-hint = ตรวจสอบที่อยู่ หรือกลับไปหน้าหลัก
trouble-too-large-what = ส่งข้อมูลมาครั้งเดียวมากเกินไป
trouble-too-large-hint = ไม่มีอะไรเปลี่ยนแปลง โปรดเขียนให้สั้นลง หรือแนบไฟล์ที่เล็กกว่านี้
trouble-too-slow-what = แบบฟอร์มมาถึงไม่ทันเวลา
trouble-too-slow-hint = ไม่มีอะไรเปลี่ยนแปลง โปรดลองอีกครั้ง
trouble-bad-form-what = อ่านแบบฟอร์มไม่ได้
trouble-bad-form-hint = ไม่มีอะไรเปลี่ยนแปลง โปรดย้อนกลับ โหลดหน้าใหม่ แล้วลองอีกครั้ง
trouble-broken-what = โปรแกรมมีข้อบกพร่องตรงนี้
trouble-broken-hint = ไม่มีอะไรเปลี่ยนแปลง โปรดลองอีกครั้ง หากยังเป็นอยู่ ให้สั่ง: waypost doctor
failure-locked-what = โหนดถูกล็อกอยู่
failure-locked-hint = ปลดล็อกด้วยวลีลับ
failure-stopped-what = โหนดหยุดทำงานแล้ว
failure-stopped-hint = โปรดเริ่มโหนดใหม่บนคอมพิวเตอร์เครื่องนี้
