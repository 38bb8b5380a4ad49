import { lookup as ask, type LookupAddress, type LookupAllOptions } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { Problem } from '../../problem.ts';

/** Where webhooks may go: to the public Internet over TLS, or, for tests on one machine, anywhere. */
export type Reach = 'public' | 'any';

const LONGEST = 2_000;

/** Globally routable unicast addresses lie nowhere else (RFC 4291). */
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3');

/** Names that are looked up in a machine or a house, and are nobody's on the Internet (RFC 6761, 6762, 8375). */
const houseName = /(^|\.)(localhost|local|internal|home\.arpa)\.?$/;

/** Below are the ports of other services, to which a hub has nothing to say; 443 stands for itself. */
const LOWEST_PORT = 1_024;

/** Public by its number, and yet answered inside of a cloud, with the secrets of the machine. */
const insideClouds = ['168.63.129.16'];

/** Whether packets to an address leave for the public Internet: no loopback, private, link-local, shared or special range. */
export function isPublic(address: string): boolean {
  const version = isIP(address);
  // A zone is of one machine alone.
  if (version === 0 || address.includes('%')) return false;
  // Read as URLs are: the library takes ::1.2.3.4 for 1.2.3.4, where a socket goes to another.
  const plain = version === 6 ? hostOf(new URL(`https://[${address}]`)) : address;
  // An IPv4 address that is mapped into an IPv6 one is what it stands for.
  const known = ipaddr.process(plain);
  if (known.range() !== 'unicast' || insideClouds.includes(known.toString())) return false;
  return known.kind() === 'ipv4' || (known as ipaddr.IPv6).match(globalUnicast);
}

/** The address that a subscription names, or what is wrong with it. */
export function targetOf(text: string, reach: Reach): URL {
  if (!URL.canParse(text) || text.length > LONGEST)
    throw new Problem(`"${text.slice(0, 100)}" is no web address: write it as https://partner.example/path`);
  const url = new URL(text);
  if (url.protocol !== 'https:' && !(reach === 'any' && url.protocol === 'http:'))
    throw new Problem(`A webhook goes to an address that begins with https://, not ${url.protocol}//`);
  if (url.username || url.password)
    throw new Problem('An address with a user and a password ends up in logs: the signature says who sends');
  const host = hostOf(url);
  if (reach === 'public' && isIP(host) && !isPublic(host)) throw new Problem(`${host} is no public address`);
  if (reach === 'public' && houseName.test(host))
    throw new Problem(`${host} is no name of the Internet: give the public name of the receiver`);
  if (reach === 'public' && url.port !== '' && Number(url.port) < LOWEST_PORT)
    throw new Problem(`Port ${url.port} is for other services: a webhook goes to 443, or to 1024 and above`);
  return url;
}

export const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '');

type Resolve = (
  hostname: string,
  options: LookupAllOptions,
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/**
 * For the `lookup` of a socket: the addresses that are looked at are the ones that it connects to, so that a name that
 * answers differently the next time gains nothing.
 */
export const publicLookup =
  (resolve: Resolve = ask): LookupFunction =>
  (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      const inside = addresses?.find(({ address }) => !isPublic(address));
      const [first] = addresses ?? [];
      if (error) callback(error, []);
      else if (inside)
        callback(new Error(`${hostname} is ${inside.address}, which is no public address`), []);
      else if (!first) callback(new Error(`${hostname} has no address`), []);
      else if (options.all) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
