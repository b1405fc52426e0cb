import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { expect, it } from 'vitest';
import { BODY_LIMIT, onlySigned } from '../../../src/slack/entry/signed.ts';
import { NOON } from '../../builders.ts';

it('bodies that look signed fill a bounded memory, and are read again when some are gone', async () => {
  const refused: string[] = [];
  const listener = onlySigned(
    {
      signingSecret: 'secret',
      now: () => NOON,
      claim: () => Promise.resolve(true),
      refused: (reason) => void refused.push(reason),
    },
    () => undefined,
  );
  const headers = {
    'content-type': 'application/json',
    'x-slack-signature': `v0=${'0'.repeat(64)}`,
    'x-slack-request-timestamp': String(NOON.getTime() / 1000),
  };
  const almost = Buffer.alloc(BODY_LIMIT - 1, 32);
  const sends = () => {
    const request = new IncomingMessage(new Socket());
    Object.assign(request.headers, headers);
    listener(request, new ServerResponse(request));
    request.push(almost);
    return request;
  };

  const open = Array.from({ length: 40 }, sends);
  await expect.poll(() => refused).toEqual(Array.from({ length: 8 }, () => 'too_busy'));
  for (const request of open) request.destroy();
  await expect.poll(() => refused.filter((reason) => reason === 'cut_off')).toHaveLength(32);
  sends().push(null);
  await expect.poll(() => refused.at(-1)).toBe('forged');
});
