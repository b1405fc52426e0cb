import * as fc from 'fast-check';
import type { InputBlock } from '@slack/types';
import { describe, expect, it } from 'vitest';
import { checkView } from '../../../sandbox/slack/block-kit.ts';
import { CLASS_TABLE } from '../../../src/core/instance/class-table.ts';
import { couponChoices } from '../../../src/slack/form/coupon.ts';
import type { Forced } from '../../../src/core/policy/forced.ts';
import { CHOICES, FIELDS, formView } from '../../../src/slack/form/form.ts';
import { readDraft, readForm, readPrivateMetadata, type Values } from '../../../src/slack/form/read.ts';
import { type About, begun, type Draft, type Fact, type FormState } from '../../../src/slack/form/state.ts';
import type { Quoted } from '../../../src/workflow/ports.ts';
import { anInstance, aRequest, aUsage, DEV, NOON } from '../../builders.ts';
import { alive, aSetting, hostile, LOCALES } from '../corpus.ts';

const DRAFT: Draft = {
  instanceId: 'r-bp1zxszhcgatnx',
  targetClass: 'redis.master.mid.default',
  region: undefined,
  autoPay: true,
  coupon: 'none',
  effectiveTime: 'Immediately',
  forceUpgrade: false,
  businessInfo: '',
  reason: 'Peak memory is at 71 %',
};

function aState(over: Partial<FormState> = {}, draft: Partial<Draft> = {}): FormState {
  return { draft: { ...DRAFT, ...draft }, channelId: 'C0PAYMENTS', about: { kind: 'nothing' }, ...over };
}

interface Element {
  readonly type: string;
  readonly action_id?: string | undefined;
  readonly initial_option?: { readonly value?: string };
  readonly initial_options?: readonly unknown[];
  readonly initial_value?: unknown;
  readonly initial_date_time?: number;
}

/** What Slack sends when a person submits the form without touching it. */
function untouched(view: ReturnType<typeof formView>): Values {
  const inputs = view.blocks.filter((block): block is InputBlock => block.type === 'input');
  return Object.fromEntries(
    inputs.map(({ block_id: id = '', element: shown }) => {
      const element: Element = shown;
      const answer = {
        [element.action_id ?? '']: {
          type: element.type,
          ...(element.type === 'plain_text_input' ? { value: element.initial_value ?? null } : {}),
          ...(element.type === 'checkboxes' ? { selected_options: element.initial_options ?? [] } : {}),
          ...(element.type === 'datetimepicker' ? { selected_date_time: element.initial_date_time ?? null } : {}),
          ...(/select|radio/.test(element.type) ? { selected_option: element.initial_option ?? null } : {}),
        },
      };
      return [id, answer];
    }),
  );
}

function read(view: ReturnType<typeof formView>, values = untouched(view)) {
  const kept = readPrivateMetadata(view.private_metadata ?? '');
  if (kept === undefined) throw new Error('the form does not know its own metadata');
  return readForm({ viewId: 'V1', values, kept, person: DEV, now: NOON });
}

const abouts: About[] = [
  { kind: 'nothing' },
  { kind: 'loading' },
  { kind: 'problem', text: 'No such instance.' },
  { kind: 'facts', facts: anInstance(), open: undefined },
  { kind: 'late' },
  {
    kind: 'facts',
    facts: anInstance({ status: 'Changing', chargeType: 'PostPaid', hasRenewChangeOrder: true }),
    open: aRequest(),
  },
  { kind: 'facts', facts: anInstance({ endTime: undefined, maintenance: undefined, name: '' }), open: undefined },
];

describe('the form', () => {
  it.each(abouts.flatMap((about) => LOCALES.map((locale) => [about, locale] as const)))(
    'is one that Slack takes: %j in %s',
    (about, locale) => {
      const view = formView(aState({ about, asksChannel: true }), aSetting(locale).words, NOON);
      expect(checkView(view)).toEqual([]);
      const inputs = view.blocks.filter((block): block is InputBlock => block.type === 'input');
      expect(inputs.map((block) => block.block_id).sort()).toEqual([...FIELDS].sort());
      expect(inputs.every(({ element, block_id: id }) => element.action_id === id)).toBe(true);
    },
  );

  it('shows the maintenance window in the time of the reader', () => {
    const about: About = { kind: 'facts', facts: anInstance(), open: undefined };
    const text = JSON.stringify(formView(aState({ about }), aSetting().words, NOON));
    const six = Date.parse('2026-11-23T18:00:00Z') / 1000;
    expect(text).toContain(`<!date^${String(six)}^{time}|18:00 UTC>`);
  });

  it.each([
    ['redis.master.mdi.default', /Unknown class .*Did you mean `redis\.master\.mid\.default`/],
    ['redis.master.mid.defualt', /Unknown class .*Did you mean `redis\.master\.mid\.default`/],
    ['tair.qqqqqqqqqqqqqqqqqqqqqqq.zzzzzzzzzzz', /Unknown class .*If it is new/],
    ['redis.master.mid.default', undefined],
    ['redis.shard.12xlarge.ce', undefined],
    [undefined, undefined],
  ])('warns of a class that may be a typing error, and lets it through: %s', (targetClass, wanted) => {
    for (const about of abouts) {
      const view = formView(aState({ about }, { targetClass }), aSetting().words, NOON);
      expect(checkView(view)).toEqual([]);
      if (wanted === undefined) expect(JSON.stringify(view)).not.toContain('Unknown class');
      else expect(JSON.stringify(view)).toMatch(wanted);
      if (targetClass !== undefined) expect(read(view)).toMatchObject({ kind: 'complete' });
    }
  });

  it('keeps nothing in its metadata but where it was asked for and for what', () => {
    const about: About = { kind: 'facts', facts: anInstance(), open: undefined };
    const view = formView(aState({ about }, { region: 'cn-hangzhou' }), aSetting().words, NOON);
    expect(JSON.parse(view.private_metadata ?? '')).toEqual({
      channelId: 'C0PAYMENTS',
      instanceId: 'r-bp1zxszhcgatnx',
      region: 'cn-hangzhou',
      currentClass: 'redis.master.small.default',
    });
  });

  it('reads back what it was drawn with', () => {
    const word = fc.stringMatching(/^[a-z0-9][a-z0-9 ]{0,20}[a-z0-9]$/);
    const drafts: fc.Arbitrary<Draft> = fc.record({
      instanceId: fc.stringMatching(/^r-[a-z0-9]{3,40}$/),
      targetClass: fc.constantFrom(...CLASS_TABLE.map(([name]) => name)),
      region: fc.constantFrom(undefined, 'cn-hangzhou'),
      autoPay: fc.boolean(),
      coupon: fc.constantFrom('none', 'best', 'ABC-123'),
      effectiveTime: fc.constantFrom('Immediately', 'MaintainTime'),
      forceUpgrade: fc.boolean(),
      businessInfo: fc.oneof(fc.constant(''), word).map((text) => text.replace(/ +/g, ' ')),
      reason: word.map((text) => text.replace(/ +/g, ' ')),
      start: fc.constantFrom(undefined, { at: '2026-11-30T01:00:00.000Z' }),
    });
    // What a rule has set is not asked for, and what was chosen there is not lost.
    const forces: fc.Arbitrary<Forced | undefined> = fc.option(
      fc.record({
        rule: fc.record({ name: hostile, line: fc.nat() }),
        flags: fc.record(
          {
            autoPay: fc.boolean(),
            coupon: fc.constantFrom('none', 'best', 'XYZ'),
            effectiveTime: fc.constantFrom('Immediately' as const, 'MaintainTime' as const),
            forceUpgrade: fc.boolean(),
          },
          { requiredKeys: [] },
        ),
      }),
      { nil: undefined },
    );
    fc.assert(
      fc.property(
        drafts,
        fc.constantFrom(...LOCALES),
        fc.constantFrom(...abouts),
        forces,
        (draft, locale, about, forced) => {
          const state = { draft, channelId: 'C0PAYMENTS', about, forced };
          const view = formView(state, aSetting(locale).words, NOON);
          expect(checkView(view)).toEqual([]);
          const reading = read(view);
          if (reading.kind === 'incomplete') {
            // Only the class that the instance already has may be refused.
            expect(reading.errors).toEqual([{ at: 'target_class', error: 'same_class' }]);
            return;
          }
          const { instanceId, targetClass, region, reason, businessInfo, start, ...flags } = draft;
          expect(reading.submission).toEqual({
            id: 'V1',
            person: DEV,
            channelId: 'C0PAYMENTS',
            instanceId,
            region,
            reason,
            change: { targetClass, ...flags, businessInfo: businessInfo === '' ? undefined : businessInfo },
            ...(start === undefined ? {} : { startAt: start.at }),
          });
          const kept = readPrivateMetadata(view.private_metadata ?? '');
          expect(kept === undefined ? undefined : readDraft(untouched(view), kept)).toEqual(draft);
        },
      ),
    );
  });

  it.each(LOCALES)('says of every fact in %s that it is being read, and that it is not there', (locale) => {
    const { words } = aSetting(locale);
    const about: About = { kind: 'facts', facts: anInstance(), open: undefined };
    const draw = (fact: Fact<never>) => {
      const view = formView(aState({ about, usage: fact, price: fact, targets: fact }), words, NOON);
      expect(checkView(view)).toEqual([]);
      expect(read(view)).toMatchObject({ kind: 'complete' });
      return JSON.stringify(view);
    };
    const reading = ['form.price.reading', 'usage.reading', 'impact.offerReading'] as const;
    const late = ['form.price.late', 'usage.late', 'impact.offerMissing'] as const;
    const said = (key: (typeof reading | typeof late)[number]) => JSON.stringify(words.mrkdwn(key, {})).slice(1, -1);
    for (const key of reading) expect(draw({ kind: 'reading' })).toContain(said(key));
    for (const key of late) expect(draw({ kind: 'late' })).toContain(said(key));
    const all = formView(
      aState({
        about,
        usage: { kind: 'read', value: aUsage() },
        targets: { kind: 'read', value: [{ name: DRAFT.targetClass ?? '', capacityMb: 2048, remark: '' }] },
      }),
      words,
      NOON,
    );
    for (const key of [...reading, ...late]) expect(JSON.stringify(all)).not.toContain(said(key));
  });

  it.each([
    ['nothing was known', undefined, {}, ['loading', 'reading', 'reading', 'reading']],
    ['the same change', {}, {}, ['facts', 'read', 'read', 'read']],
    ['another time', {}, { effectiveTime: 'MaintainTime' }, ['facts', 'read', 'read', 'read']],
    ['another payment', {}, { autoPay: false }, ['facts', 'read', 'read', 'read']],
    ['another class', {}, { targetClass: 'redis.master.large.default' }, ['facts', 'read', 'reading', 'read']],
    ['another coupon', {}, { coupon: 'best' }, ['facts', 'read', 'reading', 'read']],
    ['with force', {}, { forceUpgrade: true }, ['facts', 'read', 'reading', 'read']],
    ['with business info', {}, { businessInfo: '000' }, ['facts', 'read', 'reading', 'read']],
    ['another instance', {}, { instanceId: 'r-bp1other' }, ['loading', 'reading', 'reading', 'reading']],
    ['another region', {}, { region: 'cn-beijing' }, ['loading', 'reading', 'reading', 'reading']],
    ['no class yet', {}, { targetClass: undefined }, ['facts', 'read', undefined, undefined]],
    ['no instance yet', {}, { instanceId: undefined }, ['nothing', undefined, undefined, undefined]],
  ] as const)('keeps on the screen what is still true: %s', (_, before, draft, wanted) => {
    const known = aState({
      about: { kind: 'facts', facts: anInstance(), open: undefined },
      usage: { kind: 'read', value: aUsage() },
      price: { kind: 'read', value: { kind: 'none', code: 'x' } },
      targets: { kind: 'read', value: [] },
    });
    const state = begun({ ...DRAFT, ...draft }, 'C0PAYMENTS', before === undefined ? undefined : known);
    expect([state.about.kind, state.usage?.kind, state.price?.kind, state.targets?.kind]).toEqual(wanted);
  });

  it('asks again at every choice that the price or the facts depend on, and at no other', () => {
    const inputs = formView(aState(), aSetting().words, NOON).blocks.filter(
      (block): block is InputBlock => block.type === 'input',
    );
    const asking = inputs.filter((block) => block.dispatch_action === true).map((block) => block.block_id);
    expect(asking.sort()).toEqual([...CHOICES].sort());
    const text = inputs.find((block) => block.block_id === 'business_info');
    expect(text?.element).toMatchObject({ dispatch_action_config: { trigger_actions_on: ['on_enter_pressed'] } });
  });

  it.each(LOCALES)('shows the price of a change in %s, and that it cannot be read', (locale) => {
    const { words } = aSetting(locale);
    const draw = (quoted: Quoted | undefined, facts = anInstance(), draft: Partial<Draft> = {}) => {
      const price = quoted === undefined ? undefined : ({ kind: 'read', value: quoted } as const);
      const view = formView(aState({ about: { kind: 'facts', facts, open: undefined }, price }, draft), words, NOON);
      expect(checkView(view)).toEqual([]);
      return JSON.stringify(view);
    };
    const of = (tradeAmount: string, currency = 'CNY') =>
      ({ kind: 'quoted', quote: { currency, originalAmount: tradeAmount, discountAmount: '0', tradeAmount } }) as const;
    const none = { kind: 'none', code: 'RequestTimeout' } as const;
    expect(draw(of('42.10'))).toContain('¥42.10');
    expect(draw(of('850', 'JPY'))).toMatch(/¥850[^.]/);
    expect(draw(of('0.18'), anInstance({ chargeType: 'PostPaid' }))).toContain('131.40');
    expect(draw(none)).toContain('RequestTimeout');
    expect(draw(of('1e3'))).toContain(words.plain('form.price.unreadable', {}).slice(-10));
    // Nothing is asked about: there is no price to show.
    for (const view of [draw(undefined), draw(of('42.10'), anInstance({ realClass: DRAFT.targetClass ?? '' }))]) {
      expect(view).not.toContain('42.10');
      expect(view).not.toContain('RequestTimeout');
    }
  });

  it('chooses the coupon that it was drawn with, by the name that the quote gives it', () => {
    const offer = { couponNo: '50036370', name: 'Spring', description: '12 off', selected: true };
    const quote = { currency: 'CNY', originalAmount: '50', discountAmount: '12', tradeAmount: '38', coupons: [offer] };
    const about: About = { kind: 'facts', facts: anInstance(), open: undefined };
    const view = formView(
      aState({ about, price: { kind: 'read', value: { kind: 'quoted', quote } } }, { coupon: '50036370' }),
      aSetting().words,
      NOON,
    );
    expect(JSON.stringify(view)).toContain('Spring · 50036370');
    expect(read(view)).toMatchObject({ submission: { change: { coupon: '50036370' } } });
  });

  it('offers coupons harmlessly and within the limits, whatever they are called', () => {
    fc.assert(
      fc.property(fc.array(hostile, { maxLength: 6 }), hostile, fc.constantFrom(...LOCALES), (names, typed, locale) => {
        const offers = names.map((name, i) => ({ couponNo: `no-${i}`, name, description: name, selected: i === 0 }));
        const { words } = aSetting(locale);
        const choices = couponChoices(offers, typed, words);
        const element = { type: 'static_select', action_id: 'x', options: choices };
        const block = { type: 'input', label: { type: 'plain_text', text: 'x' }, element };
        if (choices.length > 0) expect(checkView({ ...formView(aState(), words, NOON), blocks: [block] })).toEqual([]);
        const quote = {
          currency: typed,
          originalAmount: typed,
          discountAmount: typed,
          tradeAmount: '3',
          coupons: offers,
        };
        const about: About = { kind: 'facts', facts: anInstance(), open: undefined };
        for (const currency of ['CNY', typed]) {
          const price = { kind: 'read', value: { kind: 'quoted', quote: { ...quote, currency } } } as const;
          const view = formView(aState({ about, price }, { coupon: 'no-0' }), words, NOON);
          expect(checkView(view)).toEqual([]);
          expect(alive({ text: 'x', blocks: view.blocks as never })).toEqual([]);
        }
      }),
    );
  });

  it('stays harmless and within the limits, whatever a command brought', () => {
    fc.assert(
      fc.property(hostile, hostile, hostile, (a, b, c) => {
        const facts = anInstance({ name: a, instanceId: b, realClass: c, status: a, engineVersion: b, endTime: c });
        const draft = { instanceId: a, targetClass: b, region: c, coupon: a, businessInfo: b, reason: c };
        const view = formView(
          aState(
            {
              about: { kind: 'facts', facts, open: undefined },
              price: { kind: 'read', value: { kind: 'none', code: a } },
            },
            draft,
          ),
          aSetting().words,
          NOON,
        );
        // A metadata of this size would come from an id of the cloud; ids are 60 characters at most.
        const short = { ...view, private_metadata: '' };
        expect(checkView(short)).toEqual([]);
        expect(alive({ text: 'x', blocks: view.blocks as never })).toEqual([]);
      }),
    );
  });
});

describe('the reader of the form', () => {
  const view = formView(
    aState({ about: { kind: 'facts', facts: anInstance(), open: undefined } }),
    aSetting().words,
    NOON,
  );
  const values = untouched(view);
  const typed = (block: string, value: string | null) => ({ ...values, [block]: { [block]: { value } } });

  it.each([
    ['instance', 'R-BP1ABCDEF ', { instanceId: 'r-bp1abcdef' }],
    ['instance', 'r-bp1abcdef.redis.rds.aliyuncs.com:6379', { instanceId: 'r-bp1abcdef' }],
    ['target_class', '`redis.master.large.default`', { change: { targetClass: 'redis.master.large.default' } }],
    ['coupon_no', null, { change: { coupon: 'none' } }],
    ['coupon_no', 'BEST', { change: { coupon: 'best' } }],
    ['coupon_no', '50036370', { change: { coupon: '50036370' } }],
    ['business_info', ' 000 ', { change: { businessInfo: '000' } }],
    ['reason', '  more room\n', { reason: 'more room' }],
  ])('takes a typed %s: %j', (block, value, wanted) => {
    const reading = read(view, typed(block, value));
    expect(reading).toMatchObject({ kind: 'complete', submission: wanted });
  });

  it.each([
    ['instance', '', 'instance'],
    ['instance', 'orders-cache', 'instance'],
    ['target_class', '2 GB', 'target_class'],
    ['target_class', 'redis.master.small.default', 'same_class'],
    ['coupon_no', 'a coupon', 'coupon_no'],
    ['coupon_no', '<!channel>', 'coupon_no'],
    ['business_info', 'x'.repeat(101), 'business_info'],
    ['reason', '   ', 'reason'],
    ['reason', 'x'.repeat(501), 'reason'],
  ])('refuses at its field %s: %j', (block, value, error) => {
    expect(read(view, typed(block, value))).toEqual({ kind: 'incomplete', errors: [{ at: block, error }] });
  });

  it.each([
    ['best', 'best'],
    ['50036370', '50036370'],
    [null, 'none'],
  ])('takes a chosen coupon: %j', (value, coupon) => {
    const chosen = { selected_option: value === null ? null : { value } };
    const reading = read(view, { ...values, coupon_no: { coupon_no: chosen } });
    expect(reading).toMatchObject({ kind: 'complete', submission: { change: { coupon } } });
  });

  it('names everything that is wrong at once', () => {
    const reading = read(view, {});
    expect(reading).toMatchObject({ kind: 'incomplete' });
    expect(reading.kind === 'incomplete' && reading.errors.map(({ at }) => at)).toEqual([
      'instance',
      'target_class',
      'reason',
    ]);
  });

  it('forgets the region and the class of the instance that was there before', () => {
    const kept = {
      channelId: 'C1',
      instanceId: 'r-other',
      region: 'cn-beijing',
      currentClass: DRAFT.targetClass ?? '',
    };
    const reading = readForm({ viewId: 'V1', values, kept, person: DEV, now: NOON });
    expect(reading).toMatchObject({ kind: 'complete', submission: { region: undefined } });
  });

  it.each([
    [{ autoPay: 'yes', coupon: 7, effectiveTime: null, forceUpgrade: 1 }, {}],
    [
      { coupon: '<!channel>', effectiveTime: 'never' },
      { coupon: 'none', effectiveTime: 'Immediately' },
    ],
    ['autoPay', undefined],
    [null, undefined],
  ])('believes of hidden fields %j only what fits', (hidden, believed) => {
    expect(readPrivateMetadata(JSON.stringify({ channelId: 'C1', hidden }))?.hidden).toEqual(believed);
  });

  it.each(['', '{', 'null', '[]', '"x"', '{"channelId":1}'])('does not believe the metadata %j', (metadata) => {
    expect(readPrivateMetadata(metadata)).toBeUndefined();
  });
});
