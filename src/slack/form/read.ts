import { typedText } from '../../core/value/typed.ts';
import { meaningOf } from '../../core/command/words.ts';
import type { ChangeFlags, EffectiveTime, Flag } from '../../core/value/change.ts';
import { isOver } from '../../core/lifecycle/planned-return.ts';
import { readCoupon } from '../../core/value/coupon.ts';
import type { Person } from '../../core/request/request.ts';
import type { Submission } from '../../workflow/ports.ts';
import { type Field, FIELDS, type PrivateMetadata, MAX } from './form.ts';
import { readShown } from './shown.ts';
import { readKeptStart, readStart, type Start, startAtOf, untilOf } from './start.ts';
import type { Draft } from './state.ts';

/** `view.state.values`, as far as it is believed: every level may be missing. */
export type Values = Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>;

/** Fields that can be wrong, and what else can be: the names of the sentences in `form.error`. */
type FormError = Exclude<Field, 'auto_pay' | 'effective_time' | 'force_upgrade' | 'start_at'> | 'same_class';

type FormReading =
  | { readonly kind: 'complete'; readonly submission: Submission }
  | { readonly kind: 'incomplete'; readonly errors: readonly { readonly at: Field; readonly error: FormError }[] };

interface Typed {
  readonly instance: string;
  readonly target_class: string;
  readonly coupon_no: string;
  readonly business_info: string;
  readonly reason: string;
  readonly channel: string;
  readonly until: Start | undefined;
  readonly effective_time: EffectiveTime;
  readonly auto_pay: boolean;
  readonly force_upgrade: boolean;
  readonly start: Start | undefined;
}

/** Reads the submitted form from memory alone; what is wrong is named at its field, all of it at once. */
export function readForm(form: {
  readonly viewId: string;
  readonly values: Values;
  readonly kept: PrivateMetadata;
  readonly person: Person;
  readonly now: Date;
}): FormReading {
  const { values, kept, person, viewId, now } = form;
  const typed = readTyped(values, kept);
  const instanceId = readInstance(typed.instance);
  const targetClass = readClass(typed.target_class);
  const coupon = readCoupon(typed.coupon_no === '' ? 'none' : typed.coupon_no);
  const errors: { at: Field; error: FormError }[] = [];
  const wrong = (at: Field & FormError, error: FormError = at): unknown => errors.push({ at, error });
  if (instanceId === undefined) wrong('instance');
  if (targetClass === undefined) wrong('target_class');
  else if (instanceId === kept.instanceId && targetClass === kept.currentClass && !prolongs(typed, kept))
    wrong('target_class', 'same_class');
  if (coupon === undefined) wrong('coupon_no');
  if (typed.business_info.length > MAX.businessInfo) wrong('business_info');
  const startAt = startAtOf(typed.start, now);
  const until = typed.until && untilOf(typed.until);
  if (isOver({ until }, now, startAt)) wrong('until');
  if (kept.asksChannel === true && typed.channel === '') wrong('channel');
  if (typed.reason === '' || typed.reason.length > MAX.reason) wrong('reason');
  if (errors.length > 0 || instanceId === undefined || targetClass === undefined || coupon === undefined) {
    return { kind: 'incomplete', errors };
  }
  const submission: Submission = {
    id: kept.submissionId ?? viewId,
    ...(kept.submissionId === undefined ? {} : { viewId }),
    person,
    ...(kept.asksChannel === undefined
      ? { channelId: kept.channelId }
      : { channelId: typed.channel, channelChosen: true }),
    instanceId,
    region: instanceId === kept.instanceId ? kept.region : undefined,
    change: {
      targetClass,
      autoPay: typed.auto_pay,
      coupon,
      effectiveTime: typed.effective_time,
      forceUpgrade: typed.force_upgrade,
      businessInfo: typed.business_info === '' ? undefined : typed.business_info,
      ...(until === undefined ? {} : { until }),
    },
    reason: typed.reason,
    ...(startAt === undefined ? {} : { startAt }),
  };
  return { kind: 'complete', submission };
}

/** What has its class for a time can be requested to keep it for another time. */
function prolongs({ until, start }: Typed, { returns }: PrivateMetadata): boolean {
  return returns === true && until !== undefined && start === undefined;
}

/** The form as it stands, complete or not: to draw it again around a newly chosen instance. */
export function readDraft(values: Values, kept: PrivateMetadata): Draft {
  const typed = readTyped(values, kept);
  const instanceId = readInstance(typed.instance);
  return {
    instanceId,
    targetClass: readClass(typed.target_class),
    region: instanceId === kept.instanceId ? kept.region : undefined,
    autoPay: typed.auto_pay,
    coupon: typed.coupon_no,
    effectiveTime: typed.effective_time,
    forceUpgrade: typed.force_upgrade,
    businessInfo: typed.business_info,
    reason: typed.reason,
    temporary: typed.until,
    start: typed.start,
  };
}

/** private_metadata as we wrote it, or undefined: a window of another version. */
export function readPrivateMetadata(privateMetadata: string): PrivateMetadata | undefined {
  try {
    const kept = JSON.parse(privateMetadata) as Partial<Record<keyof PrivateMetadata, unknown>> | null;
    if (typeof kept?.channelId !== 'string') return undefined;
    const text = (name: keyof PrivateMetadata) => (typeof kept[name] === 'string' ? { [name]: kept[name] } : {});
    const hidden = readHidden(kept.hidden);
    const shown = readShown(kept.shown);
    const until = readKeptStart(kept.until);
    const start = readKeptStart(kept.start);
    return {
      ...{
        channelId: kept.channelId,
        ...text('instanceId'),
        ...text('region'),
        ...text('currentClass'),
        ...text('submissionId'),
      },
      ...(kept.returns === true ? { returns: true } : {}),
      ...(kept.asksChannel === true ? { asksChannel: true } : {}),
      ...(hidden === undefined ? {} : { hidden }),
      ...(until === undefined ? {} : { until }),
      ...(shown === undefined ? {} : { shown }),
      ...(start === undefined ? {} : { start }),
    };
  } catch {
    return undefined;
  }
}

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

function readTyped(values: Values, { hidden = {}, start: kept, until: keptUntil }: PrivateMetadata): Typed {
  const [instance, targetClass, autoPay, coupon, time, force, business, reason, channel, until, start] = FIELDS.map(
    (field) => inputIn(values, field),
  );
  return {
    instance: textOf(instance),
    target_class: textOf(targetClass),
    coupon_no: coupon === undefined ? (hidden.coupon ?? '') : textOf(coupon),
    business_info: textOf(business),
    reason: textOf(reason),
    channel: textOf(channel),
    until: readStart(until?.selected_date_time, keptUntil),
    effective_time: time === undefined ? (hidden.effectiveTime ?? 'Immediately') : timeOf(textOf(time)),
    auto_pay: autoPay === undefined ? hidden.autoPay === true : isChecked(autoPay),
    force_upgrade: force === undefined ? hidden.forceUpgrade === true : isChecked(force),
    start: readStart(start?.selected_date_time, kept),
  };
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
