export const naming = {
  several: '有多个实例与 {{typed}} 匹配，请选择：',
  unsure: '{{typed}} 与以下实例匹配，但部分地域未能读取。是这个实例吗？',
  none: {
    touchable: '您可变配的实例中没有与 {{typed}} 匹配的。请用 `/redis-resize` 打开表单搜索。',
    seen: '您可查看的实例中没有与 {{typed}} 匹配的。请检查名称或 ID。',
    lockable: '您可锁定的实例中没有与 {{typed}} 匹配的。请检查名称或 ID。',
  },
  region: '仅在 {{region}} 中查找；不带 `--region` 时查找所有地域。',
  near: '您是否想输入：',
  command: '您是否想输入 {{command}}？',
  unread: '⚠️ 未能读取：{{places}}，可能还有其他实例。',
  more: '仅显示前 {{count}} 个，请多输入几个字。',
  choose: '选择',
  retype: '请用其中一个实例 ID 重新发送命令。',
  elsewhere: '请在刚发送给您的消息中选择实例。',
} as const;

export const sizing = {
  none: '该实例没有 {{sizing}} 的可选规格（同系列、同架构、同分片数）。',
  nearest: '最接近的规格：{{nearest}}。',
  several: '有多个规格与 {{sizing}} 匹配：{{classes}}。请选择其一。',
  same: '实例已是 {{sizing}}。',
  unread: '未能查询 {{sizing}} 对应的规格，请输入完整规格名。',
  later: '要变更到 {{sizing}}，请先选择实例，再选择规格。',
} as const;
