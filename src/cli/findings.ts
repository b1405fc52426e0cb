/** The findings of `doctor` as text and as JSON. */
import { type Area, AREAS, type Finding, FINDING_STATUSES, type FindingStatus, unknown } from '../core/finding.ts';
import { within } from '../core/within.ts';
import { counted, wrapped } from './words.ts';

/** Longer than any probe waits by itself. */
const PATIENCE_MS = 14_000;

/** Runs one probe. Never rejects, and ends within `patienceMs`. */
export async function examined(
  check: Finding['check'],
  look: () => Promise<readonly Finding[]>,
  reasonOf: (error: unknown) => string,
  patienceMs = PATIENCE_MS,
): Promise<readonly Finding[]> {
  const looking = Promise.resolve()
    .then(look)
    .catch((error: unknown) => [unknown(check, `check failed: ${reasonOf(error)}`, 'Fix that first, then re-run.')]);
  const late = `no answer within ${String(Math.round(patienceMs / 1000))} s`;
  const fix = 'Try again; is a firewall dropping the traffic?';
  return (await within(looking, patienceMs)) ?? [unknown(check, late, fix)];
}

type Counts = Readonly<Record<FindingStatus, number>>;

export function tally(findings: readonly Finding[]): Counts {
  const count = (wanted: FindingStatus): number => findings.filter(({ status }) => status === wanted).length;
  return Object.fromEntries(FINDING_STATUSES.map((status) => [status, count(status)])) as Record<FindingStatus, number>;
}

const MARKS: Readonly<Record<FindingStatus, string>> = { ok: '✓', warning: '!', problem: '✗', unknown: '?', hint: '·' };

const TITLES: Readonly<Record<Area, string>> = {
  setting: 'Environment and configuration',
  clock: 'Clock',
  database: 'Database',
  bot: 'Running bot',
  slack: 'Slack',
  channels: 'Channels',
  groups: 'Groups and rules',
  cloud: 'Alibaba Cloud',
};

/** One line for each finding and one for its fix, under a heading for each area. `width`: columns to wrap at. */
export function asText(findings: readonly Finding[], width?: number): string {
  const areas = AREAS.flatMap((area) => {
    const own = findings.filter(({ check }) => areaOf(check) === area);
    return own.length === 0 ? [] : [[TITLES[area], ...own.flatMap(lines)].join('\n')];
  });
  return [...areas, summary(findings)].map((part) => wrapped(part, width, 2)).join('\n\n');
}

export function asJson(findings: readonly Finding[], exitCode: number): string {
  return JSON.stringify({ exitCode, summary: tally(findings), findings }, undefined, 2);
}

function lines({ check, status, what, fix }: Finding): readonly string[] {
  const line = `  ${MARKS[status]} ${check.slice(check.indexOf('.') + 1)}: ${what}`;
  return fix === undefined ? [line] : [line, `      → ${fix}`];
}

function areaOf(check: Finding['check']): string {
  return check.slice(0, check.indexOf('.'));
}

function summary(findings: readonly Finding[]): string {
  const { ok, warning, problem, unknown: open, hint } = tally(findings);
  const numbers = [
    `${String(ok)} ok`,
    ...(problem === 0 ? [] : [counted(problem, 'problem')]),
    ...(warning === 0 ? [] : [counted(warning, 'warning')]),
    ...(open === 0 ? [] : [`${String(open)} inconclusive`]),
    ...(hint === 0 ? [] : [`${String(hint)} to check manually`]),
  ];
  return `${numbers.join(', ')}.`;
}
