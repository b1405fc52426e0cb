import { describe, expect, test } from 'vitest';
import { loadPolicy } from '../../src/config/load.ts';
import { BASE } from './base.ts';

describe('what is well written', () => {
  test('the shortest file is enough, and everything else has its default', () => {
    const loaded = loadPolicy(BASE, 'f');
    expect(loaded).toMatchObject({
      kind: 'ok',
      warnings: [],
      policy: {
        version: expect.stringMatching(/^[0-9a-f]{12}$/) as unknown,
        slack: { cards: undefined, mirror: [], locale: 'auto', teams: undefined },
        accounts: [{ site: 'china', endpoints: {}, credentials: { kind: 'default' } }],
        defaults: { autoPay: true, coupon: 'none', effectiveTime: 'Immediately', forceUpgrade: false },
        rules: [
          {
            line: 9,
            instances: { tags: { env: 'dev' } },
            change: {},
            flags: {},
            approval: { kind: 'none' },
            windows: [],
          },
          {
            line: 13,
            approval: {
              kind: 'quorum',
              parts: [{ from: ['sre'], count: 2 }],
              over: [],
              self: false,
              expiresMs: 86_400_000,
              remindMs: undefined,
              notify: [],
            },
          },
        ],
        freezes: [],
        limits: { openPerInstance: 1, monthlySpend: [], priceDrift: 0.05 },
      },
    });
  });

  test('a term that is not given is not there', () => {
    const loaded = loadPolicy(BASE, 'f');
    expect(loaded.kind === 'ok' && loaded.policy.rules.map(({ instances }) => Object.keys(instances))).toEqual([
      ['tags'],
      ['tags'],
    ]);
  });

  test('a Slack id stands for a group of one', () => {
    const loaded = loadPolicy(BASE.replace('[dev, sre]', '[dev, S0OPS, W0BOSS]'), 'f');
    expect(loaded).toMatchObject({
      kind: 'ok',
      policy: {
        groups: { S0OPS: [{ kind: 'usergroup', id: 'S0OPS' }], W0BOSS: [{ kind: 'user', id: 'W0BOSS' }] },
        rules: [{}, { who: ['dev', 'S0OPS', 'W0BOSS'] }],
      },
    });
  });

  test('anchors, one value for a list, roles, money of all kinds, a window without days', () => {
    const text = BASE.replace('who: [dev]', 'who: &them [dev]')
      .replace('who: [dev, sre]', 'who: *them')
      .replace(
        'regions: [cn-hangzhou]',
        'regions: [cn-hangzhou]\n    credentials: { roleArn: "acs:ram::12:role/x", externalId: y }',
      )
      .replace(
        'approval: none',
        'approval: none\n    flags: { autoPay: true, effectiveTime: MaintainTime }\n    change: { direction: upgrade, maxMemory: 1.5GB, maxPrice: "19.90" }\n    windows: [{ from: "22:00", to: "24:00", zone: UTC }]',
      )
      .replace('version: 1', 'version: 1\nlimits: { monthlySpend: { CNY: 0.5 }, priceDrift: 2.5% }');
    expect(loadPolicy(text, 'f')).toMatchObject({
      kind: 'ok',
      policy: {
        accounts: [{ credentials: { kind: 'role', roleArn: 'acs:ram::12:role/x', externalId: 'y' } }],
        rules: [
          {
            flags: { autoPay: [true], effectiveTime: ['MaintainTime'] },
            change: { direction: ['upgrade'], maxMemoryMb: 1536, maxPrice: '19.90' },
            windows: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], from: '22:00', to: '24:00' }],
          },
          { who: ['dev'] },
        ],
        limits: { monthlySpend: [{ currency: 'CNY', max: '0.5' }], priceDrift: 0.025 },
      },
    });
  });

  test('the version tells two texts apart', () => {
    const version = (text: string): unknown => {
      const loaded = loadPolicy(text, 'f');
      return loaded.kind === 'ok' && loaded.policy.version;
    };
    expect(version(BASE)).toBe(version(BASE));
    expect(version(BASE)).not.toBe(version(BASE + '# later\n'));
  });
});
