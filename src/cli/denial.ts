import type { FailedTerm, Verdict } from '../core/verdict.ts';
import type { Words } from '../slack/text/words.ts';

type Denied = Extract<Verdict, { kind: 'denied' }>;

/** Why not, as the person would be told, without Slack's markup. */
export function denialSentences({ reason, nearest, approvers, text }: Denied, words: Words): readonly string[] {
  if (reason === 'too_few_approvers' && approvers !== undefined && nearest !== undefined) {
    return [words.plain('deny.too_few_approvers', { rule: nearest.rule.name, ...approvers })];
  }
  if (reason === 'deny_rule') {
    const { name = '', line = 0 } = nearest?.rule ?? {};
    const unsure =
      nearest === undefined || nearest.failed.length === 0 ? [] : [words.plain('deny.deny_rule_unsure', {})];
    return [words.plain('deny.deny_rule', { rule: name, line, text: text ?? '' }), ...unsure];
  }
  const why = words.plain(`deny.${reason === 'too_few_approvers' ? 'too_few_approvers_open' : reason}`, {});
  if (nearest === undefined || nearest.failed.length === 0) return [why];
  const { name, line } = nearest.rule;
  return [why, words.plain('deny.nearest', { rule: name, line }), ...nearest.failed.map((term) => bullet(term, words))];
}

function bullet(term: FailedTerm, words: Words): string {
  const values = { wanted: shown(term.wanted, words), found: shown(term.found, words) };
  const sentence = words.plain(`term.${term.term}`, values);
  return `  - ${term.term}: ${term.because === 'no' ? sentence : words.plain('deny.undecided', { sentence })}`;
}

function shown(text: string, words: Words): string {
  return text === '' ? words.plain('term.nothing', {}) : text;
}
