import { createClient } from '@redis/client';
import { balanceOf, memoryBudget, type Budget, type BudgetSize } from './budget.ts';
import { budget as published } from './limits.rules.ts';

/** One step in Redis, by the clock of Redis: hubs beside each other share one bucket and need no common clock. */
const spendScript = `
local capacity, window, points, owe = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), ARGV[4] == 'owe'
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local known = redis.call('HMGET', KEYS[1], 'tokens', 'at')
local tokens = tonumber(known[1]) or capacity
tokens = math.min(capacity, tokens + (now - (tonumber(known[2]) or now)) * capacity / window)
local granted = owe or tokens >= points
if granted then tokens = math.max(0, tokens - points) end
redis.call('HSET', KEYS[1], 'tokens', tostring(tokens), 'at', tostring(now))
redis.call('PEXPIRE', KEYS[1], math.ceil((capacity - tokens) * window / capacity) + 1000)
return { granted and 1 or 0, tostring(tokens) }`;

const ANSWER_WITHIN_MS = 500;

/**
 * The budget of several hubs together. Where Redis does not answer, each hub counts for itself until it does:
 * a register that can be read matters more than a count that is exact.
 */
export async function redisBudget(
  url: string,
  options: { size?: BudgetSize; onTrouble: (error: unknown) => void },
): Promise<Budget> {
  const size = options.size ?? published;
  const alone = memoryBudget(size);
  let inTrouble = false;
  const trouble = (error: unknown) => {
    if (!inTrouble) options.onTrouble(error);
    inTrouble = true;
  };
  const client = createClient({
    url,
    disableOfflineQueue: true,
    socket: { connectTimeout: 2_000, reconnectStrategy: (retries) => Math.min(100 * 2 ** retries, 5_000) },
  });
  client.on('error', trouble);
  client.on('ready', () => {
    inTrouble = false;
  });
  // With a wrong address the client would try for ever: the hub serves meanwhile.
  await Promise.race([client.connect().catch(trouble), wait(2_500)]);

  return {
    ...size,
    async spend(address, points, how) {
      try {
        if (!client.isReady) return await alone.spend(address, points, how);
        const reply = client.eval(spendScript, {
          keys: [`hub:budget:${address}`],
          arguments: [String(size.points), String(size.seconds * 1_000), String(points), how],
        });
        const answer = await Promise.race([reply, wait(ANSWER_WITHIN_MS)]);
        if (!Array.isArray(answer)) throw new Error('Redis did not answer in time');
        return balanceOf(size, answer[0] === 1, Number(answer[1]), points);
      } catch (error) {
        trouble(error);
        return alone.spend(address, points, how);
      }
    },
    async close() {
      client.destroy();
    },
  };
}

const wait = (ms: number) =>
  new Promise<void>((resolve) => {
    setTimeout(resolve, ms).unref();
  });
