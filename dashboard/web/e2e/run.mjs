/**
 * Drives a real Chromium over a running Nightdesk:
 *   npm run e2e -- --base-url http://127.0.0.1:8080 --password … [--only words] [--pictures folder]
 * The data directory should be fresh: the first specs are those of a new user. Ends with 0 when all passed, 1 when one
 * failed, 2 when it could not begin, 77 when there is no Chromium.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findChromium, openBrowser } from './browser.mjs';
import { specs } from './specs.mjs';

const { values } = parseArgs({
  options: {
    'base-url': { type: 'string', default: 'http://127.0.0.1:8080' },
    password: { type: 'string', default: process.env.NIGHTDESK_ADMIN_PASSWORD },
    only: { type: 'string', default: '' },
    pictures: { type: 'string', default: '' },
  },
});
if (!values.password) {
  console.error('--password (or NIGHTDESK_ADMIN_PASSWORD) is needed: that of the user admin');
  process.exit(2);
}
if (!findChromium()) {
  console.error('SKIPPED: no Chromium was found. Debian: apt install chromium; elsewhere set CHROMIUM to its path.');
  process.exit(77);
}
if (values.pictures) mkdirSync(values.pictures, { recursive: true });

const { page, context, complaints, close } = await openBrowser();
page.setDefaultTimeout(30_000);
const given = { page, context, base: values['base-url'], password: values.password };
let failed = 0;
for (const [name, run] of specs) {
  if (values.only && !name.includes(values.only) && name !== 'signs in, after saying what is wrong') continue;
  const begun = Date.now();
  complaints.length = 0;
  const expected = [];
  try {
    await run({ ...given, expectComplaint: (pattern) => expected.push(pattern) });
    const unexpected = complaints.filter((one) => !expected.some((pattern) => pattern.test(one)));
    if (unexpected.length > 0) throw new Error(`the browser complained:\n${unexpected.join('\n')}`);
    console.log(`ok    ${name} (${Date.now() - begun} ms)`);
  } catch (cause) {
    failed++;
    console.log(`FAIL  ${name} (${Date.now() - begun} ms)\n${String(cause?.stack ?? cause).replace(/^/gm, '      ')}`);
    if (values.pictures) {
      await page.screenshot({ path: join(values.pictures, `fail-${failed}.png`) }).catch(() => {});
    }
  }
}
await close();
console.log(failed === 0 ? 'all passed' : `${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
