/** One browser for a file of tests; a fresh window and fixture for each test, and no complaint in its console. */
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import type { Act, Snapshot } from '../../sandbox/slack/api.ts';
import { launchBrowser } from './browser.ts';
import { startFixture, type Fixture } from './fixture.ts';
import { aSnapshot } from './gallery.ts';

export interface Session {
  page: Page;
  fixture: Fixture;
  /** What everybody sees from now on. */
  readonly shows: (more: Partial<Snapshot>) => void;
  readonly open: (query?: string) => Promise<unknown>;
  readonly messages: () => Locator;
  readonly modal: () => Locator;
  readonly actsOf: <K extends Act['kind']>(kind: K) => Extract<Act, { kind: K }>[];
}

/** Call it at the top of a test file; the answer is filled before each test. */
export function useSession(): Session {
  let browser: Browser;
  let context: BrowserContext;
  let complaints: string[] = [];
  const unset = undefined as never;
  const at: Session = {
    page: unset,
    fixture: unset,
    shows: (more) => {
      at.fixture.snapshotFor = (as) => aSnapshot(as, more);
    },
    open: (query = '?as=U0DEV1&channel=C0PAYMENTS') => at.page.goto(at.fixture.url + query),
    messages: () => at.page.getByTestId('messages').getByTestId('message'),
    modal: () => at.page.getByRole('dialog', { name: 'Change a Redis instance' }),
    actsOf: <K extends Act['kind']>(kind: K) =>
      at.fixture.acts.filter((act): act is Extract<Act, { kind: K }> => act.kind === kind),
  };

  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    at.fixture = await startFixture((as) => aSnapshot(as));
    context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-US' });
    at.page = await context.newPage();
    complaints = [];
    at.page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
    });
    at.page.on('pageerror', (error) => complaints.push(error.message));
    at.page.on('dialog', (dialog) => {
      complaints.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
  });
  afterEach(async () => {
    await context.close();
    await at.fixture.close();
    expect(complaints).toEqual([]);
  });
  return at;
}

/** Waits until `check` no longer throws. */
export async function eventually(check: () => void): Promise<void> {
  await expect
    .poll(() => {
      try {
        check();
        return 'as expected';
      } catch (error) {
        return String(error);
      }
    })
    .toBe('as expected');
}
