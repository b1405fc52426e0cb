export const reply = {
  created: '✅ *{{id}} 已提交。* {{name}}：{{from}} → {{to}}。',
  createdCard: '卡片：{{link}}',
  createdIn: '卡片将发到 {{channel}}。',
  card: '打开卡片',
  createdWaits_other: '接下来：需要 {{groups}} 中 {{count}} 人同意，截止 {{until}}。结果会在卡片的消息列中通知您。',
  createdGoes: '接下来：无需审批。规则的时间窗口和冻结期允许后即下单，通常是马上。结果会在卡片的消息列中通知您。',
  deniedTitle: '不允许',
  denied: '⛔ *规则不允许对 {{name}} 做这项变更。*',
  deniedNext: '请修改上面列出的内容后重新提交，或请规则适用的人提交。`/redis-resize why` 可以直接查看规则的结论。',
  refusedTitle: '没有提交',
  refused: '⚠️ *没有提交任何申请。*',
  shut: '🚫 *您不能在这里使用这个机器人。*',
  createdTitle: '已提交',
  voted_other: '您的同意已计入。还需要 {{count}} 人。',
  rechecking: '已重新查看：{{id}} 现在的状态是“{{state}}”。',
  checked: '{{id}} 没有变化：检查于 {{at}}。价格：{{price}}。',
  renewed: '已重新查看：{{id}} 的情况有变。卡片将显示最新情况，之前的同意不再有效。',
  withdrawn: '{{id}} 已撤回。没有下单。',
  outdated: '这条消息已过时：它的按钮属于旧版本。请用 `/redis-resize status` 查看当前情况。',
  cardRefused:
    '⚠️ {{id}} 已记录，但卡片无法发到 {{channel}}（{{reason}}），暂时没有人能看到。请在那里用 {{invite}} 邀请我，卡片随后会自动发出。',
  notStored: '可能没能及时保存。请查看卡片；如果没有变化，请再做一次：只算一次。',
  outdatedTitle: '已过时',
  outdatedView: '这个窗口已过时。请关闭后重新使用 `/redis-resize`。',
  broken: '😵 出现了问题，已记入日志，编号 {{reference}}。如果涉及某个申请，请以它的卡片为准。',
  brokenTitle: '出现了问题',
  lateForm: '没能及时打开表单。请重新发送命令：',
  lateButton: '没能及时打开窗口。请再按一次按钮。',
} as const;

export const read = {
  statusNone: '您没有进行中的申请。`/redis-resize list` 显示所有人的，`/redis-resize history` 显示以前的。',
  historyNone: '这里还没有申请。用 `/redis-resize r-… 规格` 提交一个。',
  statusNoneOf: '{{instance}} 没有申请。',
  noRequest: '没有申请 {{id}}。',
  line: '{{link}} *{{name}}* {{instance}}\n{{from}} → {{to}} · {{who}} · {{at}}\n{{state}}',
  listTitle: '进行中的申请',
  listNone: '没有进行中的申请。',
  listMore: '这是最新的 {{count}} 个。',
  historyTitle: '{{instance}} 的历史',
  historyTitleAll: '最近的申请',
  whyHow: '执行方式：{{flags}}。',
  whyFree: '无需审批。',
  whyNeeds_other: '需要 {{groups}} 中 {{count}} 人同意。',
  whyDenied: '⛔ *不允许：* {{name}}，{{from}} → {{to}}。',
  whyNothing: '没有提交任何申请。',
  price: '价格：{{price}}',
  allowed: '允许',
} as const;

export const help = {
  title: '变更 Redis 规格',
  body:
    '`/redis-resize` 打开表单\n' +
    '`/redis-resize r-bp1… redis.master.mid.default` 打开已填好的表单\n' +
    '`/redis-resize status [ID 或实例]` 查看申请的进展\n' +
    '`/redis-resize list` 进行中的申请和已锁定的实例\n' +
    '`/redis-resize history [实例]` 以前的申请及其结果\n' +
    '`/redis-resize withdraw &lt;ID&gt;` 撤回自己的申请\n' +
    '`/redis-resize why &lt;实例&gt; &lt;规格&gt;` 查看规则的结论，不提交申请\n' +
    '`/redis-resize lock &lt;实例&gt; &lt;原因&gt;` 在 `unlock &lt;实例&gt;` 之前不为它下单\n' +
    '`/redis-resize locks` 已锁定的实例、锁定人和原因',
  flags:
    '`--no-auto-pay` 订单不付款，之后在控制台付款\n' +
    '`--coupon none|best|&lt;优惠码&gt;` 使用哪张优惠券\n' +
    '`--at now|maintain` 立即执行，或在维护时间执行\n' +
    '`--force` 即使新规格不支持正在使用的命令也执行\n' +
    '`--business-info &lt;内容&gt;` 活动或业务信息，原样传递\n' +
    '`--region &lt;地域&gt;` 在哪里查找实例\n' +
    '`--reason "…"` 展示给审批人',
  note: '申请先按规则检查，等待需要同意的人，然后只下单一次。如果有紧急情况的规则可用，表单的答复中会给出。',
} as const;

export const invalid = {
  title: '没有看懂这条命令：',
  form: '正确的写法：{{form}}',
  nearest: '您是不是想写 {{nearest}}？',
  help: '`/redis-resize help` 显示全部用法。',
  unknown_flag: '{{found}} 不是这里的选项。',
  missing_value: '{{found}} 需要一个值。',
  bad_value: '{{found}} 不是可用的值。',
  too_long: '{{found}} 太长（最多 100 个字符）。',
  repeated_flag: '{{found}} 出现了两次。',
  unknown_word: '{{found}} 不是这条命令的用词。',
  not_an_instance: '{{found}} 不是实例 ID（例如 `r-bp1zxszhcgatnx`）。',
  not_a_class: '{{found}} 不是实例规格（例如 `redis.master.mid.default`）。',
  not_a_request_id: '{{found}} 不是申请 ID（例如 `rr-7k3f9qx2`）。',
  missing_argument: '缺少内容。',
  missing_reason: '缺少原因：其他人需要知道为什么锁定。',
  too_many: '{{found}} 是多余的。',
  unclosed_quote: '引号没有闭合：{{found}}',
} as const;
