/** Whether Slack's Web API takes our calls, asked at intervals: a bot that nobody uses would not notice; over HTTP nothing else tells. */
import type { Clients } from './clients.ts';
import { faultOf } from './faults.ts';
import type { Log } from '../../core/log.ts';

export interface ApiWatch {
  /** Why it does not; undefined: it did when it was asked last. */
  trouble(): string | undefined;
  start(): void;
  stop(): void;
}

const EVERY_MS = 60_000;

/** Tells nothing: it is asked again. */
const LIMITED = 'ratelimited';

export function watchApi({ steady }: Clients, log: Log, everyMs = EVERY_MS): ApiWatch {
  let trouble: string | undefined;
  let timer: NodeJS.Timeout | undefined;
  const look = async (): Promise<void> => {
    const code = await steady.auth.test().then(
      () => undefined,
      (error: unknown) => faultOf(error).code,
    );
    if (code === LIMITED) return;
    if (code !== trouble && code !== undefined) log.error({ code }, "Slack's Web API cannot be used");
    if (code !== trouble && code === undefined) log.info({}, "Slack's Web API can be used again");
    trouble = code;
  };
  return {
    trouble: () => trouble,
    start: () => void (timer = setInterval(() => void look(), everyMs).unref()),
    stop: () => clearInterval(timer),
  };
}
