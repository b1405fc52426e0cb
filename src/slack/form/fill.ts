import { cardChannelOfAny } from '../../core/policy/card-channel.ts';
import { CLIENT_CODES } from '../../core/cloud-errors.ts';
import type { Person } from '../../core/request/request.ts';
import { within } from '../../core/within.ts';
import type { Quoted } from '../../workflow/ports.ts';
import { faultOf } from '../web/faults.ts';
import { type About, changeOf, type Draft, type FormState, overdue, usedIn } from './state.ts';
import { startAtOf } from './start.ts';
import type { SlackContext } from '../entry/context.ts';
import { accessText, refusalText } from '../messages/refusals.ts';
import type { Words } from '../../wording/words.ts';
import { brokenMessage, logUnexpected } from '../entry/private-answer.ts';
import type { LiveForm } from './live-form.ts';

/**
 * How long the form says of each that it is being read. Whatever comes later is shown all the same while the form is
 * open, and nobody has to wait for it: the form can be sent at any time.
 */
const PATIENCE_MS = { words: 1_000, look: 2_000, fact: 2_000 } as const;

/** Reads everything at once; draws when the instance is there, and once more when all the rest is there or overdue. */
export async function fillForm(context: SlackContext, person: Person, form: LiveForm, state: FormState) {
  const { draft, channelId, asksChannel } = state;
  const { userId } = person;
  const known = context.languages.known(userId);
  const words = within(context.languages.own(userId), PATIENCE_MS.words).then((own) => own ?? known);
  // A channel that is chosen on the form is looked at when it is submitted.
  const cards = asksChannel === true ? undefined : cardChannelOfAny(context.policy(), channelId);
  const look = Promise.all([
    words.then((own) => form.speaks(own)),
    each(form, lookedAt(context, person, draft, words), PATIENCE_MS.look, {
      there: (looked) => (looked.kind === 'no_access' ? form.ends(looked.text) : form.put({ about: looked })),
      late: () => form.put(({ about }) => ({ about: about.kind === 'loading' ? { kind: 'late' } : about })),
    }),
  ]);
  const rest = Promise.all([
    ...(cards === undefined ? [] : [channelOf(context, person, form, cards, words)]),
    ...factsOf(context, person, draft, usedIn(state), form),
  ]);
  await Promise.all([look.then(() => form.draw()), rest]);
  form.draw();
  await form.drawn();
}

/** What is asked about the instance and the change, as far as they are chosen. */
function factsOf(
  context: SlackContext,
  person: Person,
  draft: Draft,
  channelId: string | undefined,
  form: LiveForm,
): Promise<void>[] {
  const { instanceId, targetClass, region } = draft;
  if (instanceId === undefined) return [];
  const usage = orNothing(context, 'usage', context.desk.usage(person, instanceId, region), undefined);
  const networkFacts = orNothing(
    context,
    'surroundings',
    context.desk.networkFacts(person, instanceId, region),
    undefined,
  );
  const ofInstance = [
    each(form, usage, PATIENCE_MS.fact, {
      there: (value) => form.put({ usage: { kind: 'read', value } }),
      late: () => form.put((now) => ({ usage: overdue(now.usage) })),
    }),
    each(form, networkFacts, PATIENCE_MS.fact, {
      there: (value) => form.put({ networkFacts: { kind: 'read', value } }),
    }),
  ];
  if (targetClass === undefined) return ofInstance;
  const targets = orNothing(context, 'targets', context.desk.targets(person, instanceId, region, ''), []);
  return [
    ...ofInstance,
    each(form, priceOf(context, person, draft, channelId), PATIENCE_MS.fact, {
      there: (value) => value !== undefined && form.put({ price: { kind: 'read', value }, forced: value.forced }),
      late: () => form.put((now) => ({ price: overdue(now.price) })),
    }),
    each(form, targets, PATIENCE_MS.fact, {
      there: (value) => form.put({ targets: { kind: 'read', value } }),
      late: () => form.put((now) => ({ targets: overdue(now.targets) })),
    }),
  ];
}

interface Showing<T> {
  readonly there: (value: T) => unknown;
  readonly late?: () => unknown;
}

/** Waits until it is there or overdue, and has it drawn when it is there after that; `reading` must not reject. */
async function each<T>(
  form: LiveForm,
  reading: Promise<T>,
  patienceMs: number,
  { there, late }: Showing<T>,
): Promise<void> {
  const shown = reading.then(there).then(() => true);
  if ((await within(shown, patienceMs)) === true) return;
  late?.();
  void shown.then(() => form.draw());
}

/** What the change costs as the form stands; undefined while there is no change to ask about. */
export async function priceOf(
  context: SlackContext,
  person: Person,
  draft: Draft,
  channelId: string | undefined,
): Promise<Quoted | undefined> {
  const { instanceId, region } = draft;
  const change = changeOf(draft);
  if (instanceId === undefined || change === undefined) return undefined;
  const startAt = startAtOf(draft.start, context.now());
  const quoted = context.desk.quote(person, instanceId, region, change, channelId, startAt);
  return orNothing(context, 'price', quoted, { kind: 'none', code: CLIENT_CODES.unnamed });
}

type Looked = About | { readonly kind: 'no_access'; readonly text: string };

/** The instance, or what is wrong with it; a defect of ours is a problem with a reference. */
async function lookedAt(
  context: SlackContext,
  person: Person,
  draft: Draft,
  ownWords: Promise<Words>,
): Promise<Looked> {
  const { instanceId, region } = draft;
  const desk = context.desk;
  try {
    const [look, words, { botName }] = await Promise.all([
      instanceId === undefined ? desk.authorize(person) : desk.instanceView(person, instanceId, region),
      ownWords,
      context.identities.get(),
    ]);
    switch (look.kind) {
      case 'member':
        return { kind: 'nothing' };
      case 'no_access':
        return { kind: 'no_access', text: accessText(look.reason, words) };
      case 'found':
        return { ...look, kind: 'facts' };
      case 'refused':
        return { kind: 'problem', text: refusalText(look.reason, look.detail, words, botName) };
      default:
        return look satisfies never;
    }
  } catch (error) {
    return { kind: 'problem', text: brokenMessage(context, person.userId, logUnexpected(context, 'form', error)).text };
  }
}

function channelOf(context: SlackContext, person: Person, form: LiveForm, cards: string, words: Promise<Words>) {
  return each(form, refusedChannel(context, person, cards, words), PATIENCE_MS.fact, {
    there: (refusal) => refusal !== undefined && form.ends(refusal),
  });
}

/** Why no card can be posted there. While Slack cannot tell, the form is open: the workflow asks again. */
async function refusedChannel(
  context: SlackContext,
  person: Person,
  channelId: string,
  ownWords: Promise<Words>,
): Promise<string | undefined> {
  const desk = context.desk;
  try {
    // Who is shut out is told that, and nothing of the channel.
    if ((await desk.authorize(person)).kind === 'no_access') return undefined;
    const channel = await desk.channel(person, channelId);
    if (channel.kind === 'open') return undefined;
    const [words, { botName }] = await Promise.all([ownWords, context.identities.get()]);
    return refusalText(channel.reason, { channelId }, words, botName);
  } catch (error) {
    context.log.warn({ code: faultOf(error).code, channel: channelId }, 'cannot tell whether a channel is open');
    return undefined;
  }
}

/** A defect in one fact leaves the others where they are. */
async function orNothing<T>(context: SlackContext, name: string, reading: Promise<T>, nothing: T): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    logUnexpected(context, name, error);
    return nothing;
  }
}
