import { createHash } from 'node:crypto';
import { unwatchFile, watchFile } from 'node:fs';
import type { Policy } from '../core/policy/policy-model.ts';
import { type Loaded, printProblem, readPolicyFile } from './load.ts';

/** The configuration in force. A bad file never replaces a good one. */
export interface PolicySource {
  readonly current: () => Policy;
  /** Why the file as it is now is not in force, one sentence each; empty when it is. */
  readonly problems: () => readonly string[];
  /** Called once for each change of the file. */
  readonly listen: (listener: (reload: Reload) => void) => void;
  /** Reads the file again, now. */
  readonly reload: () => void;
  readonly close: () => void;
}

export type Reload =
  | { readonly kind: 'reloaded'; readonly version: string }
  /** `version` names this state of the file. */
  | { readonly kind: 'kept'; readonly version: string; readonly problems: readonly string[] };

const POLL_MS = 2000;

/** Follows a file that is loaded already. It polls, because notifications miss mounts and atomic replaces. */
export function followPolicyFile(path: string, first: Policy): PolicySource {
  const listeners: ((reload: Reload) => void)[] = [];
  const notify = (reload: Reload): void => listeners.forEach((listener) => listener(reload));
  let policy = first;
  let problems: readonly string[] = [];

  function take(loaded: Loaded): void {
    if (loaded.kind === 'bad') {
      const found = loaded.problems.map(printProblem);
      // Once per state of the file, not once per poll.
      const news = found.join('\n') !== problems.join('\n');
      problems = found;
      if (news) notify({ kind: 'kept', version: versionOf(found), problems: found });
      return;
    }
    const news = loaded.policy.version !== policy.version || problems.length > 0;
    policy = loaded.policy;
    problems = [];
    if (news) notify({ kind: 'reloaded', version: policy.version });
  }

  const reload = (): void => take(readPolicyFile(path));
  watchFile(path, { interval: POLL_MS, persistent: false }, reload);
  return {
    current: () => policy,
    problems: () => problems.map((problem) => `configuration change rejected: ${problem}`),
    listen: (listener) => void listeners.push(listener),
    reload,
    close: () => unwatchFile(path, reload),
  };
}

/** A file that cannot be read has no content to hash, but always has problems. */
function versionOf(problems: readonly string[]): string {
  return createHash('sha256').update(problems.join('\n')).digest('hex').slice(0, 12);
}
