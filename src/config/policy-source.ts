import { unwatchFile, watchFile } from 'node:fs';
import type { Policy } from '../core/policy-model.ts';
import { type Loaded, printProblem, readPolicyFile } from './load.ts';

/** The configuration in force. A bad file never replaces a good one. */
export interface PolicySource {
  readonly current: () => Policy;
  /** Why the file as it is now is not in force, one sentence each; empty when it is. */
  readonly problems: () => readonly string[];
  /** Reads the file again, now. */
  readonly reload: () => void;
  readonly close: () => void;
}

export type Reload =
  | { readonly kind: 'reloaded'; readonly version: string }
  | { readonly kind: 'kept'; readonly problems: readonly string[] };

const LOOK_EVERY_MS = 2000;

/** Follows a file that was loaded already. By looking, not by notifications: those miss mounts and atomic replaces. */
export function followPolicyFile(path: string, first: Policy, onReload: (reload: Reload) => void): PolicySource {
  let policy = first;
  let problems: readonly string[] = [];

  function take(loaded: Loaded): void {
    if (loaded.kind === 'bad') {
      const found = loaded.problems.map(printProblem);
      // Told once per state of the file, not once per look.
      if (found.join('\n') !== problems.join('\n')) onReload({ kind: 'kept', problems: found });
      problems = found;
      return;
    }
    const news = loaded.policy.version !== policy.version || problems.length > 0;
    policy = loaded.policy;
    problems = [];
    if (news) onReload({ kind: 'reloaded', version: policy.version });
  }

  const reload = (): void => take(readPolicyFile(path));
  watchFile(path, { interval: LOOK_EVERY_MS, persistent: false }, reload);
  return {
    current: () => policy,
    problems: () => problems.map((problem) => `the configuration file is not in force: ${problem}`),
    reload,
    close: () => unwatchFile(path, reload),
  };
}
