export const access = {
  other_team: '这个机器人服务于另一个工作区。请找该工作区的同事帮忙。',
  guest: '访客不能使用这个机器人。请找工作区的正式成员帮忙。',
  stranger: '其他组织的人不能使用这个机器人，在共享频道中也不行。',
  bot_user: '机器人不能使用这个机器人。',
  deactivated: '这个 Slack 账号已停用。',
  person_unknown: 'Slack 没有告知您的身份，暂时什么都不能做。请一分钟后再试。',
} as const;

export const click = {
  unknown_request: '没有这个 ID 的申请。这条消息可能比记录更早。',
  already_decided: '晚了一步：{{id}} 自 {{at}} 起已是“{{state}}”。',
  already_decided_by: '晚了一步：{{who}} 已于 {{at}} 对 {{id}} 作出决定。现在的状态是“{{state}}”。',
  request_expired: '{{id}} 已于 {{at}} 过期。如果仍需要变更，请重新使用命令。',
  not_an_approver: '只有 {{groups}} 可以对 {{id}} 作出决定。',
  own_request: '{{id}} 是您自己申请的，需要 {{groups}} 中的其他人决定。',
  already_voted: '您对 {{id}} 的同意已经计入。',
  vote_not_needed: '{{id}} 中您这一组的同意已经有人给出。它需要 {{groups}}，各由不同的人同意；现在等其他组的人。',
  approvers_unknown: 'Slack 没有告知谁属于 {{groups}}，暂时无人可以决定。请一分钟后再试。',
  no_longer_allowed: '规则不再允许 {{id}}。',
  not_the_requester: '只有 {{id}} 的申请人（{{who}}）可以撤回。',
  too_late_to_withdraw: '{{id}} 的状态是“{{state}}”，不能再撤回。',
  nothing_to_recheck: '{{id}} 没有新情况：状态是“{{state}}”。',
  card_changed: '您看到的 {{id}} 的卡片内容已有变化，这次点击没有计入。请重新查看后再决定。',
  facts_unreadable: '未能读取实例，{{id}} 没有任何改动。请一分钟后再试。',
  price_unreadable: '未能读取价格，{{id}} 没有任何改动。请一分钟后再试。',
  no_longer_possible: '{{id}} 已无法进行，状态是“{{state}}”。如果仍未结束，请撤回。',
  no_longer_fits: '{{id}} 已无法进行，状态是“{{state}}”。如果仍未结束，请撤回并申请其他规格。',
} as const;

export const request = {
  instance_not_found: '在已配置的账号和地域中没有找到实例 {{instance}}。请检查 ID，或用 `--region` 指定地域。',
  instance_not_yours: '没有规则允许您变更 {{instance}}，因此不显示它的信息。用 `/redis-resize why` 查看规则的要求。',
  instance_not_ready: '{{instance}} 的状态是 {{status}}，不是 Normal。请在状态为 Normal 时再试。',
  instance_busy: '{{instance}} 已有进行中的申请：{{request}}，{{state}}。请等待或撤回它。',
  instance_locked:
    '{{instance}} 已被 {{who}} 锁定（{{at}}）：{{reason}}。请在解锁后重新申请；`/redis-resize locks` 显示已锁定的实例。',
  renew_order_waiting: '{{instance}} 有等待生效的续费变配订单。请等待，或在控制台的续费管理中撤回。',
  same_class: '{{instance}} 已经是该规格。',
  does_not_fit:
    '{{class}} 对 {{instance}} 来说太小：最近 7 天的内存峰值是 {{used}}，而该规格 {{limit}} 中的使用量必须低于 80 %（{{allowed}}）。',
  cloud_unreachable: '无法连接阿里云。没有下单，请一分钟后再试。',
  cloud_refused: '阿里云拒绝答复。没有下单。',
  channel_not_joined: '我不在 {{channel}} 中，那里没有人能看到申请。请用 {{invite}} 邀请我，然后重新使用命令。',
  channel_archived:
    '{{channel}} 已归档，无法在那里发布卡片。请在正在使用的频道中使用命令；如果配置把卡片发到那里（`slack.cards`），请联系维护配置的人。',
  channel_unreadable:
    'Slack 不让我查看 {{channel}}，因此不会在那里发布内容：应用可能缺少权限。请联系维护机器人的人；原因在它的日志中。',
  here: '这个会话',
  channel_shared: '{{channel}} 与其他组织共享，申请不会发到那里。请在自己组织的频道中使用命令。',
} as const;

export const deny = {
  deny_rule: '规则“{{rule}}”（配置文件第 {{line}} 行）禁止这项变更：{{text}}',
  deny_rule_unsure: '这条规则要看的内容未能全部读取，因此视为成立。请一分钟后再试。',
  no_rule: '没有规则允许这项变更。',
  nearest: '最接近的规则是“{{rule}}”（配置文件第 {{line}} 行）。它不成立，因为：',
  too_few_approvers: '规则“{{rule}}”需要 {{wanted}} 名审批人，但只找到 {{found}} 名。请联系维护分组的人。',
  too_few_approvers_open: '规则需要的审批人比能找到的多。请联系维护分组的人。',
  approvers_unknown: 'Slack 没有告知谁可以审批，因此没有提交申请。请一分钟后再试。',
  over_monthly_spend: '这项变更会超出每月可下单的金额：{{limit}}。已下单和已同意的都计算在内。',
  limit: '合计 {{max}}',
  limitGroups: '{{groups}} 的申请合计 {{max}}',
  limitAccounts: '{{accounts}} 合计 {{max}}',
  limitBoth: '{{groups}} 在 {{accounts}} 的申请合计 {{max}}',
  spend_unknown: '未能读取本月支出，因此没有提交申请。请一分钟后再试。',
  undecided: '{{sentence}}（无法查明，因此不成立。）',
} as const;

export const term = {
  who: '它适用于 {{wanted}}；您是 {{found}}。',
  instances: {
    ids: '它适用于实例 {{wanted}}；这个是 {{found}}。',
    names: '它适用于名称为 {{wanted}} 的实例；这个名为 {{found}}。',
    tags: '它适用于标签为 {{wanted}} 的实例；这个的标签是 {{found}}。',
    regions: '它适用于地域 {{wanted}}；这个实例在 {{found}}。',
    accounts: '它适用于账号 {{wanted}}；这个实例在 {{found}}。',
    architectures: '它适用于架构 {{wanted}}；这个实例是 {{found}}。',
    classes: '它适用于规格为 {{wanted}} 的实例；这个是 {{found}}。',
  },
  change: {
    direction: '它允许{{wanted}}；这是{{found}}。',
    minMemory: '它要求至少 {{wanted}} 内存；新规格有 {{found}}。',
    maxMemory: '它最多允许 {{wanted}} 内存；新规格有 {{found}}。',
    maxStep: '它允许内存一次最多变化 {{wanted}}；这项变更是 {{found}}。',
    maxShards: '它最多允许 {{wanted}} 个分片；变更后有 {{found}} 个。',
    classes: '它允许规格 {{wanted}}；您选择了 {{found}}。',
    maxPrice: '它最多允许 {{wanted}}；这项变更需要 {{found}}。',
    maxMonthlyPrice: '它每月最多允许 {{wanted}}；这项变更每月需要 {{found}}。',
  },
  flags: {
    autoPay: '自动付款只能{{wanted}}；您选择了{{found}}。',
    coupon: '它只允许{{wanted}}；您选择了{{found}}。',
    effectiveTime: '它只允许{{wanted}}；您选择了{{found}}。',
    forceUpgrade: '强制变更只能{{wanted}}；您选择了{{found}}。',
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
} as const;
