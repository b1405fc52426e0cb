/**
 * Statements of the embedded engine are planned once: planning one takes it longer than carrying it out. What a client
 * asks without a name is kept under one, for the session; the client does not notice.
 */
import type { Exchange } from './switchboard.ts';
import {
  BIND,
  BOUND,
  DESCRIBE,
  ERROR,
  EXECUTE,
  int32,
  message,
  messagesOf,
  NO_DATA,
  PARSE,
  PARSED,
  QUERY,
  SYNC,
} from './wire.ts';

/** More than the bot has; a client that makes up ever new ones gets them planned each time. */
const MOST = 400;

/** What may be kept: one statement, and none about transactions or tables. */
const SINGLE = /^\s*(?:with|select|insert|update|delete)\b[^;]*$/i;

/** Its table has changed, or it is gone: it is planned anew the next time. */
const STALE = /C(?:0A000|26000)\0/;

const PARSE_COMPLETE = message(PARSED);
/** A portal without a name: its description, all of its rows, the end. */
const REST = Buffer.concat([message(DESCRIBE, 'P\0'), message(EXECUTE, '\0', int32(0)), message(SYNC)]);
const NO_VALUES = Buffer.alloc(6);

/** A statement without a name, and how it is asked. */
interface Asked {
  readonly text: string;
  /** Formats and values, as in a Bind after its names. */
  readonly values: Buffer;
  readonly simple: boolean;
}

export function prepared(exchange: Exchange): Exchange {
  const names = new Map<string, string>();
  let made = 0;
  return async (bytes) => {
    const asked = askedIn(bytes);
    const known = asked === undefined ? undefined : names.get(asked.text);
    if (asked === undefined || (known === undefined && names.size >= MOST)) return exchange(bytes);
    const name = known ?? `kept_${String((made += 1))}`;
    const parse = known === undefined ? [message(PARSE, `${name}\0${asked.text}\0`, Buffer.alloc(2))] : [];
    const answer = await exchange(Buffer.concat([...parse, message(BIND, `\0${name}\0`, asked.values), REST]));
    const answers = [...messagesOf(answer)];
    const failure = answers.find(([type]) => type === ERROR)?.toString('latin1');
    if (failure !== undefined && STALE.test(failure)) names.delete(asked.text);
    else if (answers.some(([type]) => type === PARSED)) names.set(asked.text, name);
    if (asked.simple) return Buffer.concat(answers.filter(([type = 0]) => ![PARSED, BOUND, NO_DATA].includes(type)));
    return known === undefined ? answer : Buffer.concat([PARSE_COMPLETE, answer]);
  };
}

/** As pg asks: a Query alone, or Parse, Bind, Describe, Execute and Sync at once. */
function askedIn(bytes: Uint8Array): Asked | undefined {
  const [first, bind, ...rest] = messagesOf(bytes);
  if (first?.[0] === QUERY) {
    const text = first.toString('utf8', 5, first.length - 1);
    return bind === undefined && SINGLE.test(text) ? { text, values: NO_VALUES, simple: true } : undefined;
  }
  if (first?.[0] !== PARSE || bind?.[0] !== BIND || !REST.equals(Buffer.concat(rest))) return undefined;
  // No name, no types of parameters; no names of portal and statement.
  if (first[5] !== 0 || first.readInt16BE(first.length - 2) !== 0 || bind[5] !== 0 || bind[6] !== 0) return undefined;
  const text = first.toString('utf8', 6, first.length - 3);
  return SINGLE.test(text) ? { text, values: bind.subarray(7), simple: false } : undefined;
}
