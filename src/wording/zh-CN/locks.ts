export const lock = {
  locked: '🔒 *{{instance}} 已锁定。* 执行 `/redis-resize unlock {{id}}` 解锁前不会下单。',
  holds: '{{request}}（{{state}}）将等待解锁。',
  tooLate: '{{request}} 不受影响（状态：{{state}}）：锁定无法阻止已提交的订单。',
  already: '{{who}} 已锁定 {{instance}}（{{at}}）。原锁定及原因保持不变：',
  unlocked: '🔓 *{{instance}} 已解锁。* 此前由 {{who}} 锁定（{{at}}）。',
  goesOn: '{{request}} 恢复执行。当前状态：{{state}}。',
  notLocked: '{{instance}} 未被锁定。`/redis-resize locks` 查看全部锁定。',
  mayNot: '只有 {{groups}} 可以锁定和解锁 {{instance}}。',
  nobody: '无人可以锁定或解锁 {{instance}}：配置中没有涵盖它的 `locks` 条目。',
  unknown: 'Slack 无法读取 {{groups}} 的成员，暂时无法锁定或解锁。请一分钟后重试。',
  refused: '⚠️ *未锁定或解锁任何实例。*',
  standing: '🔒 *已锁定*，{{who}}（{{at}}）：{{reason}}',
  stands: '🔒 *已批准，但实例被 {{who}} 锁定*（{{at}}）：{{reason}}。解锁后下单。',
  formLocked: '🔒 {{who}} 已锁定 {{instance}}（{{at}}）：{{reason}}。解锁前申请会被拒绝。',
  event: '🔒 {{by}} 锁定了 {{name}}：{{reason}}。解锁前不会下单。',
  eventLifted: '🔓 {{by}} 解锁了 {{name}}。',
  held: '暂缓下单：{{by}} 锁定了 {{name}}（{{reason}}）。解锁后下单。',
  title: '已锁定的实例',
  none: '没有锁定的实例。',
  line: '🔒 *{{name}}* {{instance}} · {{who}} · {{at}}',
  more: '仅显示最新 {{count}} 个。',
} as const;

export const news = {
  locked: '🔒 {{by}} 锁定了 {{name}} {{instance}}：{{reason}}',
  unlocked: '🔓 {{by}} 解锁了 {{name}} {{instance}}。',
  configTaken: '配置变更已生效，当前版本 {{version}}。',
  configRefused_other:
    '⚠️ *配置变更被拒绝，继续使用之前的版本。* 共 {{count}} 个问题，详见 `redis-resize check`。',
} as const;
