import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** What a reader does with a component of the specimen page, and what has to come of it. */
export const behaviours: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  'a choice opens by keyboard, closes the one before, and is remembered': async (page) => {
    const choices = page.locator('.choice');
    await choices.nth(0).locator('summary').focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => page.textContent('quiz-choices .kept')).toBe('Your last choice was not right');
    await choices.nth(1).locator('summary').focus();
    await page.keyboard.press('Space');
    await expect.poll(() => page.textContent('quiz-choices .kept')).toBe('You answered this right');
    expect(await choices.evaluateAll((all) => all.map((choice) => (choice as HTMLDetailsElement).open))).toEqual([false, true, false]);
    // The other language knows it too.
    await page.goto(page.url().replace('/en/', '/'));
    expect(await page.textContent('quiz-choices .kept')).toBe('Bạn đã trả lời đúng');
  },
  'a task stays ticked': async (page) => {
    await page.check('task-box input');
    await page.reload();
    expect(await page.isChecked('task-box input')).toBe(true);
  },
  'tabs change together': async (page) => {
    await page.locator('sync-tabs').nth(0).locator('input').nth(0).focus();
    await page.keyboard.press('ArrowRight');
    expect(await page.locator('sync-tabs').nth(1).innerText()).toContain('Open PowerShell.');
  },
  'a figure is enlarged, and closing gives the focus back': async (page) => {
    const opener = page.locator('.lifecycle .zoom');
    await opener.focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('+');
    expect(await page.textContent('.lightbox output')).toBe('125 %');
    expect(await page.evaluate(() => new Set([...document.querySelectorAll('[id]')].map(({ id }) => id)).size)).toBe(
      await page.locator('[id]').count(),
    );
    await page.keyboard.press('Escape');
    expect(await page.locator('.lightbox').isVisible()).toBe(false);
    expect(await opener.evaluate((button) => button === document.activeElement)).toBe(true);
  },
  'a difference has two columns where there is room for them': async (page) => {
    const columns = (within: string) =>
      page.evaluate(
        (selector) => getComputedStyle(document.querySelector(`${selector} .part`)!).gridTemplateColumns.split(' ').length,
        within,
      );
    expect(await columns('main .diff')).toBe(1);
    await page.click('.diff > .zoom');
    expect(await columns('.lightbox .diff')).toBe(2);
  },
  'a term says what it means by hovering and by keyboard, until Escape': async (page) => {
    const term = page.locator('#terms ~ p a.term').first();
    await term.hover();
    await page.waitForSelector('.term-card:popover-open');
    expect(await page.textContent('.term-card')).toContain('The part of Lambda that reads a stream');
    await page.keyboard.press('Escape');
    expect(await page.locator('.term-card').isVisible()).toBe(false);
    await page.mouse.move(0, 0);
    await page.keyboard.press('Tab');
    await term.focus();
    await page.waitForSelector('.term-card:popover-open');
    expect(await term.evaluate((link) => link.ariaDescription)).toContain('The part of Lambda');
  },
  'code is copied without numbers, prompts and what to expect; long lines break on demand': async (page) => {
    await page.click('#terminal ~ .run .copy');
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('npm run lab:check -- leda');
    const code = page.locator('#code ~ .code').first();
    await code.locator('.copy').click();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(
      /^\/\*\* Adds a trade's value[^\n]*\nexport function rollUp\(/,
    );
    await page.setViewportSize({ width: 360, height: 800 });
    await code.locator('.wrap').click();
    expect(await code.locator('pre').evaluate((pre) => pre.scrollWidth - pre.clientWidth)).toBe(0);
    await page.reload();
    expect(await code.locator('.wrap').getAttribute('aria-pressed')).toBe('true');
  },
  'a recording is played, paused, stepped and sought by keyboard alone, and says what it is': async (page) => {
    const card = page.locator('lab-panel[data-what="recorded"]');
    const press = async (name: string) => {
      await card.getByRole('button', { name, exact: true }).focus();
      await page.keyboard.press('Enter');
    };
    const says = (text: string) => card.locator('.status', { hasText: text }).waitFor();
    await press('Watch the recording');
    await card.locator('.said', { hasText: 'This is a recording.' }).waitFor();
    const place = card.getByRole('slider', { name: 'Place in the recording' });
    expect(await place.inputValue()).toBe('0');
    await press('One step');
    await says('Deploying');
    await press('Play');
    await says('CREATE_COMPLETE');
    expect(await card.locator('[data-status="good"]').count()).toBeGreaterThan(5);
    await press('Pause');
    const paused = await place.inputValue();
    await page.waitForTimeout(200); // longer than between two moments of a deployment
    expect(await place.inputValue()).toBe(paused);
    await place.focus();
    await page.keyboard.press('End');
    await says('nothing left');
    expect(await card.locator('[data-outcome="before"]').count()).toBe(5);
    await page.keyboard.press('Home');
    expect(await card.locator('.status').textContent()).toBe('Press Play, or go step by step.');
    await press('Check');
    await says('Checking');
    await card.locator('[data-outcome="passed"]').first().waitFor();
    expect(await card.getByRole('button', { name: 'Check', exact: true }).getAttribute('aria-current')).toBe('step');
    expect(await place.getAttribute('aria-valuetext')).toMatch(/^\d+\.\d s of \d+\.\d s\. /);
  },
  'who wants little motion sees each action of a recording at once': async (page) => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    const card = page.locator('lab-panel[data-what="recorded"]');
    await card.getByRole('button', { name: 'Watch the recording' }).click();
    await card.getByRole('button', { name: 'Play', exact: true }).click();
    await card.locator('.status', { hasText: 'CREATE_COMPLETE' }).waitFor({ timeout: 1000 });
    expect(await card.locator('.pulse').count()).toBe(0);
  },
  'without JavaScript nothing is out of reach': async (page) => {
    const context = await page.context().browser()!.newContext({ javaScriptEnabled: false });
    const plain = await context.newPage();
    await plain.goto(page.url());
    expect(await plain.locator('.copy, .wrap, .zoom, task-box input').count()).toBe(0);
    await plain.click('.choice >> nth=1 >> summary');
    expect(await plain.locator('.choice.right .verdict').isVisible()).toBe(true);
    expect(await plain.locator('a.term').first().getAttribute('title')).not.toBe('');
    await plain.locator('sync-tabs').nth(0).locator('input').nth(1).check({ force: true });
    expect(await plain.getByText('set AWS_REGION').isVisible()).toBe(true);
    await context.close();
  },
};
