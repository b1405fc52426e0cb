import type { MessageRef } from '../core/request/request.ts';

/** What became of the digest of a day. `messages`: those of ours that show it; all but the first are to be deleted. */
export interface Digest {
  readonly messages: readonly MessageRef[];
  /** There was nothing to say, or it could not be said. */
  readonly settled: boolean;
}

/** The digest of each day (`YYYY-MM-DD`): posted once over all replicas and restarts. */
export interface DigestRecords {
  /** Enqueues its job, unless that was done before. */
  startDigest(day: string): Promise<void>;
  digest(day: string): Promise<Digest | undefined>;
  /** A message of ours shows it: posted just now, or seen in Slack because the answer to its post was lost. */
  digestSeen(day: string, message: MessageRef): Promise<void>;
  digestDeleted(day: string, message: MessageRef): Promise<void>;
  digestSettled(day: string): Promise<void>;
}
