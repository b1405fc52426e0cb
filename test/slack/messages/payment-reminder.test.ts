import { describe, expect, it } from 'vitest';
import { threadLine } from '../../../src/slack/messages/thread-line.ts';
import { anInstance, aRequest, NOON } from '../../builders.ts';
import { aSetting, LOCALES } from '../corpus.ts';

describe('the reminder of an unpaid order', () => {
  it.each(
    LOCALES.flatMap((locale) => [
      [locale, 'main', 'https://usercenter2.aliyun.com/order/list'] as const,
      [locale, 'intl', 'https://usercenter2-intl.aliyun.com/order/list'] as const,
    ]),
  )('in %s mentions the requester and links to the orders of the site of %s', (locale, account, url) => {
    const request = aRequest({ state: 'awaiting_payment', before: anInstance({ account }) });
    const event = {
      ...{ seq: 1, requestId: request.id, at: NOON.toISOString(), data: {} },
      ...({ kind: 'payment_reminded', actor: 'bot' } as const),
    };
    const line = threadLine(request, event, aSetting(locale));
    expect(line?.text).toContain('<@U0DEV1>');
    expect(line?.text).toContain(`<${url}|`);
  });
});
