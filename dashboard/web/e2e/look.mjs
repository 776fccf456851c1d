/** Takes pictures of every screen: `node e2e/look.mjs http://127.0.0.1:8090 admin /tmp/pictures [en]`. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openBrowser, signIn } from './browser.mjs';

const [base, password, folder, language] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const only = process.env.ONLY?.split(',');

for (const [width, height, touch] of [[1440, 900, false], [390, 844, true]]) {
  for (const dark of [false, true]) {
    const { context, page, complaints, close } = await openBrowser({ width, height, dark, touch });
    if (language === 'en') await context.addInitScript(() => localStorage.setItem('nightdesk.locale', 'en'));
    const shot = async (name) => {
      if (only && !only.includes(name)) return;
      await page.waitForTimeout(700);
      await page.screenshot({ path: join(folder, `${name}-${width}${dark ? '-dark' : ''}.png`) });
    };
    await page.goto(`${base}/leads`);
    await shot('sign-in');
    await signIn(page, base, password);
    for (const [name, path] of [['leads', '/leads'], ['search-start', '/search'], ['search', '/search?q=热玛吉'], ['people', '/search?q=多少钱&view=people'], ['none', '/search?q=没有这个词&speaker=ai'], ['nights', '/nights'], ['knowledge', '/knowledge'], ['imports', '/imports'], ['system', '/system'], ['lost', '/nowhere']]) {
      if (only && !only.includes(name)) continue;
      await page.goto(base + path);
      await page.waitForLoadState('load');
      await shot(name);
    }
    if (!only || only.includes('conversation')) {
      await page.goto(`${base}/search?q=热玛吉`);
      await page.click('[data-row="1"]');
      await shot('conversation');
    }
    if (!only || only.includes('night') || only.includes('replay')) {
      await page.goto(`${base}/nights`);
      await page.click('[data-row="0"]');
      await shot('night');
      await page.click('[data-row="0"]');
      await shot('replay');
    }
    if (!only || only.includes('lead')) {
      await page.goto(`${base}/leads`);
      await page.click('[data-row="0"]');
      await shot('lead');
    }
    console.log(width, dark ? 'dark' : 'light', complaints.length ? complaints : 'no complaint');
    await close();
  }
}
