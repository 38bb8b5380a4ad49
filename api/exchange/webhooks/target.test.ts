import { once } from 'node:events';
import type { LookupAddress } from 'node:dns';
import { createServer, type AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { post } from './post.ts';
import { isPublic, publicLookup, targetOf } from './target.ts';

it.each([
  ['0.0.0.0', '10.1.2.3', '100.64.0.1', '100.100.100.200', '127.0.0.1', '127.255.255.254', '168.63.129.16'],
  [
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.0.0.170',
    '192.0.2.1',
    '192.168.1.1',
    '198.18.0.1',
  ],
  ['198.51.100.1', '203.0.113.1', '224.0.0.1', '240.0.0.1', '255.255.255.255', '192.88.99.1'],
  [
    '::',
    '::1',
    '::127.0.0.1',
    '::ffff:127.0.0.1',
    '::ffff:10.0.0.1',
    '::ffff:a9fe:a9fe',
    'fe80::1',
    'fe80::1%eth0',
  ],
  [
    'fc00::1',
    'fd00:ec2::254',
    'fec0::1',
    'ff02::1',
    '64:ff9b::7f00:1',
    '64:ff9b:1::1',
    '2001:db8::1',
    '2001::1',
  ],
  ['2002:7f00:1::', '100::1', '4000::1', 'localhost', '', '1.2.3'],
  // Addresses that stand for others: NAT64, IPv4 translated and IPv4-compatible, in every spelling; and zones.
  ['64:ff9b::169.254.169.254', '64:ff9b::8.8.8.8', '::ffff:0:7f00:1', '::8.8.8.8', '::808:808', '::10.0.0.1'],
  ['0:0:0:0:0:ffff:7f00:1', '::FFFF:127.0.0.1', '2606:4700::1111%eth0', '1.1.1.1%eth0', '3fff::1', '5f00::1'],
  ['0.1.2.3', '192.0.0.192', '2001:2::1', '2001:20::1', '2002:a00:1::', '2001:0:7f00:1::', 'ff0e::1'],
])('takes none of these for public: %s …', (...addresses) => {
  expect(addresses.filter(isPublic)).toEqual([]);
});

it('knows what is public, also where IPv4 is written as IPv6', () => {
  const addresses = ['1.1.1.1', '8.8.8.8', '113.160.0.1', '172.32.0.1', '::ffff:1.1.1.1', '2606:4700::1111'];
  expect(addresses.filter((address) => !isPublic(address))).toEqual([]);
});

it.each([
  ['http://partner.example/', 'https://'],
  ['ftp://partner.example/', 'https://'],
  ['partner.example', 'no web address'],
  ['https://me:word@partner.example/', 'password'],
  [`https://partner.example/${'a'.repeat(2_000)}`, 'no web address'],
  ['https://127.0.0.1/', '127.0.0.1 is no public address'],
  ['https://127.1/', '127.0.0.1 is no public address'],
  ['https://0x7f000001/', '127.0.0.1 is no public address'],
  ['https://2130706433/', '127.0.0.1 is no public address'],
  ['https://0251.254.169.254/', '169.254.169.254 is no public address'],
  ['https://[::1]/', '::1 is no public address'],
  ['https://[::ffff:169.254.169.254]/', 'is no public address'],
  ['https://[64:ff9b::a9fe:a9fe]/', 'is no public address'],
  ['https://127.0.0.1./', '127.0.0.1 is no public address'],
  ['https://0/', '0.0.0.0 is no public address'],
  ['https://3232235777/', '192.168.1.1 is no public address'],
  ['https://１２７.０.０.１/', '127.0.0.1 is no public address'],
  ['https://127。0。0。1/', '127.0.0.1 is no public address'],
  ['https:/\\\\10.0.0.1/', '10.0.0.1 is no public address'],
  ['https://[fe80::1%25eth0]/', 'no web address'],
  ['https://127.0.0.1%2f.partner.example/', 'no web address'],
  ['https://partner.example@127.0.0.1/', 'password'],
  ['https://LOCALHOST./', 'localhost. is no name of the Internet'],
  ['https://a.localhost/', 'no name of the Internet'],
  ['https://metadata.google.internal/', 'no name of the Internet'],
  ['https://printer.local:8443/', 'no name of the Internet'],
  ['https://partner.example:25/', 'Port 25 is for other services'],
  ['https://partner.example:0/', 'Port 0 is for other services'],
])('refuses %s.', (address, why) => {
  expect(() => targetOf(address, 'public')).toThrow(why);
});

it('connects to nothing inside, whatever a name answers, and however often it changes its mind', async () => {
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    socket.destroy();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const answering =
    (...answers: LookupAddress[][]): ReturnType<typeof publicLookup> =>
    (hostname, options, callback) =>
      publicLookup((_name, _options, reply) => reply(null, answers.shift() ?? []))(
        hostname,
        options,
        callback,
      );
  const inside = { address: '127.0.0.1', family: 4 };
  const send = (address: string, lookup?: ReturnType<typeof publicLookup>) =>
    post(address, {}, '{}', { reach: 'public', timeoutMs: 5_000, ...(lookup && { lookup }) });
  try {
    await expect(send(`https://localhost:${port}/`)).rejects.toThrow('no name of the Internet');
    // What the machine itself calls inside, by its own table of names.
    await expect(send(`https://ip6-localhost:${port}/`)).rejects.toThrow(
      /no public address|ENOTFOUND|EAI_AGAIN/,
    );
    await expect(
      send(`https://partner.example:${port}/`, answering([{ address: '64:ff9b::7f00:1', family: 6 }])),
    ).rejects.toThrow('no public address');
    for (const answer of [
      [inside],
      [{ address: '1.1.1.1', family: 4 }, inside],
      [{ address: '::ffff:7f00:1', family: 6 }],
      [],
    ])
      await expect(send(`https://partner.example:${port}/`, answering(answer))).rejects.toThrow(
        /no public address|has no address/,
      );
    // Rebinding: what was public when it was looked at first is looked at again for the connection.
    const rebinding = answering([{ address: '1.1.1.1', family: 4 }], [inside]);
    await new Promise<void>((resolve) => rebinding('partner.example', { all: true }, () => resolve()));
    await expect(send(`https://partner.example:${port}/`, rebinding)).rejects.toThrow('no public address');
    await expect(send(`https://[::ffff:127.0.0.1]:${port}/`)).rejects.toThrow('no public address');
    expect(connections).toBe(0);
  } finally {
    server.close();
  }
});

it('gives up a receiver that wants to speak another protocol', async () => {
  const server = createServer((socket) =>
    socket.end('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: other\r\n\r\n'),
  ).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  try {
    const asked = post(`http://127.0.0.1:${port}/`, {}, '{}', { reach: 'any', timeoutMs: 30_000 });
    await expect(asked).rejects.toThrow('the receiver answered 101');
  } finally {
    server.close();
  }
});
