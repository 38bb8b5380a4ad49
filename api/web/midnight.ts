import type { FastifyInstance } from 'fastify';
import { secondsLeftOfDay } from '../clock.ts';

/**
 * What is true today may be false tomorrow: no shared cache keeps an answer across midnight in Asia/Ho_Chi_Minh. So
 * every surface changes together, and nobody has to flip anything.
 */
export function endWithTheDay(app: FastifyInstance, now: () => Date): void {
  app.addHook('onSend', async (_request, reply) => {
    const policy = reply.getHeader('cache-control');
    // A file whose name changes with its content says nothing of a day.
    if (typeof policy !== 'string' || policy.includes('immutable')) return;
    reply.header('cache-control', policyUntil(policy, secondsLeftOfDay(now())));
  });
}

export const policyUntil = (policy: string, seconds: number): string =>
  policy
    .split(/\s*,\s*/)
    .map((directive) => {
      const [name, value] = directive.split('=');
      if (name === 'max-age' || name === 's-maxage') return `${name}=${Math.min(Number(value), seconds)}`;
      // Stale begins where max-age ends.
      if (name === 'stale-while-revalidate') return Number(value) < seconds ? directive : null;
      return directive;
    })
    .filter((directive) => directive !== null)
    .join(', ');
