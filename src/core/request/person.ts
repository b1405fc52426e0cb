/** `rr-` and eight characters of lower-case Crockford base 32. */
export type RequestId = `rr-${string}`;

/** A person, always by Slack ids: names and e-mail addresses identify no one. */
export interface Person {
  readonly teamId: string;
  readonly userId: string;
}
