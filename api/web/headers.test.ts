import Fastify from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { except, openToAllOrigins, securityHeaders } from './headers.ts';

describe('what a page may load', () => {
  const app = Fastify();
  beforeAll(async () => {
    securityHeaders(app, {
      siteUrl: 'https://ocop.example',
      tilesUrl: 'https://{s}.tiles.example/{z}/{x}/{y}.png',
    });
    app.get('/page', (_request, reply) => reply.type('text/html').send('<p>'));
    app.get('/widget', (_request, reply) => except(reply, { 'frame-ancestors': '*' }).send('<p>'));
    app.get('/data', (_request, reply) => {
      openToAllOrigins(reply);
      return reply.send({});
    });
    await app.ready();
  });
  afterAll(() => app.close());

  const policyOf = async (url: string) =>
    String((await app.inject({ url })).headers['content-security-policy']).split('; ');

  it('is what comes from the hub, and pictures of the map from where its tiles are', async () => {
    const policy = await policyOf('/page');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("frame-ancestors 'self'");
    expect(policy).toContain("img-src 'self' data: blob: https://*.tiles.example");
  });

  it('changes for one answer only where that answer asks for it', async () => {
    const [page, widget] = [await policyOf('/page'), await policyOf('/widget')];
    expect(widget).toContain('frame-ancestors *');
    expect(widget.filter((one) => !one.startsWith('frame-ancestors'))).toEqual(
      page.filter((one) => !one.startsWith('frame-ancestors')),
    );
  });

  it('is nothing at all in an answer that is data', async () => {
    expect(await policyOf('/data')).toEqual(["default-src 'none'", "frame-ancestors 'none'"]);
  });
});
