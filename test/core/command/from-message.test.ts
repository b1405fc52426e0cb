import { expect, it } from 'vitest';
import { requestFromMessage } from '../../../src/core/command/from-message.ts';

it.each([
  ['r-bp1zxszhcgatnx is at 91%', 'r-bp1zxszhcgatnx'],
  ['ALERT instance=R-BP1ZXSZHCGATNX.', 'r-bp1zxszhcgatnx'],
  ['redis://r-bp1zxszhcgatnx-pd.redis.rds.aliyuncs.com:6379', 'r-bp1zxszhcgatnx'],
  ['r-bp1zxszhcgatnxpd.redis.rds.aliyuncs.com:6379 memory 91%', 'r-bp1zxszhcgatnx'],
  ['r-bp1zxszhcgatnx at r-bp1zxszhcgatnxpd.redis.rds.aliyuncs.com', 'r-bp1zxszhcgatnx'],
  ['<https://kvstore.console.aliyun.com/#/detail/r-bp1zxszhcgatnx/Normal|open>', 'r-bp1zxszhcgatnx'],
  ['r-bp1zxszhcgatnx, once more r-bp1zxszhcgatnx', 'r-bp1zxszhcgatnx'],
  ['an r-squared of 0.9 for r-bp1zxszhcgatnx', 'r-bp1zxszhcgatnx'],
  ['r-bp1zxszhcgatnx and r-bp1sessions', undefined],
  ['super-bp1zxszhcgatnx', undefined],
  ['request rr-7k3f9qx2 waits', undefined],
  ['nothing here', undefined],
])('“%s” is about %s', (text, instanceId) => {
  expect(requestFromMessage(text)).toEqual({ kind: 'request', instanceId, flags: {} });
});
