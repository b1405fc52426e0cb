export const lock = {
  locked: '🔒 *{{instance}} 已锁定。* 在有人执行 `/redis-resize unlock {{id}}` 之前，不会为它下单。',
  holds: '{{request}}（{{state}}）会等到解锁。',
  tooLate: '但 {{request}} 的状态已是“{{state}}”：已经发出的订单，锁定拦不住。',
  already: '{{instance}} 已被 {{who}} 于 {{at}} 锁定，原因如下，保持不变。',
  unlocked: '🔓 *{{instance}} 已解锁。* 此前由 {{who}} 于 {{at}} 锁定。',
  goesOn: '{{request}} 继续进行：{{state}}。',
  notLocked: '{{instance}} 没有被锁定。`/redis-resize locks` 显示已锁定的实例。',
  mayNot: '只有 {{groups}} 可以锁定和解锁 {{instance}}。',
  nobody: '没有人可以锁定或解锁 {{instance}}：配置中的 `locks` 没有涉及它。',
  unknown: 'Slack 没有告知谁属于 {{groups}}，暂时无人可以锁定或解锁。请一分钟后再试。',
  refused: '⚠️ *没有锁定或解锁任何实例。*',
  standing: '🔒 *已锁定*，{{who}}，{{at}}：{{reason}}',
  stands: '🔒 *已同意，但实例被 {{who}} 锁定*（{{at}}）：{{reason}}。解锁后继续进行。',
  formLocked: '🔒 {{instance}} 已被 {{who}} 于 {{at}} 锁定：{{reason}}。解锁之前提交的申请会被拒绝。',
  event: '🔒 {{by}} 锁定了 {{name}}：{{reason}}。解锁之前不会为它下单。',
  eventLifted: '🔓 {{by}} 解锁了 {{name}}。',
  held: '暂不下单：{{who}} 锁定了 {{name}}（{{reason}}）。解锁后继续进行。',
  title: '已锁定的实例',
  none: '没有锁定的实例。',
  line: '🔒 *{{name}}* {{instance}} · {{who}} · {{at}}',
  more: '这是最新的 {{count}} 个。',
} as const;

export const news = {
  locked: '🔒 {{by}} 锁定了 {{name}} {{instance}}：{{reason}}',
  unlocked: '🔓 {{by}} 解锁了 {{name}} {{instance}}。',
  configTaken: '配置已更改，版本 {{version}} 已生效。',
  configRefused_other:
    '⚠️ *更改后的配置有误，没有生效*，继续使用上一份正确的配置。共 {{count}} 个问题，用 `redis-resize check` 查看。',
} as const;
