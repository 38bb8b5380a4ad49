import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hubUrl } from './browser.ts';

/** A way to the hub that can be cut: a browser that pretends to be offline spares its service workers. */
export class Cable {
  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async lay(): Promise<Cable> {
    const server = createServer((from, to) => {
      const onwards = request(hubUrl + from.url, { method: from.method, headers: from.headers }, (answer) => {
        to.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(to);
      });
      onwards.on('error', () => to.destroy());
      from.pipe(onwards);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new Cable(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  }

  async cut(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
  }
}
