import type { KnownBlock } from '@slack/types';
import type { Message } from '../messages/blocks.ts';
import type { ChartBlock } from './chart.ts';
import { asFault, faultOf } from '../web/faults.ts';
import type { Log } from '../../core/log.ts';

/** A message that may hold a chart. */
export type Charted = Message<KnownBlock | ChartBlock>;

/** Sends messages with charts, and without them where the workspace does not know charts. */
export interface Charts {
  /** `render` makes the message with charts or without. Throws a SlackFault. */
  send<T>(render: (charts: boolean) => Charted, call: (message: Charted) => Promise<T>): Promise<T>;
}

/** Slack's words for blocks that it does not take; nothing was posted or changed then. */
const REFUSED: ReadonlySet<string> = new Set(['invalid_blocks', 'invalid_blocks_format']);

export function createCharts(log: Log): Charts {
  let known = true;
  return {
    async send(render, call) {
      const message = render(known);
      try {
        return await call(message);
      } catch (error) {
        const { code } = faultOf(error);
        if (!REFUSED.has(code) || !message.blocks.some(({ type }) => type === 'data_visualization')) {
          throw faultOf(error);
        }
        const answer = await asFault(() => call(render(false)));
        // Only now: with a message that is refused without its chart, it was not the chart.
        known = false;
        log.info({ code }, 'Slack does not take charts here; cards show the week in text');
        return answer;
      }
    },
  };
}
