export const cloud = {
  add_payment_method: {
    title: '账号没有付款方式。',
    cause: '阿里云只接受能够付款的账号下单。',
    next: '请账号所有者在费用中心添加付款方式，然后重新申请。',
  },
  recharge: {
    title: '余额不足。',
    cause: '订单金额超过账号余额。',
    next: '请账号所有者充值，或不自动付款下单后再支付。',
  },
  wait_for_renewal_order: {
    title: '有等待生效的续费变配订单。',
    cause: '这样的订单等待期间，实例不接受其他变更。',
    next: '请账号所有者等它生效，或在续费管理中撤回。',
  },
  choose_bigger_class: {
    title: '新规格放不下现有数据。',
    cause: '新规格内存的 80% 必须大于已用内存。',
    next: '请选择更大的规格，或先删除数据。',
  },
  confirm_force_upgrade: {
    title: '正在使用的命令不被新规格支持。',
    cause: '阿里云在实例的流量中发现了这些命令。',
    next: '如果应用的负责人同意，请勾选强制变更后重新申请。',
  },
  use_global_instance_flow: {
    title: '实例属于全球多活分布式实例。',
    cause: '不能单独变更它的规格。',
    next: '请在控制台变更分布式实例。',
  },
  clear_billing_state: {
    title: '实例的计费状态异常。',
    cause: '它可能已过期、被锁定或没有有效订单。',
    next: '请账号所有者续费或提交工单。',
  },
  wait_for_metadata: {
    title: '阿里云还没有采集到实例的数据。',
    cause: '刚做过其他变更时会这样。',
    next: '会自动重试；如果持续出现，请过几分钟重新申请。',
  },
  wait_for_instance: {
    title: '实例正忙。',
    cause: '有其他任务或订单正在进行。',
    next: '请等到状态为 Normal 后重新申请。',
  },
  fix_major_version: {
    title: '引擎版本与变更不符。',
    cause: '实例的规格与版本不能这样组合。',
    next: '请机器人的维护者检查发送的版本。',
  },
  upgrade_minor_version: {
    title: '引擎的小版本太旧。',
    cause: '这项变更需要更新的小版本。',
    next: '请账号所有者在控制台升级小版本，然后重新申请。',
  },
  release_direct_connection: {
    title: '直连地址妨碍变更。',
    cause: '有直连地址的实例不能变更为该规格。',
    next: '请释放直连地址，或选择其他规格。',
  },
  stop_dts_sync: {
    title: 'DTS 同步正在进行。',
    cause: '数据同步期间不能变更规格。',
    next: '请停止同步，然后重新申请。',
  },
  choose_other_class: {
    title: '这里买不到该规格。',
    cause: '该可用区、计费方式或分片数不出售它。',
    next: '请选择其他规格。',
  },
  out_of_stock: {
    title: '该可用区的这个规格已售罄。',
    cause: '阿里云暂时没有库存。',
    next: '请选择其他规格，或稍后再试。',
  },
  not_possible_here: {
    title: '这类实例不允许这项变更。',
    cause: '阿里云拒绝了对该实例的变更。',
    next: '请选择其他规格；提交工单时请附上下面的错误码。',
  },
  instance_gone: {
    title: '没有找到实例。',
    cause: '它已被释放，或在其他账号或地域。',
    next: '请检查 ID 和地域。',
  },
  clear_account_restriction: {
    title: '账号受到限制。',
    cause: '实名认证、风控或金融云的限制禁止下单。',
    next: '请账号所有者与阿里云解决。',
  },
  drop_temporary_bandwidth: {
    title: '实例有临时带宽。',
    cause: '临时带宽期间无法询价。',
    next: '请等临时带宽结束，然后重新申请。',
  },
  check_coupon: {
    title: '优惠券不可用。',
    cause: '它不存在，或不满足使用条件。',
    next: '请换一张优惠券或不使用优惠券，然后重新申请。',
  },
  ask_billing: {
    title: '计费系统拒绝了订单。',
    cause: '下面的错误码来自交易系统。',
    next: '请账号所有者查看费用中心。',
  },
  grant_permission: {
    title: '机器人缺少权限。',
    cause: '它的 RAM 策略不允许对该实例执行此操作。',
    next: '请维护者授予缺少的权限；README 列出了所需的全部权限。',
  },
  fix_credentials: {
    title: '机器人的凭证无效。',
    cause: 'AccessKey 不存在、被禁用或错误。',
    next: '请维护者更换。',
  },
  refresh_credentials: {
    title: '机器人的凭证已过期。',
    cause: '临时凭证有效期很短。',
    next: '会自动更新凭证并重试。',
  },
  fix_clock: {
    title: '机器人的时钟不准。',
    cause: '阿里云只接受最近几分钟的请求。',
    next: '请维护者校准时钟（NTP）。',
  },
  wrong_site: {
    title: '账号属于另一个站点。',
    cause: '中国站和国际站的计费接口不同。',
    next: '请维护者修正配置中账号的 `site`。',
  },
  fix_endpoint: {
    title: '接口地址有误。',
    cause: '该地址提供的不是所调用的 API，或账号不在配置中。',
    next: '请维护者修正配置中的 `endpoints` 和 `accounts`。',
  },
  slow_down: {
    title: '调用过于频繁。',
    cause: '阿里云的限额由账号下的所有工具共用。',
    next: '会放慢速度重试。',
  },
  cloud_unreachable: {
    title: '无法连接阿里云。',
    cause: '没有建立连接，请求没有到达。',
    next: '会自动重试；如果持续出现，请维护者检查网络。',
  },
  outcome_unclear: {
    title: '答复丢失。',
    cause: '调用可能已执行，也可能没有。',
    next: '再次发送之前会先读取实例和订单。',
  },
  sent_before: {
    title: '阿里云已收到过这个订单。',
    cause: '同一调用的较早一份已到达。',
    next: '正在查找它的订单，不会发送新的。',
  },
  bot_defect: {
    title: '机器人发送了错误的调用。',
    cause: '这是机器人的缺陷。',
    next: '请把下面的错误码告诉维护者。',
  },
  unrecognised: {
    title: '阿里云返回了未知的错误码。',
    cause: '调用可能已执行，也可能没有。',
    next: '请先在控制台查看实例和订单，再重新申请。',
  },
} as const;

export const turn = {
  requester: '申请人',
  approver: '审批人',
  account_owner: '阿里云账号所有者',
  operator: '机器人的维护者',
} as const;
