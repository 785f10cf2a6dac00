## Reports
reports-title = 报表
reports-period = 往前多久
period-30 = 30 天
period-90 = 90 天
period-365 = 365 天
reports-words = 这段时间内发送的转介。这些数字都不会指明任何人。
reports-not-counted = { $count ->
   *[other] 有 { $count } 个较早的转介尚未计入。系统会自动查看。
}
picture-more = { $count ->
   *[other] 表格中还有 { $count } 项。
}
report-partner = 合作机构
report-total = 全部
report-referrals = 转介
## Referrals by state
states-sent = 您发送的转介，按状态
states-received = 您收到的转介，按状态
states-sent-none = 这段时间内您没有发送转介。
states-received-none = 这段时间内您没有收到转介。
states-state = 状态
## Time to the first answer
answers-title = 首次答复所用时间
answers-words = 合作机构答复您的转介用了多久。一半的答复在所示时间内收到。
answers-nothing = 这段时间内您没有等待答复的转介。
answers-none-yet = 尚无答复
answers-line = { $count ->
   *[other] { $count } 小时
}
answers-cut = 超过 7 天的条形画到边缘为止。
answers-median = 一半在此时间内
answers-24 = 24 小时内
answers-72 = 24 至 72 小时内
answers-later = 更晚
answers-waiting = 尚未答复
## Needs by place
needs-sent = 您发送的需求，按去处
needs-received = 您收到的需求，按来处
needs-sent-none = 这段时间内您没有发送需求。
needs-received-none = 这段时间内您没有收到需求。
needs-service = 需要的帮助
needs-hidden = 1 至 4 的数字显示为 <5，以免指向任何人。含有这种数字的合计，显示为某个数字“或更多”。
needs-few = <5
needs-or-more = { $count } 或更多
needs-other-partners = { $count ->
   *[other] 其他 { $count } 个合作机构
}
## The network
network-title = 您的网络现况
network-us = 您
network-words = 实线表示已连接。虚线表示目前没有连接：信件在这里等待，安全地保存在这台电脑上，或通过信箱或 U 盘传送。
network-heard = { $ago }收到消息
network-never = 还没有收到过消息
network-now = 现在
network-confirmed = 双方已确认
## Months
months-title = 逐月情况
months-words = 条形的前一部分是您发送的，后一部分是您收到的。
months-none = 这段时间内没有发送或收到任何内容。
months-shown = 发送 { $sent }，收到 { $received }
month-of-year = { $year }年{ $month }
months-month = 月份
months-sent = 已发送
months-received = 已收到
months-accepted = 此后已接受
months-declined = 此后已拒绝
