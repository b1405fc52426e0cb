import type { Architecture } from '../core/instance/class-pair.ts';
import type { Effect, EffectKind, Unseen } from '../core/instance/effect.ts';
import { memory } from './amounts.ts';
import { code } from './inert.ts';
import { moment } from './markup.ts';
import type { Words } from './words.ts';

const MARK = { stop: '⛔', warning: '⚠️', info: '•' } as const;

/** A line for each effect as mrkdwn, the most severe first, at most `most` of them; then how many there are still. */
export function effectLines(
  effects: readonly Effect[],
  words: Words,
  most: number,
): { readonly lines: readonly string[]; readonly more: number } {
  const lines = effects.slice(0, most).map((effect) => `${MARK[effect.severity]} ${effectText(effect, words)}`);
  return { lines, more: effects.length - lines.length };
}

/** What people feel while the change is under way: the beginning of a change is a line in the thread. */
const FELT: ReadonlySet<EffectKind> = new Set(['disconnects', 'read_only', 'connections_drop', 'bandwidth_drop']);

export function feltText(effects: readonly Effect[], words: Words): string {
  const felt = effects.filter(({ kind }) => FELT.has(kind)).map((effect) => effectText(effect, words));
  return felt.join(words.locale === 'en' ? ' ' : '');
}

/** One effect as a mrkdwn sentence. */
function effectText(effect: Effect, words: Words): string {
  switch (effect.kind) {
    case 'unknown':
      return words.mrkdwn(effect.of === 'now' ? 'impact.unknownNow' : 'impact.unknownTarget', {
        class: code(effect.name),
      });
    case 'disconnects':
      return words.mrkdwn(disconnects(effect), { seconds: effect.seconds });
    case 'read_only':
      return words.mrkdwn(effect.may ? 'impact.mayReadOnly' : 'impact.readOnly', { seconds: effect.seconds });
    case 'connections_drop':
    case 'bandwidth_drop':
    case 'qps_drop':
    case 'extra_bandwidth_may_drop':
      return words.mrkdwn(`impact.${effect.kind}`, { from: count(effect.from, words), to: count(effect.to, words) });
    case 'memory_grows':
    case 'memory_shrinks':
      return words.mrkdwn(`impact.${effect.kind}`, { from: size(effect.fromMb), to: size(effect.toMb) });
    case 'architecture_changes':
      return words.mrkdwn('impact.architecture_changes', {
        from: architecture([effect.from], words),
        to: architecture(effect.to, words),
      });
    case 'shards_change': {
      const { from, to } = effect;
      return words.mrkdwn(to < from ? 'impact.shardsFewer' : 'impact.shardsMore', { from, to });
    }
    case 'forbidden':
      return words.mrkdwn(`impact.forbidden.${effect.why}`, {});
    case 'commands_limited':
      return words.mrkdwn(effect.checked ? 'impact.commandsChecked' : 'impact.commandsUnchecked', {});
    case 'switch_at':
      return words.mrkdwn('impact.switch_at', { start: moment(effect.start), end: moment(effect.end, '{time}') });
    case 'read_write_splitting':
      return words.mrkdwn(effect.begins ? 'impact.splittingBegins' : 'impact.splittingStays', {});
    case 'terraform_managed':
      return words.mrkdwn('impact.terraform_managed', { tag: code(`${effect.tag.key}=${effect.tag.value}`, 100) });
    case 'minor_version_may_upgrade':
      return effect.major === undefined
        ? words.mrkdwn('impact.minorMay', {})
        : words.mrkdwn('impact.majorStays', { version: effect.major });
    case 'temporary_bandwidth':
      return words.mrkdwn('impact.temporary_bandwidth', { until: moment(effect.until) });
    case 'bandwidth_plan':
      return effect.until === undefined
        ? words.mrkdwn('impact.bandwidthPlan', {})
        : words.mrkdwn('impact.bandwidthPlanUntil', { until: moment(effect.until) });
    case 'unseen':
      return words.mrkdwn('impact.unseen', { what: enumerated(effect.of, words) });
    case 'direct_connection':
    case 'none':
    case 'limits_unknown':
    case 'memory_unknown':
    case 'at_once':
    case 'window_unknown':
    case 'window_ignored_possible':
      return words.mrkdwn(`impact.${effect.kind}`, {});
    default:
      return effect satisfies never;
  }
}

function disconnects({ may, times }: Extract<Effect, { kind: 'disconnects' }>) {
  if (may) return 'impact.mayDisconnect';
  return times === 1 ? 'impact.disconnectsOnce' : 'impact.disconnectsTwice';
}

function architecture(ones: readonly Architecture[], words: Words): string {
  return ones.map((one) => words.plain(`impact.architecture.${one}`, {})).join(words.plain('impact.or', {}));
}

function enumerated(ones: readonly Unseen[], words: Words): string {
  const names = ones.map((one) => words.plain(`impact.unseenOf.${one}`, {}));
  return new Intl.ListFormat(words.locale, { type: 'conjunction' }).format(names);
}

function size(mb: number): string {
  return memory(mb) ?? `${String(mb)} MB`;
}

/** `20000` -> `20,000`. */
export function count(value: number, { locale }: Words): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }).format(value);
}
