export const internal = {
  InstanceGone: {
    title: '实例不存在了。',
    cause: '准备下单时没有找到它。没有下单。',
    next: '请确认它是否已被释放。',
  },
  ClassMoved: {
    title: '实例的规格在此期间改变了。',
    cause: '它已不是提交申请时的规格。没有下单。',
    next: '请查看实例，如仍需要变更请重新申请。',
  },
  PriceMoved: {
    title: '价格在此期间改变了。',
    cause: '变化超出了配置允许的范围。没有下单。',
    next: '请查看新价格，如仍需要变更请重新申请。',
  },
  FactsUnreadable: {
    title: '未能再次读取实例或规则所需的信息。',
    cause: '无法核实的信息不会用来下单。没有下单。',
    next: '请过几分钟重新申请。',
  },
  FactsMoved: {
    title: '在尝试下单期间，实例、价格或规则发生了变化。',
    cause: '将要执行的已不是当初同意的内容。没有下单。',
    next: '请查看实例后重新申请。',
  },
  DoesNotFit: {
    title: '新规格已经太小。',
    cause: '它容纳不下实例近期的用量。没有下单。',
    next: '请申请更大的规格。',
  },
  NoLongerAllowed: {
    title: '规则已不再允许这项变更。',
    cause: '规则在同意之后、下单之前有改动。没有下单。',
    next: '用 `/redis-resize why` 查看现在的要求。',
  },
  PriceUnreadable: {
    title: '未能再次读取价格。',
    cause: '没有人看过的价格不会下单。没有下单。',
    next: '请过几分钟重新申请。',
  },
  AlreadyTargetClass: {
    title: '实例已经是新规格。',
    cause: '已有其他人变更。没有下单。',
    next: '不需要做任何事。',
  },
  InstanceNotReady: {
    title: '实例太久不是 Normal 状态。',
    cause: '只有 Normal 状态的实例才能下单。没有下单。',
    next: '请在状态为 Normal 后重新申请。',
  },
  ClassNotAsAsked: {
    title: '订单没有生效。',
    cause: '阿里云显示订单已完成，但实例仍是原来的规格。',
    next: '请账号所有者在控制台查看订单及其费用，然后再重新申请。',
  },
  ClassChangedElsewhere: {
    title: '规格被其他人或其他系统改变了。',
    cause: '在本申请的订单之后，另一个订单、控制台操作或自动弹性伸缩（DAS）改变了它。',
    next: '请实例负责人弄清是谁改变的；新的申请以实例现在的规格为起点。',
  },
  InstanceReleased: {
    title: '实例不存在了。',
    cause: '订单已经提交，但在确认变配完成之前，实例已经找不到了。',
    next: '请确认它是否已被释放，并查看订单的状态。',
  },
  OrderNotFound: {
    title: '没有找到订单。',
    cause: '下单的答复丢失，也没有找到对应的订单。',
    next: '请在控制台查看订单，然后重新申请。',
  },
  OverMonthlySpend: {
    title: '这个订单会超出每月限额。',
    cause: '计入该限额的其他订单先下了单。没有下单。',
    next: '请下个月再申请，或联系维护限额（`limits.monthlySpend`）的人。',
  },
  InstanceLocked: {
    title: '在尝试下单期间，实例被锁定。',
    cause: '前几次尝试没有到达阿里云，而锁定持续太久。没有下单。',
    next: '请在实例解锁后重新申请。',
  },
} as const;
