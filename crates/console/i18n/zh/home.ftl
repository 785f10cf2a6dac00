## Home
greeting-morning = 早上好，{ $name }
greeting-afternoon = 下午好，{ $name }
greeting-evening = 晚上好，{ $name }
start-referral = 新建转介
home-needs-us = 需要您答复
home-needs-nothing = 目前没有需要答复的内容。
home-sent = 您发出的
home-sent-nothing = 没有在途的内容。
home-more = { $count ->
   *[other] 还有 { $count } 项
}
home-drafts = 草稿
home-draft = { $draft }，个案 { $code }
home-draft-changed = 更改于 { $at }
home-other-role = 您的工作在上方菜单中。
to-partner = 发给 { $partner }
from-partner = 来自 { $partner }
