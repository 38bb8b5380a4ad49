/**
 * The floor: node:http, one hand-written and prepared statement a question, and its JSON as the answer. No contract at
 * all.
 */
import { createServer } from 'node:http';
import { text as textOf } from 'node:stream/consumers';
import { Pool } from 'pg';
import type { Key } from '../questions.ts';
import { handWritten } from './hand-written.ts';

const { PORT = '', DATABASE_URL = '', BENCH_TODAY = '' } = process.env;
const pool = new Pool({ connectionString: DATABASE_URL, max: 10 });

async function answer(body: string): Promise<string> {
  const { question, variables } = JSON.parse(body) as { question: Key; variables: Record<string, unknown> };
  const { sql, values } = handWritten[question];
  const { rows } = await pool.query<{ json: string }>({
    name: question,
    text: sql,
    values: values(variables, BENCH_TODAY),
  });
  return `{"data":${rows[0]?.json ?? 'null'}}`;
}

const server = createServer(async (request, response) => {
  try {
    const text = await answer(await textOf(request));
    const length = Buffer.byteLength(text);
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': length }).end(text);
  } catch (error) {
    response.writeHead(500).end(String(error));
  }
});
server.listen(Number(PORT), '127.0.0.1', () => console.log('ready'));
