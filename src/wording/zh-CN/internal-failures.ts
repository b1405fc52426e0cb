export const internal = {
  InstanceGone: {
    title: '实例已不存在。',
    cause: '准备下单时未找到实例。未下单。',
    next: '请确认实例是否已释放。',
  },
  ClassMoved: {
    title: '实例规格在此期间已变化。',
    cause: '当前规格与申请时不同。未下单。',
    next: '请查看实例，如仍需变更请重新提交。',
  },
  PriceMoved: {
    title: '价格在此期间已变化。',
    cause: '变化超出配置允许的范围。未下单。',
    next: '请查看新价格，如仍需变更请重新提交。',
  },
  FactsUnreadable: {
    title: '无法再次核实实例或审批人。',
    cause: '机器人只对能核实的内容下单。未下单。',
    next: '请几分钟后重新提交。',
  },
  FactsMoved: {
    title: '两次尝试下单之间，实例、价格或规则已变化。',
    cause: '订单将与批准的内容不符。未下单。',
    next: '请查看实例后重新提交。',
  },
  DoesNotFit: {
    title: '新规格现在已太小。',
    cause: '容纳不下实例近期的用量。未下单。',
    next: '请申请更大的规格。',
  },
  NoLongerAllowed: {
    title: '规则不再允许该变更。',
    cause: '规则在批准后、下单前有改动。未下单。',
    next: '请用 `/redis-resize why` 查看当前要求。',
  },
  RequesterGone: {
    title: '申请人已无法使用本机器人。',
    cause: '提交申请后，其账号被停用或失去权限。未下单。',
    next: '如仍需变配，请由其他人重新申请。',
  },
  PriceUnreadable: {
    title: '无法再次核实价格。',
    cause: '价格无法确认。未下单。',
    next: '请几分钟后重新提交。',
  },
  AlreadyTargetClass: {
    title: '实例已是新规格。',
    cause: '已通过其他途径变更。未下单。',
    next: '无需任何操作。',
  },
  OtherOrderUnderWay: {
    title: '其他订单或任务占用实例时间过长。',
    cause: '实例有未完成或未支付的订单，或有正在执行的任务。未下单。',
    next: '请在控制台完成或取消后重新提交。',
  },
  InstanceNotReady: {
    title: '实例长时间未恢复为 Normal 状态。',
    cause: '只有 Normal 状态的实例才能下单。未下单。',
    next: '请在状态恢复为 Normal 后重新提交。',
  },
  ClassNotAsAsked: {
    title: '订单未生效。',
    cause: '阿里云显示订单已完成，但实例仍是原规格。',
    next: '请账号所有者在控制台核实订单及费用，然后再重新提交。',
  },
  ClassChangedElsewhere: {
    title: '规格已通过其他途径变更。',
    cause: '本申请下单后，其他订单、控制台操作或自动弹性伸缩（DAS）变更了规格。',
    next: '请实例负责人查明变更来源；新的申请以当前规格为起点。',
  },
  InstanceReleased: {
    title: '实例已不存在。',
    cause: '已下单，但在核实变更完成前，实例已找不到。',
    next: '请确认实例是否已释放，并查看订单状态。',
  },
  OrderNotFound: {
    title: '未找到订单。',
    cause: '下单未收到响应，也未找到对应的订单。',
    next: '请在控制台查看订单，然后重新提交。若订单延迟出现，会在消息列中通知。',
  },
  OrderUnsure: {
    title: '找到了该实例的订单，但订单未注明规格。',
    cause: '它可能属于本申请，也可能是他人的订单。',
    next: '请在控制台核实，然后点击卡片上的“确认结果”。',
  },
  OverMonthlySpend: {
    title: '该订单将超出每月限额。',
    cause: '计入该限额的其他订单已先下单。未下单。',
    next: '请下个月重新提交，或联系限额（`limits.monthlySpend`）的负责人。',
  },
  UntilPassed: {
    title: '临时变更的截止时间已过。',
    cause: '变更生效前已到恢复时间。未下单。',
    next: '如仍需变更，请以更晚的时间重新提交。',
  },
  ReturnTooDear: {
    title: '恢复的价格高于获批的上限。',
    cause: '临时变更的审批仅在上限内涵盖其恢复。未下单。',
    next: '请重新申请原规格，由审批人确认价格。',
  },
  NoReturnPlanned: {
    title: '已没有可调整的恢复计划。',
    cause: '恢复在此期间已执行、取消或被其他申请替代。未做任何变更。',
    next: '如仍需该规格，请重新申请。',
  },
  InstanceLocked: {
    title: '两次尝试下单之间，实例被锁定。',
    cause: '此前的尝试未到达阿里云，且锁定时间过长。未下单。',
    next: '请在实例解锁后重新提交。',
  },
} as const;
