## Around every page: the line on top, the menu, the foot, times.
menu = 菜单
menu-home = 首页
menu-referrals = 转介
menu-partners = 合作机构
menu-reports = 报表
menu-audit = 审计
menu-settings = 设置
menu-help = 帮助
skip = 跳到页面内容
title-error = 错误：
lock-now = 立即锁定
line-no-partners = 还没有合作机构。
line-offline = 离线：目前没有连上任何合作机构。
line-online = { $count ->
   *[other] 在线：已连上 { $count } 个合作机构。
}
waiting-here = { $count ->
   *[other] 有 { $count } 条消息在这里等待，安全地保存在这台电脑上。
}
screen-language = 界面语言
change = 更改
save = 保存
continue = 继续
back = 返回
cancel = 取消
back-home = 返回首页
signed-in-as = 您以 { $name } 的身份登录。
idle-note = 10 分钟没有人使用，页面就会锁定。您在草稿中写的内容会保留。
idle-warning = 页面将在一分钟后锁定。您的草稿已保存。
stay = 继续使用
news = 有内容发生了变化。
show-table = 以表格显示这些数字
yes = 是
no = 否
none = 无
optional = （可不填）
saved-now = 已保存在这台电脑上。

## Times
day = { $year }年{ $month }{ $day }日
moment = { $day } { $time }
time-left = 还剩 { $span }
time-overdue = 已逾期 { $span }
time-ago = { $span }前
span-moment = 片刻
span-minutes = { $count ->
   *[other] { $count } 分钟
}
span-hours = { $count ->
   *[other] { $count } 小时
}
span-days = { $count ->
   *[other] { $count } 天
}
month-1 = 1月
month-2 = 2月
month-3 = 3月
month-4 = 4月
month-5 = 5月
month-6 = 6月
month-7 = 7月
month-8 = 8月
month-9 = 9月
month-10 = 10月
month-11 = 11月
month-12 = 12月

## When something was not done
summary-title = 有一个问题
trouble-title = 没有完成
trouble-no-right-what = 您的角色无权使用此页面。
trouble-no-right-hint = 请找本机构的管理员。
trouble-not-found-what = 没有这个页面。
trouble-not-found-hint = 请检查网址，或返回首页。
trouble-too-large-what = 一次提交的内容太多。
trouble-too-large-hint = 没有任何更改。请少写一些，或附上较小的文件。
trouble-too-slow-what = 表格没有及时送到。
trouble-too-slow-hint = 没有任何更改。请再试一次。
trouble-bad-form-what = 无法读取表格。
trouble-bad-form-hint = 没有任何更改。请返回，重新加载页面，再试一次。
trouble-broken-what = 程序在这里出了故障。
trouble-broken-hint = 没有任何更改。请再试一次；如果问题仍在，请运行：waypost doctor
failure-locked-what = 节点已锁定。
failure-locked-hint = 请用机构口令解锁。
failure-stopped-what = 节点已停止运行。
failure-stopped-hint = 请在这台电脑上重新启动它。
