#!/usr/bin/env node
/**
 * The one door to every command. Plain JavaScript that an older Node runs with nothing installed: it installs
 * what the lockfile names, picks a Node that is new enough, and hands the command over to it.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, delimiter, join, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const oldestNode = [22, 18];
const root = fileURLToPath(new URL('..', import.meta.url));
/**
 * What Node is told for a hub. Where Node finds much memory it keeps three times 32 MB for what has just been made, and lets the rest grow to twice
 * what is in use before it clears away: a hub needs neither. And what V8 takes for long-lived because it was so while a
 * large table was read, it makes among what is old from then on: a row of ten milliseconds keeps its text there until all
 * of the heap is searched.
 */
const nodeFlags = () => JSON.parse(readFileSync(join(root, 'api', 'node-flags.json'), 'utf8'));
const modules = join(root, 'node_modules');
const binaries = join(modules, '.bin');
/** Where the packages have a Node of their own. By its place, as the npm of older Nodes puts no link to it among the programs. */
const isWindows = process.platform === 'win32';
const nodesOwn = join(modules, `node-${isWindows ? 'win' : process.platform}-${process.arch}`, 'bin');
let isToldToStop = false;

const commands = {
  test: () => script('api/checks/run.ts'),
  dev: () => script('api/checks/dev.ts'),
  lint: () => script('api/checks/step.ts', 'lint', 'imports'),
  typecheck: () => script('api/checks/step.ts', 'types', 'pages'),
  screenshot: () => script('api/checks/screenshot.ts'),
  bench: () => script('api/bench/run.ts'),
  'bench-one-by-one': () => script('api/bench/one-by-one.ts'),
  'bench-import': () => script('api/bench/import.ts'),
  'bench-explore': () => script('directory/bench/explore.ts'),
  'bench-exports': () => script('api/bench/exports.ts'),
  'bench-gis': () => script('api/bench/gis.ts'),
  'bench-map': () => script('directory/bench/map.ts'),
  'bench-directory': () => script('directory/bench/run.ts'),
  lighthouse: () => script('directory/bench/lighthouse.ts'),
  schema: () => script('api/graphql/print-schema.ts'),
  widgets: () => script('directory/release-widgets.ts'),
  release: () => script('api/graphql/release-schema.ts'),
  fonts: () => script('directory/fonts.ts'),
  codegen: () => tool('@graphql-codegen/cli', 'graphql-codegen', '--config', 'codegen.yml'),
  format: () => tool('prettier', 'prettier', '--write', '--log-level', 'warn', '.'),
};

try {
  if (!isInstalled()) await installAlone();
  const [command = '', ...rest] = process.argv.slice(2);
  const handOver = Object.hasOwn(commands, command)
    ? commands[command]()
    : [...nodeFlags(), ...script('api/hub.ts', command)];
  process.exitCode = await run(pickNode(), [...handOver, ...rest].filter(Boolean));
} catch (error) {
  // Nothing of ours is thrown but an Error with one line for the reader.
  console.error(error.message);
  process.exitCode = 1;
}

function script(file, ...args) {
  const tsx = createRequire(join(root, 'package.json')).resolve('tsx');
  return ['--import', pathToFileURL(tsx).href, join(root, file), ...args];
}

function tool(name, bin, ...args) {
  const { bin: bins } = JSON.parse(readFileSync(join(modules, name, 'package.json'), 'utf8'));
  return [join(modules, name, typeof bins === 'string' ? bins : bins[bin]), ...args];
}

/**
 * npm writes down what it has installed as its last act, so a half install never looks finished. Comparing that
 * with the lockfile, instead of a stamp of our own, also lets a plain `npm install` count.
 */
function isInstalled() {
  const wanted = packagesOf(join(root, 'package-lock.json'));
  const present = packagesOf(join(modules, '.package-lock.json'));
  if (!wanted) throw new Error('package-lock.json is missing or unreadable: this is not a whole checkout.');
  if (!present) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true;
    const found = present[path];
    if (!found) return isForAnotherMachine(entry);
    return found.version === entry.version && found.integrity === entry.integrity;
  });
}

function packagesOf(lockfile) {
  try {
    return JSON.parse(readFileSync(lockfile, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

function isForAnotherMachine({ optional, devOptional, os, cpu, libc }) {
  if (!optional && !devOptional) return false;
  // Which C library this is costs a slow look; and what an absent optional package would itself need has no os.
  if (libc || !os || !cpu) return true;
  return !(allows(os, process.platform) && allows(cpu, process.arch));
}

function allows(list, value) {
  const names = [list].flat();
  if (names.includes(`!${value}`)) return false;
  return names.includes(value) || names.every((name) => name.startsWith('!'));
}

/** Two installs at once would tear each other's files away: the second waits for the first. */
async function installAlone() {
  const lock = join(tmpdir(), `hub-install-${createHash('sha256').update(root).digest('hex').slice(0, 12)}`);
  let isTold = false;
  while (isHeldByAnother(lock)) {
    if (!isTold) console.log('Another install is under way in this checkout: waiting for it …');
    isTold = true;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  if (isInstalled()) return;
  try {
    await install((pid) => writeFileSync(lock, String(pid)));
  } finally {
    rmSync(lock, { force: true });
  }
}

function isHeldByAnother(lock) {
  try {
    process.kill(Number(readFileSync(lock, 'utf8')) || NaN, 0);
    return true;
  } catch {
    return false;
  }
}

async function install(onStart) {
  const started = Date.now();
  console.log('Installing the packages that package-lock.json names (npm ci) …');
  // Warnings about the engine are silenced: the newer Node is itself among the packages.
  const args = ['ci', '--include=dev', '--include=optional', '--loglevel=error', '--no-audit', '--no-fund'];
  // The cache first, so that a machine without a network can install again; then the registry, for a stale cache.
  let code = await npm([...args, '--prefer-offline'], onStart);
  if (code !== 0 && !isToldToStop) {
    console.log('That did not work from the cache; asking the registry once more …');
    code = await npm([...args, '--prefer-online'], onStart);
  }
  if (isToldToStop) throw new Error('Stopped: the packages are not all there yet.');
  if (code !== 0) throw new Error(`npm ci failed with exit code ${code}: see its message above.`);
  if (!isInstalled()) throw new Error('npm ci left packages out that this machine needs: run it again.');
  console.log(`Installed in ${Math.round((Date.now() - started) / 1000)} s.`);
}

function npm(args, onStart) {
  const cli = process.env.npm_execpath;
  // The Node that runs us may be the one in node_modules, which npm ci is about to remove.
  const outer = process.env.npm_node_execpath;
  const node = outer && !outer.startsWith(modules + sep) ? outer : process.execPath;
  const child =
    cli && basename(cli) === 'npm-cli.js' && !node.startsWith(modules + sep)
      ? spawn(node, [cli, ...args], { cwd: root, stdio: 'inherit' })
      : spawn('npm', args, { cwd: root, stdio: 'inherit', shell: isWindows });
  onStart(child.pid);
  return endOf(child);
}

function pickNode() {
  const installed = join(nodesOwn, isWindows ? 'node.exe' : 'node');
  if (existsSync(installed)) {
    if (realpathSync(installed) === realpathSync(process.execPath)) return process.execPath;
    if (spawnSync(installed, ['--version']).status === 0) return installed;
  }
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return process.execPath;
  throw new Error(
    `The hub needs Node ${oldestNode.join('.')} or newer. This is ${process.version}, and for ${process.platform}-${process.arch} none comes with the packages: install Node 24 and try again.`,
  );
}

function run(node, args) {
  const env = {
    ...process.env,
    PATH: [nodesOwn, binaries, process.env.PATH].filter(Boolean).join(delimiter),
    // tsx looks for it in the folder the command is called from, which may be any.
    TSX_TSCONFIG_PATH: join(root, 'tsconfig.json'),
    // Nothing we run may call home.
    ASTRO_TELEMETRY_DISABLED: '1',
  };
  return endOf(spawn(node, args, { stdio: 'inherit', env }));
}

/** Waits for a child's exit code, passing on to it what we are told. When a signal ends it, it ends us as well. */
function endOf(child) {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  // A terminal sends Ctrl-C to the whole group: passed on, it would come twice.
  const pass = (signal) => {
    isToldToStop = true;
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
  };
  for (const signal of signals) process.on(signal, pass);
  return new Promise((resolve, reject) => {
    child.on('error', (error) =>
      reject(new Error(`${child.spawnfile} could not be started: ${error.message}`)),
    );
    child.on('exit', (code, signal) => {
      for (const name of signals) process.removeListener(name, pass);
      if (signal) process.kill(process.pid, signal);
      else resolve(code);
    });
  });
}
