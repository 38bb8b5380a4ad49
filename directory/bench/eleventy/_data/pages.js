import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const { products } = await import(
  pathToFileURL(join(process.env.BENCH_ROOT, 'directory/src/data/register.ts')).href
);

export default products.flatMap((product) => ['vi', 'en'].map((lang) => ({ product, lang })));
