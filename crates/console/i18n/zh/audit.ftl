## The log
audit-title = 审计
audit-words = 每封信件都会记入日志，事后任何人改动都会被发现。合作机构会对当时的日志签名，以便您日后证明。日志不指明任何人。
audit-back = 返回日志
log-entries = { $count ->
   *[other] { $count } 条记录
}
log-number = 日志编号
log-size = 记录数
log-head = 最新的已签名日志头
log-no-head = 还没有已签名的
log-cosigned = 联署方
log-cosigned-nobody = 还没有
log-needed = 见证方
log-met = 已足够
log-not-met = 还不够
log-needed-count = { $count ->
   *[other] 必须有 { $count } 个合作机构联署。
}
log-counting = { $count ->
   *[other] 其中算数的已有 { $count } 个。
}
log-root = 树的根
cosign-words = 日志头每天自动签名一次，并会请合作机构联署。
cosign-button = 现在签署日志头并请合作机构联署
## Heads are held
held-title = 没有签署日志头
held-restored = 此节点是从备份恢复的，并开始了新的日志。
held-old_copy = 合作机构见过的此日志内容比这里的多：此文件夹是旧副本。
held-damaged = 此磁盘上的日志有一部分损坏。
held-since = 自 { $since } 起。
held-hint = 信件照常往来。需要有人决定日志如何继续。
held-admin = 请告诉本机构的管理员。
resume-title = 重新签署日志头
resume-what = 只有当您的机构的节点从现在起只在这一台电脑上运行时，才可这样做。旧电脑绝不能再运行。
resume-seen = 合作机构和审计员会看到新的日志从这里开始，以及原因。
resume-button = 重新签署日志头
## A partner's log shows two histories
histories-title = { $partner } 的日志显示出两段不同的历史
histories-short = 两段历史
histories-words = 它的日志有两个已签名的日志头互相不符。可能有人改动了日志，或有两份节点副本在运行。请询问那里您认识的人，并告诉审计员。两个日志头都已保留。
histories-noticed = { $at } 发现：证据
histories-known = 原先已知的日志头：
histories-note = 另一个日志头：
histories-header = 写有另一个日志头的信件的信头：
histories-signature = 它的签名：
## Who cosigns
witnesses-title = 合作机构作为见证方
witnesses-caption = 合作机构联署了什么，您为它们联署了什么
witnesses-words = 每个合作机构签署您的日志的日志头，您也签署它们的。
witnesses-none = 还没有已确认的合作机构：没有谁能联署。
witness-ours = 已联署您的
witness-said = 它的上次答复
witness-theirs = 您已联署它的
witness-counts = 算数
witness-cosigned = { $entries }，{ $at }
witness-nothing = 还没有
witness-not-asked = 尚未请求
witness-waiting = 自 { $since } 起尚未答复
witness-answer-cosigned = 已联署
witness-answer-conflict = 知道大小相同的另一个日志头
witness-answer-older = 已联署了更新的日志头
witness-answer-inconsistent = 该日志头与它所知的接不上
## Verifying everything
verify-title = 核验全部
verify-words = 核验这台电脑上的每个签名、每条链和整个日志。信件很多时需要几分钟。
verify-button = 现在核验
verified-title = 核验了什么
verified-all = 全部无误。
verified-count = { $count ->
   *[other] 已核验 { $count } 封信件，均无误。
}
verified-stolen = { $count ->
   *[other] 其中 { $count } 封带有后来报告被盗的密钥。它们在得知被盗之前就已送到；对其他任何人，它们不能证明什么。
}
verified-faults = { $count ->
   *[other] 有 { $count } 处不成立
}
verified-faults-words = 请将文件夹原样保留一份副本，并请每个相关的合作机构也这样做。
verified-faults-more = { $count ->
   *[other] 另有 { $count } 处没有显示。
}
verified-by-kind = 已核验的信件，按种类
log-letters = 信件
letters-title = 信件
letters-caption = 最新的信件，按信头列出
letters-none = 还没有信件。
letters-shown = { $listed } 封信件中最新的 { $shown } 封。
letters-words = 只有信头：没有信件的任何内容。
log-column-letter = 信件
log-column-day = 日期
log-column-kind = 种类
log-column-from = 来自
log-column-to = 发给
letter-kind-referral = 转介
letter-kind-move = 转介中的一步
letter-kind-receipt = 回执
letter-kind-disclosure = 后来展示的栏目
letter-kind-card = 联系卡
letter-kind-join = 使用邀请
letter-kind-confirm = 确认配对
letter-kind-recall = 索取副本
letter-kind-copies = 副本
letter-kind-trust = 恢复单分片
letter-kind-attachment = 附件
letter-kind-piece = 附件的一部分
letter-kind-pieces = 各部分的回执
letter-kind-witness = 请求联署
letter-kind-cosigned = 已联署
## One letter
letter-title = 日志中的一封信件
letter-words = 从底部的信件开始，每一步把两个哈希值合成一个，一直到根。合作机构签署了根。谁改动了信件，得到的根就会不同。
letter-header = 它的信头
letter-place = 它的位置
letter-entry = 第 { $number } 条，共 { $entries } 条
letter-cosigned = { $count ->
   *[other] 已有 { $count } 个合作机构联署。
}
letter-unsigned = 还没有包含此信件的已签名日志头。下一个将会包含。
letter-picture = 日志的树：从此信件到根的路径，以及每一步合入的哈希值。表格中列有相同的哈希值。
letter-this = 此信件
letter-root = 根
letter-steps = 从信件到根的路径
letter-step = 步骤
letter-side = 另一个哈希值的位置
letter-left = 在左边
letter-right = 在右边
letter-hash = 哈希值
## Sharing with an auditor
share-title = 与审计员分享一段时期
share-link = 如何把一段时期的日志交给审计员
share-what = 审计员得到一段时期的一个文件，只有该审计员能打开。里面有信头、签名和时间；没有姓名，没有需求，没有文字内容。
share-how = 此文件由一条命令在这台电脑上写出，不由此页面写出。请填入第一天和最后一天、审计员的密钥，以及新文件的名称：
share-key = 审计员的密钥以 age1 开头。请通过没有人能改动它的途径从审计员处取得。
