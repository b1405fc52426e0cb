import type { KnownBlock, ModalView } from '@slack/types';
import type { BreakGlassOffer } from '../../core/policy/break-glass.ts';
import type { ResizeRequest } from '../../core/request/request.ts';
import { nextSubmissionId } from '../../core/lifecycle/inbound.ts';
import type { IntakeOutcome, Submission } from '../../workflow/ports.ts';
import { formView } from '../form/form.ts';
import { asSubmitted, type FormState } from '../form/state.ts';
import { context, notice, section, type Message } from './blocks.ts';
import { classes, forcedText, nameOf } from '../../wording/figures.ts';
import { breakGlassView, withBreakGlassMark } from './break-glass.ts';
import { code } from '../../wording/inert.ts';
import { neededGroups } from '../../wording/groups.ts';
import { channelMention, link, moment, permalink, startLine } from '../../wording/markup.ts';
import { denialBlocks, accessText, refusalText } from './refusals.ts';
import { confirmView } from './second-step.ts';
import type { Words } from '../../wording/words.ts';

interface AnswerSetting {
  readonly words: Words;
  readonly now: Date;
  readonly botName: string;
  readonly workspaceUrl: string | undefined;
  /** Channel of the card, also before it is posted. */
  readonly placeOf: (request: ResizeRequest) => string;
}

/** The answer to a form as a private message, for a modal that is closed: the same words as in the modal. */
export function answerMessage(outcome: IntakeOutcome, setting: AnswerSetting): Message {
  const { words } = setting;
  const blocks = answerBlocks(outcome, setting);
  const offer = offerOf(outcome);
  const late = offer === undefined ? [] : [section(words.mrkdwn('breakGlass.late', { rule: offer.rule.name }))];
  return { text: words.plain(titleKey(outcome), {}), blocks: [...blocks, ...late] };
}

/**
 * The answer in the modal. What the person can mend is answered by the form with everything that was filled in, and the
 * reason above it; `known`: what this process last drew that form from.
 */
export function answerView(
  submission: Submission,
  outcome: IntakeOutcome,
  setting: AnswerSetting,
  known: FormState | undefined,
): ModalView {
  const { words, now } = setting;
  if (outcome.kind === 'confirm') return confirmView(submission, outcome, words, now);
  const blocks = answerBlocks(outcome, setting);
  const offer = offerOf(outcome);
  const mendable = outcome.kind === 'denied' || outcome.kind === 'refused';
  if (mendable && offer === undefined && submission.breakGlass === undefined) {
    const next = { refusal: blocks, submissionId: nextSubmissionId(submission) };
    return onTop(submission, formView({ ...asSubmitted(submission, known, now), ...next }, words, now));
  }
  const view = onTop(submission, notice(words.plain(titleKey(outcome), {}), words.plain('form.done', {}), blocks));
  return offer === undefined ? view : breakGlassView(view, submission.id, offer, words);
}

/** A form below has done its work: it goes when the answer is closed. */
function onTop({ pushed, seen }: Submission, view: ModalView): ModalView {
  return pushed === undefined && seen?.confirmed !== true ? view : { ...view, clear_on_close: true };
}

function offerOf(outcome: IntakeOutcome): BreakGlassOffer | undefined {
  return outcome.kind === 'no_access' || outcome.kind === 'confirm' ? undefined : outcome.offer;
}

/** Shown until there is an outcome. */
export function checkingView(submission: Submission, words: Words): ModalView {
  return notice(words.plain('form.checking.title', {}), words.plain('form.done', {}), [
    section(words.mrkdwn('form.checking.body', {})),
    section(`${code(submission.instanceId).markup} → ${code(submission.change.targetClass).markup}`),
    context(words.mrkdwn('form.checking.closed', {})),
  ]);
}

function titleKey(outcome: IntakeOutcome) {
  if (outcome.kind === 'created') return 'reply.createdTitle';
  return outcome.kind === 'denied' ? 'reply.deniedTitle' : 'reply.refusedTitle';
}

function answerBlocks(outcome: IntakeOutcome, setting: AnswerSetting): KnownBlock[] {
  const { words, botName } = setting;
  switch (outcome.kind) {
    case 'created':
      return createdBlocks(outcome.request, setting);
    case 'confirm':
      return [section(words.mrkdwn('form.confirm.lost', {}))];
    case 'denied':
      return [...denialBlocks(outcome.verdict, outcome.instance, words), context(words.mrkdwn('reply.deniedNext', {}))];
    case 'refused': {
      const { reason, detail } = outcome;
      return [section(`${words.mrkdwn('reply.refused', {})}\n${refusalText(reason, detail, words, botName)}`)];
    }
    case 'no_access':
      return [section(accessText(outcome.reason, words))];
    default:
      return outcome satisfies never;
  }
}

/** The way to the card, as a sentence. */
export function cardLink(url: string, words: Words): string {
  return words.mrkdwn('reply.createdCard', { link: link(url, words.plain('reply.card', {})) });
}

function createdBlocks(request: ResizeRequest, { words, workspaceUrl, placeOf }: AnswerSetting): KnownBlock[] {
  const { before, change, need } = request;
  const url = permalink(workspaceUrl, request.card);
  const card =
    url === undefined
      ? words.mrkdwn('reply.createdIn', {
          channel: channelMention(placeOf(request)),
        })
      : cardLink(url, words);
  const next =
    need.count === 0
      ? words.mrkdwn(request.prolongs === undefined ? 'reply.createdGoes' : 'temporary.prolongGoes', {})
      : words.mrkdwn('reply.createdWaits', {
          count: need.count,
          groups: neededGroups(need),
          until: moment(request.expiresAt),
        });
  const forced = forcedText(request, words);
  const created = words.mrkdwn('reply.created', {
    id: code(request.id),
    name: nameOf(before),
    ...classes(before, change.targetClass),
  });
  return [
    section(withBreakGlassMark(created, request, words)),
    section([...(forced === undefined ? [] : [forced]), ...startLine(request, words), next, card].join('\n')),
  ];
}
