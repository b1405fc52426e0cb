/** Both pages for everybody: contrast and names (WCAG 2.2 A and AA, by axe), in light and dark, wide and on a phone. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startCloud, type Cloud } from '../../sandbox/alicloud/cloud.ts';
import { demoInstances } from '../../sandbox/alicloud/world.ts';
import { createConsole } from '../../sandbox/demo/console.ts';
import { answerConsole } from '../../sandbox/demo/console-http.ts';
import type { Slack } from '../../sandbox/slack/slack.ts';
import { launchBrowser } from './browser.ts';
import { startFixture, type Fixture } from './fixture.ts';
import { aMessage, aSnapshot, aView, BLOCKS, FIELDS } from './gallery.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

let browser: Browser;
let fixture: Fixture;
let cloud: Cloud;

beforeAll(async () => {
  browser = await launchBrowser();
  cloud = await startCloud();
  for (const instance of demoInstances) cloud.addInstance(instance);
  cloud.settings.changeDurationMs = 3_600_000;
  cloud.orderElsewhere('r-bp1zxszhcgatnx', { instanceClass: 'redis.master.mid.default' });
  cloud.orderElsewhere('r-bp1cartstair001', { instanceClass: 'tair.rdb.8g', unpaid: true });
  const canceled = cloud.orderElsewhere('r-bp1sessions0001', { instanceClass: 'redis.shard.mid.2.ce', unpaid: true });
  cloud.cancel(canceled.orderId);
  const slack: Pick<Slack, 'fault'> = { fault: () => () => undefined };
  const page = createConsole({ slack, cloud, now: Date.now, forward: () => undefined });
  const messages = BLOCKS.map((block, order) => aMessage(order, [block]));
  const [root = aMessage(0, [])] = messages;
  const talk = [
    ...messages,
    aMessage(50, [], { threadTs: root.ts }),
    aMessage(51, [], { ephemeralTo: 'U0SRE1', text: 'psst' }),
  ];
  const home = aView(BLOCKS, { id: 'V0HOME', type: 'home' });
  fixture = await startFixture((as) =>
    aSnapshot(as, {
      messages: talk,
      home,
      hasConsole: true,
      ...(as === 'U0DEV2' ? { modals: [aView(FIELDS.slice(0, -1))] } : {}),
    }),
  );
  fixture.console = answerConsole(page);
});
afterAll(async () => {
  await browser.close();
  await Promise.all([fixture.close(), cloud.close()]);
});

const PAGES: Readonly<Record<string, readonly [query: string, shows: string]>> = {
  'a channel': ['?as=U0SRE1&channel=C0PAYMENTS', 'Every block'],
  'a form': ['?as=U0DEV2&channel=C0PAYMENTS', 'Target class'],
  'App Home': ['?as=U0SRE1&home=1', 'rich bold'],
  'the activity of the app': ['?as=U0SRE1&channel=C0PAYMENTS&activity=1', 'views.update'],
  'the cloud console': ['console/', 'Unpaid'],
};

describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
  it.each(Object.entries(PAGES))('%s can be read and is named', async (_name, [query, shows]) => {
    await look(query, shows, { colorScheme, viewport: { width: 1280, height: 900 } }, async (page) => {
      expect(await troubles(page)).toEqual([]);
    });
  });
});

it.each(Object.entries(PAGES))('on a phone, %s fits and can be read', async (_name, [query, shows]) => {
  await look(query, shows, { viewport: { width: 360, height: 740 }, reducedMotion: 'reduce' }, async (page) => {
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    expect(await page.evaluate('document.getAnimations().length')).toBe(0);
    expect(await troubles(page)).toEqual([]);
  });
});

type Options = NonNullable<Parameters<Browser['newPage']>[0]>;

async function look(query: string, shows: string, options: Options, at: (page: Page) => Promise<void>): Promise<void> {
  const page = await browser.newPage({ locale: 'en-US', ...options });
  try {
    await page.goto(fixture.url + query);
    await page.getByText(shows).filter({ visible: true }).first().waitFor();
    await page.evaluate('Promise.all(document.getAnimations().map((one) => one.finished))');
    await at(page);
  } finally {
    await page.close();
  }
}

/** What breaks a rule, each with where and why. */
async function troubles(page: Page): Promise<readonly string[]> {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate<AxeResults>(`axe.run({ runOnly: ${JSON.stringify(TAGS)} })`);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary ?? ''}`),
  );
}
