/** What a user is promised, in the order in which a new one meets it. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { openBrowser, signIn } from './browser.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const SCREENS = ['/leads', '/search', '/search?q=热玛吉', '/search?q=热玛吉&view=people', '/nights', '/knowledge', '/imports', '/system'];
const SLOW = { timeout: 180_000 };

const count = (page, selector) => page.locator(selector).count();
const text = (page, selector) => page.locator(selector).first().innerText();
const settled = (page) =>
  page.waitForFunction(() => document.querySelector('#content > *') && !document.querySelector('.el-skeleton'));
const number = (words) => Number(/[\d,]+/.exec(words)?.[0].replaceAll(',', ''));

async function open(page, base, path) {
  await page.goto(base + path);
  await settled(page);
}
const hits = async (page) => number(await text(page, '.summary'));
/** The hits after an act that searches anew. */
async function hitsAfter(page, act) {
  const answered = page.waitForResponse((response) => response.url().includes('/api/messages/search?'));
  await act();
  await answered;
  await page.locator('.results[aria-busy=false]').waitFor();
  return hits(page);
}

export const specs = [
  [
    'signs in, after saying what is wrong',
    async ({ page, base, password, expectComplaint }) => {
      expectComplaint(/401/);
      await page.goto(`${base}/nights`);
      await page.waitForURL(/sign-in/);
      await page.fill('input[name=username]', 'admin');
      await page.fill('input[name=password]', 'not the password');
      await page.keyboard.press('Enter');
      assert.match(await text(page, '[role=alert]'), /NIGHTDESK_ADMIN_PASSWORD/);
      await page.fill('input[name=password]', password);
      await page.keyboard.press('Enter');
      await page.waitForURL((url) => url.pathname === '/nights');
    },
  ],
  [
    'says live, and whether it is quiet or broken',
    async ({ page, base }) => {
      await open(page, base, '/system');
      await page.locator('.live.live').waitFor();
      assert.doesNotMatch(await text(page, '.strip .state'), /有故障/);
      assert.equal(await count(page, '.beat.broken'), 0);
      assert.ok((await count(page, '.lines .nd-pill.ok')) >= 3, 'servers and stages are up');
    },
  ],
  [
    'offers the sample where there is nothing, and loads it with progress',
    async ({ page, base }) => {
      await open(page, base, '/search');
      await page.waitForTimeout(1500);
      if ((await count(page, '.panel')) === 0) await open(page, base, '/system');
      await page.getByRole('button', { name: '载入示例数据' }).click();
      await page.getByText('示例数据已载入').waitFor(SLOW);
      assert.ok(number(await text(page, '.results')) >= 5000 || base.includes('mock') || process.env.NIGHTDESK_MOCK);
    },
  ],
  [
    'finds 热玛吉, marked, from any page by one key',
    async ({ page, base }) => {
      await open(page, base, '/leads');
      await page.keyboard.press('/');
      await page.waitForURL(/\/search/);
      await page.waitForFunction(() => document.activeElement?.getAttribute('type') === 'search');
      await page.keyboard.type('热玛吉');
      await page.keyboard.press('Enter');
      await page.locator('[data-row="0"]').waitFor(SLOW);
      await page.waitForURL(/q=/);
      assert.ok((await hits(page)) > 0);
      assert.ok((await count(page, '[data-row] mark')) > 0);
      await page.locator('.histogram canvas').waitFor();
    },
  ],
  [
    'widens by aliases that can be taken off and put back',
    async ({ page, base }) => {
      await open(page, base, '/search?q=热玛吉');
      const chip = page.locator('.alias button');
      await chip.first().waitFor();
      await chip.first().click();
      await page.waitForURL(/noAlias=/);
      await page.getByText('的别名已关闭').waitFor();
      await page.getByRole('button', { name: '恢复' }).click();
      await page.waitForURL((url) => !url.searchParams.has('noAlias'));
      await page.getByText('也搜了').waitFor();
    },
  ],
  [
    'narrows by facet, by dragging over time, and keeps it all in the address',
    async ({ page, base }) => {
      await open(page, base, '/search?q=多少钱');
      const all = await hits(page);
      const some = await hitsAfter(page, () => page.locator('.facets section').first().locator('li button').first().click());
      assert.ok(some > 0 && some <= all);
      await page.waitForURL(/tag=/);
      const box = await page.locator('.histogram canvas').boundingBox();
      const narrowed = await hitsAfter(page, async () => {
        await page.mouse.move(box.x + box.width * 0.6, box.y + 60);
        await page.mouse.down();
        await page.mouse.move(box.x + box.width * 0.95, box.y + 60, { steps: 8 });
        await page.mouse.up();
      });
      assert.match(page.url(), /from=.*to=/);
      assert.ok(narrowed > 0 && narrowed <= some, `${narrowed} of ${some}`);
      await page.reload();
      await page.locator('[data-row="0"]').waitFor();
      assert.equal(await hits(page), narrowed);
    },
  ],
  [
    'shows who asked, and the talk around a hit, by keys alone',
    async ({ page, base }) => {
      await open(page, base, '/search?q=水光&speaker=patient');
      await page.locator('[data-row="0"]').waitFor();
      await page.evaluate(() => document.activeElement?.blur());
      for (const key of ['j', 'j', 'k', 'Enter']) await page.keyboard.press(key);
      await page.locator('.bubble.hit').waitFor();
      assert.match(page.url(), /conversation=.*message=/);
      assert.ok((await count(page, '.bubble.hit mark')) > 0);
      await page.keyboard.press('Escape');
      await page.waitForURL((url) => !url.searchParams.has('conversation'));
      await page.getByText('谁问过').click();
      await page.waitForURL(/view=people/);
      await page.locator('.who').nth(1).waitFor();
    },
  ],
  [
    'says why nothing was found and what to do',
    async ({ page, base }) => {
      await open(page, base, '/search?q=絕無此詞&speaker=staff');
      await page.getByText('没有搜到').waitFor();
      await page.getByRole('button', { name: '清除筛选再搜' }).click();
      await page.waitForURL((url) => !url.searchParams.has('speaker'));
    },
  ],
  [
    'is silent while an input method composes',
    async ({ page, base }) => {
      await open(page, base, '/search?q=水光');
      await page.locator('[data-row="0"]').waitFor();
      await page.evaluate(() => {
        document.activeElement?.blur();
        for (const key of ['j', '?', '/', 'Enter']) {
          window.dispatchEvent(new KeyboardEvent('keydown', { key, isComposing: true, bubbles: true }));
        }
      });
      await page.waitForTimeout(300);
      assert.equal(await count(page, 'li.here'), 0);
      assert.equal(await page.getByRole('dialog').count(), 0);
      await page.keyboard.press('j');
      assert.equal(await count(page, 'li.here'), 1);
    },
  ],
  [
    'opens and closes the key sheet, and jumps by two keys',
    async ({ page, base }) => {
      await open(page, base, '/system');
      await page.keyboard.press('?');
      await page.getByRole('dialog').getByText('快捷键').first().waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
      await page.keyboard.press('g');
      await page.keyboard.press('n');
      await page.waitForURL(/\/nights/);
    },
  ],
  [
    'simulates a night with live progress',
    async ({ page, base }) => {
      await open(page, base, '/system');
      await page.getByRole('button', { name: '模拟一个夜晚' }).click();
      await page.getByText('模拟完成').waitFor(SLOW);
    },
  ],
  [
    'puts the emergency on top, in words, and claims it by one key',
    async ({ page, base }) => {
      await open(page, base, '/leads');
      await page.locator('.lane.danger [data-row="0"]').waitFor(SLOW);
      assert.match(await text(page, '.lane.danger [data-row="0"]'), /紧急/);
      await page.locator('article.detail').waitFor();
      const before = await count(page, '[data-lead]');
      assert.ok(before > 1, 'more than one lead waits');
      await page.keyboard.press('c');
      await page.locator('article.detail .nd-pill', { hasText: '跟进中' }).waitFor();
      // The list is loaded again by the event of this very claim: the lead must not slip away from under the hand.
      await page.waitForTimeout(2500);
      assert.match(await text(page, 'article.detail header'), /紧急[\s\S]*跟进中/);
    },
  ],
  [
    'records the outcome of a call by one key, and takes it back',
    async ({ page, base }) => {
      await open(page, base, '/leads');
      await page.locator('[data-lead]').nth(1).click();
      const id = await page.locator('[data-lead]').nth(1).getAttribute('data-lead');
      await page.keyboard.press('4');
      await page.locator('.toast').waitFor();
      await page.keyboard.press('z');
      await page.locator('.toast').waitFor({ state: 'hidden' });
      await page.locator('article.detail .nd-pill', { hasText: '待认领' }).waitFor();
      await page.keyboard.press('n');
      await page.keyboard.type('周六上午到院 123');
      assert.equal(await count(page, '.toast'), 0);
      await page.keyboard.press('Escape');
      const saved = page.waitForResponse((response) => response.url().includes('/attempts'));
      await page.keyboard.press('4');
      assert.equal((await saved).status(), 200);
      await open(page, base, '/leads?state=done');
      await page.locator(`[data-lead="${id}"]`).click();
      await page.getByText('周六上午到院 123').waitFor();
    },
  ],
  [
    'shows a night in figures and why the AI said what it said',
    async ({ page, base }) => {
      await open(page, base, '/nights');
      assert.match(await text(page, '.sentence'), /\d+ 位咨询/);
      await page.locator('tbody [data-row="0"]').click();
      await page.locator('ul [data-row="0"]').click();
      await page.locator('.decision').first().waitFor();
      await page.locator('.trace .steps li').first().waitFor();
      assert.ok((await count(page, '.bubble.ai')) > 0, 'what the AI said stands in the talk');
      assert.match(await text(page, '.bubble.ai'), /【AI助手】/);
    },
  ],
  [
    'imports a file, tells the rejected lines, and doubles nothing',
    async ({ page, base }) => {
      const rows = Array.from({ length: 40 }, (_, i) => {
        const minute = String(i).padStart(2, '0');
        return `${i + 1},7,1,0,${i % 2},${1_780_000_000 + i * 60},3,控制台导入测试第${i}句,2026-05-29 04:${minute}:00,测试患者,测试患者,wxid_console_e2e`;
      });
      rows.splice(20, 0, '21,7,1,0,0,yesterday,3,时间写坏的一行,yesterday,测试患者,测试患者,wxid_console_e2e');
      const csv = `\uFEFFlocalId,TalkerId,Type,SubType,IsSender,CreateTime,Status,StrContent,StrTime,Remark,NickName,Sender\r\n${rows.join('\r\n')}\r\n`;
      const send = async () => {
        await open(page, base, '/imports');
        await page.setInputFiles('input[type=file]', { name: '测试患者_utf8.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
        await page.getByRole('button', { name: '先试读' }).click();
      };
      const confirm = async () => {
        const job = page.locator('[data-job]').first();
        await job.getByText('完成').waitFor(SLOW);
        if (process.env.NIGHTDESK_MOCK) return job;
        await job.locator('table td.words').first().waitFor(SLOW);
        assert.match(await job.innerText(), /1 位患者，1 个会话/);
        await job.locator('[data-act=confirm]').click();
        await job.locator('[data-act=confirm]').waitFor({ state: 'detached', ...SLOW });
        await job.getByText('完成').waitFor(SLOW);
        return job;
      };
      await send();
      assert.match(await text(page, '[role=alert]'), /属于谁/);
      await page.fill('input[name=owner]', '李顾问');
      await page.getByRole('button', { name: '先试读' }).click();
      assert.match(await text(page, '[role=alert]'), /合法依据/);
      await page.selectOption('select[name=legalBasis]', 'own');
      await page.getByRole('button', { name: '先试读' }).click();
      const job = await confirm();
      if (!process.env.NIGHTDESK_MOCK) {
        assert.match(await job.innerText(), /新增\s*40/);
        await job.locator('summary').click();
        await job.getByText('第 22 行').waitFor();
      }
      await page.setInputFiles('input[type=file]', { name: '测试患者_utf8.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
      await page.getByRole('button', { name: '先试读' }).click();
      await page.locator('[data-job]').nth(1).waitFor();
      const again = await confirm();
      if (process.env.NIGHTDESK_MOCK) return;
      assert.match(await again.innerText(), /新增\s*0[\s\S]*重复\s*40/);
      await open(page, base, '/search?q=控制台导入测试第7句&exact=true');
      await page.locator('[data-row="0"]').waitFor(SLOW);
      assert.equal(await hits(page), 1);
    },
  ],
  [
    'tries a patient’s words against the knowledge base',
    async ({ page, base }) => {
      await open(page, base, '/knowledge');
      await page.locator('.try input').fill('你们几点关门');
      await page.keyboard.press('Enter');
      await page.locator('.answer .nd-pill').waitFor(SLOW);
    },
  ],
  [
    'works on a phone without sideways scrolling',
    async ({ base, password }) => {
      const phone = await openBrowser({ width: 390, height: 844, touch: true });
      try {
        await signIn(phone.page, base, password);
        for (const path of SCREENS) {
          await open(phone.page, base, path);
          await phone.page.waitForTimeout(200);
          const wide = await phone.page.evaluate(() => {
            const main = document.querySelector('main');
            return Math.max(main.scrollWidth - main.clientWidth, document.documentElement.scrollWidth - window.innerWidth);
          });
          assert.ok(wide <= 0, `${path} is ${wide} px too wide`);
        }
        await open(phone.page, base, '/leads?state=all');
        await phone.page.locator('[data-lead]').first().click();
        await phone.page.locator('article.detail').waitFor();
        assert.deepEqual(phone.complaints, []);
      } finally {
        await phone.close();
      }
    },
  ],
  [
    'has no serious accessibility fault, in both themes and languages',
    async ({ page, base }) => {
      const found = [];
      for (const [theme, language] of [['light', 'zh-CN'], ['dark', 'zh-CN'], ['light', 'en'], ['dark', 'en']]) {
        await page.evaluate(([t, l]) => {
          localStorage.setItem('nightdesk.theme', t);
          localStorage.setItem('nightdesk.locale', l);
        }, [theme, language]);
        for (const path of SCREENS) {
          await open(page, base, path);
          await page.waitForTimeout(250);
          await page.evaluate(axe);
          const { violations } = await page.evaluate(() => globalThis.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] }));
          for (const one of violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')) {
            found.push(`${path} ${theme} ${language}: ${one.id}: ${one.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(' | ')}`);
          }
        }
      }
      await page.evaluate(() => {
        localStorage.setItem('nightdesk.theme', 'light');
        localStorage.setItem('nightdesk.locale', 'zh-CN');
      });
      assert.deepEqual([...new Set(found)], []);
    },
  ],
  [
    'remembers language and theme',
    async ({ page, base }) => {
      await open(page, base, '/leads');
      await page.getByRole('button', { name: 'English' }).click();
      await page.getByRole('button', { name: 'Switch to dark' }).click();
      await page.reload();
      await page.getByRole('heading', { name: 'Leads', level: 1 }).waitFor();
      assert.equal(await page.evaluate(() => document.documentElement.classList.contains('dark')), true);
      assert.equal(await page.evaluate(() => document.documentElement.lang), 'en');
      await page.getByRole('button', { name: '中文' }).click();
      await page.getByRole('button', { name: '切换到浅色' }).click();
    },
  ],
  [
    'loads little: at most 350 kB of JavaScript, gzipped, before the first screen',
    async ({ base, password }) => {
      const cold = await openBrowser();
      try {
        await signIn(cold.page, base, password);
        await cold.page.waitForLoadState('networkidle').catch(() => {});
        const scripts = await cold.page.evaluate(() =>
          performance.getEntriesByType('resource').filter((entry) => entry.name.endsWith('.js')).map((entry) => entry.encodedBodySize),
        );
        const bytes = scripts.reduce((sum, size) => sum + size, 0);
        if (!process.env.NIGHTDESK_MOCK) assert.ok(bytes <= 350 * 1024, `${bytes} bytes`);
        console.log(`      JavaScript before the first screen: ${Math.round(bytes / 1024)} kB`);
      } finally {
        await cold.close();
      }
    },
  ],
  [
    'shows a page of its own for a wrong address, and none for programs',
    async ({ page, base }) => {
      await page.goto(`${base}/no/such/screen`);
      await page.getByText('没有这个页面').waitFor();
      const answer = await page.request.get(`${base}/api/no-such-thing`, { headers: { Accept: 'text/html' } });
      assert.ok(answer.status() >= 400);
      assert.match(answer.headers()['content-type'], /problem\+json/);
    },
  ],
  [
    'signs out for good',
    async ({ page, base, expectComplaint }) => {
      expectComplaint(/401/);
      await open(page, base, '/leads');
      await page.getByRole('button', { name: '退出登录' }).click();
      await page.waitForURL(/sign-in/);
      await page.goto(`${base}/leads`);
      await page.waitForURL(/sign-in/);
      assert.equal((await page.request.get(`${base}/api/leads`)).status(), 401);
    },
  ],
];
