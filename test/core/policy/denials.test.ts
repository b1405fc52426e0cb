import { describe, expect, test } from 'vitest';
import type { DenyRule } from '../../../src/core/policy/policy-model.ts';
import { breakGlassFor, decide, decideAgain, mayTouch } from '../../../src/core/policy/policy.ts';
import {
  aChange,
  aDenial,
  aDirectory,
  anInstance,
  aPerson,
  aPolicy,
  aQuestion,
  aQuorum,
  aRule,
  aSpending,
  type Ask,
} from './policy-builders.ts';

describe('a rule that denies', () => {
  const cases: readonly (readonly [sentence: string, denial: Partial<DenyRule>, ask: Ask, denied: boolean])[] = [
    ['denies where every term holds', {}, {}, true],
    ['does not where one does not', { change: { direction: ['downgrade'] } }, {}, false],
    ['does not deny others', {}, { by: 'USRE1' }, false],
    ['denies everybody', { who: ['*'] }, { by: 'USRE1' }, true],
    ['denies a flag', { flags: { autoPay: [true] } }, {}, true],
    ['does not deny another value of it', { flags: { autoPay: [true] } }, { change: { autoPay: false } }, false],
    ['denies any coupon', { flags: { coupon: [true] } }, { change: { coupon: 'best' } }, true],
    ['does not deny to use none', { flags: { coupon: [true] } }, {}, false],
    ['denies a class', { change: { classes: ['*.mid.*'] } }, {}, true],
    ['denies where a group cannot be read', { who: ['sre'] }, { directory: aDirectory({ SSRE: 'unknown' }) }, true],
    ['denies where the cloud does not tell the tags', {}, { instance: { tags: undefined } }, true],
    ['denies where there is no price', { change: { maxPrice: '1' } }, { quote: undefined }, true],
    ['denies where the direction cannot be told', { change: { direction: ['downgrade'] } }, UNKNOWN_CLASS(), true],
    [
      'does not where another term certainly does not hold',
      { change: { direction: ['downgrade'], maxMemoryMb: 1 }, instances: { tags: { env: 'prod' } } },
      UNKNOWN_CLASS(),
      false,
    ],
  ];

  test.each(cases)('%s', (_, denial, ask, denied) => {
    const policy = aPolicy([aRule({ who: ['*'] })], { denials: [aDenial(denial)] });
    const verdict = decide(policy, aQuestion(ask));
    expect(verdict.kind).toBe(denied ? 'denied' : 'allowed');
    if (verdict.kind === 'denied') expect(verdict.reason).toBe('deny_rule');
  });

  function UNKNOWN_CLASS(): Ask {
    return { change: { targetClass: 'redis.odd.x.y' }, quote: undefined };
  }

  test('says which it is and what it says to people', () => {
    const policy = aPolicy([aRule()], { denials: [aDenial({ name: 'calm', line: 7, reason: 'Ask the board' })] });
    expect(decide(policy, aQuestion())).toEqual({
      kind: 'denied',
      reason: 'deny_rule',
      nearest: { rule: { name: 'calm', line: 7 }, failed: [] },
      approvers: undefined,
      text: 'Ask the board',
    });
  });

  test('says what could not be told, unless another denies for certain', () => {
    const unsure = aDenial({ name: 'unsure', who: ['sre'] });
    const ask = aQuestion({ directory: aDirectory({}) });
    expect(decide(aPolicy([], { denials: [unsure] }), ask)).toMatchObject({
      nearest: { rule: { name: 'unsure' }, failed: [{ term: 'who', because: 'undecided' }] },
    });
    expect(decide(aPolicy([], { denials: [unsure, aDenial({ name: 'sure' })] }), ask)).toMatchObject({
      nearest: { rule: { name: 'sure' }, failed: [] },
    });
  });

  test('is heard before a rule for emergencies', () => {
    const policy = aPolicy([aRule({ breakGlass: true })], { denials: [aDenial()] });
    expect(decide(policy, aQuestion({ breakGlass: true }))).toMatchObject({ reason: 'deny_rule' });
    expect(breakGlassFor(policy, aQuestion())).toBeUndefined();
  });

  test('takes an instance out of the picker only where it denies every change', () => {
    const offers = (denial: Partial<DenyRule>): boolean =>
      mayTouch(aPolicy([aRule()], { denials: [aDenial(denial)] }), aPerson('UDEV'), anInstance(), aDirectory());
    expect(offers({})).toBe(false);
    expect(offers({ flags: { autoPay: [true] } })).toBe(true);
    expect(offers({ change: { direction: ['upgrade'] } })).toBe(true);
    expect(offers({ who: ['sre'] })).toBe(true);
  });
});

describe('what a rule forces', () => {
  const forcing = aRule({ force: { autoPay: true, effectiveTime: 'MaintainTime', coupon: 'none' } });

  test('replaces whatever was chosen', () => {
    const verdict = decide(aPolicy([forcing]), aQuestion({ change: { autoPay: false, coupon: 'best' } }));
    expect(verdict).toMatchObject({
      change: aChange({ autoPay: true, effectiveTime: 'MaintainTime', coupon: 'none' }),
    });
  });

  test('is what the terms look at', () => {
    const strict = { ...forcing, flags: { autoPay: [true], coupon: [false] } };
    expect(decide(aPolicy([strict]), aQuestion({ change: { autoPay: false, coupon: '777' } })).kind).toBe('allowed');
  });

  test('is not what another rule denies', () => {
    const policy = aPolicy([forcing], { denials: [aDenial({ flags: { autoPay: [true] } })] });
    expect(decide(policy, aQuestion({ change: { autoPay: false } }))).toMatchObject({ reason: 'deny_rule' });
  });

  test('is not asked of a rule that does not hold', () => {
    const policy = aPolicy([{ ...forcing, who: ['sre'] }, aRule({ name: 'free' })]);
    expect(decide(policy, aQuestion({ change: { autoPay: false } }))).toMatchObject({
      rule: { name: 'free' },
      change: { autoPay: false },
    });
  });

  test('and was not forced when the change was settled, makes it no longer allowed', () => {
    const policy = aPolicy([forcing]);
    expect(decideAgain(policy, aQuestion())).toMatchObject({
      kind: 'denied',
      nearest: { failed: [{ term: 'flags.effectiveTime', wanted: 'MaintainTime', found: 'Immediately' }] },
    });
    expect(decideAgain(policy, aQuestion({ change: { effectiveTime: 'MaintainTime' } })).kind).toBe('allowed');
  });
});

describe('a rule for emergencies', () => {
  const emergency = aRule({ name: 'emergency', breakGlass: true, approval: aQuorum() });
  const ordinary = aRule({ name: 'ordinary', change: { maxPrice: '1' } });
  const policy = aPolicy([emergency, ordinary], {
    limits: { openPerInstance: 1, monthlySpend: [{ currency: 'CNY', max: '1' }], priceDrift: 0 },
  });

  test('is not read unless somebody asks for it, and is not the nearest either', () => {
    expect(decide(policy, aQuestion())).toMatchObject({ reason: 'no_rule', nearest: { rule: { name: 'ordinary' } } });
  });

  test('is the only one read when somebody does', () => {
    const cheap = aPolicy([aRule({ name: 'ordinary' }), emergency]);
    expect(decide(cheap, aQuestion({ breakGlass: true }))).toMatchObject({
      kind: 'allowed',
      breakGlass: true,
      rule: { name: 'emergency' },
      need: { count: 1 },
    });
    expect(decide(cheap, aQuestion())).toMatchObject({ breakGlass: false, rule: { name: 'ordinary' } });
  });

  test('is not held back by the limit of a month', () => {
    expect(decide(policy, aQuestion({ breakGlass: true, spending: [aSpending('500')] })).kind).toBe('allowed');
  });

  test('still needs its approvers', () => {
    const alone = aQuestion({ breakGlass: true, directory: aDirectory({ SSRE: [] }) });
    expect(decide(policy, alone)).toMatchObject({ reason: 'too_few_approvers' });
  });

  test('can be told of to whoever was denied', () => {
    expect(breakGlassFor(policy, aQuestion())).toMatchObject({ rule: { name: 'emergency' } });
    expect(breakGlassFor(policy, aQuestion({ by: 'UEVE' }))).toBeUndefined();
  });

  test('lets its people find the instance', () => {
    expect(mayTouch(aPolicy([emergency]), aPerson('UDEV'), anInstance(), aDirectory())).toBe(true);
  });
});
