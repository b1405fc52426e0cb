/** `redis-resize requests list`, `requests show` and `requests redraw`: what is in the database, beside a running bot. */
import type { RequestId, ResizeRequest } from '../core/request/request.ts';
import type { State } from '../core/request/state.ts';
import { INSTANCE_ID } from '../core/value/ids.ts';
import type { Records } from '../workflow/ports.ts';
import { EXIT, type Read, reading, type Source } from './exit.ts';
import { line, terminalWidth, wrapped } from './words.ts';

export interface RequestsOptions {
  readonly state?: State;
  readonly instance?: string;
  readonly json?: boolean;
}

interface Archive {
  readonly find: Records['find'];
  readonly get: Records['get'];
  /** Events as JSON, oldest first. */
  lines(options: { readonly format: 'jsonl'; readonly request: RequestId }): AsyncIterable<string>;
  redraw(): Promise<number>;
  close(): Promise<void>;
}

export type RequestsSource = Source<Archive>;

const AT_MOST = 1000;

export async function listRequests(source: Read<RequestsSource>, options: RequestsOptions): Promise<number> {
  return reading(source, 'the requests', async ({ find }) => {
    const { state, instance } = options;
    const isId = instance !== undefined && INSTANCE_ID.test(instance);
    const part = isId ? '' : (instance ?? '').toLowerCase();
    const found: ResizeRequest[] = [];
    for (let skip = 0, page; page === undefined || page.length === AT_MOST; skip += AT_MOST) {
      if (found.length >= AT_MOST) {
        console.error(`Showing the newest ${String(found.length)}. Narrow it with --state or --instance.`);
        break;
      }
      page = await find({
        ...{ limit: AT_MOST, skip },
        ...(isId ? { instanceId: instance } : {}),
        ...(state === undefined ? {} : { states: [state] }),
      });
      found.push(...page.filter(({ before }) => part === '' || before.name.toLowerCase().includes(part)));
    }
    if (options.json === true) console.log(JSON.stringify(found.map(inShort), null, 2));
    else if (found.length === 0) console.log('No requests.');
    else console.log(wrapped(found.map(asRow).join('\n'), terminalWidth(), 2));
    return EXIT.ok;
  });
}

export async function showRequest(source: Read<RequestsSource>, id: RequestId, json = false): Promise<number> {
  return reading(source, 'the requests', async (archive) => {
    const request = await archive.get(id);
    if (request === undefined) {
      console.error(`No request ${id}.`);
      return EXIT.no;
    }
    const events: Event[] = [];
    for await (const text of archive.lines({ format: 'jsonl', request: id })) events.push(JSON.parse(text) as Event);
    if (json) console.log(JSON.stringify({ ...inShort(request), events }, null, 2));
    else {
      const rows = Object.entries(inShort(request)).map(
        ([name, value]) => `  ${name.padEnd(10)} ${line(value ?? '–')}`,
      );
      const history = events.map(({ at, kind, actor }) => `  ${at} ${line(`${kind} ${actor}`)}`);
      console.log(wrapped([id, ...rows, '', 'History', ...history].join('\n'), terminalWidth(), 2));
    }
    return EXIT.ok;
  });
}

export async function redrawRequests(source: Read<RequestsSource>, json = false): Promise<number> {
  return reading(source, 'the requests', async (archive) => {
    const cards = await archive.redraw();
    console.log(json ? JSON.stringify({ cards }) : `Cards of open requests to be edited by the bot: ${String(cards)}`);
    return EXIT.ok;
  });
}

interface Event {
  readonly at: string;
  readonly kind: string;
  readonly actor: string;
}

/** Without the client token, with which an order could be repeated. */
function inShort(request: ResizeRequest) {
  const { id, state, createdAt, requester, before, change, rule, reason, startAt, order } = request;
  const { instanceId, name, region, instanceClass: from } = before;
  const about = { instance: instanceId, name, region, from, to: change.targetClass };
  return {
    id,
    state,
    ...about,
    requester: requester.userId,
    createdAt,
    ...(startAt === undefined ? {} : { startAt }),
    rule: rule.name,
    reason,
    order: order?.orderId,
  };
}

function asRow(request: ResizeRequest): string {
  const { id, state, createdAt, instance, name, from, to } = inShort(request);
  return line(`${id}  ${createdAt.slice(0, 16)}  ${state}  ${name === '' ? instance : name}  ${from} → ${to}`);
}
