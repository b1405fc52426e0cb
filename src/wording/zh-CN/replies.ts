export const reply = {
  created: '✅ *申请 {{id}} 已提交。* {{name}}：{{from}} → {{to}}。',
  createdCard: '卡片：{{link}}',
  createdIn: '卡片将发到 {{channel}}。',
  card: '打开卡片',
  createdWaits_other: '下一步：需 {{groups}} 中 {{count}} 人同意，截止 {{until}}。进展会发到卡片的消息列。',
  createdGoes: '下一步：无需审批。变更窗口和冻结期允许后即下单，通常立即执行。进展会发到卡片的消息列。',
  deniedTitle: '不允许',
  denied: '⛔ *规则不允许对 {{name}} 作该变更。*',
  deniedNext: '请按上述内容调整后重新提交，或请有权限的同事提交。`/redis-resize why` 只检查变更，不提交申请。',
  refusedTitle: '未提交',
  refused: '⚠️ *未提交任何申请。*',
  shut: '🚫 *您不能在这里使用该机器人。*',
  createdTitle: '已提交',
  voted_other: '已记录您的同意，还需 {{count}} 人同意。',
  rechecking: '已刷新：{{id}}，当前状态：{{state}}。',
  checked: '{{id}} 没有变化（检查于 {{at}}）。价格：{{price}}。',
  renewed: '已刷新：{{id}} 有变化。卡片已显示最新信息，此前的同意不再有效。',
  withdrawn: '{{id}} 已撤回，未下单。',
  outdated: '这条消息来自机器人的旧版本。请用 `/redis-resize status` 查看当前状态。',
  cardRefused:
    '⚠️ {{id}} 已保存，但卡片无法发到 {{channel}}（{{reason}}），目前无人能看到。请在该频道用 {{invite}} 邀请机器人，之后卡片会自动发出。',
  notStored: '可能未及时保存。请查看卡片；如无变化请重试，不会重复计入。',
  outdatedTitle: '已失效',
  outdatedView: '该窗口已失效。请关闭后重新执行 `/redis-resize`。',
  broken: '😵 出现问题（编号 {{reference}}）。如涉及某个申请，其实际状态以卡片为准。',
  brokenTitle: '出现问题',
  lateForm: '表单未能及时打开。请重新发送命令：',
  lateButton: '窗口未能及时打开。请再次点击按钮。',
} as const;

export const read = {
  statusNone: '您没有进行中的申请。`/redis-resize list` 查看所有人的申请，`/redis-resize history` 查看历史申请。',
  historyNone: '暂无申请。用 `/redis-resize r-… 规格` 提交。',
  statusNoneOf: '{{instance}} 没有申请。',
  noRequest: '没有申请 {{id}}。',
  line: '{{link}} *{{name}}* {{instance}}\n{{from}} → {{to}} · {{who}} · {{at}}\n{{state}}',
  listTitle: '进行中的申请',
  listNone: '没有进行中的申请。',
  listMore: '仅显示最新 {{count}} 个。',
  historyTitle: '{{instance}} 的历史',
  historyTitleAll: '最近的申请',
  whyHow: '选项：{{flags}}。',
  whyFree: '无需审批。',
  whyNeeds_other: '需 {{groups}} 中 {{count}} 人同意。',
  whyDenied: '⛔ *不允许：* {{name}}，{{from}} → {{to}}。',
  whyNothing: '未提交任何申请。',
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
