import { within } from '../../core/within.ts';
import type { PlainTextElement, PlainTextOption } from '@slack/types';
import type { CouponOffer } from '../../core/value/change.ts';
import type { Person } from '../../core/request/request.ts';
import type { Quoted } from '../../workflow/ports.ts';
import { memory } from '../../wording/amounts.ts';
import { LIMITS, option, plainText } from '../messages/blocks.ts';
import { nameOf } from '../../wording/figures.ts';
import { classChoice } from '../form/class-option.ts';
import { couponChoices } from '../form/coupon.ts';
import { fitsOption } from '../form/chosen.ts';
import { begun, usedIn } from '../form/state.ts';
import { readClass, readDraft, readInstance, readPrivateMetadata, type Values } from '../form/read.ts';
import type { SlackContext } from '../entry/context.ts';
import { describe } from '../web/log.ts';
import { plain } from '../../wording/inert.ts';
import type { Words } from '../../wording/words.ts';
import { fillForm, priceOf } from '../form/fill.ts';
import { createLiveForm } from '../form/live-form.ts';
import type { InstanceSummary } from '../../core/instance/instance.ts';

/** An open modal as Slack describes it in its payloads. */
export interface OpenView {
  readonly id: string;
  readonly hash: string;
  readonly private_metadata: string;
  readonly previous_view_id?: string | null;
  readonly state?: { readonly values?: Values };
}

/** Something was chosen that the facts or the price depend on: they are read again, what was typed stays. */
export async function fieldChosen(context: SlackContext, person: Person, view: OpenView): Promise<void> {
  const kept = readPrivateMetadata(view.private_metadata);
  if (kept === undefined) return;
  const draft = readDraft(view.state?.values ?? {}, kept);
  const update = context.viewUpdates.chosen(view.id);
  const state = {
    ...begun(draft, kept.channelId, update.known()),
    submissionId: kept.submissionId,
    asksChannel: kept.asksChannel,
  };
  const words = context.languages.known(person.userId);
  const form = createLiveForm(context, view, update, { state, words, shown: undefined });
  await fillForm(context, person, form, state);
}

/** Slack takes a hundred options. */
const MOST = 100;

/** What Slack takes for an answer: where there are more, the list says so above the options. */
type Options =
  | { readonly options: PlainTextOption[] }
  | { readonly option_groups: { readonly label: PlainTextElement; readonly options: PlainTextOption[] }[] };

const NOTHING = { items: [], more: false } as const;

function shown(all: readonly PlainTextOption[], more: boolean, words: Words): Options {
  const options = all.slice(0, MOST);
  if (!more && all.length <= MOST) return { options };
  return { option_groups: [{ label: plainText(words.plain('form.moreOptions', {}), LIMITS.option), options }] };
}

/** Slack gives three seconds for a list of options. */
const LIST_MS = 2_300;

/** An empty list in time is better than a full one too late: typed text works as well. */
async function inTime<T>(context: Pick<SlackContext, 'log'>, list: Promise<T>, empty: T): Promise<T> {
  const failed = (error: unknown): T => {
    context.log.warn({ error: describe(error) }, 'a list of options could not be read');
    return empty;
  };
  return (await within(list.catch(failed), LIST_MS)) ?? empty;
}

export async function instanceOptions(context: SlackContext, person: Person, text: string): Promise<Options> {
  const { items, more } = await inTime(context, context.desk.search(person, text), NOTHING);
  const typed = readInstance(text);
  const asTyped =
    typed === undefined || items.some(({ instanceId }) => instanceId === typed) ? [] : [option(typed, typed)];
  const found = items.filter(({ instanceId }) => fitsOption(instanceId)).map(instanceOption);
  return shown([...asTyped, ...found], more && found.length > 0, context.languages.known(person.userId));
}

export async function classOptions(
  context: SlackContext,
  person: Person,
  text: string,
  view: OpenView | undefined,
): Promise<Options> {
  const kept = readPrivateMetadata(view?.private_metadata ?? '');
  // The state is the newest choice; where Slack leaves it out, the form remembers whom it was drawn for.
  const chosen = kept === undefined ? undefined : readDraft(view?.state?.values ?? {}, kept);
  const { instanceId, region } = chosen?.instanceId === undefined ? { ...kept } : chosen;
  const words = context.languages.known(person.userId);
  const targets =
    instanceId === undefined ? [] : await inTime(context, context.desk.targets(person, instanceId, region, text), []);
  const typed = readClass(text);
  const asTyped =
    typed === undefined || !fitsOption(typed) || targets.some(({ name }) => name === typed)
      ? []
      : [classChoice({ name: typed, capacityMb: undefined, remark: '' }, kept?.currentClass, words)];
  const offered = targets
    .filter(({ name }) => fitsOption(name))
    .map((target) => classChoice(target, kept?.currentClass, words));
  return shown([...asTyped, ...offered], targets.length >= MOST, words);
}

/** None, the best one, those that this change may use, and a number as it is typed. */
export async function couponOptions(
  context: SlackContext,
  person: Person,
  text: string,
  view: OpenView | undefined,
): Promise<Options> {
  const kept = readPrivateMetadata(view?.private_metadata ?? '');
  const draft = kept === undefined ? undefined : readDraft(view?.state?.values ?? {}, kept);
  const words = context.languages.known(person.userId);
  // Asked without a coupon: one that is not accepted has no price, and would leave nothing to choose from.
  const without = draft === undefined ? undefined : { ...draft, coupon: 'none' };
  const coupons =
    without === undefined || kept === undefined
      ? []
      : await inTime(context, offersOf(priceOf(context, person, without, usedIn(kept))), []);
  return { options: couponChoices(coupons, text, words).slice(0, MOST) };
}

async function offersOf(price: Promise<Quoted | undefined>): Promise<readonly CouponOffer[]> {
  const quoted = await price;
  return quoted?.kind === 'quoted' ? (quoted.quote.coupons ?? []) : [];
}

/** `orders-cache · r-bp1… · cn-hangzhou · 1 GB`; only the name gives way when it is too long. */
function instanceOption(instance: InstanceSummary): PlainTextOption {
  const { instanceId, region, capacityMb } = instance;
  const rest = [instanceId, region, memory(capacityMb)].filter((part) => part !== undefined).join(' · ');
  const name = plain(nameOf(instance), Math.max(8, LIMITS.option - rest.length - 3));
  return option(name === instanceId ? rest : `${name} · ${rest}`, instanceId);
}
