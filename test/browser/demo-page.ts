/** The demo put up for a file of tests, and a page in Chromium to play it on. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, expect } from 'vitest';
import { type DemoStage, nothingYet, putUp } from '../../sandbox/demo/stage.ts';
import { launchBrowser } from './browser.ts';

const PATIENCE_MS = 20_000;

/** What it returns puts it up; at the end it is taken down, and the page must not have complained of anything. */
export function onDemo(changeMs: number, look: BrowserContextOptions = {}) {
  const putting = nothingYet();
  const complaints: string[] = [];
  let browser: Browser | undefined;
  afterAll(async () => {
    await browser?.close();
    await putting.undo.disposeAsync();
    expect(complaints).toEqual([]);
  });
  return async (): Promise<{ readonly stage: DemoStage; readonly page: Page }> => {
    const stage = await putUp({ mode: 'socket', port: 0, changeMs }, putting);
    browser = await launchBrowser();
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'en-US', ...look });
    page.setDefaultTimeout(PATIENCE_MS);
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    return { stage, page };
  };
}
