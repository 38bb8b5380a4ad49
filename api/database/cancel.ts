import { connect } from 'node:net';
import type { ClientBase } from 'pg';

/** What the driver knows of its session, and does not publish. */
interface Session {
  host: string;
  port: number;
  processID: number;
  secretKey: number;
}

const CANCEL_REQUEST = 80_877_102;
const GIVE_UP_AFTER_MS = 5_000;

/**
 * Asks for the statement of a connection to be cancelled, as the protocol has it: by the key that the session was given.
 * A pooler hands on the request to the server that runs the statement; pg_cancel_backend() knows only the server's own
 * numbers, which a pooler does not tell.
 */
export function cancelStatement(client: ClientBase): Promise<void> {
  const { host, port, processID, secretKey } = client as unknown as Session;
  const message = Buffer.alloc(16);
  [16, CANCEL_REQUEST, processID, secretKey].forEach((number, at) =>
    message.writeInt32BE(number | 0, at * 4),
  );
  const socket = host.startsWith('/') ? connect(`${host}/.s.PGSQL.${port}`) : connect(port, host);
  return new Promise((resolve, reject) => {
    socket.setTimeout(GIVE_UP_AFTER_MS, () =>
      socket.destroy(new Error('The request to cancel went unheard')),
    );
    socket.once('error', reject);
    // The server closes it as soon as it has done so.
    socket.once('close', () => resolve());
    socket.once('connect', () => socket.write(message));
    socket.resume();
  });
}
