import { describe, expect, it } from 'vitest';
import { checkMessage } from '../../../sandbox/slack/block-kit.ts';
import { internalFailure } from '../../../src/core/request/failure.ts';
import type { EventData, EventKind } from '../../../src/core/request/request.ts';
import { renderCard } from '../../../src/slack/card/card.ts';
import { progressLine } from '../../../src/slack/card/course.ts';
import { threadLine } from '../../../src/slack/messages/thread-line.ts';
import { wordsFor } from '../../../src/wording/words.ts';
import { aRequest, NOON, anEvent } from '../../builders.ts';
import { alive, aSetting, CORPUS, LOCALES } from '../corpus.ts';

const words = wordsFor('en');
const none = { percent: undefined, step: undefined, remainingSeconds: undefined, switchAt: undefined };
const progress = { ...none, percent: 40, step: 'exec_task', remainingSeconds: 360, readAt: NOON.toISOString() };
const ORDER = { orderId: '207226234310042', requestId: undefined, placedAt: NOON.toISOString() };

function line(kind: EventKind, data: EventData, locale: (typeof LOCALES)[number] = 'en') {
  return threadLine(aRequest({ state: 'changing', order: ORDER }), anEvent(kind, { data }), aSetting(locale));
}

describe('how far a change is', () => {
  it.each([
    [progress, '*Progress* 40% · about 6 minutes left · as of'],
    [{ ...progress, step: undefined, remainingSeconds: 20 }, '*Progress* 40% · less than a minute left · as of'],
    [{ ...progress, percent: undefined, remainingSeconds: 3 * 3600 }, '*Progress* about 3 hours left'],
    [{ ...progress, ...none, percent: 0 }, '*Progress* 0% · as of'],
    [{ ...progress, ...none }, undefined],
  ])('%j', (read, expected) => {
    const shown = progressLine(aRequest({ state: 'changing', progress: read }), words);
    if (expected === undefined) expect(shown).toBeUndefined();
    else expect(shown).toContain(expected);
  });

  it('is not shown of a change that waits', () => {
    expect(progressLine(aRequest({ state: 'scheduled', progress }), words)).toBeUndefined();
  });

  it('is told with the time of the switch, in the reader’s own time', () => {
    const switchAt = '2026-11-23T18:00:00.000Z';
    const card = renderCard(aRequest({ state: 'scheduled', progress: { ...progress, switchAt } }), aSetting());
    expect(JSON.stringify(card.blocks)).toContain(`<!date^${String(Date.parse(switchAt) / 1000)}^`);
    expect(line('scheduled', { switchAt })?.text).toContain(`<!date^${String(Date.parse(switchAt) / 1000)}^`);
  });
});

describe('what others did', () => {
  it.each([
    [{ is: 'redis.master.large.default' }, ['`redis.master.large.default`', 'auto scaling']],
    [{ otherOrderId: '23455807226310107' }, ['`23455807226310107`', 'newer']],
    [{ is: 'redis.x', otherOrderId: '23455807226310107' }, ['`redis.x`', '`23455807226310107`']],
  ])('%j', (data, said) => {
    for (const part of said) expect(line('external_change', data)?.text).toContain(part);
  });
  it('is no line where nothing was seen', () => expect(line('external_change', {})).toBeUndefined());
});

describe('words of the cloud', () => {
  it.each(LOCALES)('stay words, in %s', (locale) => {
    for (const text of CORPUS) {
      const failure = internalFailure('ClassChangedElsewhere', { isClass: text, otherOrderId: text });
      const messages = [
        renderCard(
          aRequest({ state: 'changing', progress: { ...progress, step: text, switchAt: text } }),
          aSetting(locale),
        ),
        renderCard(aRequest({ state: 'scheduled', progress: { ...progress, switchAt: text } }), aSetting(locale)),
        renderCard(aRequest({ state: 'failed', failure }), aSetting(locale)),
        line('external_change', { is: text, otherOrderId: text }, locale),
        line('scheduled', { switchAt: text }, locale),
      ];
      const plain = alive(renderCard(aRequest({ state: 'changing', progress }), aSetting(locale)));
      for (const message of messages.filter((one) => one !== undefined)) {
        expect(checkMessage(message.blocks)).toEqual([]);
        const odd = alive(message).filter((entity) => !plain.includes(entity) && !entity.startsWith('date '));
        expect(odd, text).toEqual([]);
      }
    }
  });
});
