import type { KnownBlock } from '@slack/types';
import { commandChannel } from '../../core/policy/card-channel.ts';
import { type Change, type ChangeFlags, samePrice } from '../../core/value/change.ts';
import { readCoupon } from '../../core/value/coupon.ts';
import type { Forced } from '../../core/policy/forced.ts';
import type { NetworkFacts } from '../../core/instance/instance.ts';
import type { Usage } from '../../core/instance/usage.ts';
import type { FoundInstance, Quoted, Submission, TargetClass } from '../../workflow/ports.ts';
import { endOf, type Start, untilOf } from './start.ts';

/** What the form holds before it is complete. */
export interface Draft extends ChangeFlags {
  readonly instanceId: string | undefined;
  readonly targetClass: string | undefined;
  /** From `--region`; it belongs to the instance that was typed with it. */
  readonly region: string | undefined;
  readonly businessInfo: string;
  readonly reason: string;
  /** Undefined: a change for good. */
  readonly temporary?: Start | undefined;
  readonly start?: Start | undefined;
}

/** The change that the form asks for; undefined: it has no class yet. A coupon that cannot be read is none. */
export function changeOf(draft: Draft): Change | undefined {
  const { targetClass, autoPay, effectiveTime, forceUpgrade, businessInfo, temporary } = draft;
  if (targetClass === undefined) return undefined;
  return {
    ...{ targetClass, autoPay, effectiveTime, forceUpgrade },
    coupon: readCoupon(draft.coupon) ?? 'none',
    businessInfo: businessInfo === '' ? undefined : businessInfo,
    until: temporary && untilOf(temporary),
  };
}

/** What is known of the instance of the form. */
export type About =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'loading' }
  /** The instance did not come in time; it is shown all the same when it comes. */
  | { readonly kind: 'late' }
  | ({ readonly kind: 'facts' } & FoundInstance)
  /** The instance cannot be changed; another can still be chosen. `text` is mrkdwn. */
  | { readonly kind: 'problem'; readonly text: string };

/** Something that the form shows and has to be read first. */
export type Fact<T> =
  | { readonly kind: 'reading' }
  /** Its time is over; when it comes after all it is shown. */
  | { readonly kind: 'late' }
  | { readonly kind: 'read'; readonly value: T };

export const READING: Fact<never> = { kind: 'reading' };

/** Everything that the form is drawn from. A fact that is undefined was not asked for. */
export interface FormState {
  readonly draft: Draft;
  /** See Submission. */
  readonly channelId: string;
  /** Whether the form asks for the channel of the card; `channelId` is the one it proposes. */
  readonly asksChannel?: true | undefined;
  readonly about: About;
  /** The instance or the class is being found by what was typed: there are no fields yet. */
  readonly looking?: boolean;
  /** What the instance used; undefined inside where it could not be read. */
  readonly usage?: Fact<Usage | undefined> | undefined;
  readonly price?: Fact<Quoted> | undefined;
  /** What the rules have set, by the price that was read last. */
  readonly forced?: Forced | undefined;
  /** What stands beside the instance; what is not there is said to be unseen. */
  readonly networkFacts?: Fact<NetworkFacts | undefined> | undefined;
  /** Classes that the cloud offers for the instance; none where they could not be read. */
  readonly targets?: Fact<readonly TargetClass[]> | undefined;
  /** What came of the size that was typed, where no class did (mrkdwn): gone with the next choice. */
  readonly sizingNote?: string | undefined;
  /** Why this form was refused as it stands: gone with the next choice. */
  readonly refusal?: readonly KnownBlock[] | undefined;
  /** Id of the submission that this form becomes; undefined: its view's. */
  readonly submissionId?: string | undefined;
}

/** The channel of the command; undefined: no command opened the form. */
export function usedIn({ channelId, asksChannel }: Pick<FormState, 'channelId' | 'asksChannel'>): string | undefined {
  return commandChannel({ channelId, channelChosen: asksChannel });
}

/**
 * The form as reading begins. What was known of the same instance, and the price of the same change, stay until they
 * are read again; everything else is on its way.
 */
export function begun(draft: Draft, channelId: string, before: FormState | undefined): FormState {
  if (draft.instanceId === undefined) return { draft, channelId, about: { kind: 'nothing' } };
  const same = before?.draft.instanceId === draft.instanceId && before.draft.region === draft.region;
  const about: About = same && before.about.kind === 'facts' ? before.about : { kind: 'loading' };
  const usage = kept(same ? before.usage : undefined);
  const networkFacts = kept(same ? before.networkFacts : undefined);
  const read = { draft, channelId, about, usage, networkFacts };
  if (draft.targetClass === undefined) return read;
  const price = kept(same && samePrice(before.draft, draft) ? before.price : undefined);
  const forced = same ? before.forced : undefined;
  return { ...read, price, forced, targets: kept(same ? before.targets : undefined) };
}

/** A fact whose time is over; one that is there stays. */
export function overdue<T>(fact: Fact<T> | undefined): Fact<T> | undefined {
  return fact?.kind === 'reading' ? { kind: 'late' } : fact;
}

function kept<T>(fact: Fact<T> | undefined): Fact<T> {
  return fact?.kind === 'read' ? fact : READING;
}

/** A submitted form as it was filled in, around what is known of its instance; nothing more is read for it. */
export function asSubmitted(submission: Submission, before: FormState | undefined, now: Date): FormState {
  const { change, channelChosen, channelId, instanceId, reason, region, startAt } = submission;
  const { until, businessInfo = '', ...flags } = change;
  const start = startAt === undefined ? undefined : { at: startAt };
  const draft: Draft = {
    ...flags,
    instanceId,
    region,
    reason,
    businessInfo,
    start,
    temporary: endOf(until, start, now),
  };
  const { about, usage, price, targets, networkFacts, ...rest } = begun(draft, channelId, before);
  return {
    ...rest,
    asksChannel: channelChosen,
    about: about.kind === 'loading' ? { kind: 'late' } : about,
    usage: overdue(usage),
    price: overdue(price),
    targets: overdue(targets),
    networkFacts: overdue(networkFacts),
  };
}
