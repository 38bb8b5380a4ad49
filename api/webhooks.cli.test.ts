import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import { expect, test } from 'vitest';
import { runHub, startHub } from './checks/hub-process.ts';
import { openReceiver } from './exchange/webhooks/testing.ts';

test('a hub tells a subscriber of each product that it brings in, and stops without a word left half said', async () => {
  const receiver = await openReceiver();
  const dataDir = mkdtempSync(join(tmpdir(), 'hub-webhooks-'));
  const env = { HUB_DIRECTORY: 'off', HUB_TODAY: '2026-11-24', HUB_WEBHOOKS: 'any' };
  const hub = (...args: string[]) => runHub(args, { env, dataDir });
  try {
    await hub('migrate');
    const added = await hub('webhooks', 'add', receiver.url, '--events', 'product.created');
    const [secret = ''] = /whsec_\S+/.exec(added.stdout) ?? [];

    const running = await startHub({ env, dataDir });
    await expect.poll(() => receiver.received.length, { interval: 50 }).toBe(136);
    const end = await running.stop();
    expect([end.code, end.stderr]).toEqual([0, '']);
    expect(running.output()).not.toContain('whsec_');
    for (const { body, headers } of receiver.received) {
      expect(new Webhook(secret).verify(body, headers as Record<string, string>)).toMatchObject({
        type: 'product.created',
      });
    }
  } finally {
    await receiver.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
});
