import type { ChatFreeze } from '../core/request/request.ts';
import type { Renderer } from './renderer.ts';

type FreezeSentence = 'replaced' | 'unfrozen' | 'standing' | 'stands' | 'form' | 'why';

/** A sentence about a freeze from Slack: who set it, when, until when and why. */
export function freezeText<V>(sentence: FreezeSentence, freeze: ChatFreeze, renderer: Renderer<V>): string {
  const { by, at, reason, until } = freeze;
  return renderer.say(`freeze.${sentence}`, {
    who: renderer.person(by.userId),
    at: renderer.moment(at),
    reason: renderer.text(reason),
    end: freezeEnd(until, renderer),
  });
}

/** `until …`, or that someone has to lift it. */
export function freezeEnd<V>(until: string | undefined, renderer: Renderer<V>): V {
  if (until === undefined) return renderer.said(renderer.say('freeze.open', {}));
  return renderer.said(renderer.say('freeze.until', { until: renderer.moment(until) }));
}
