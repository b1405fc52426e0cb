import { describe, expect, it } from 'vitest';
import { notOffered } from '../../../src/core/instance/offered.ts';
import { anInstance } from '../../builders.ts';

const named = (...names: readonly string[]) => names.map((name) => ({ name, capacityMb: undefined }));
const [MICRO, SMALL, MID, STAND, LARGE] = ['micro', 'small', 'mid', 'stand', 'large'].map(
  (size) => `redis.master.${size}.default`,
) as [string, string, string, string, string];

describe('a class is not offered', () => {
  const facts = anInstance({ realClass: SMALL });

  it.each<[string, string, readonly string[], readonly string[] | undefined]>([
    ['when others of its direction are', MID, [STAND, LARGE], [STAND, LARGE]],
    [
      'the nearest first, three at most',
      STAND,
      [LARGE, MID, MICRO, 'redis.master.2xlarge.default'],
      [MID, MICRO, LARGE],
    ],
    [
      'of two that are as near, the one of its architecture first',
      MID,
      ['redis.logic.sharding.1g.2db.0rodb.4proxy.default', 'redis.amber.master.mid.multithread'],
      ['redis.amber.master.mid.multithread', 'redis.logic.sharding.1g.2db.0rodb.4proxy.default'],
    ],
    ['but not when it is in the list', MID, [MID, STAND], undefined],
    ['but not when nothing was read', MID, [], undefined],
    ['but not when only smaller ones were read', MID, [MICRO], undefined],
    ['but not when only larger ones were read', MICRO, [MID, STAND], undefined],
    ['but not when it is in another list', 'tair.rdb.4g', [MID, STAND], undefined],
    ['but not when it is the class of now', SMALL, [MID], undefined],
    ['without a nearest one when its size is unknown', 'redis.new.thing.default', [MICRO, MID], []],
    ['but an unknown one not by half a list', 'redis.new.thing.default', [MID], undefined],
  ])('%s', (_, target, offered, nearest) => {
    expect(notOffered(facts, target, named(...offered), 3)?.nearest).toEqual(nearest);
  });
});
