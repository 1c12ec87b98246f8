import { existsSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { expect } from 'vitest';

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** CHROME_PATH, else an installed Chromium, else the one that ships in an npm package. */
export async function openBrowser(): Promise<Browser> {
  const found = process.env.CHROME_PATH ?? installed.find((file) => existsSync(file));
  if (found !== undefined) return chromium.launch({ executablePath: found, args: flags });
  const { default: packaged } = await import('@sparticuz/chromium');
  const executablePath = await packaged.executablePath();
  // Its own flags run everything in one process, where a second visitor hangs.
  const args = packaged.args.filter((flag) => flag !== '--single-process' && flag !== '--no-zygote');
  return chromium.launch({ executablePath, args: [...args, ...flags] });
}

export interface Visitor {
  context: BrowserContext;
  page: Page;
  /** What went wrong in the page so far: console errors, uncaught errors, requests that leave this machine. */
  complaints: string[];
}

/** A person with a browser profile of their own. */
export async function visit(browser: Browser, options: Parameters<Browser['newContext']>[0] = {}): Promise<Visitor> {
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 860 }, ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  await page.addInitScript(complainOfNoTitle);
  page.on('console', (message) => {
    const isOfResponse = message.text().startsWith('Failed to load resource');
    if (message.type() === 'error' && !isOfResponse) complaints.push(`${page.url()} console: ${message.text()}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) complaints.push(`${page.url()} got ${response.status()} from ${response.url()}`);
  });
  page.on('pageerror', (error) => complaints.push(`${page.url()} uncaught: ${error.message}`));
  page.on('request', (request) => {
    const { hostname, protocol } = new URL(request.url());
    const isLocal =
      hostname === '127.0.0.1' || hostname === 'localhost' || protocol === 'data:' || protocol === 'blob:';
    if (!isLocal) complaints.push(`${page.url()} asked ${request.url()}`);
  });
  return { context, page, complaints };
}

/** Runs in the page: once it stands it has a title at any moment, also while another page takes its place. */
function complainOfNoTitle(): void {
  const observer = new MutationObserver(() => {
    if (document.readyState === 'complete' && document.title === '') console.error('The page has no title.');
  });
  observer.observe(document, { childList: true, subtree: true });
}

/** A colour on its way to another one is no page's look; what never ends, as a skeleton's pulse, is not waited for. */
async function untilStill(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const ending = document
      .getAnimations()
      .filter(({ effect }) => Number.isFinite(Number(effect?.getComputedTiming().endTime)));
    await Promise.allSettled(ending.map((animation) => animation.finished));
  });
}

/** Axe finds nothing on the page as it stands, target sizes included. */
export async function expectAccessible(page: Page): Promise<void> {
  await untilStill(page);
  const { violations } = await new AxeBuilder({ page })
    .options({ rules: { 'target-size': { enabled: true } } })
    .analyze();
  const found = violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(' ')).join('; ')}`);
  expect({ page: page.url(), found }).toEqual({ page: page.url(), found: [] });
}

/** Nothing is cut or lies beside the page: no sideways scroll, no cut placeholder or table, no empty page below. */
export async function expectWhole(page: Page): Promise<void> {
  const found = await page.evaluate(findCut);
  const width = page.viewportSize()?.width;
  expect({ page: page.url(), width, found }).toEqual({ page: page.url(), width, found: [] });
}

/** Runs in the page. */
function findCut(): string[] {
  const { scrollWidth, scrollHeight } = document.documentElement;
  const found: string[] = [];
  if (scrollWidth > window.innerWidth) found.push(`${scrollWidth - window.innerWidth} px sideways`);
  const end = document.querySelector('main')?.getBoundingClientRect().bottom ?? 0;
  const below = Math.floor(scrollHeight - Math.max(end + window.scrollY, window.innerHeight));
  if (below > 1) found.push(`${below} px of empty page`);
  const pen = document.createElement('canvas').getContext('2d');
  for (const input of document.querySelectorAll<HTMLInputElement>('input[placeholder]')) {
    const { font, paddingLeft, paddingRight } = getComputedStyle(input);
    if (pen) pen.font = font;
    const room = input.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight);
    if (pen && pen.measureText(input.placeholder).width > room) found.push(`placeholder: ${input.placeholder}`);
  }
  for (const table of document.querySelectorAll('table')) {
    const frame = table.parentElement ?? table;
    if (frame.scrollWidth > frame.clientWidth + 1) found.push(`table: ${table.caption?.textContent}`);
  }
  return found;
}
