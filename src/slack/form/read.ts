import { typedText } from '../../core/value/typed.ts';
import { meaningOf } from '../../core/command/words.ts';
import type { ChangeFlags, EffectiveTime, Flag } from '../../core/value/change.ts';
import { isOver } from '../../core/lifecycle/planned-return.ts';
import { readCoupon } from '../../core/value/coupon.ts';
import type { Person } from '../../core/request/request.ts';
import type { Submission } from '../../workflow/ports.ts';
import { type Field, FIELDS, type PrivateMetadata, MAX } from './form.ts';
import { readStart, startAtOf, untilOf } from './start.ts';
import { changeOf, type Draft } from './state.ts';

/** `view.state.values`, as far as it is believed: every level may be missing. */
export type Values = Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>;

/** Fields that can be wrong, and what else can be: the names of the sentences in `form.error`. */
type FormError = Exclude<Field, 'auto_pay' | 'effective_time' | 'force_upgrade' | 'start_at'> | 'same_class';

type FormReading =
  | { readonly kind: 'complete'; readonly submission: Submission }
  | { readonly kind: 'incomplete'; readonly errors: readonly { readonly at: Field; readonly error: FormError }[] };

/** Reads the submitted form from memory alone; what is wrong is named at its field, all of it at once. */
export function readForm(form: {
  readonly viewId: string;
  readonly values: Values;
  readonly kept: PrivateMetadata;
  readonly person: Person;
  readonly now: Date;
}): FormReading {
  const { values, kept, person, viewId, now } = form;
  const draft = readDraft(values, kept);
  const { instanceId, targetClass, region, reason } = draft;
  const change = changeOf(draft);
  const channel = typedIn(values, 'channel');
  const errors: { at: Field; error: FormError }[] = [];
  const wrong = (at: Field & FormError, error: FormError = at): unknown => errors.push({ at, error });
  if (instanceId === undefined) wrong('instance');
  if (targetClass === undefined) wrong('target_class');
  else if (instanceId === kept.instanceId && targetClass === kept.currentClass && !prolongs(draft, kept))
    wrong('target_class', 'same_class');
  if (draft.coupon !== '' && readCoupon(draft.coupon) === undefined) wrong('coupon_no');
  if (draft.businessInfo.length > MAX.businessInfo) wrong('business_info');
  const startAt = startAtOf(draft.start, now);
  if (isOver({ until: draft.temporary && untilOf(draft.temporary) }, now, startAt)) wrong('until');
  if (kept.asksChannel === true && channel === '') wrong('channel');
  if (reason === '' || reason.length > MAX.reason) wrong('reason');
  if (errors.length > 0 || instanceId === undefined || change === undefined) return { kind: 'incomplete', errors };
  const submission: Submission = {
    id: kept.submissionId ?? viewId,
    ...(kept.submissionId === undefined ? {} : { viewId }),
    person,
    ...(kept.asksChannel === undefined ? { channelId: kept.channelId } : { channelId: channel, channelChosen: true }),
    ...{ instanceId, region, change, reason },
    ...(startAt === undefined ? {} : { startAt }),
  };
  return { kind: 'complete', submission };
}

/** What has its class for a time can be requested to keep it for another time. */
function prolongs({ temporary, start }: Draft, { returns }: PrivateMetadata): boolean {
  return returns === true && temporary !== undefined && start === undefined;
}

/** The form as it stands, complete or not: to draw it again around a newly chosen instance. */
export function readDraft(values: Values, kept: PrivateMetadata): Draft {
  const { hidden = {} } = kept;
  const [instance, targetClass, autoPay, coupon, time, force, business, reason, , until, start] = FIELDS.map((field) =>
    inputIn(values, field),
  );
  const instanceId = readInstance(textOf(instance));
  return {
    instanceId,
    targetClass: readClass(textOf(targetClass)),
    region: instanceId === kept.instanceId ? kept.region : undefined,
    autoPay: autoPay === undefined ? hidden.autoPay === true : isChecked(autoPay),
    coupon: coupon === undefined ? (hidden.coupon ?? '') : textOf(coupon),
    effectiveTime: time === undefined ? (hidden.effectiveTime ?? 'Immediately') : timeOf(textOf(time)),
    forceUpgrade: force === undefined ? hidden.forceUpgrade === true : isChecked(force),
    businessInfo: textOf(business),
    reason: textOf(reason),
    temporary: readStart(until?.selected_date_time, kept.until),
    start: readStart(start?.selected_date_time, kept.start),
  };
}

/**
 * private_metadata as formView wrote it: Slack gives it back as it is, and nobody else can write it. Undefined: a window of
 * another release.
 */
export function readPrivateMetadata(privateMetadata: string): PrivateMetadata | undefined {
  try {
    const kept = JSON.parse(privateMetadata) as Partial<PrivateMetadata> | null;
    if (typeof kept?.channelId !== 'string') return undefined;
    const { channelId, hidden, ...rest } = kept;
    const believed = readHidden(hidden);
    return { ...rest, channelId, ...(believed === undefined ? {} : { hidden: believed }) };
  } catch {
    return undefined;
  }
}

/** A coupon that was typed may be none, and its field is not there to be corrected. */
function readHidden(value: unknown): Partial<ChangeFlags> | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { autoPay, coupon, effectiveTime, forceUpgrade } = value as Partial<Record<Flag, unknown>>;
  return {
    ...(typeof autoPay === 'boolean' ? { autoPay } : {}),
    ...(typeof coupon === 'string' ? { coupon: readCoupon(coupon) ?? 'none' } : {}),
    ...(typeof effectiveTime === 'string' ? { effectiveTime: timeOf(effectiveTime) } : {}),
    ...(typeof forceUpgrade === 'boolean' ? { forceUpgrade } : {}),
  };
}

export function readInstance(text: string): string | undefined {
  const meaning = meaningOf(text.replaceAll('`', ''));
  return 'instanceId' in meaning ? meaning.instanceId : undefined;
}

export function readClass(text: string): string | undefined {
  const meaning = meaningOf(text.replaceAll('`', ''));
  return 'targetClass' in meaning ? meaning.targetClass : undefined;
}

interface ElementState {
  readonly value?: unknown;
  readonly selected_date_time?: unknown;
  readonly selected_conversation?: unknown;
  readonly selected_option?: { readonly value?: unknown } | null;
  readonly selected_options?: readonly unknown[] | null;
}

/** An input of a view; undefined: it is not shown. */
export function inputIn(values: Values, field: string): ElementState | undefined {
  const state = values[field]?.[field];
  return typeof state === 'object' && state !== null ? state : undefined;
}

function timeOf(text: string): EffectiveTime {
  return text === 'MaintainTime' ? 'MaintainTime' : 'Immediately';
}

/** A chosen option or typed text: untouched inputs come as null. */
function textOf(state: ElementState | undefined): string {
  const value = state?.selected_option?.value ?? state?.selected_conversation ?? state?.value;
  return typeof value === 'string' ? typedText(value) : '';
}

function isChecked(state: ElementState): boolean {
  const { selected_options: chosen } = state;
  return Array.isArray(chosen) && chosen.length > 0;
}

export function typedIn(values: Values, field: string): string {
  return textOf(inputIn(values, field));
}

export function isTicked(values: Values, field: string): boolean {
  return isChecked(inputIn(values, field) ?? {});
}
