import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../../checks/ports.ts';
import { findRedis } from '../../checks/redis.ts';
import { settledMemory } from '../../checks/settled-memory.ts';
import { callerOf } from './address.ts';
import { memoryBudget, type Budget } from './budget.ts';
import { redisBudget } from './redis-budget.ts';

const size = { points: 100, seconds: 10 };

describe('the budget in memory', () => {
  it('lets the whole be spent at once, and gives it back evenly', async () => {
    let now = 0;
    const budget = memoryBudget(size, () => now);
    expect(await budget.spend('a', 60, 'ask')).toEqual({
      granted: true,
      remaining: 40,
      reset: 6,
      retryAfter: 0,
    });
    expect(await budget.spend('a', 60, 'ask')).toEqual({
      granted: false,
      remaining: 40,
      reset: 6,
      retryAfter: 2,
    });
    now = 2_000;
    expect(await budget.spend('a', 60, 'ask')).toEqual({
      granted: true,
      remaining: 0,
      reset: 10,
      retryAfter: 0,
    });
    now = 1_000_000;
    expect(await budget.spend('a', 1, 'ask')).toMatchObject({ remaining: 99 });
  });

  it('keeps addresses apart, and takes what is owed down to nothing', async () => {
    const budget = memoryBudget(size, () => 0);
    await budget.spend('a', 100, 'ask');
    expect(await budget.spend('b', 30, 'ask')).toMatchObject({ granted: true, remaining: 70 });
    expect(await budget.spend('b', 500, 'owe')).toMatchObject({ granted: true, remaining: 0 });
    expect(await budget.spend('b', 1, 'ask')).toMatchObject({ granted: false, retryAfter: 1 });
  });

  it('forgets whom it owes nothing: a flood of addresses does not fill the memory', async () => {
    let now = 0;
    const budget = memoryBudget(size, () => now);
    const before = settledMemory();
    for (let address = 0; address < 300_000; address += 1) {
      now += 1;
      await budget.spend(String(address), 1, 'ask');
    }
    expect(settledMemory() - before).toBeLessThan(60_000_000);
    expect(await budget.spend('299999', 1, 'ask')).toMatchObject({ remaining: 98 });
  });
});

describe('one caller', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2::9', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ])('%s is %s', (ip, caller) => {
    expect(callerOf(ip)).toBe(caller);
  });
});

describe('the budget in Redis', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hub-redis-'));
  const budgets: Budget[] = [];
  const troubles: unknown[] = [];
  let port: number;
  let server: ChildProcess;

  const start = async () => {
    const program = findRedis();
    if (!program) throw new Error('Redis is not installed: run the tests with `npm test`');
    server = spawn(program, ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', folder], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    await new Promise<void>((resolve, reject) => {
      server.once('exit', () => reject(new Error('redis-server ended')));
      server.stdout?.on('data', (text: Buffer) => {
        if (text.includes('Ready to accept connections')) resolve();
      });
    });
  };
  const open = async () => {
    const budget = await redisBudget(`redis://127.0.0.1:${port}`, {
      size,
      onTrouble: (error) => troubles.push(error),
    });
    budgets.push(budget);
    return budget;
  };
  const stop = () =>
    new Promise<void>((resolve) => {
      server.once('exit', () => resolve());
      server.kill();
    });

  beforeAll(async () => {
    port = await freePort();
    await start();
  });
  afterAll(async () => {
    await Promise.all(budgets.map((budget) => budget.close()));
    if (server.exitCode === null) await stop();
    rmSync(folder, { recursive: true });
  });

  it('is one for hubs beside each other', async () => {
    const [one, other] = [await open(), await open()];
    expect(await one.spend('a', 60, 'ask')).toMatchObject({ granted: true, remaining: 40, retryAfter: 0 });
    const refused = await other.spend('a', 60, 'ask');
    expect(refused.granted).toBe(false);
    expect(refused.retryAfter).toBeGreaterThan(0);
    expect(refused.retryAfter).toBeLessThanOrEqual(2);
    expect(await other.spend('b', 500, 'owe')).toMatchObject({ granted: true, remaining: 0, reset: 10 });
    expect(troubles).toEqual([]);
  });

  it('never grants more than there is, however many ask at once', async () => {
    const budget = await open();
    const answers = await Promise.all(Array.from({ length: 50 }, () => budget.spend('crowd', 10, 'ask')));
    const granted = answers.filter((answer) => answer.granted).length;
    // A little comes back while they ask.
    expect(granted).toBeGreaterThanOrEqual(10);
    expect(granted).toBeLessThanOrEqual(13);
  });

  it('goes on alone while Redis is away, says so once, and comes back to it', async () => {
    const budget = await open();
    await stop();
    for (let times = 0; times < 3; times += 1) {
      expect(await budget.spend('away', 20, 'ask')).toMatchObject({ granted: true });
    }
    expect(await budget.spend('away', 60, 'ask')).toMatchObject({ granted: false });
    expect(troubles.length).toBeGreaterThan(0);
    expect(troubles.length).toBeLessThanOrEqual(budgets.length);
    await start();
    await expect.poll(async () => (await budget.spend('away', 1, 'ask')).remaining).toBeGreaterThan(90);
  });

  it('serves though Redis never answered', async () => {
    const heard: unknown[] = [];
    const budget = await redisBudget('redis://127.0.0.1:1', {
      size,
      onTrouble: (error) => heard.push(error),
    });
    budgets.push(budget);
    expect(await budget.spend('a', 60, 'ask')).toMatchObject({ granted: true, remaining: 40 });
    expect(heard).toHaveLength(1);
  });
});
