import { loadPolicy, printProblem } from '../../src/config/load.ts';

/** A short configuration that has nothing wrong with it; tests damage it. */
export const BASE = `version: 1
accounts:
  - name: main
    regions: [cn-hangzhou]
groups:
  dev: [U0DEV1, U0DEV2]
  sre: [S0SRE]
rules:
  - name: dev
    who: [dev]
    instances: { tags: { env: dev } }
    approval: none
  - name: prod
    who: [dev, sre]
    instances: { tags: { env: prod } }
    approval: { from: [sre], count: 2 }
`;

/** Every problem of the text, else every warning, as line:col path message (hint). */
export function told(text: string): readonly string[] {
  const loaded = loadPolicy(text, 'f');
  return (loaded.kind === 'ok' ? loaded.warnings : loaded.problems).map((problem) => printProblem(problem).slice(2));
}
