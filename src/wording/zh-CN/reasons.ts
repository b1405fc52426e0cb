export const access = {
  other_team: '该机器人服务于其他工作区，请联系该工作区的成员。',
  guest: '访客不能使用该机器人，请联系工作区的正式成员。',
  stranger: '其他组织的成员不能使用该机器人，共享频道中也不行。',
  bot_user: '机器人账号不能使用该机器人。',
  deactivated: '该 Slack 账号已停用。',
  no_such_person: 'Slack 中没有此人，或机器人无权查看。',
  person_unknown: 'Slack 无法确认您的身份，暂时不能进行任何操作。请一分钟后重试。',
} as const;

export const click = {
  unknown_request: '没有申请 {{id}}。',
  already_decided: '{{id}} 已于 {{at}} 处理（状态：{{state}}）。',
  already_decided_by: '{{who}} 已于 {{at}} 同意 {{id}}。当前状态：{{state}}。',
  request_expired: '{{id}} 已于 {{at}} 过期。如仍需变更，请重新提交申请。',
  not_an_approver: '只有 {{groups}} 可以审批 {{id}}。',
  own_request: '不能审批自己的申请，需由 {{groups}} 的其他成员审批。',
  already_voted: '您已同意 {{id}}。',
  vote_not_needed: '{{id}} 中您这一组的审批已完成。该申请需要 {{groups}} 分别由不同的人同意，现在等待其他组审批。',
  requester_gone: '{{who}} 已无法使用本机器人，{{id}} 不能下单。请拒绝，或等待其过期。',
  approvers_unknown: 'Slack 无法读取 {{groups}} 的成员，暂时无法审批。请一分钟后重试。',
  no_longer_allowed: '规则不再允许 {{id}}。',
  not_the_requester: '只有申请人（{{who}}）可以撤回 {{id}}。',
  too_late_to_withdraw: '{{id}} 不能再撤回。当前状态：{{state}}。',
  nothing_to_recheck: '{{id}} 没有新变化。当前状态：{{state}}。',
  card_changed: '{{id}} 的卡片内容已变化，本次点击未计入。请按更新后的卡片重新审批。',
  facts_unreadable: '无法读取实例信息，{{id}} 未作任何改动。请一分钟后重试。',
  price_unreadable: '无法读取价格，{{id}} 未作任何改动。请一分钟后重试。',
  no_longer_possible: '{{id}} 已无法执行。当前状态：{{state}}。如仍未结束，请撤回。',
  no_longer_fits: '{{id}} 已无法执行。当前状态：{{state}}。如仍未结束，请撤回并申请其他规格。',
  not_unclear: '{{id}} 无需确认。当前状态：{{state}}。',
  order_unreadable: '无法读取该订单，{{id}} 未作任何改动。请一分钟后重试。',
  order_not_found: '{{id}} 所在账号中没有该订单，请检查订单号。',
  order_not_ours: '该订单不属于 {{id}}：实例、规格或时间不符，或属于其他申请。',
  order_exists: '刚刚找到了 {{id}} 的订单。请点击卡片上的“刷新”。',
  back_over: '{{id}} 已不能直接恢复：之后已有其他申请，或已超过 7 天。可用 `/redis-resize` 打开表单。',
  back_not_yours: '没有规则允许您变更该实例，因此不能恢复 {{id}} 之前的规格。可用 `/redis-resize why` 查看规则要求。',
} as const;

export const request = {
  instance_not_found: '在已配置的账号和地域中没有实例 {{instance}}。请检查 ID，或用 `--region` 指定地域。',
  instance_not_yours: '您无权变更 {{instance}}，因此不显示其信息。可用 `/redis-resize why` 查看规则要求。',
  instance_not_ready: '{{instance}} 的状态是 {{status}}，不是 Normal。请在状态恢复为 Normal 后重试。',
  instance_busy: '{{instance}} 已有进行中的申请：{{who}} 的 {{request}}（{{state}}）。请等待其结束，或请申请人撤回。',
  instance_locked:
    '{{who}} 已锁定 {{instance}}（{{at}}）：{{reason}}。请在解锁后重新提交；`/redis-resize locks` 查看全部锁定。',
  renew_order_waiting: '{{instance}} 有待生效的续费变配订单。请等待其生效，或在控制台的续费管理中取消。',
  change_under_way: '{{instance}} 有未完成的订单（{{id}}）。请在其完成后重新提交。',
  class_not_offered: '阿里云不为 {{instance}} 提供规格 {{class}}。请选择其他规格。',
  same_class: '{{instance}} 已是该规格。',
  does_not_fit:
    '{{class}} 对 {{instance}} 太小：最近 7 天内存峰值为 {{used}}，而该规格最多可用 {{allowed}}（{{limit}} 的 80%）。',
  reason_format: '规则“{{rule}}”要求在申请原因中包含：{{hint}}。请补充后重新提交。',
  start_passed: '开始时间已过。请选择更晚的时间，或留空以尽快下单。',
  start_too_far: '开始时间在一年之后。请选择更早的时间。',
  start_after_deadline: '申请最多等待审批 {{wait}}，而开始时间在此之后。请选择更早的时间。',
  cloud_unreachable: '无法连接阿里云，未下单。请一分钟后重试。',
  cloud_refused: '阿里云拒绝了调用，未下单。请机器人维护者查看日志。',
  channel_not_joined: '机器人不在 {{channel}} 中，那里无人能看到申请。请用 {{invite}} 邀请后重新发送命令。',
  channel_archived:
    '{{channel}} 已归档，无法发送卡片。请在使用中的频道发送命令；如果配置将卡片发到该频道（`slack.cards`），请联系机器人维护者。',
  channel_unreadable:
    'Slack 不允许机器人读取 {{channel}}，因此不会在那里发送消息，可能缺少权限。请机器人维护者查看日志。',
  here: '当前会话',
  channel_shared: '{{channel}} 与其他组织共享，申请不会发到那里。请在内部频道使用命令。',
} as const;

export const deny = {
  deny_rule: '规则“{{rule}}”（配置第 {{line}} 行）禁止该变更：{{text}}',
  deny_rule_unsure: '该规则检查的部分内容无法读取，按匹配处理。请一分钟后重试。',
  no_rule: '没有规则允许该变更。',
  nearest: '最接近的规则“{{rule}}”（配置第 {{line}} 行）不匹配：',
  too_few_approvers_other: '规则“{{rule}}”需要 {{wanted}} 名审批人，但只有 {{count}} 人符合条件。请联系分组的负责人。',
  too_few_approvers_open: '规则所需的审批人多于符合条件的人数。请联系分组的负责人。',
  approvers_unknown: 'Slack 无法读取审批人，未提交申请。请一分钟后重试。',
  over_monthly_spend: '该变更将超出每月限额：{{limit}}。已下单和已批准的申请均计入。',
  limit: '合计 {{max}}',
  limitGroups: '{{groups}} 的申请合计 {{max}}',
  limitAccounts: '{{accounts}} 合计 {{max}}',
  limitBoth: '{{groups}} 在 {{accounts}} 的申请合计 {{max}}',
  spend_unknown: '无法读取本月支出，未提交申请。请一分钟后重试。',
  undecided: '{{sentence}}（无法核实，按不满足处理。）',
} as const;

export const term = {
  who: '仅限 {{wanted}} 成员，{{found}} 不在其中。',
  where: '仅限在 {{wanted}} 中使用命令，本次来自 {{found}}。',
  instances: {
    ids: '仅限实例 {{wanted}}，该实例是 {{found}}。',
    names: '仅限名称为 {{wanted}} 的实例，该实例名为 {{found}}。',
    tags: '要求标签 {{wanted}}，该实例的标签是 {{found}}。',
    regions: '仅限地域 {{wanted}}，该实例在 {{found}}。',
    accounts: '仅限账号 {{wanted}}，该实例在 {{found}}。',
    architectures: '仅限架构 {{wanted}}，该实例是 {{found}}。',
    classes: '仅限规格为 {{wanted}} 的实例，该实例是 {{found}}。',
  },
  change: {
    direction: '仅允许{{wanted}}，该变更是{{found}}。',
    minMemory: '内存下限 {{wanted}}，新规格为 {{found}}。',
    maxMemory: '内存上限 {{wanted}}，新规格为 {{found}}。',
    maxStep: '内存单次最多变化 {{wanted}}，该变更为 {{found}}。',
    maxShards: '分片数上限 {{wanted}}，变更后为 {{found}}。',
    classes: '仅允许规格 {{wanted}}，您选择了 {{found}}。',
    maxPrice: '价格上限 {{wanted}}，该变更需 {{found}}。',
    maxPriceMonth: '价格上限 {{wanted}}，该按量付费变更按每月 {{found}} 计入限额。',
    maxMonthlyPrice: '月价格上限 {{wanted}}，该变更每月需 {{found}}。',
  },
  flags: {
    autoPay: '自动付款只能{{wanted}}，您选择了{{found}}。',
    coupon: '要求{{wanted}}，您选择了{{found}}。',
    effectiveTime: '仅允许{{wanted}}，您选择了{{found}}。',
    forceUpgrade: '强制变配只能{{wanted}}，您选择了{{found}}。',
  },
  value: {
    true: '开启',
    false: '关闭',
    upgrade: '升配',
    downgrade: '降配',
    Immediately: '立即执行',
    MaintainTime: '可维护时间段内执行',
    none: '不使用优惠券',
    best: '使用优惠券',
  },
  nothing: '无',
  nowhere: '非频道入口',
} as const;

/** The same reasons where more is known. */
export const refused = {
  change_under_way_unpaid: '{{instance}} 有未支付的订单（{{id}}）。请在控制台支付或取消后重新提交。',
  change_under_way_task: '{{instance}} 有正在执行的变更任务（{{id}}）。请在其结束后重新提交。',
  no_id: '编号未知',
  class_not_offered_near: '阿里云不为 {{instance}} 提供规格 {{class}}。最接近的可选规格：{{nearest}}。',
} as const;
