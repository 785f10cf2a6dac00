## New referral: start
new-title = 新建转介
new-start-save = 一个转介由几项简短的任务组成。每一页都会随时保存在这台电脑上；您可以停下来，以后再继续。
new-start-agree = 在写有关当事人的内容之前，请先问当事人：什么可以告诉谁。
new-start-send = 在您检查回答并按下“发送”之前，任何内容都不会离开这台电脑。
new-start-button = 开始

## The task list
new-list-title = 新建转介：任务
new-list-draft = 草稿 { $draft }，个案 { $code }。
new-list-changed = 最近更改于 { $at }。
new-list-done = { $count ->
   *[other] 已完成 { $count } 项任务。
}
new-list-ready = 可以发送
new-list-not-ready = 还不能发送
new-task-safe = 当事人现在安全吗？
new-task-consent = 当事人同意了什么
new-task-who = 当事人是谁
new-task-help = 需要的帮助
new-task-soon = 紧急程度
new-task-papers = 证件文书
new-task-contact = 安全联系方式
new-task-screening = 甄别
new-task-account = 当事人自述
new-task-to = 发给谁
new-state-not-started = 未开始
new-state-some = 已有部分回答
new-state-done = 已完成
new-state-mend = 需要改正
new-back-to-list = 此草稿的全部任务
new-save-continue = 保存并继续
new-save-later = 保存，以后再来

## What stands above each task
new-lead-safe = 如果当事人现在有危险，请先行动：让当事人到安全的地方，或打电话求助。然后勾选合作机构必须立即知道的风险。没有风险就什么都不勾选。
new-lead-consent = 请用当事人听得懂的语言询问。当事人可以说不，以后也可以改变主意。只写当事人同意的内容。
new-lead-who = 合作机构首先只看到个案代号和作决定所需的内容。姓名以后才发，而且只在当事人同意发送时才发。
new-lead-help = 每项需求对应一项服务。合作机构会逐项接受或拒绝。
new-lead-soon = 合作机构应在这个时限内答复。
new-lead-papers = 如果没有可说的，请将此页留空。
new-lead-contact = 如果合作机构只应通过您联系当事人，请将此页留空。
new-lead-screening = 除非受过培训的人已对当事人进行甄别，否则请将此页留空。
new-lead-account = 自述绝不会自动发出：您发送时不会，合作机构接受时也不会。只有当事人希望写下来时才写。
new-lead-to = 请选择当事人同意的合作机构。

## Parts of a page
new-part-agreed = 当事人的同意
new-part-recipients = 可以告诉谁
new-part-limits = 同意了什么
new-part-override = 仅限来不及询问的情况
new-part-code = 个案代号
new-part-person = 供合作机构作决定
new-part-identity = 姓名和身份
new-part-by-when = 每项需求最晚何时满足
new-part-papers = 逾期居留、罚款、使馆
new-part-partner = 合作机构
new-part-from = 您这一方
new-none-document = 还没有填写证件文书。
new-none-by-when = 还没有填写需求。请先说明需要哪些帮助。
new-seen-now = 您一发送，合作机构就会看到这些内容。
new-seen-after = 合作机构只有在接受之后才会看到这些内容。
new-seen-not-by-itself = 合作机构看不到这些内容，现在看不到，接受之后也看不到。
new-seen-here = 这些内容留在这台电脑上。
new-need = 需求 { $number }
new-need-service = 需求 { $number }：{ $service }
new-need-line = 需求 { $number }：{ $question }
new-document = 证件文书 { $number }
new-document-line = 证件文书 { $number }：{ $question }
new-add-need = 再添加一项需求
new-add-document = 添加证件文书
new-remove-need = 移除需求 { $number }
new-remove-document = 移除证件文书 { $number }

## Answers
new-choose = 请选择
new-not-answered = 没有回答
new-row-number = { $question } { $number }
new-language = 语言
new-language-number = 语言 { $number }
new-language-other = 其他语言：语言代码
new-language-spoken = 口语
new-language-read = 阅读
new-speaks = 口语：{ $level }
new-reads = 阅读：{ $level }
new-hint-day = 年、月、日：2026-12-31。或从今天起的天数：+30d。
new-hint-moment = 从现在起的小时数或天数：+6h、+3d。或某一天：2026-12-31。或日期、时间及其时区：2026-12-31 18:30 +07:00。
new-help-risks = 勾选所有属实的项目。
new-help-person-case_code = 代替姓名的代号：字母 a 到 z、数字、- 和 _。如果不填，会自动生成一个。
new-help-person-citizenships = 只有某项需求要求时，才在接受之前发送；否则与姓名一起发送。
new-help-person-languages = 指当事人的语言，不是此界面的语言。如果说明了阅读程度，也请说明口语程度。如果语言不在列表中，请填写其语言代码，例如 kdt。
new-help-person-dependants = 每个受照顾的人填一个年龄。保存后可得到更多填写位置。
new-help-need-wanted_by = 如果上面的回答已经足够，可以不填。
new-help-consent-mode = 如果来不及询问，就不填。
new-help-consent-language = 您询问时所用的语言；如果不在列表中，请填写其语言代码，例如 kdt。如果来不及询问，就不填。
new-help-consent-recipients = 勾选当事人同意的每个合作机构。任何合作机构都不会得知还有哪些其他机构。
new-help-consent-sections = 勾选当事人同意的所有内容。“需要什么”总会发送。只有当事人说可以时，才勾选自述。
new-help-consent-valid_until = 同意的最后一天。
new-help-document-country = 签发国家。
new-help-to-partner = 当事人必须已同意这个合作机构。
new-note-urgency-emergency = 用于生命或安全有危险的情况。会请合作机构在今天答复。
new-note-urgency-urgent = 不能等到下周。
new-note-urgency-normal = 两周之内情况不会变坏。
new-note-section-needs = 立即发送：需要什么、紧急程度、语言、风险。不含姓名。
new-note-section-identity = 合作机构接受后发送。
new-note-section-safe_contact = 合作机构接受后发送。
new-note-section-documents = 合作机构接受后发送。
new-note-section-screening = 合作机构接受后发送。
new-note-section-account = 绝不会自动发送。
new-buddhist = 您输入了 { $typed }。这是佛历年份吗？如果是，换算成公历就是 { $reading }。如果不是，请重新输入日期。
new-buddhist-yes = 是，使用 { $reading }
new-fault-line = { $question } – { $fault }

## Partners to choose from
new-no-partners = 您还没有合作机构。回答会保存，但在您与合作机构配对之前，什么都不能发送。
new-nothing-to-choose = 还没有可供选择的已确认的合作机构。
new-partner-unknown = 不在您的合作机构名单中。
new-partner-languages = 语言：{ $languages }。
new-partner-common-language = 与当事人有共同语言。
new-partner-no-common-language = 与当事人没有共同语言。
new-partner-named = 当事人同意这个合作机构。
new-partner-not-named = 当事人的同意中没有这个合作机构。
new-partner-confirmed = 已确认。
new-partner-not-confirmed = 双方尚未都确认：还不能向它发送任何内容。
new-partner-blocked = 已屏蔽：不能向它发送任何内容。
new-kind-ngo = 非政府组织。
new-kind-shelter = 庇护所。
new-kind-clinic = 诊所或医院。
new-kind-legal_aid = 法律援助。
new-kind-embassy = 使馆或领事馆。
new-kind-international_organisation = 国际组织。
new-kind-authority = 主管机关。
new-kind-auditor = 审计机构。

## Check answers
new-check-title = 检查您的回答
new-check-ready = 还没有发送任何内容。请阅读合作机构将看到的内容，然后发送。
new-check-not-ready = 还没有发送任何内容。请改正上面指出的地方；您的回答已保存。
new-change = 更改：{ $task }
new-nothing-written = 没有填写内容。
new-sees-now = 合作机构现在看到的内容
new-sees-code = 每个合作机构都会得到各自的个案代号，而不是这里显示的代号。
new-sees-after = 合作机构接受后看到的内容
new-sees-nothing = 没有更多内容。
new-row-referred_at = 转介时间
new-row-based_on = 承接另一个转介
new-was-sent = 已有内容从此草稿发出。可以在这里阅读，但不能更改。
new-sent-row = { $referral }。发给 { $partner }

## Send
new-send-title = 发送
new-send-more-title = 发送给另一合作机构
new-send-no-partner = 当事人的同意中指明的合作机构，都不在您的合作机构名单中。
new-send-to = 发送给哪些合作机构？
new-send-to-hint = 只限当事人同意的合作机构。每个合作机构都会收到各自的转介，不会得知还有其他机构。
new-send-asked = 关于这个主管机关或使馆，我已再次问过当事人，当事人同意了。
new-send-all = 立即发送姓名、联系方式和证件文书
new-send-all-meaning = 仅限紧急情况：合作机构在接受之前就会看到这些内容。自述仍然不会发送。此操作无法收回。
new-send-button = 现在发送
new-send-nobody-what = 没有勾选合作机构。
new-send-nobody-hint = 请至少勾选一个合作机构。没有发送任何内容。
new-sent-title = 已发送
new-sent-next = 接下来会怎样
new-sent-next-way = 如果现在连不上合作机构，转介会在这里等待，安全地保存在这台电脑上，并会自动发出。
new-sent-next-receipt = 送到后，合作机构会签收：出现两个勾。
new-sent-next-answer = 那里会有人答复。您可以在首页和转介页面上看到答复。
new-sent-next-person = 请告诉当事人：发送了什么、发给了谁、您预计何时得到答复。
new-sent-answers = 填写的内容

## Erase
new-erase-link = 删除此草稿
new-erase-title = 要删除此草稿吗？
new-erase-words = 草稿 { $draft }（个案 { $code }）将从这台电脑上永久删除。从未用它发送过任何内容。
new-erase-button = 永久删除

## What the desk says about drafts
failure-sent_already-what = 没有任何更改：已有内容从此草稿发出。
failure-sent_already-hint = 请新建转介，或在已发送的转介页面上更改同意。
failure-too_long-what = 内容太长，无法保存。
failure-too_long-hint = 请缩短最长的文字。发送之后可以附上文件。
failure-form_faults-what = 草稿中有需要改正的地方。没有发送任何内容。
failure-form_faults-hint = 请改正指出的地方，再发送一次。
failure-consent_does_not_name_partner-what = 当事人的同意中没有这个合作机构。没有发送任何内容。
failure-consent_does_not_name_partner-hint = 请问当事人。如果当事人同意，请在“当事人同意了什么”页面上勾选该合作机构。
failure-not_confirmed-what = 没有发送任何内容：双方尚未都确认该合作机构。
failure-not_confirmed-hint = 请通过电话或当面核对安全码，在该合作机构的页面上进行。
failure-ask_first-what = 当事人的同意要求：告知这个主管机关或使馆之前，先问当事人。没有发送任何内容。
failure-ask_first-hint = 请问当事人。如果当事人同意，请勾选您已问过，再发送一次。
failure-consent_forbids-what = 当事人说过，绝不可以告知这类机构。没有发送任何内容。
failure-consent_forbids-hint = 请选择另一合作机构。
failure-consent_expired-what = 当事人的同意已到期。没有发送任何内容。
failure-consent_expired-hint = 请再次询问当事人，并记下新的同意。
failure-blocked-what = 这个合作机构已被屏蔽。没有发送任何内容。
failure-blocked-hint = 请在该合作机构的页面上解除屏蔽，或选择另一合作机构。
failure-no_card-what = 该合作机构的联系卡尚未送到。没有发送任何内容。
failure-no_card-hint = 两边的电脑都在线时，它会自动送来。到时请再试。
