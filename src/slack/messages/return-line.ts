import type { EventOf } from '../../core/request/request.ts';
import { code, type Markup } from '../../wording/inert.ts';
import { moment } from '../../wording/markup.ts';
import type { Words } from '../../wording/words.ts';

type ReturnEvent = EventOf<'return_announced' | 'return_waits' | 'return_requested' | 'return_ended' | 'return_moved'>;

interface About {
  readonly who: Markup;
  readonly by: Markup;
  readonly name: string;
  readonly from: string;
  readonly to: string;
}

/** What happens to the return of a temporary change, in the thread of that change. */
export function plannedReturnLine(event: ReturnEvent, about: About, words: Words): string {
  switch (event.kind) {
    case 'return_announced':
      return words.mrkdwn('temporary.announced', { ...about, at: moment(event.data.at ?? '') });
    case 'return_waits':
      return words.mrkdwn('temporary.held', { ...about, request: code(event.data.for ?? '') });
    case 'return_requested':
      return words.mrkdwn('temporary.requested', { ...about, request: code(event.data.returnId ?? '') });
    case 'return_moved': {
      const { at = '', was = '', by = '' } = event.data;
      return words.mrkdwn('temporary.moved', { ...about, at: moment(at), was: moment(was), request: code(by) });
    }
    case 'return_ended':
      return endedLine(event, about, words);
    default:
      return event satisfies never;
  }
}

function endedLine({ data }: EventOf<'return_ended'>, about: About, words: Words): string {
  switch (data.because) {
    case 'cancelled':
      return words.mrkdwn('temporary.eventCancelled', about);
    case 'other_class':
      return words.mrkdwn('temporary.eventOtherClass', { ...about, is: code(data.is ?? '') });
    case 'replaced':
      return words.mrkdwn('temporary.eventReplaced', { ...about, request: code(data.replacedBy ?? '') });
    case 'gone':
    case undefined:
      return words.mrkdwn('temporary.eventGone', about);
    default:
      return data.because satisfies never;
  }
}
