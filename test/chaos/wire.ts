/** What a client says to PostgreSQL, as far as it commits something (“Message Formats” of its documentation). */

const OURS: readonly string[] = [
  'audit_head',
  'claimed_key',
  'delivery',
  'event',
  'inbound',
  'instance_lock',
  'order_freeze',
  'replica',
  'request',
  'stray_message',
];

/** Feeds on what the client sends; tells the commits in it by what they write, as `event+request (ordering)`. */
export function commitsIn(startup: boolean): (chunk: Uint8Array) => readonly string[] {
  let rest = Buffer.alloc(0);
  let greeting = startup;
  const statements = new Map<string, string>();
  let statement = '';
  let inTransaction = false;
  const written = new Set<string>();
  let state = '';

  function said(sql: string): string | undefined {
    for (const [, table = ''] of sql.matchAll(
      /(?:insert into|(?<!for |do )update|delete from)\s+(?:"?\w+"?\.)?"?(\w+)"?/gi,
    )) {
      written.add(OURS.includes(table) ? table : 'job');
    }
    if (/^\s*(begin|start transaction)/i.test(sql)) inTransaction = true;
    const ends = /\b(commit|rollback)\b/i.exec(sql)?.[1]?.toLowerCase();
    if (inTransaction && ends === undefined) return undefined;
    const what = [...written].sort().join('+');
    const name = state === '' || !written.has('request') ? what : `${what} (${state})`;
    written.clear();
    state = '';
    inTransaction = false;
    return ends === 'rollback' || what === '' ? undefined : name;
  }

  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    const commits: string[] = [];
    for (;;) {
      const head = greeting ? 0 : 1;
      if (rest.length < head + 4) return commits;
      const end = head + rest.readUInt32BE(head);
      if (rest.length < end) return commits;
      const type = greeting ? '' : String.fromCharCode(rest[0] ?? 0);
      const body = rest.subarray(head + 4, end);
      rest = rest.subarray(end);
      greeting = false;
      // Of a Parse its name and its text, of a Bind the names of its portal and its statement.
      const [one, other] = type === 'P' || type === 'B' ? firstTwo(body) : ['', ''];
      if (type === 'P') statements.set(one, other);
      if (type === 'B') {
        statement = statements.get(other) ?? '';
        if (WRITES_REQUEST.test(statement)) state = /"state":"(\w+)"/.exec(body.toString('latin1'))?.[1] ?? state;
      }
      const sql = type === 'Q' ? body.toString('utf8', 0, body.length - 1) : type === 'E' ? statement : undefined;
      const commit = sql === undefined ? undefined : said(sql);
      if (commit !== undefined) commits.push(commit);
    }
  };
}

const WRITES_REQUEST = /(?:insert into|update)\s+(?:"?\w+"?\.)?"?request"?\s/i;

/** The first two texts of a message; what comes after them may be long. */
function firstTwo(body: Buffer): readonly [string, string] {
  const first = body.indexOf(0);
  return [body.toString('latin1', 0, first), body.toString('latin1', first + 1, body.indexOf(0, first + 1))];
}
