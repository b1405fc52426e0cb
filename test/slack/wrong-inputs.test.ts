import { describe, expect, it } from 'vitest';
import { readable } from '../../sandbox/slack/mrkdwn.ts';
import { aRequest, DEV, SRE } from '../builders.ts';
import { eventually, MID, openEdge, ORDERS } from './edge.ts';

/** What is typed, and what the answer says of it to Ana in English and to Li in Chinese. */
const ANSWERS: readonly (readonly [text: string, english: readonly string[], chinese: readonly string[]])[] = [
  [
    '-h',
    ['Resize Redis instance', '/redis-resize withdraw <id>'],
    ['变更 Redis 实例规格', '/redis-resize withdraw <申请ID>'],
  ],
  ['帮助', ['Resize Redis instance'], ['变更 Redis 实例规格', '扩容、状态、列表、历史、撤回']],
  [
    'orders-cache plenty',
    [
      'plenty is not a class (tair.rdb.4g), size (4GB), step (+1) or preset.',
      'To search instances by name and pick a class from a list, open the form with /redis-resize.',
      'Usage: /redis-resize [instance] [class] [options]',
    ],
    ['plenty 不是规格', '用法：/redis-resize [实例] [规格] [选项]'],
  ],
  [
    `stauts ${ORDERS}`,
    ['Unknown argument stauts. Did you mean status?'],
    ['无法识别的参数 stauts。', '您是否想输入 status？'],
  ],
  [
    `${ORDERS} ${MID} --when tonight`,
    ['--when is not an option of this command. Did you mean --at now|maintain?'],
    ['--when 不是该命令的选项。', '--at now|maintain'],
  ],
  [
    `${ORDERS} ${MID} --at tonight`,
    ['--at must be now or maintain (got tonight).'],
    ['--at 只能是 now 或 maintain（输入的是 tonight）。'],
  ],
  [
    `${ORDERS} ${MID} --reason need more memory`,
    ['Put text with spaces in quotes: --reason "need more memory"'],
    ['含空格的内容请加引号：--reason "need more memory"'],
  ],
  [
    'approve rr-7k3f9qx2',
    ['press Approve on its card. /redis-resize status rr-7k3f9qx2 links to the card.'],
    ['点击“同意”。/redis-resize status rr-7k3f9qx2 可打开卡片。'],
  ],
  [
    'cancel rr-7k3f9qx2',
    ['To take back your own request, use /redis-resize withdraw rr-7k3f9qx2.'],
    ['撤回自己的申请请用 /redis-resize withdraw rr-7k3f9qx2。'],
  ],
  [
    'withdraw',
    ['Missing: request ID.', 'Your open requests:', '/redis-resize withdraw rr-00000sre orders-cache'],
    ['缺少参数：申请 ID。', '您进行中的申请：', '/redis-resize withdraw rr-00000dev orders-cache'],
  ],
  [`why ${ORDERS}`, ['Missing: class, size or step.'], ['缺少参数：规格、内存大小或档位。']],
];

const OWN = [
  aRequest({ id: 'rr-00000sre', requester: SRE }),
  aRequest({ id: 'rr-00000dev', requester: DEV }),
  aRequest({ id: 'rr-0changes', requester: DEV, state: 'changing' }),
];

describe('a wrong command', () => {
  it.each(ANSWERS)('%s is repeated and answered in the language of who typed it', async (text, english, chinese) => {
    const { sre, dev, slack } = await openEdge({
      desk: {
        requests: (person) => Promise.resolve(OWN.filter(({ requester }) => requester.userId === person.userId)),
      },
    });
    for (const [person, wanted] of [
      [sre, english],
      [dev, chinese],
    ] as const) {
      const before = slack.messages('#payments').length;
      await person.types(`/redis-resize ${text}`, { in: '#payments' });
      const message = await eventually(() => slack.messages('#payments')[before]);
      const answer = readable(message, slack.users);
      for (const sentence of wanted) expect(answer).toContain(sentence);
      if (!['-h', '帮助'].includes(text)) expect(answer).toContain(`\n/redis-resize ${text}\n`);
      expect(answer).not.toContain('rr-0changes');
    }
  });

  it('is repeated without its markup coming to life', async () => {
    const { sre, slack } = await openEdge();
    await sre.types('/redis-resize <!channel> `x` banana', { in: '#payments' });
    const [message] = [await eventually(() => slack.messages('#payments')[0])];
    expect(JSON.stringify(message.blocks)).not.toContain('<!channel>');
  });
});
