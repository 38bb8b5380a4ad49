/** Other people's pages: served from an origin of their own, with whatever policy and style they have. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface HostPage {
  html: string;
  policy?: string;
}

export class Host {
  readonly #pages = new Map<string, HostPage>();
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      const page = this.#pages.get(request.url ?? '');
      if (!page) return response.writeHead(request.url === '/favicon.ico' ? 204 : 404).end();
      if (page.policy) response.setHeader('content-security-policy', page.policy);
      return response.setHeader('content-type', 'text/html; charset=utf-8').end(page.html);
    });
  }

  static async open(): Promise<Host> {
    const host = new Host();
    await new Promise<void>((resolve) => {
      host.#server.listen(0, '127.0.0.1', resolve);
    });
    return host;
  }

  /** Puts a page up and tells its address. */
  put(name: string, body: string, { policy, head = '' }: { policy?: string; head?: string } = {}): string {
    const html = `<!doctype html><html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${name}</title>${head}</head><body><main><h1>${name}</h1>${body}</main></body></html>`;
    this.#pages.set(`/${name}`, { html, ...(policy && { policy }) });
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/${name}`;
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }
}
