/**
 * What went wrong at an edge, with everything a decision needs and nothing a log must not hold.
 * Only the adapters make these; `message` is always our own sentence, never the vendor's.
 */
export class CloudFault extends Error {
  readonly code: string;
  /** RequestId of the cloud, for a ticket. */
  readonly requestId: string | undefined;
  /**
   * `no`: the call provably did nothing. `unlikely`: the cloud refused it, with a code that no list names or of its
   * payment. `unknown`: it may have been carried out.
   */
  readonly arrived: 'no' | 'unlikely' | 'unknown';
  /** `soon`: back off and try again; `later`: the state of the instance must change first; `never`: a person must act. */
  readonly retry: 'soon' | 'later' | 'never';

  constructor(fault: {
    code: string;
    requestId?: string | undefined;
    arrived: 'no' | 'unlikely' | 'unknown';
    retry: 'soon' | 'later' | 'never';
  }) {
    super(`Alibaba Cloud: ${fault.code}`);
    this.name = 'CloudFault';
    this.code = fault.code;
    this.requestId = fault.requestId;
    this.arrived = fault.arrived;
    this.retry = fault.retry;
  }
}

/** Slack refused or could not be reached. */
export class SlackFault extends Error {
  /** Slack's `error` string (`not_in_channel`), or `ratelimited`, `timeout`, `network`, `not_json`. */
  readonly code: string;
  readonly retryAfterMs: number | undefined;
  /** false: trying again helps only once a person has changed something. */
  readonly temporary: boolean;
  /**
   * What stands in the way of a fault that is not temporary: this very `message` (`invalid_blocks`), everything for this
   * `channel` (`not_in_channel`), or everything the bot does (`token_revoked`). Only the first makes it pointless to
   * send the same again later.
   */
  readonly about: 'message' | 'channel' | 'bot';

  constructor(fault: {
    code: string;
    temporary: boolean;
    retryAfterMs?: number | undefined;
    about?: SlackFault['about'] | undefined;
  }) {
    super(`Slack: ${fault.code}`);
    this.name = 'SlackFault';
    this.code = fault.code;
    this.temporary = fault.temporary;
    this.retryAfterMs = fault.retryAfterMs;
    this.about = fault.about ?? 'channel';
  }

  /** The same, not to be tried again before this. */
  after(retryAfterMs: number): SlackFault {
    const { code, temporary, about } = this;
    return new SlackFault({ code, temporary, about, retryAfterMs });
  }
}
