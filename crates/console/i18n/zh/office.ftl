## Ways back
back-settings = 返回设置
back-users = 返回全部用户
back-backup = 返回备份
back-retention = 返回保存期限
office-pages = 页
office-page-before = 上一页
office-page-after = 下一页
office-page-of = 第 { $page } 页，共 { $pages } 页

## Users
users-title = 用户
users-caption = 谁可以在这台电脑上登录
user-name = 在这里的名字
user-name-hint = 此人在办公室里的称呼。登录时要输入；记录谁读过转介时，也会写上它。
user-name-missing = 请填写名字。
user-roles = 此人可以做什么
user-roles-hint = 勾选一项或多项。
user-roles-missing = 请至少勾选一项。
user-role-admin = 管理员
user-role-caseworker = 个案工作者
user-role-desk_officer = 部门经办人
user-role-read_only = 只读用户
user-role-auditor = 审计员
user-may-admin = 为他人开通使用、连接合作机构、做备份。不能打开转介。
user-may-caseworker = 填写、发送、答复和结束转介。可看到全部转介。
user-may-desk_officer = 查看并答复发给自己部门的转介。
user-may-read_only = 阅读转介，不能更改任何内容。
user-may-auditor = 查看发送记录的日志，看不到转介的任何文字。
user-desk = 部门经办人的部门
user-desk-services = 该部门的服务
user-desk-hint = 仅用于部门经办人。如果都不勾选，该部门负责所有服务。
user-desk-without-role = 只有部门经办人才有部门。请同时勾选部门经办人，或取消这些服务。
user-language = 此人页面的语言
user-language-browser = 按浏览器设置
user-last-signed-in = 最近一次登录
user-never = 从未
user-state = 状态
user-is-enabled = 可以登录
user-is-disabled = 不可登录
user-since = 加入时间
user-new-title = 添加用户
user-first-password = 首个密码
user-first-password-words = 请口头告诉此人名字和密码。此人可在“设置”中更改密码。
user-make = 添加此用户
user-change = 名字、角色、部门
user-change-words = 保存后，此人会在所有地方退出登录。重新登录后使用新角色。
user-password = 密码
user-password-words = 如果密码丢失，请设置一个新密码，并口头告诉此人。这也会结束输错之后的等待。
user-password-set = 设置此密码
user-access = 使用权
user-disable-words = 已离开的人不能再登录。其所做的事仍以其名字留有记录。
user-disable = 取消使用权
user-enable-words = 此人目前不可登录。
user-enable = 恢复使用权
user-done-made = 用户已添加。
user-done-changed = 更改已保存，此人已退出登录。
user-done-password = 密码已设置，此人已退出登录。
failure-name_taken-what = 另一用户已用此名字。
failure-name_taken-hint = 请用较长的写法，例如加上姓氏。
failure-no_role-what = 用户至少要有一个角色。
failure-no_role-hint = 请勾选一项或多项。
failure-last_admin-what = 这是最后一个可以登录的管理员。
failure-last_admin-hint = 请先让另一个人成为管理员。没有任何更改。
failure-desk_without_role-what = 只有部门经办人才有部门。
failure-desk_without_role-hint = 请同时勾选部门经办人，或取消这些服务。
failure-password-what = 密码须有 10 至 200 个字符。
failure-password-hint = 请选一个更长的密码。
failure-wrong_password-what = 这不是您的密码。
failure-wrong_password-hint = 请再试一次。输错三次后必须等待。
failure-wait-hint = 请等待这段时间，然后再试。

## Passwords
password-title = 更改您的密码
password-old = 您现在的密码
password-old-missing = 请输入您现在的密码。
password-new = 新密码
password-hint = 至少 10 个字符。三四个词比符号更容易输入。
password-again = 再次输入同一密码
password-missing = 请输入密码。
password-differs = 两次输入不相同。请重新输入两次密码。
password-set = 更改我的密码

## Settings
settings-you = 您
settings-language = 您的页面语言
settings-language-save = 使用此语言
settings-notices = 通知
settings-notices-wanted = 有变化时在桌面上通知我
settings-notices-hint = 通知只说有内容发生了变化，不说别的。只有此页面在某处打开时才会出现。
settings-work = 您的工作
settings-stick = 没有网络时传送信件
settings-retention = 即将删除什么，保留不删什么
settings-office = 您的机构
settings-users = 谁可以登录，各人可以做什么
settings-backup = 最近一次备份的时间、做备份、密钥
settings-sheet = 您手中的纸是否是正确的那张
settings-mailboxes = 您离线时为您保存信件的机器
settings-passphrase = 用来打开这台电脑上的记录
settings-lock-node = 对所有用户同时生效
settings-computer = 供负责维护这台电脑的人使用
settings-computer-words = 这些行是英文的，列出要在这台电脑上输入的命令。
settings-no-advice = 现在不需要做什么。
settings-version = Waypost { $version }
settings-done-password = 您的密码已更改。其他浏览器已退出登录。
settings-done-passphrase = 机构口令已更改。旧的机构口令不能再打开任何内容。

## The organisation's passphrase
passphrase-title = 更改机构口令
passphrase-words = 机构口令可以打开这台电脑上保存的一切。请把新的机构口令告诉每个需要解锁的人。恢复单保持不变。
passphrase-old = 现在的机构口令
passphrase-old-missing = 请输入现在使用的机构口令。
passphrase-new = 新的机构口令
passphrase-set = 更改机构口令

## Locking the node
lock-node-title = 锁定整个节点
lock-node-words = 锁定会把密钥从这台电脑的内存中移走。送到的内容会保存下来，等有人解锁后再打开。
lock-node-passphrase = 解锁需要机构口令。请确认有人知道机构口令，再锁定。
lock-node-all = 所有人都会退出登录。如果只锁定您自己的页面，请用顶部的“立即锁定”按钮。
lock-node-do = 现在锁定整个节点

## What the doctor finds
doctor-title = 检查此节点
doctor-words = 刚刚检查了全部内容。检查结果是英文的，供负责维护这台电脑的人使用。
doctor-bad = 必须修好
doctor-look = 应有人查看
doctor-good = 正常
doctor-caption = { $count ->
   *[other] { $count } 项结果
}
doctor-found = 检查结果
doctor-about = 关于
doctor-fix = 该做什么
doctor-counts = 数字
doctor-counts-words = 不含姓名：可以发给提供帮助的人
doctor-what = 项目
doctor-number = 数字

## Folders
folder-hint = 完整路径，例如 /media/stick。以斜杠开头。
folder-missing = 请写出文件夹。
folder-long = 此路径太长。
folder-not-whole = 请写出文件夹的完整路径，从第一个斜杠开始。
failure-no_folder-what = 这台电脑上没有这个文件夹。
failure-no_folder-hint = 请插上磁盘或 U 盘，并填写它显示在哪个文件夹下。
still-working-what = 这项操作需要的时间比页面能等待的更长。操作仍在继续。
still-working-hint = 请过几分钟再看。

## Backups
backup-title = 备份
backup-none = 还没有备份。
backup-old = 最近一次备份是在 { $ago }做的。
backup-old-words = 如果这台电脑丢失或损坏，此后的一切只能从合作机构取回。请现在做一个备份。
backup-last = 最近一次备份做于 { $at }（{ $ago }）。
backup-outdated = 最近一次备份之后，签名密钥已更换。请做一个新备份：更早的备份不能再投入使用。
backup-make = 做备份
backup-to = 存放备份的文件夹
backup-make-now = 现在做备份
backup-made-before = 以前做的备份
backup-caption = 最新的在最前
backup-when = 时间
backup-file = 文件
backup-kib = 大小（KiB）
backup-letters = 其中的信件
backup-sha256 = 校验值（SHA-256）
backup-restore = 如何恢复
backup-restore-1 = 准备一台装有 Waypost 的新电脑、存有备份的磁盘，以及恢复单。
backup-restore-2 = 在新电脑的终端中运行，用备份代替 FILE：
backup-restore-3 = 输入恢复单上的 24 个词，选一个新的机构口令，并抄下显示出来的新恢复单。
backup-restore-4 = 绝不要再运行旧电脑。备份之后的内容由合作机构送回。
backup-made-title = 备份已做好
backup-made-words = 备份已写好，并已读回核对，确保无误。
backup-made-keep = 它只能用恢复单打开。请存放在另一个磁盘上，远离这台电脑，也远离恢复单。
failure-backup_exists-what = 已有同名的文件。
failure-backup_exists-hint = 请填写一个文件夹，或另一个文件名。没有覆盖任何内容。
failure-backup_not_written-what = 无法在那里写入备份。
failure-backup_not_written-hint = 请检查磁盘是否在、能否写入、空间是否足够。
failure-backup_not_as_written-what = 备份读回的内容与写入的不同。
failure-backup_not_as_written-hint = 这个磁盘会损坏所存的内容。请换一个。
failure-backup_under_way-what = 正在写入另一个备份。
failure-backup_under_way-hint = 请等它完成。

## The recovery sheet
sheet-title = 检查恢复单
sheet-words = 请输入纸上的 24 个词，看它是否是现在有效的恢复单。这些词不会保存，也不会再次显示。
sheet-label = 24 个词，按顺序
sheet-hint = 词与词之间用空格隔开。请确认没有人在您背后看。
sheet-check = 检查这些词
sheet-count = { $count ->
   *[other] 找到 { $count } 个词。恢复单有 24 个词。
}
sheet-unknown = 第 { $place } 个词不在词表中。请再看一下纸。
sheet-together = 这些词合不起来：有一个错了，或有两个换了位置。
sheet-long = 这超过了 24 个词。
sheet-right = 这就是现在有效的恢复单。
sheet-right-words = 请把它放回原处锁好，远离这台电脑。
failure-wrong_sheet-what = 这些不是现在有效的恢复单上的词。
failure-wrong_sheet-hint = 请检查它是否是最新的恢复单。没有任何更改。
failure-used_sheet-what = 这是旧的恢复单：已被更换。
failure-used_sheet-hint = 请使用较新的那张，并销毁这一张。没有任何更改。

## Our signing keys
keys-title = 签名密钥
keys-words = 您的机构用签名密钥签署每封信件。合作机构从第一把起就知道这些密钥。更换密钥由负责维护这台电脑的人在这台电脑上进行。
keys-unfinished = 密钥更换于 { $at } 开始，但没有完成。请把两张恢复单都保留好，并询问负责维护这台电脑的人。
keys-caption = 从第一把到使用中的一把
keys-place = 编号
keys-state = 状态
keys-since = 起
keys-until = 止
keys-key = 公钥
keys-waiting = 以下合作机构尚未签收最新的联系卡：
own-key-in_force = 使用中
own-key-retired = 已更换
own-key-stolen = 被盗

## How long things are kept
retention-title = 内容保存多久
retention-words = 每个转介结束后会保存一段时间，然后删除，使任何人都无法再阅读。您可以在这里看到接下来要删除什么，也可以保留某项不删，或提前删除。
retention-view-due = 一周内删除，或已过期限
retention-view-held = 保留不删
retention-view-erased = 已删除
retention-nothing-due = 一周内没有要删除的内容。
retention-nothing-held = 没有保留不删的内容。
retention-nothing-erased = 还没有删除过任何内容。
retention-caption = 最先删除的在最前
retention-number = 编号
retention-partner = 合作机构
retention-status = 转介
retention-draft = 草稿，从未发送
retention-state = 保存状态
retention-until = 保存至
retention-state-open = 未结束
retention-state-kept = 在保存期内
retention-state-due = 今天删除
retention-state-overdue_retention = 过了期限仍未结束：请结束、保留不删或删除
retention-state-held = 保留不删
held-for-court_order = 法院命令
held-for-investigation = 调查需要
held-for-person_asked = 当事人要求
held-for-safety = 关系到某人的安全
retention-erased-caption = 最新的在最前。这些只剩下信头和签名。
retention-erased-on = 删除日期
retention-why = 原因
retention-letters = 信件
retention-erased-retention = 保存期已过
retention-erased-consent = 当事人撤回了同意
retention-erased-by_hand = 有人删除
retention-one-title = { $name } 的保存
retention-see = 查看转介 { $name }
retention-hold = 保留不删
retention-hold-words = 在有人解除之前，其内容一概不删除。
retention-reason = 为什么必须保留
retention-reason-missing = 请选择为什么必须保留。
retention-release = 解除保留
retention-release-words = 保留到此结束。如果保存期已过，今天就会删除。
retention-erase = 永久删除
retention-erase-words = 删除后，在这台电脑上没有任何办法可以恢复。您的合作机构保存有自己的记录。
retention-confirm = 如要删除，请输入其编号：{ $name }
retention-confirm-wrong = 请输入 { $name } 以删除。没有删除任何内容。
retention-done-hold = 已保留不删。
retention-done-release = 保留已结束。
retention-done-erase = 已删除。
failure-not_held-what = 它没有被保留。
failure-not_held-hint = 之前已有人解除。请再看一下。
failure-draft_in_use-what = 此草稿已发送过；它会与最后一个相关转介一起删除。
failure-draft_in_use-hint = 请先删除这些转介。
failure-answer_first-what = 当事人更改了同意，合作机构在等您签名的答复。
failure-answer_first-hint = 请在转介页面上答复同意的变更。这样也会删除。
failure-confirm_by_name-what = 编号不正确。没有删除任何内容。
failure-confirm_by_name-hint = 请输入此转介或草稿的编号。

## Mailboxes
mailboxes-title = 信箱
mailboxes-words = 信箱是一台机器，在您的电脑关机时为您保存密封的信件。信箱的运营者只看到大小和时间，读不到任何内容。
mailboxes-used = 正在使用的信箱
mailboxes-none = 没有。信件只能在两边的电脑都在线时送到，或用 U 盘送到。
mailboxes-address = 地址
mailboxes-told = 合作机构已知道
mailboxes-until = 运营者允许使用至
mailboxes-reached = 最近一次连上
mailboxes-not-yet = 节点启动后还没有连上过
mailboxes-trouble = 此后出了什么问题
mailboxes-leaving = 停用日期
mailboxes-leave-words = 停用后还会继续查看一个月，以照顾尚未得知的合作机构。
mailboxes-leave = 停用 { $name }
mailboxes-use = 使用信箱
mailboxes-code = 运营者的代码
mailboxes-code-hint = 运营者给您的全部文字。以 waypost://mailbox 开头
mailboxes-code-missing = 请粘贴运营者的代码。
mailboxes-code-long = 作为代码太长了。请只粘贴运营者的文字。
mailboxes-use-do = 使用此信箱
mailboxes-done-used = 从现在起使用此信箱。
mailboxes-done-left = 信箱已停用。
failure-mailbox_code-what = 这不是信箱代码，或缺少一部分。
failure-mailbox_code-hint = 请向运营者索取全部文字。
failure-grant_expired-what = 此代码中运营者的许可已到期。
failure-grant_expired-hint = 请向运营者索取新代码。
failure-too_many_mailboxes-what = 您使用的信箱已达到联系卡能容纳的数量。
failure-too_many_mailboxes-hint = 请先停用一个。
failure-unknown_mailbox-what = 没有这个信箱。
failure-unknown_mailbox-hint = 请再看一下列表。

## A stick
stick-title = 用 U 盘传送信件
stick-words = 没有网络的地方，信件存在 U 盘里由人带过去。信件是密封的：捡到 U 盘的人只看到大小，看不到别的。
stick-dir = U 盘显示在哪个文件夹下
stick-write = 写入 U 盘
stick-write-words = 写入等待发给合作机构的内容。在对方收到之前，这些内容也在这里等待。
stick-no-partners = 还没有合作机构。
stick-to = 给哪些合作机构
stick-to-hint = 如果都不勾选：给所有有内容在等待的合作机构。
stick-waiting = { $count ->
   *[other] { $count } 封信件在等待
}
stick-read = 读取 U 盘
stick-read-words = 取出给您的内容，并写入要带回去的回执和答复。
stick-keep = 把已取出的文件留在 U 盘上
stick-no-answer = 不在 U 盘上写入答复
stick-done-title = U 盘操作已完成
stick-read-done = 已从 U 盘取出
stick-read-nothing = U 盘上没有给您的内容。
stick-from = 来自 { $partner }：
stick-new = { $count ->
   *[other] { $count } 封新信件。
}
stick-repeats = { $count ->
   *[other] { $count } 封以前已收到。
}
stick-later = { $count ->
   *[other] { $count } 封必须以后再送一次。
}
stick-refused = { $count } 封被拒收（{ $reason }）。
stick-files = { $count ->
   *[other] 查看了 { $count } 个文件。
}
stick-not-ours = { $count ->
   *[other] { $count } 个是给别人的，或太旧。
}
stick-own = { $count ->
   *[other] { $count } 个是在这里写入的，相应的合作机构还没有读取。
}
stick-blocked = { $count ->
   *[other] { $count } 个来自已屏蔽的合作机构。
}
stick-unread = { $count ->
   *[other] 还有 { $count } 个文件没有查看：请再操作一次。
}
stick-removed = { $count ->
   *[other] 取出并移除了 { $count } 个文件。
}
stick-damaged = 损坏的文件
stick-damaged-words = 它们留在 U 盘上。请让合作机构重新写入。
stick-written = 已写入 U 盘
stick-written-nothing = 没有写入任何内容。
stick-for = 给 { $partner }：
stick-letters = { $count ->
   *[other] { $count } 封信件。
}
stick-left-over = { $count ->
   *[other] { $count } 封信件等待下一个 U 盘。
}
stick-take-there = 请把 U 盘带给合作机构。
stick-take-back = 回执和答复在 U 盘上：请带回去。
stick-found = 捡到它的人只看到大小，看不到别的。
stick-nothing-for = 现在不能向以下合作机构发送任何内容：
stick-again = 继续使用 U 盘
failure-no_bundles-what = 此文件夹中没有 Waypost 的信件。
failure-no_bundles-hint = 请看是否是正确的 U 盘，并填写其中含有名为 waypost 的文件夹的那个文件夹。
failure-stick_full-what = U 盘空间不够。
failure-stick_full-hint = 请在 U 盘上腾出空间或换一个，再操作一次。没有丢失任何内容。
failure-stick_not_written-what = 无法写入 U 盘。
failure-stick_not_written-hint = 请检查 U 盘是否插好、能否写入，再操作一次。没有丢失任何内容。
failure-stick_not_read-what = 无法读取 U 盘。
failure-stick_not_read-hint = 请检查 U 盘是否插好，再操作一次。不会重复取出任何内容。
failure-bundle_under_way-what = 已经在写入或读取 U 盘。
failure-bundle_under_way-hint = 请等它完成，然后再试。
failure-bundle_interrupted-what = 在操作 U 盘时，节点被锁定了。
failure-bundle_interrupted-hint = 请再操作一次。不会重复取出任何内容，也没有丢失任何内容。
