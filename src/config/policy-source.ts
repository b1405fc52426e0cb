import { createHash } from 'node:crypto';
import { unwatchFile, watchFile } from 'node:fs';
import type { Policy } from '../core/policy/policy-model.ts';
import { type Loaded, printProblem, readPolicyFile } from './load.ts';

/** The configuration in force. A bad file never replaces a good one. */
export interface PolicySource {
  readonly current: () => Policy;
  /** Why the file as it is now is not in force, one sentence each; empty when it is. */
  readonly problems: () => readonly string[];
  /** Hears of each change of the file, once. */
  readonly listen: (listener: (reload: Reload) => void) => void;
  /** Reads the file again, now. */
  readonly reload: () => void;
  readonly close: () => void;
}

export type Reload =
  | { readonly kind: 'reloaded'; readonly version: string }
  /** `version` names this state of the file. */
  | { readonly kind: 'kept'; readonly version: string; readonly problems: readonly string[] };

const LOOK_EVERY_MS = 2000;

/** Follows a file that was loaded already. By looking, not by notifications: those miss mounts and atomic replaces. */
export function followPolicyFile(path: string, first: Policy): PolicySource {
  const listeners: ((reload: Reload) => void)[] = [];
  const tell = (reload: Reload): void => listeners.forEach((listener) => listener(reload));
  let policy = first;
  let problems: readonly string[] = [];

  function take(loaded: Loaded): void {
    if (loaded.kind === 'bad') {
      const found = loaded.problems.map(printProblem);
      // Told once per state of the file, not once per look.
      const news = found.join('\n') !== problems.join('\n');
      problems = found;
      if (news) tell({ kind: 'kept', version: versionOf(found), problems: found });
      return;
    }
    const news = loaded.policy.version !== policy.version || problems.length > 0;
    policy = loaded.policy;
    problems = [];
    if (news) tell({ kind: 'reloaded', version: policy.version });
  }

  const reload = (): void => take(readPolicyFile(path));
  watchFile(path, { interval: LOOK_EVERY_MS, persistent: false }, reload);
  return {
    current: () => policy,
    problems: () => problems.map((problem) => `the configuration file is not in force: ${problem}`),
    listen: (listener) => void listeners.push(listener),
    reload,
    close: () => unwatchFile(path, reload),
  };
}

/** A file that cannot even be read has no content to be named by; what is wrong with it always has. */
function versionOf(problems: readonly string[]): string {
  return createHash('sha256').update(problems.join('\n')).digest('hex').slice(0, 12);
}
