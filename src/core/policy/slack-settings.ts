/** Where and how the bot writes in Slack. */
export interface SlackSettings {
  /** Channel of the request cards; undefined: where the command was used. */
  readonly cards: string | undefined;
  readonly mirror: readonly string[];
  readonly locale: 'auto' | 'en' | 'zh-CN';
  /** Workspaces we serve; undefined: the token's own. */
  readonly teams: readonly string[] | undefined;
  /** What the requester also gets as a direct message. */
  readonly dm: readonly RequesterNews[];
  /** Undefined: no digest. */
  readonly digest: DigestSettings | undefined;
}

/** Once a day, at this time (`HH:mm`) of the zone. */
export interface DigestSettings {
  readonly channel: string;
  readonly at: string;
  readonly zone: string;
}

/** `decision`: approved, rejected, expired, changed since. `outcome`: ordered, unpaid, completed, failed, unknown. */
export type RequesterNews = 'decision' | 'outcome';
