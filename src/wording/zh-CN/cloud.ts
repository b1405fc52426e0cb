export const cloud = {
  add_payment_method: {
    title: '账号没有付款方式。',
    cause: '阿里云只接受有付款方式的账号下单。',
    next: '请账号所有者在费用与成本中添加付款方式，然后重新提交。',
  },
  recharge: {
    title: '账号余额不足。',
    cause: '订单金额超过可用余额。',
    next: '请账号所有者充值；也可关闭自动付款后重新提交，稍后再支付。',
  },
  wait_for_renewal_order: {
    title: '有待生效的续费变配订单。',
    cause: '该订单生效前，实例不接受其他变更。',
    next: '请等待其生效，或请账号所有者在续费管理中取消。',
  },
  choose_bigger_class: {
    title: '新规格放不下现有数据。',
    cause: '新规格内存的 80% 必须大于已用内存。',
    next: '请选择更大的规格，或先删除数据。',
  },
  confirm_force_upgrade: {
    title: '新规格不支持正在使用的命令。',
    cause: '阿里云在实例的流量中检测到这些命令。',
    next: '如应用负责人同意，请勾选强制变配后重新提交。',
  },
  use_global_instance_flow: {
    title: '该实例属于全球多活分布式实例。',
    cause: '不能单独变更其规格。',
    next: '请在控制台变更分布式实例。',
  },
  clear_billing_state: {
    title: '实例的计费状态异常。',
    cause: '可能已过期、被锁定或没有有效订单。',
    next: '请账号所有者续费或提交工单。',
  },
  wait_for_metadata: {
    title: '阿里云尚未采集到实例的最新数据。',
    cause: '刚完成其他变更时会出现。',
    next: '机器人会自动重试；如持续出现，请几分钟后重新提交。',
  },
  wait_for_instance: {
    title: '实例正忙。',
    cause: '有其他任务或订单正在执行。',
    next: '请在状态恢复为 Normal 后重新提交。',
  },
  fix_major_version: {
    title: '引擎版本与变更不匹配。',
    cause: '新规格不支持该引擎版本。',
    next: '请机器人维护者检查发送的版本。',
  },
  upgrade_minor_version: {
    title: '引擎小版本过低。',
    cause: '该变更需要更新的小版本。',
    next: '请账号所有者在控制台升级小版本，然后重新提交。',
  },
  release_direct_connection: {
    title: '直连地址阻碍变更。',
    cause: '有直连地址的实例不能变更为该规格。',
    next: '请释放直连地址，或选择其他规格。',
  },
  stop_dts_sync: {
    title: 'DTS 同步任务正在运行。',
    cause: '数据同步期间不能变更规格。',
    next: '请停止同步任务，然后重新提交。',
  },
  choose_other_class: {
    title: '当前可用区或计费方式不提供该规格。',
    cause: '该可用区、计费方式或分片数没有该规格出售。',
    next: '请选择其他规格。',
  },
  out_of_stock: {
    title: '该规格在可用区内已售罄。',
    cause: '阿里云暂无库存。',
    next: '请选择其他规格，或稍后重试。',
  },
  not_possible_here: {
    title: '该类实例不支持这项变更。',
    cause: '阿里云拒绝了对该实例的变更。',
    next: '请选择其他规格，或提交工单并附上下方的错误码。',
  },
  instance_gone: {
    title: '未找到实例。',
    cause: '实例已释放，或在其他账号或地域。',
    next: '请检查 ID 和地域。',
  },
  clear_account_restriction: {
    title: '账号受限。',
    cause: '实名认证、风控或金融云的限制禁止下单。',
    next: '请账号所有者联系阿里云解决。',
  },
  drop_temporary_bandwidth: {
    title: '实例有临时带宽。',
    cause: '临时带宽有效期内无法询价。',
    next: '请在临时带宽结束后重新提交。',
  },
  check_coupon: {
    title: '优惠券不可用。',
    cause: '优惠券不存在，或不满足使用条件。',
    next: '请更换优惠券或不使用优惠券，然后重新提交。',
  },
  ask_billing: {
    title: '计费系统拒绝了订单。',
    cause: '下方的错误码来自计费系统。',
    next: '请账号所有者查看费用与成本。',
  },
  grant_permission: {
    title: '机器人缺少权限。',
    cause: 'RAM 策略不允许对该实例执行此操作。',
    next: '请机器人维护者授予缺少的权限；README 列出了所需的全部权限。',
  },
  fix_credentials: {
    title: '机器人的凭证无效。',
    cause: 'AccessKey 不存在、已禁用或有误。',
    next: '请机器人维护者更换 AccessKey。',
  },
  refresh_credentials: {
    title: '机器人的凭证已过期。',
    cause: '临时凭证有效期较短。',
    next: '机器人会自动更新凭证并重试。',
  },
  fix_clock: {
    title: '机器人的时钟不准。',
    cause: '阿里云只接受最近几分钟内的请求。',
    next: '请机器人维护者同步时钟（NTP）。',
  },
  wrong_site: {
    title: '账号属于阿里云的另一站点（中国站/国际站）。',
    cause: '两个站点的计费接口不同。',
    next: '请机器人维护者修正配置中该账号的 `site`。',
  },
  fix_endpoint: {
    title: '接口地址有误。',
    cause: '该地址不提供所调用的 API，或配置中没有该账号。',
    next: '请机器人维护者修正配置中的 `endpoints` 和 `accounts`。',
  },
  slow_down: {
    title: '调用过于频繁。',
    cause: '阿里云的 API 限额由账号下的所有工具共用。',
    next: '机器人会降低频率并重试。',
  },
  cloud_unreachable: {
    title: '无法连接阿里云。',
    cause: '连接失败，请求未到达。',
    next: '机器人会自动重试；如持续出现，请机器人维护者检查网络。',
  },
  outcome_unclear: {
    title: '未收到响应。',
    cause: '调用可能已执行，也可能未执行。',
    next: '机器人会先核实实例和订单，再发送其他请求。',
  },
  sent_before: {
    title: '此前已收到相同请求。',
    cause: '该调用此前已到达阿里云。',
    next: '机器人正在查找对应的订单，不会发送新请求。',
  },
  bot_defect: {
    title: '机器人发送了无效请求。',
    cause: '这是机器人的缺陷。',
    next: '请将下方的错误码告知机器人维护者。',
  },
  unrecognised: {
    title: '阿里云返回了未知错误码。',
    cause: '机器人不认识该错误码，已查找但未发现订单。',
    next: '请先查明该错误码的含义，再重新提交。',
  },
} as const;

export const turn = {
  requester: '申请人',
  approver: '审批人',
  account_owner: '阿里云账号所有者',
  operator: '机器人维护者',
} as const;
