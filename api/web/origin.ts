import type { FastifyRequest } from 'fastify';

/** The public address of the hub without its path: the one it is told, else the one it was asked at. */
export const originOf = (request: FastifyRequest, siteUrl: string | undefined): string =>
  siteUrl ? new URL(siteUrl).origin : `${request.protocol}://${request.host}`;
