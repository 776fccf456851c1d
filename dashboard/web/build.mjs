/**
 * Builds the console for Maven: `node build.mjs build <output>`, `node build.mjs check <stamp folder> [true = skip]`, or
 * `node build.mjs install .` for the packages alone.
 * Nothing is done while the sources are those of the last success, so that a Java build costs a fraction of a second.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const [task, target, skip] = process.argv.slice(2);
if (skip === 'true') {
  console.log('The console is left out: -Dconsole.skip');
  process.exit(0);
}
const windows = process.platform === 'win32';

function stop(message) {
  console.error(`\nThe console was not built: ${message}\n`);
  process.exit(1);
}

function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    stop(`Node ${process.versions.node} was met, Node 20.19 or newer is needed (Debian and Ubuntu: apt install nodejs npm; others: https://nodejs.org).`);
  }
}

/** A figure that changes with any file the result depends on. */
function fingerprint(...roots) {
  const hash = createHash('sha256').update(process.versions.node.split('.')[0]);
  const visit = (path) => {
    for (const entry of readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      // schema.ts is written anew from ../openapi.json by each check.
      if (['node_modules', 'dist', 'schema.ts'].includes(entry.name)) continue;
      const full = join(path, entry.name);
      if (entry.isDirectory()) visit(full);
      else hash.update(relative(here, full)).update('\0').update(readFileSync(full)).update('\0');
    }
  };
  for (const root of roots) {
    const full = join(here, root);
    if (!existsSync(full)) continue;
    if (root.includes('.')) hash.update(root).update('\0').update(readFileSync(full));
    else visit(full);
  }
  return hash.digest('hex');
}

function run(command, args, env = {}) {
  const result = spawnSync(windows ? `${command}.cmd` : command, args, {
    cwd: here,
    stdio: 'inherit',
    shell: windows,
    env: { ...process.env, ...env },
  });
  if (result.error) stop(`'${command}' could not be started (${result.error.message}). Is npm installed beside Node?`);
  if (result.status !== 0) stop(`'${command} ${args.join(' ')}' ended with ${result.status}; its words stand above.`);
}

function read(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

function install() {
  const mark = join(here, 'node_modules', '.nightdesk-installed');
  const wanted = fingerprint('package.json', 'package-lock.json');
  if (read(mark) === wanted) return;
  console.log('Console: installing packages (npm ci)');
  // Errors only: the warnings are about packages of other engines that never run here.
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  writeFileSync(mark, wanted);
}

function build(output) {
  const stamp = join(dirname(output), '..', 'console-built');
  const now = fingerprint('src', 'public', 'index.html', 'package-lock.json', 'vite.config.ts', 'tsconfig.json', 'build.mjs');
  if (read(stamp) === now && existsSync(join(output, 'index.html'))) return;
  requireNode();
  install();
  rmSync(stamp, { force: true });
  run('npx', ['--no-install', 'vite', 'build', '--logLevel', 'warn'], { NIGHTDESK_CONSOLE_OUT: output });
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, now);
  console.log(`Console: built into ${output}`);
}

function check(folder) {
  const stamp = join(folder, 'console-checked');
  const now = fingerprint('../openapi.json', 'src', 'e2e', 'index.html', 'package-lock.json', 'vite.config.ts', 'tsconfig.json', 'eslint.config.js', 'build.mjs');
  if (read(stamp) === now) return;
  requireNode();
  install();
  run('npm', ['run', '--silent', 'check']);
  mkdirSync(folder, { recursive: true });
  writeFileSync(stamp, now);
}

const tasks = { build, check, install: () => (requireNode(), install()) };
if (!target || !Object.hasOwn(tasks, task)) stop('usage: node build.mjs build|check|install <folder>');
tasks[task](resolve(target));
