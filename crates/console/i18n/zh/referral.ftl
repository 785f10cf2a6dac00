## The list of referrals
views = 哪些转介
search-label = 搜索
search-hint = 转介编号、个案代号、合作机构、服务或状态。
search-button = 搜索
search-clear = 重新显示全部
search-found = { $count ->
   *[other] 找到 { $count } 个转介。
}
list-nothing = 这里没有转介。
list-pages = 列表页
list-page = 第 { $page } 页，共 { $pages } 页
list-before = 上一页
list-after = 下一页

## One referral
referral-title = 转介 { $referral }
referral-about = 转介 { $referral }，个案 { $code }。
referral-standing = 目前情况
referral-status = 状态
referral-to = 发给
referral-from = 来自
referral-urgency = 紧急程度
referral-code = 个案代号
referral-consent = 同意
referral-tick = 您的上一条消息
back-to-referral = 返回转介 { $referral }
deadlines-title = 到期事项
todo-title = 现在要做什么
todo-seldom = 发生了其他情况
needs-title = 需要什么
needs-not-here = 转介本身尚未送到。它会自动送来。
need-numbered = 需求 { $number }：{ $service }
need-note = 备注：{ $note }
sections-title = 转介内容
sections-none = 目前还没有可显示的内容。
section-seen = 合作机构现在能看到这部分。
section-not-seen = 合作机构还看不到这部分。
timeline-title = 发生了什么
timeline-slip = 第 { $entry } 条为误录
by-us = 您
slip-referral = 整个转介
fact-slip = 误录内容
fact-note-of-need = 对“{ $need }”的备注
files-title = 文件
files-none = 没有附上文件。
files-warning = 您保存的文件会离开 Waypost：它在那里没有加密，删除转介也不会删除它。
file-save = 保存 { $file }：{ $name }
size-bytes = { $count ->
   *[other] { $count } 字节
}
size-kb = { $size } KB
size-mb = { $size } MB
reads-title = 本机构有谁打开过
reads-none = 还没有人。
reads-count = { $count ->
   *[other] 打开过 { $count } 次
}
reads-more = { $count ->
   *[other] 此前还有 { $count } 次
}
print-link = 打印成表格
consent-link = 同意

## Rows whose question needs other words when it stands alone
row-numbered = { $number }. { $label }
row-referred_at = 转介时间
row-based_on = 承接另一个转介
row-minor = { $age }（未成年人）
row-speaks = 口语：{ $level }
row-reads = 阅读：{ $level }
row-person-age_band = 年龄
row-consent-override_reason = 未经同意：紧急例外
row-consent-obtained_by = 征求同意的人
row-consent-obtained_on = 同意日期
row-consent-language = 征求同意时所用语言
row-consent-recipients = 可以告知的合作机构
row-consent-purposes = 同意的服务
row-consent-sections = 同意的部分
row-consent-valid_until = 同意有效期至
row-screening-status_by = 人口贩运受害状况由谁判定
row-screening-screened_by = 甄别人
row-screening-screened_on = 甄别日期
row-account-language = 自述所用语言
row-account-taken_on = 自述记录日期
row-from-worker = 转介人
row-from-desk = 转介人的部门或小组
row-to-desk = 发给哪个部门或小组

## Steps: what a button says, and what it means
do-accept = 接受
why-accept = 请说明最晚何时开始。接受后，您会看到当事人是谁。
do-acknowledge = 告知已有人跟进
why-acknowledge = 合作机构会看到有人在负责此事。作决定的时限由此开始。
do-reply = 回答问题
why-reply = 合作机构在等您回答，然后再作决定。
do-ask = 提一个问题
why-ask = 在合作机构回答之前，转介会一直等待。
do-waitlist = 暂缓
why-waitlist = 合作机构会看到您还不能决定，以及您何时再次查看。
do-decline = 拒绝全部需求
why-decline = 合作机构随后会另找去处。请说明原因，以便对方更快找到。
do-depart = 当事人出发前往合作机构
why-depart = 合作机构会等候当事人。如果没有人报告当事人已到达，双方都会收到警示。
do-arrive = 当事人已到这里
why-arrive = 合作机构会看到当事人已安全到达您处。
do-appointment = 给出预约
why-appointment = 合作机构可以告诉当事人时间和地点。
do-interim = 告知近况
why-interim = 简单说说进展。
do-complete = 已完成：说明结果
why-complete = 请说明每项需求的结果。之后由合作机构结束转介。
do-confirm_stop = 告知您已停止
why-confirm_stop = 合作机构撤回了转介。请告知您不再做任何事。
do-stopped = 告知您已停止，以及删除了什么
why-stopped = 当事人更改了同意。您说已删除的内容，会立即从这台电脑上删除，无法恢复。
do-lawful_hold = 告知您依法必须保留
why-lawful_hold = 仅限于法律或命令禁止您停止的情况。合作机构和当事人会得知。
do-close = 结束转介
why-close = 这里没有别的事要做了。之后仍可回访。
do-expire = 不再等待
why-expire = 答复的时限已过。之后您可以转介给另一合作机构。
do-follow_up = 记录一次回访
why-follow_up = 过了一段时间，当事人情况如何。
do-disclose = 现在向合作机构展示更多内容
why-disclose = 您在这里选择的内容，合作机构会立即看到。看过之后无法收回。
do-no_show = 当事人没有来
why-no_show = 这会启动安危核查。不会结束任何事项。
do-propose_onward = 建议另一合作机构
why-propose_onward = 合作机构会先问当事人。任何人都不会直接转发转介。
do-hand_back = 交回当事人
why-hand_back = 由合作机构重新接手。请说明原因；如果当事人在您处，请打电话。
do-withdraw = 撤回转介
why-withdraw = 合作机构会停止。如果已经开始，它会告知何时已停止。
do-client_declined = 当事人不再需要
why-client_declined = 转介在双方都会结束。
do-client_unreachable = 联系不上当事人
why-client_unreachable = 转介在双方都会结束。请在试过所有安全的办法之后再使用。
do-entered_in_error = 误录
why-entered_in_error = 您选择的内容在双方都不再算数。它会带着标记留在时间线中。
do-narrow_consent = 当事人缩小同意的范围
why-narrow_consent = 请取消勾选当事人不再同意的内容。下列每个合作机构都会得到通知，并必须在 72 小时内答复。
button-narrow_consent = 通知合作机构
do-revoke_consent = 当事人撤回同意
why-revoke_consent = 下列每个合作机构都会得到通知，要求停止并删除，并必须在 72 小时内答复。此操作无法撤销：以后的帮助需要新的同意。
button-revoke_consent = 撤回同意并通知合作机构

## What forms ask
choose = 请选择
when-tomorrow = 24 小时内
when-days = { $count ->
   *[other] { $count } 天内
}
when-other = 另一天
when-day = 日期
when-time = 时间
ask-by-when = 您最晚何时开始？
answer-accept = 接受
answer-decline = 拒绝
answer-all-title = 接受全部
answer-all = 接受全部需求
answer-one = 接受
answer-each-title = 或逐项答复需求
answer-each = 发送这些答复
none-accepted-what = 您在这里拒绝了每一项需求。
none-accepted-hint = 请使用拒绝全部需求的页面，或至少接受一项。
ask-why-decline = 您为什么拒绝？
ask-why-decline-need = 需求 { $number }：如果拒绝，为什么？
ask-note-need = 需求 { $number }：备注
ask-note = 备注
hint-decline-note = 有些原因需要备注：哪条规定、哪份证件文书、缺少什么。
ask-elsewhere = 可能提供帮助的其他去处
hint-elsewhere = 由合作机构自己去询问。
ask-question = 您的问题
hint-no-identity = 不要写当事人的任何姓名或号码。
ask-reply = 您的回答
hint-question = 问题：{ $question }
ask-review-by = 您何时再次查看？
ask-handover-place = 您在哪里移交？
ask-arrive-by = 当事人应在何时之前到达？
hint-arrive-by = 如果到那时还没有人报告当事人已到达，双方都会收到警示。
ask-which-need = 哪项需求？
ask-appointment = 预约在什么时候？
ask-place = 在哪里？
ask-news = 近况
ask-person-seen = 当事人
person-seen = 已见到当事人或与其说过话。这会结束安危核查。
ask-law = 您依据哪部法律保留某些内容？
hint-law = 只要保留了任何内容，就必须填写。
stop-erased = 已删除
stop-kept = 依法保留
stop-agreed = 当事人仍然同意
ask-lawful-reason = 哪部法律或哪项命令？
ask-why-hand-back = 您为什么交回？
ask-kept = 您还保留着什么？
ask-partner-kind = 哪类机构？
ask-services = 为了哪些服务？
ask-why-withdraw = 您为什么撤回？
ask-follow-up-day = 多久之后？
ask-finding = 您发现了什么？
ask-disclose = 您要展示什么？
hint-account = 当事人用自己的话讲述的经历。只有在当事人希望这个合作机构阅读时才展示。
ask-slip = 哪项内容是误录？
hint-slip-referral = 会告知合作机构对全部内容不予理会。
ask-agreed-services = 仍然同意的服务
ask-agreed-sections = 仍然同意的部分
fault-write = 请在这里填写内容。
fault-choose = 请选择一项。
fault-choose-any = 请至少选择一项。
fault-when = 请说明时间。

## Consent
consent-title = 同意
consent-terms = 当事人同意了什么
consent-who = 谁知道
consent-partners = 此同意涉及的合作机构
consent-partner = 合作机构
consent-referral = 转介
consent-state = 该处的同意状态
consent-answered = 对上次变更的答复
consent-change = 当事人要更改同意
consent-will-be-told = 会通知谁
consent-owes-title = 您需要作出答复
consent-owes = 当事人更改了同意。请在 72 小时内说明您删除了什么，或为什么必须保留。

## Files
attach-title = 附上文件
attach-words = 如果同意现在允许转介的这一部分，合作机构就会收到文件。
ask-file-section = 它属于转介的哪一部分？
hint-file-section = 即当事人同意分享的部分，也是会一起删除的部分。
attach-name = 合作机构看到的文件名
attach-name-hint = 不要含有当事人的姓名。留空则使用文件本来的名称。
attach-file = 文件
attach-file-hint = 最大 25 MB。文件自带的信息会一起发出：作者、地点、相机。
upload-not_ours-what = 无法读取文件。
upload-not_ours-hint = 没有附上任何文件。请重新加载页面，再试一次。
upload-no_file-what = 没有选择文件，或文件是空的。
upload-no_file-hint = 请选择文件。
upload-too_large-what = 文件大于 25 MB。
upload-too_large-hint = 没有附上任何文件。请用较低的分辨率扫描，或分成几部分附上。
upload-cut_short-what = 文件没有全部送到。
upload-cut_short-hint = 没有附上任何文件。请再试一次。
upload-too_slow-what = 文件传送太慢。
upload-too_slow-hint = 没有附上任何文件。请再试一次。

## Paper
print-title = 转介表 { $referral }
print-now = 打印
print-warning = 纸张没有加密，删除转介也不会删除纸张。您打印此表会被记录。
print-signatures = 签名
print-signatures-words = 谁移交，谁接收
print-who = 谁
print-name = 姓名
print-day = 日期
print-signature = 签名
print-by-person = 当事人（如愿意签名）
print-by-referrer = 代表转介机构
print-by-target = 代表被请求的机构
print-proof = 这是哪封信件
print-proof-words = 代码和数字指明打印这张纸所依据的已签名信件。任何持有该信件的人都可以核对。
print-proof-code = 指明已签名信件的代码

## When the desk says no
failure-not_now-hint = 请再看一下转介：可能有了变化。
failure-unknown_attachment-what = 没有这个文件。
failure-unknown_attachment-hint = 请再看一下转介。
failure-attaching-what = 此刻正在附上的文件太多。
failure-attaching-hint = 请过几分钟再试。
failure-no_upload-what = 文件花的时间太长。
failure-no_upload-hint = 请重新附上。
failure-shared_draft-hint = 请说明这些内容被保留，以及依据哪部法律；或者先删除其他转介。
failure-section_unanswered-hint = 请逐项说明已删除还是已保留。
failure-nothing_open-hint = 请再看一下转介：可能已经答复过了。
failure-need_unanswered-hint = 请答复每项需求。
failure-erased-hint = 无法再恢复。
failure-no_referral_yet-what = 转介本身尚未送到。
failure-no_referral_yet-hint = 后面的消息先到了。转介会自动送来；到时请再试。
