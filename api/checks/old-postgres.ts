import { createServer, type Socket } from 'node:net';

const INT4 = 23;

/**
 * Speaks just enough of PostgreSQL's protocol to let a client in and to answer every query with one number:
 * so a test can meet a server of a version that no machine has any more.
 */
export function pretendToBePostgres(versionNumber: string): Promise<{ port: number; close(): void }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => socket.destroy()));
    converse(socket, versionNumber);
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve({
        port: typeof address === 'object' && address ? address.port : 0,
        close() {
          for (const socket of sockets) socket.destroy();
          server.close();
        },
      });
    });
  });
}

function converse(socket: Socket, versionNumber: string): void {
  const ready = message('Z', Buffer.from('I'));
  const columns = message(
    'T',
    int16(1),
    text('version'),
    int32(0),
    int16(0),
    int32(INT4),
    int16(4),
    int32(-1),
    int16(0),
  );
  const row = message('D', int16(1), int32(versionNumber.length), Buffer.from(versionNumber));
  const complete = message('C', text('SELECT 1'));
  const answers: Record<string, Buffer> = {
    Q: Buffer.concat([columns, row, complete, ready]),
    P: message('1'),
    B: message('2'),
    D: columns,
    E: Buffer.concat([row, complete]),
    S: ready,
  };

  let isGreeted = false;
  let received = Buffer.alloc(0);
  socket.on('data', (chunk) => {
    received = Buffer.concat([received, chunk]);
    for (;;) {
      // The first message has no type letter.
      const start = isGreeted ? 1 : 0;
      if (received.length < start + 4) return;
      const length = start + received.readInt32BE(start);
      if (received.length < length) return;
      const type = isGreeted ? String.fromCharCode(received[0] ?? 0) : '';
      received = received.subarray(length);
      if (isGreeted) {
        socket.write(answers[type] ?? Buffer.alloc(0));
      } else {
        isGreeted = true;
        socket.write(Buffer.concat([message('R', int32(0)), ready]));
      }
    }
  });
}

function message(type: string, ...parts: Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from(type), int32(body.length + 4), body]);
}

function int16(value: number): Buffer {
  const buffer = Buffer.alloc(2);
  buffer.writeInt16BE(value);
  return buffer;
}

function int32(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeInt32BE(value);
  return buffer;
}

function text(value: string): Buffer {
  return Buffer.from(`${value}\0`);
}
