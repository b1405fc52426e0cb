import { adviceFor } from '../core/cloud-errors.ts';
import type { Failure } from '../core/request/failure.ts';
import { limitText } from './amounts.ts';
import { misfitNumbers } from './usage.ts';
import { code } from './inert.ts';
import type { Words } from './words.ts';

interface FailureWords {
  readonly title: string;
  readonly cause: string;
  readonly next: string;
  /** Who can take the next step; undefined for failures of the bot's own, whose next step names the role. */
  readonly turn: string | undefined;
}

/** What a failure means and the next step, by its code: one of the bot's own, or one of the cloud. */
export function failureWords(failure: Failure, words: Words): FailureWords {
  const { key, who } = adviceFor(failure.code);
  const path = failure.kind === 'internal' ? (`internal.${failure.code}` as const) : (`cloud.${key}` as const);
  return {
    title: words.plain(`${path}.title`, {}),
    cause: words.plain(`${path}.cause`, {}),
    next: words.plain(`${path}.next`, {}),
    turn: failure.kind === 'internal' ? undefined : words.plain(`turn.${who}`, {}),
  };
}

/** The class that the instance has now, the order that changed it or is in the way, or the limit that was reached; undefined for other failures. */
export function failureFacts(failure: Failure, words: Words): string | undefined {
  if (failure.kind === 'cloud') return undefined;
  const { isClass, otherOrderId, limit, misfit } = failure;
  if (misfit !== undefined) return words.mrkdwn('status.failureMisfit', misfitNumbers(misfit));
  if (limit !== undefined) return words.mrkdwn('status.failureLimit', { limit: limitText(limit, words) });
  if (isClass === undefined) {
    return otherOrderId === undefined ? undefined : words.mrkdwn('status.failureOrder', { order: code(otherOrderId) });
  }
  const is = code(isClass);
  return otherOrderId === undefined
    ? words.mrkdwn('status.failureIs', { is })
    : words.mrkdwn('status.failureIsOrder', { is, order: code(otherOrderId) });
}

/** The code and, for a support ticket, the RequestId, exactly as received. */
function failureCode(failure: Failure, words: Words): string {
  const requestId = failure.kind === 'cloud' ? failure.requestId : undefined;
  return requestId === undefined
    ? words.mrkdwn('status.failureCode', { code: code(failure.code) })
    : words.mrkdwn('status.failureRequest', { code: code(failure.code), request: code(requestId) });
}

/** All of it as mrkdwn lines. The sentences are the bot's own, so their markup stays. */
export function failureText(failure: Failure, words: Words): string {
  const { title, cause, next, turn } = failureWords(failure, words);
  const facts = failureFacts(failure, words);
  return words.mrkdwn('status.failure', {
    title: { markup: title },
    cause: { markup: facts === undefined ? cause : `${cause} ${facts}` },
    next: { markup: turn === undefined ? next : words.mrkdwn('status.failureTurn', { next: { markup: next }, turn }) },
    code: { markup: failureCode(failure, words) },
  });
}
