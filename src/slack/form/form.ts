import type { InputBlock, KnownBlock, ModalView, PlainTextOption } from '@slack/types';
import { type ChangeFlags, FLAGS } from '../../core/value/change.ts';
import type { Forced } from '../../core/policy/forced.ts';
import { MAX_BUSINESS_INFO } from '../../core/value/coupon.ts';
import { CHANNEL_ID } from '../../core/value/ids.ts';
import { option, plainText, section } from '../messages/blocks.ts';
import { lines, plain } from '../../wording/inert.ts';
import type { Words } from '../../wording/words.ts';
import { classNote } from './class-option.ts';
import { classOption, couponOption, fitsOption, instanceOption } from './chosen.ts';
import { detailBlocks } from './details.ts';
import { fixed } from './fixed.ts';
import { notSoldNote } from './impact.ts';
import { prolonging } from './prolonging.ts';
import { ruleAnswer } from './rule-answer.ts';
import { type Shown, shownIn } from './shown.ts';
import { type KeptTimes, keptTimes, lengthHint, startPicker } from './start.ts';
import type { Draft, FormState } from './state.ts';
import { summaryBlocks } from './summary.ts';

export const FORM = 'resize';

/** Each is block_id and action_id at once; the reader (read.ts) and Slack know the fields by these names. */
export const FIELDS = [
  'instance',
  'target_class',
  'auto_pay',
  'coupon_no',
  'effective_time',
  'force_upgrade',
  'business_info',
  'reason',
  'channel',
  'until',
  'start_at',
] as const;
export type Field = (typeof FIELDS)[number];

export const MAX = { reason: 500, businessInfo: MAX_BUSINESS_INFO } as const;

/**
 * Fields whose choice reads and draws the form again. AutoPay is not one of them: neither the price nor anything else
 * that is shown depends on it.
 */
export const CHOICES = [
  'instance',
  'target_class',
  'coupon_no',
  'effective_time',
  'force_upgrade',
  'business_info',
  'until',
  'start_at',
] as const satisfies readonly Field[];

/** State of the form at the time it was drawn, kept by Slack in private_metadata: no secrets. */
export interface PrivateMetadata extends KeptTimes {
  readonly channelId: string;
  readonly instanceId?: string;
  readonly region?: string;
  /** Class of that instance now, to spot "same class" without asking anybody. */
  readonly currentClass?: string;
  /** That class is for a time, so that it can be requested again with another end. */
  readonly returns?: true;
  /** What was chosen in fields that are not shown, because a rule has set them. */
  readonly hidden?: Partial<ChangeFlags>;
  /** The form asks for the channel of the card. */
  readonly asksChannel?: true;
  /** Of a form that was refused before: the id of its next submission. */
  readonly submissionId?: string;
  /** What was shown of the choice. */
  readonly shown?: Shown;
}

export function formView(state: FormState, words: Words, now: Date): ModalView {
  const frame = {
    type: 'modal',
    callback_id: FORM,
    private_metadata: JSON.stringify(privateMetadataOf(state)),
    title: plainText(words.plain('form.title', {}), 24),
    close: plainText(words.plain('form.close', {}), 24),
  } as const;
  // Slack keeps what an input shows: what is chosen for it has to be known before it is drawn.
  if (state.looking === true) return { ...frame, blocks: [section(words.mrkdwn('form.looking', {}))] };
  return {
    ...frame,
    submit: plainText(words.plain('form.submit', {}), 24),
    blocks: [
      ...(state.refusal ?? []),
      // A refusal says what is in the way; without facts there is nothing to add to it.
      ...(state.refusal !== undefined && state.about.kind !== 'facts' ? [] : summaryBlocks(state, words, now)),
      ...inputs(state, words, now),
      ...detailBlocks(state, words, now),
    ],
  };
}

function privateMetadataOf(state: FormState): PrivateMetadata {
  const { draft, channelId, asksChannel, about, forced, submissionId } = state;
  const shown = shownIn(state);
  const { instanceId, region } = draft;
  return {
    channelId,
    ...(asksChannel === undefined ? {} : { asksChannel }),
    ...(instanceId === undefined ? {} : { instanceId }),
    ...(region === undefined || region.length > 64 ? {} : { region }),
    ...(forced === undefined ? {} : { hidden: hiddenOf(draft, forced) }),
    ...(submissionId === undefined ? {} : { submissionId }),
    ...(shown === undefined ? {} : { shown }),
    ...keptTimes(draft),
    ...(about.kind === 'facts' && about.returning !== undefined ? { returns: true } : {}),
    ...(about.kind === 'facts' && fitsOption(about.facts.realClass) ? { currentClass: about.facts.realClass } : {}),
  };
}

/** Another class may fall under another rule, and what was chosen then counts again. */
function hiddenOf(draft: Draft, { flags }: Forced): Partial<ChangeFlags> {
  return Object.fromEntries(FLAGS.filter((flag) => flags[flag] !== undefined).map((flag) => [flag, draft[flag]]));
}

/** In the order of the questions people ask: what, to what, why, when, and then how it is paid and made. */
function inputs(state: FormState, words: Words, now: Date): KnownBlock[] {
  const { draft, forced } = state;
  const shown = (block: InputBlock): KnownBlock => fixed(block, forced, words) ?? block;
  return [
    input('instance', words, picker('instance', instanceOption(state), words)),
    input('target_class', words, picker('target_class', classOption(state), words)),
    ...(state.sizingNote === undefined ? [] : [section(state.sizingNote)]),
    ...classNote(draft.targetClass, words),
    ...notSoldNote(state, words),
    ...ruleAnswer(state, words, now),
    input(
      'reason',
      words,
      { ...text('reason', draft.reason, MAX.reason, words), multiline: true },
      reasonHint(state, words),
    ),
    ...(state.asksChannel === undefined ? [] : [input('channel', words, channels(state, words))]),
    input('start_at', words, startPicker('start_at', draft.start), { optional: true }),
    shown(input('effective_time', words, times(draft, words))),
    input('until', words, startPicker('until', draft.temporary), {
      optional: true,
      ...(prolonging(state, now) === undefined ? lengthHint(draft.temporary, words) : {}),
    }),
    shown(input('auto_pay', words, box('auto_pay', draft.autoPay, words), { optional: true })),
    shown(input('coupon_no', words, picker('coupon_no', couponOption(state, words), words), { optional: true })),
    shown(input('force_upgrade', words, box('force_upgrade', draft.forceUpgrade, words), { optional: true })),
    input('business_info', words, businessInfo(draft, words), { optional: true }),
  ];
}

/** What the rule wants there. */
function reasonHint({ price }: FormState, words: Words): Partial<InputBlock> {
  const wanted = price?.kind === 'read' ? price.value.reason : undefined;
  return wanted === undefined
    ? {}
    : { hint: plainText(words.plain('form.reason.hintRule', { hint: wanted.hint }), 2000) };
}

type Element = InputBlock['element'];

function input(field: Field, words: Words, element: Element, more: Partial<InputBlock> = {}): InputBlock {
  const label = plainText(words.plain(`form.${field}.label`, {}), 2000);
  const hint = plainText(words.plain(`form.${field}.hint`, {}), 2000);
  const choice = (CHOICES as readonly Field[]).includes(field) ? { dispatch_action: true } : {};
  return { type: 'input', block_id: field, label, hint, element, ...choice, ...more };
}

/** Those that the person sees, without those of other companies: a card does not go there. */
function channels({ channelId }: FormState, words: Words): Element {
  return {
    type: 'conversations_select',
    action_id: 'channel',
    filter: { include: ['public', 'private'], exclude_external_shared_channels: true },
    placeholder: plainText(words.plain('form.channel.placeholder', {}), 150),
    ...(CHANNEL_ID.test(channelId) ? { initial_conversation: channelId } : {}),
  };
}

type Picker = 'instance' | 'target_class' | 'coupon_no';

function picker(field: Picker, chosen: PlainTextOption | undefined, words: Words): Element {
  return {
    type: 'external_select',
    action_id: field,
    min_query_length: 0,
    placeholder: plainText(words.plain(`form.${field}.placeholder`, {}), 150),
    ...(chosen === undefined ? {} : { initial_option: chosen }),
  };
}

function box(field: 'auto_pay' | 'force_upgrade', checked: boolean, words: Words): Element {
  const only = option(words.plain(`form.${field}.option`, {}), 'true');
  return { type: 'checkboxes', action_id: field, options: [only], ...(checked ? { initial_options: [only] } : {}) };
}

function times(draft: Draft, words: Words): Element {
  const choice = (value: string, label: string, hint: string): PlainTextOption => ({
    ...option(label, value),
    description: plainText(hint, 75),
  });
  const now = choice(
    'Immediately',
    words.plain('form.effective_time.now', {}),
    words.plain('form.effective_time.nowHint', {}),
  );
  const later = choice(
    'MaintainTime',
    words.plain('form.effective_time.maintain', {}),
    words.plain('form.effective_time.maintainHint', {}),
  );
  return {
    type: 'radio_buttons',
    action_id: 'effective_time',
    options: [now, later],
    initial_option: draft.effectiveTime === 'MaintainTime' ? later : now,
  };
}

type TextField = 'business_info' | 'reason';

function text(field: TextField, value: string, max: number, words: Words) {
  const initial = field === 'reason' ? lines(value, max) : plain(value, max);
  return {
    type: 'plain_text_input',
    action_id: field,
    max_length: max,
    ...(field === 'business_info' ? {} : { placeholder: plainText(words.plain(`form.${field}.placeholder`, {}), 150) }),
    ...(initial === '' ? {} : { initial_value: initial }),
  } as const;
}

/** Asks for the price on Enter: with every letter it would be the price of half a word. */
function businessInfo(draft: Draft, words: Words): Element {
  const element = text('business_info', draft.businessInfo, MAX.businessInfo, words);
  return { ...element, dispatch_action_config: { trigger_actions_on: ['on_enter_pressed'] } };
}
