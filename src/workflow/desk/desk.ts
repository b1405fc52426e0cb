/** What people can ask for, as the Slack edge sees it, behind the door. Refusals are values. */
import { offersBack } from '../../core/lifecycle/back.ts';
import { samePerson } from '../../core/request/person.ts';
import { mayTouch, touches } from '../../core/policy/policy.ts';
import { meetMessage } from '../steps/meet-message.ts';
import { hasRights, mayRequest, rightsOf } from '../../core/policy/rights.ts';
import { maySeeLock, maySeeRequest } from '../../core/policy/visibility.ts';
import { wouldApprove, wouldReject, wouldSettle } from '../steps/clicks.ts';
import { classThatFits } from '../../core/instance/fit.ts';
import { attempt } from '../ask/attempt.ts';
import { requireAccess } from '../ask/access.ts';
import { shared } from '../../core/shared.ts';
import { memoryAfter } from '../../core/instance/classes.ts';
import { readSize } from '../../core/instance/sizing.ts';
import { findInstance, sizedFor, usageFor } from '../ask/facts.ts';
import type { Click, ClickOutcome, Desk, TargetClass } from '../ports.ts';
import { createLedgers } from '../ask/ledger.ts';
import { returningOf } from '../ask/prolonged.ts';
import { adviceFor, adviceForAll } from '../ask/suggestions.ts';
import { createQuotes } from '../ask/quotes.ts';
import type { Person, RequestId, ResizeRequest } from '../../core/request/request.ts';
import { monthAt } from '../../core/value/month.ts';
import { createNaming } from './naming.ts';
import { whyOf, withoutInstance } from './why.ts';
import type { World } from '../world.ts';

/** Requests in one list. */
const LIST = 20;

/** The newest that are looked through for those that a person may see, and how many are read at a time. */
const SEARCHED = 500;
const PAGE = 50;

/** A form with more choices than this is not read by anybody; Slack's own limit is 100. */
const CHOICES = 100;

/** All instances of a person are looked at for so long. */
const SUGGEST_MS = 60_000;

/** After this nobody looks at the form any more. */
const READ_MS = 15_000;

const WOULD = { approve_comment: wouldApprove, reject: wouldReject, settle: wouldSettle, resize_back: wouldGoBack };

export function createDesk(world: World): Desk {
  const { records, people, cloud, policy } = world;
  type Finding = ReturnType<typeof findNow>;
  // A form asks for facts, use, price and lists at once: what two of them read at the same time is read once.
  const finding = shared<Awaited<Finding>>();
  const [freezes, finds] = [shared<Awaited<ReturnType<typeof records.freeze>>>(), shared<readonly ResizeRequest[]>()];
  const ofForm: World = {
    ...world,
    records: {
      ...records,
      freeze: () => freezes('', () => records.freeze()),
      find: (query) => finds(JSON.stringify(query), () => records.find(query)),
    },
  };
  const ledgers = createLedgers(cloud, records);
  let looked: Promise<unknown> = Promise.resolve();
  return requireAccess(world, {
    async instanceView(person, instanceId, region) {
      const found = await findForPerson(person, instanceId, region);
      if (found.kind === 'refused') return found;
      const { instanceId: id } = found.facts;
      const [[open], lock, freeze, returning] = await Promise.all([
        records.find({ instanceId: id, open: true, limit: 1 }),
        records.lockOf(id),
        ofForm.records.freeze(),
        returningOf(ofForm, id),
      ]);
      return { ...found, open, lock, freeze, returning };
    },

    async usage(person, instanceId, region) {
      const found = await findForPerson(person, instanceId, region);
      return found.kind === 'refused' ? undefined : usageFor(world, found.facts, READ_MS);
    },

    async networkFacts(person, instanceId, region) {
      const found = await findForPerson(person, instanceId, region);
      return found.kind === 'refused' ? undefined : cloud.networkFacts(found.facts);
    },

    ...createNaming(world),

    async targets(person, instanceId, region, text) {
      const found = await findForPerson(person, instanceId, region);
      if (found.kind === 'refused') return [];
      const { facts } = found;
      const [wanted, mb] = [text.trim().toLowerCase(), readSize(text.trim())];
      const fits = ({ name, capacityMb }: TargetClass): boolean =>
        name.toLowerCase().includes(wanted) || (mb !== undefined && mb === (memoryAfter(facts, name) ?? capacityMb));
      const [targets, returning] = await Promise.all([
        quietly(() => cloud.targets(facts)),
        returningOf(ofForm, facts.instanceId),
      ]);
      const now = { name: facts.realClass, capacityMb: facts.capacityMb, remark: '' };
      const others = targets.filter(({ name }) => name !== now.name);
      // A class for a time can be asked for again, with another end.
      return [...(returning === undefined ? [] : [now]), ...others].filter(fits).slice(0, CHOICES);
    },

    async sized(person, instanceId, region, sizing) {
      const found = await findForPerson(person, instanceId, region);
      if (found.kind === 'refused') return found;
      const { facts } = found;
      const size = await sizedFor(world, facts, sizing);
      // A class for a time can be asked for again, with another end.
      const again = size.kind === 'same' && (await returningOf(world, facts.instanceId)) !== undefined;
      return again ? { kind: 'one', targetClass: facts.realClass } : size;
    },

    async suggestedClass(person, instanceId, region) {
      const found = await findForPerson(person, instanceId, region);
      if (found.kind === 'refused') return undefined;
      const targets = quietly(() => cloud.targets(found.facts));
      return classThatFits(await usageFor(world, found.facts, READ_MS), found.facts, await targets);
    },

    homeOpened: (person, empty) => records.homeOpened(person, empty),

    quote: createQuotes(ofForm, findForPerson),

    channel: (_, channelId) => people.channel(channelId),

    receive: (inbound) => records.receive(inbound),
    async confirm(person, formId, viewId) {
      const first = await records.inbound(formId);
      if (first?.kind !== 'form' || !samePerson(first.form.person, person)) return undefined;
      const { form, outcome } = first;
      if (outcome?.kind !== 'confirm') return undefined;
      const { instance, change, quote } = outcome;
      const price = quote && { currency: quote.currency, tradeAmount: quote.tradeAmount };
      const seen = { class: instance.realClass, price, change, confirmed: true };
      const { pushed: _, ...again } = form;
      const kept = await records.receive({ kind: 'form', form: { ...again, id: `${formId}:confirmed`, viewId, seen } });
      return kept.kind === 'form' ? kept.form : undefined;
    },
    async breakGlass(person, formId, reason, viewId) {
      const first = await records.inbound(formId);
      if (first?.kind !== 'form' || !samePerson(first.form.person, person)) return undefined;
      const replaces = first.outcome?.kind === 'created' ? first.outcome.request.id : undefined;
      const { pushed: _, ...again } = first.form;
      const form = {
        ...again,
        id: `${formId}:glass`,
        viewId,
        breakGlass: { reason, replaces },
      };
      const kept = await records.receive({ kind: 'form', form });
      return kept.kind === 'form' ? kept.form : undefined;
    },
    mayPress: ({ button, ...click }) => WOULD[button](world, click),
    digestSeen: (day, message) => records.digestSeen(day, message),
    messageSeen: (id, message) => meetMessage(world, id, message),
    async request(person, id) {
      const [request, directory] = await Promise.all([records.get(id), people.directory()]);
      return request !== undefined && maySeeRequest(policy(), person, request, directory) ? request : undefined;
    },
    async requests(person, filter) {
      const directory = await people.directory();
      // By id: what comes in between moves the rest on.
      const seen = new Map<RequestId, ResizeRequest>();
      for (let skip = 0; skip < SEARCHED && seen.size < LIST; skip += PAGE) {
        const page = await records.find({ ...filter, limit: PAGE, skip });
        const visible = page.filter((request) => maySeeRequest(policy(), person, request, directory));
        for (const request of visible) seen.set(request.id, request);
        if (page.length < PAGE) break;
      }
      return [...seen.values()].slice(0, LIST);
    },

    async locks(person) {
      const [locks, directory] = await Promise.all([records.locks(), people.directory()]);
      return locks.filter((lock) => maySeeLock(policy(), person, lock, directory));
    },

    mayRequest: async (person) => mayRequest(policy(), person, await people.directory()),
    rights: async (person) => rightsOf(policy(), person, await people.directory(), 'in'),

    async freeze(person) {
      const [freeze, directory] = await Promise.all([records.freeze(), people.directory()]);
      return hasRights(rightsOf(policy(), person, directory)) ? freeze : undefined;
    },

    async report(person, month = monthAt(world.clock.now())) {
      const directory = await people.directory();
      return ledgers(month, READ_MS, (request) => maySeeRequest(policy(), person, request, directory));
    },

    async suggest(person, instanceId, region) {
      if (instanceId !== undefined) {
        const found = await findForPerson(person, instanceId, region);
        if (found.kind === 'refused') return found;
        const advice = [await adviceFor(world, found.facts)];
        return { kind: 'suggestions', advice, of: 1, unread: 0, more: 0, unreadPlaces: [] };
      }
      const [fleet, directory] = await Promise.all([cloud.fleet(READ_MS), people.directory()]);
      const all = fleet.instances.filter(
        (one) => (region ?? one.region) === one.region && mayTouch(policy(), person, one, directory),
      );
      // One after another: two who ask do not make twice the calls at a time.
      const looking = looked.then(() => adviceForAll(world, all, SUGGEST_MS));
      looked = looking.catch(() => undefined);
      return { kind: 'suggestions', of: all.length, unreadPlaces: fleet.unread, ...(await looking) };
    },

    async why(person, ...question) {
      const [answer, directory] = await Promise.all([whyOf(world)(person, ...question), people.directory()]);
      const shown = answer.kind !== 'judged' || mayTouch(policy(), person, answer.instance, directory);
      return shown ? answer : withoutInstance(answer);
    },
  });

  function findForPerson(person: Person, instanceId: string, region: string | undefined): Finding {
    const key = JSON.stringify([person.teamId, person.userId, instanceId, region ?? '']);
    return finding(key, () => findNow(person, instanceId, region));
  }

  /** Whoever no rule lets touch an instance learns nothing of it here; `why` tells what a rule would want. */
  async function findNow(person: Person, instanceId: string, region: string | undefined) {
    const [found, directory] = await Promise.all([findInstance(world, instanceId, region), people.directory()]);
    if (found.kind === 'refused') return found;
    const may = touches(policy(), person, found.facts, directory);
    if (may === 'yes') return found;
    const reason = may === 'no' ? 'instance_not_yours' : 'group_unknown';
    return { kind: 'refused', reason, detail: { instanceId } } as const;
  }
}

/** A list that cannot be read is empty: the form stays usable, and says itself when nothing was found. */
async function quietly<T>(read: () => Promise<readonly T[]>): Promise<readonly T[]> {
  const list = await attempt(read);
  return list.kind === 'ok' ? list.value : [];
}

/** Whether the form with the class before may be opened. What is asked by it is judged like any other request. */
async function wouldGoBack(
  { records, people, policy, clock }: World,
  { person, requestId }: Click,
): Promise<ClickOutcome> {
  const [request, directory] = await Promise.all([records.get(requestId), people.directory()]);
  if (request === undefined) return { kind: 'refused', reason: 'unknown_request', request };
  if (!mayTouch(policy(), person, request.before, directory))
    return { kind: 'refused', reason: 'back_not_yours', request };
  return offersBack(request, clock.now())
    ? { kind: 'done', request }
    : { kind: 'refused', reason: 'back_over', request };
}
