/** The form while the cloud does not answer: it opens at once, says what is missing, and can be sent. */
import { afterEach, describe, expect, it } from 'vitest';
import { MID, openStage, ORDERS, type Stage } from './stage.ts';

let stage: Stage;
afterEach(() => stage.close());

const seen = () => stage.sre.sees().join('\n');

describe.each([
  { hangs: ['DescribeInstanceAttribute'], says: /Instance details haven't loaded yet/ },
  { hangs: ['DescribePrice'], says: /Price {2}Not loaded yet: Alibaba Cloud hasn't answered/ },
  { hangs: ['DescribeAvailableResource'], says: /Available classes couldn't be read/ },
  {
    hangs: ['DescribeHistoryMonitorValues', 'DescribeMetricList'],
    says: /Peak usage, last 7 days\nNot loaded yet: Alibaba Cloud hasn't answered/,
  },
])('while $hangs hangs', ({ hangs, says }) => {
  it('the form opens at once, says so, and can be sent', async () => {
    stage = await openStage({ cloudTimeouts: { readMs: 4_000 } });
    for (const action of hangs) stage.cloud.fault({ action, kind: 'hang', times: 1 });
    const typed = await stage.sre.types(`/redis-resize ${ORDERS} ${MID}`, { in: '#payments' });
    expect(typed.ackMs).toBeLessThan(500);
    await stage.sre.waitsForModal('Resize Redis instance', { timeoutMs: 1_000 });
    await expect.poll(seen, { timeout: 4_500, interval: 50 }).toMatch(says);
    await stage.sre.fills({ reason: 'Peak memory is at 71 %' });
    expect(await stage.sre.submits()).toMatchObject({ ok: true });
    // The request itself reads everything anew.
    await stage.reaches('pending');
  });
});

describe('what comes late', () => {
  it('is on the form all the same', async () => {
    stage = await openStage();
    stage.cloud.fault({ action: 'DescribePrice', kind: 'delay', ms: 3_500, times: 1 });
    await stage.sre.types(`/redis-resize ${ORDERS} ${MID}`, { in: '#payments' });
    await stage.sre.waitsFor('71% of 1 GB');
    await stage.sre.waitsFor("Not loaded yet: Alibaba Cloud hasn't answered");
    await stage.sre.waitsFor('to pay now for the rest of the term');
    expect(seen()).not.toContain('Not loaded yet');
  });
});
