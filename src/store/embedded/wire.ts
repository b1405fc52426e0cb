/** Messages of PostgreSQL's protocol, version 3 (“Message Formats” of its documentation): a type, a length, the rest. */

const typeOf = (letter: string): number => letter.charCodeAt(0);

// What a client says.
export const QUERY = typeOf('Q');
export const PARSE = typeOf('P');
export const BIND = typeOf('B');
export const DESCRIBE = typeOf('D');
export const EXECUTE = typeOf('E');
export const SYNC = typeOf('S');
export const TERMINATE = typeOf('X');

// What the server says.
export const AUTHENTICATION = typeOf('R');
export const READY_FOR_QUERY = typeOf('Z');
export const NOTIFICATION = typeOf('A');
export const PARSED = typeOf('1');
export const BOUND = typeOf('2');
export const NO_DATA = typeOf('n');
export const ERROR = typeOf('E');

const HEAD = 5;

export function message(type: number, ...parts: readonly (string | Buffer)[]): Buffer {
  const body = Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part)));
  return Buffer.concat([Buffer.from([type]), int32(body.length + 4), body]);
}

export function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

/** The whole messages at the beginning of these bytes. */
export function* messagesOf(bytes: Uint8Array): Generator<Buffer> {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  while (at + HEAD <= all.length) {
    const end = at + 1 + all.readInt32BE(at + 1);
    if (end > all.length) return;
    yield all.subarray(at, end);
    at = end;
  }
}
