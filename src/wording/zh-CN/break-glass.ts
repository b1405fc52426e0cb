export const breakGlass = {
  title: '紧急变更：{{name}}',
  offer: '🚨 *紧急情况下*，规则“{{rule}}”仍允许这项变更。{{need}}',
  waits: '本申请要等到 {{until}} 才会下单。如果走紧急通道，紧急申请将取代它。',
  told: '紧急申请会在卡片上标明，并立即连同两个原因通知所有关注的频道。',
  late: '🚨 *紧急情况下*，规则“{{rule}}”仍允许这项变更。请重新提交表单，并让窗口保持打开：窗口中会出现紧急通道。',
  submit: '走紧急通道',
  confirm: {
    label: '紧急情况',
    option: '这是紧急情况，由我负责',
  },
  second_reason: {
    label: '为什么不能等？',
    hint: '至少 10 个字符。它会与表单中的原因一起显示。',
  },
  error: {
    confirm: '要走紧急通道请勾选此项，否则请关闭窗口。',
    second_reason: '请说明为什么不能等（10 到 500 个字符）。',
  },
  card: '🚨 *紧急变更*，依据规则“{{rule}}”。{{despite}}',
  first: '*原因*',
  second: '*为什么不能等*',
  marked: '🚨 {{text}}',
  approve: '同意这项紧急变更吗？',
  despite: {
    no_rule: '没有普通规则允许这项变更。',
    over_monthly_spend: '它会超出每月允许的支出。',
    spend_unknown: '未能读取本月支出。',
    does_not_fit: '新规格容纳不下实例的用量。',
    window: '现在不在规则的时间窗口内。',
    freeze: '现在是冻结期。',
  },
  thread: '🚨 *紧急变更：* {{who}} 申请越过通常的限制。{{despite}}',
  mirror:
    '🚨 *紧急变更：* {{who}} 申请将 {{name}} {{instance}} 从 {{from}} 变更为 {{to}}，依据规则“{{rule}}”。{{despite}}{{need}}',
  request: '申请 {{request}}',
} as const;
