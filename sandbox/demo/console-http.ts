/** The JSON behind the page of the console: see console.ts. */
import { z } from 'zod';
import { type Answerer, answerJson, isFromElsewhere, readBody } from '../slack/answer.ts';
import type { Console, ConsoleAct } from './console.ts';
import { TROUBLES, type TroubleName } from './troubles.ts';

const DAYS_400 = 400 * 24 * 60;

const ACT: z.ZodType<ConsoleAct> = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['pay', 'cancel']), orderId: z.string().optional() }),
  z.object({
    kind: z.literal('price'),
    percent: z.number().min(-90).max(900),
    instanceClass: z.string().optional(),
  }),
  z.object({ kind: z.literal('forward'), minutes: z.int().min(1).max(DAYS_400) }),
  z.object({
    kind: z.literal('trouble'),
    name: z.enum(Object.keys(TROUBLES) as [TroubleName, ...TroubleName[]]),
    on: z.boolean().optional(),
  }),
]);

export function answerConsole({ state, perform }: Console): Answerer {
  return async (request, response) => {
    const asked = `${request.method ?? ''} ${(request.url ?? '').replace(/[?#].*$/, '')}`;
    if (asked === 'GET /console/state') {
      answerJson(response, 200, state());
      return;
    }
    const known = asked === 'POST /console/act';
    if (!known || isFromElsewhere(request)) {
      answerJson(response, known ? 403 : 404, { error: known ? 'other origin' : 'not found' });
      return;
    }
    const act = ACT.safeParse(parsed(await readBody(request))).data;
    answerJson(response, act === undefined ? 400 : 200, act === undefined ? { error: 'not understood' } : perform(act));
  };
}

function parsed(body: string | undefined): unknown {
  try {
    return JSON.parse(body ?? '');
  } catch {
    return undefined;
  }
}
