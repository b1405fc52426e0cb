import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  BILLING_RIGHTS,
  INSTANCE_RIGHTS,
  LISTING,
  NEVER_TRIED,
  NOT_NEEDED,
  rightOf,
} from '../../src/alicloud/doctor-rights.ts';

const root = join(import.meta.dirname, '../..');
const read = (name: string): string => readFileSync(join(root, name), 'utf8');

interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
}
const policy = JSON.parse(read('docs/ram-policy.json')) as { Version: string; Statement: readonly Statement[] };
const granted = policy.Statement.flatMap(({ Action }) => Action);

const source = readdirSync(join(root, 'src/alicloud'), { encoding: 'utf8' })
  .map((file) => read(`src/alicloud/${file}`))
  .join('\n');
const called = [...source.matchAll(/client\s*\.(?:read|write|billing|metrics)\([^']*'([A-Z][A-Za-z]+)'/g)];

describe('the RAM policy', () => {
  it('grants what the code calls, and nothing else', () => {
    const wanted = called.map(([, action = '']) => rightOf(action));
    // What the doctor must not be allowed, to see that the key is not allowed too much.
    expect([...new Set(wanted)].filter((right) => right !== NOT_NEEDED).sort()).toEqual([...granted].sort());
    // Every way to the cloud was seen.
    expect(called.length).toBe([...source.matchAll(/client\s*\.(?:read|write|billing|metrics)\(/g)].length);
  });

  it('has a line of the doctor for each right, but for the one that orders', () => {
    const tried = [LISTING, ...INSTANCE_RIGHTS, ...BILLING_RIGHTS];
    expect([...tried, NEVER_TRIED].sort()).toEqual([...granted].sort());
    expect(granted).not.toContain(NOT_NEEDED);
  });

  it('is a policy, without wildcards in actions', () => {
    expect(policy.Version).toBe('1');
    for (const { Effect, Resource } of policy.Statement) {
      expect(Effect).toBe('Allow');
      expect(Resource).not.toEqual([]);
    }
    expect(granted.filter((action) => action.includes('*'))).toEqual([]);
  });

  it('lets orders be made for instances alone', () => {
    const orders = policy.Statement.find(({ Action }) => Action === 'kvstore:ModifyInstanceSpec');
    expect(orders?.Resource).toBe('acs:kvstore:*:*:instance/*');
  });

  it('is explained in the README, action by action', () => {
    const explained = [...read('README.md').matchAll(/^\| `((?:kvstore|bss|cms):\w+)` /gm)].map(([, action]) => action);
    expect(explained).toEqual(granted.toSorted((a, b) => order(a) - order(b)));
  });
});

/** In the order of the policy. */
function order(action: string): number {
  return granted.indexOf(action);
}
