import type { JsonObject } from './json.ts';

/** What Slack answers as `{ok: false, error}`. */
export class Refusal extends Error {
  readonly code: string;
  readonly more: JsonObject;

  constructor(code: string, more: JsonObject = {}) {
    super(code);
    this.name = 'Refusal';
    this.code = code;
    this.more = more;
  }
}

/** A refusal that names its reasons, as for wrong arguments and blocks. */
export function refusalWith(code: string, messages: readonly string[]): Refusal {
  return new Refusal(code, { response_metadata: { messages } });
}
