import { p } from '@mikro-orm/core';
import { v7 } from 'uuid';

/** UUIDv7 (RFC 9562): unique without asking anybody, and rows written together lie together. */
export const key = () =>
  p
    .uuid()
    .primary()
    .onCreate(() => v7());
