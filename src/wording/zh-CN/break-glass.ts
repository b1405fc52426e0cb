export const breakGlass = {
  title: '紧急变更：{{name}}',
  offer: '🚨 *紧急情况下*，规则“{{rule}}”仍允许该变更。{{need}}',
  waitsOpen: '该申请暂缓，直至解除冻结。发起紧急变更后，将由紧急申请取代。',
  waits: '该申请暂缓至 {{until}}。发起紧急变更后，将由紧急申请取代。',
  told: '卡片会标明紧急变更，并立即将两个原因通知审计频道。',
  late: '🚨 *紧急情况下*，规则“{{rule}}”仍允许该变更。请重新提交表单，并保持窗口打开，以发起紧急变更。',
  submit: '发起紧急变更',
  confirm: {
    label: '紧急情况',
    option: '这是紧急情况，由我负责',
  },
  second_reason: {
    label: '为什么不能等？',
    hint: '至少 10 个字符，与原申请原因一同显示。',
  },
  error: {
    confirm: '如需发起紧急变更请勾选此项，否则请关闭窗口。',
    second_reason: '请说明为什么不能等（10 到 500 个字符）。',
  },
  card: '🚨 *紧急变更*（规则“{{rule}}”）。{{despite}}',
  first: '*原因*',
  second: '*为什么不能等*',
  marked: '🚨 {{text}}',
  approve: '同意这项紧急变更吗？',
  despite: {
    no_rule: '没有普通规则允许该变更。',
    over_monthly_spend: '超出每月支出限额。',
    spend_unknown: '无法读取本月支出。',
    price_unknown: '无法读取价格，而每月支出限额需要价格。',
    does_not_fit: '新规格容纳不下近期的内存用量。',
    window: '不在变更窗口内。',
    freeze: '处于冻结期。',
  },
  thread: '🚨 *紧急变更：* {{who}} 发起紧急变更，绕过常规限制。{{despite}}',
  mirror:
    '🚨 *紧急变更：* {{who}} 申请变更 {{name}} {{instance}} 的规格：{{from}} → {{to}}（规则“{{rule}}”）。{{despite}}{{need}}',
  mirrorProlongs:
    '🚨 *紧急变更：* {{who}} 申请 {{name}} {{instance}} 保留 {{to}} 至 {{at}}（原为 {{was}}；规则“{{rule}}”）。{{despite}}{{need}}',
  request: '申请 {{request}}',
} as const;
