import { SaxesParser } from 'saxes';
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import { fileLimits } from './file-limits.rules.ts';
import { refuseFile } from './file-refusals.rules.ts';
import { SheetRefused } from './sheet-refused.ts';

/** What a part of a workbook tells while it is read. Names are without the prefix that some programs write. */
export interface Listener {
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  text?(text: string): void;
  close?(name: string): void;
}

export interface Parts {
  has(name: string): boolean;
  /** Reads a part, telling of what was in each piece of it before the next is unpacked. */
  read(name: string, listener: Listener): AsyncGenerator<void>;
}

/** A listener that hears nothing of the rest of a part: reading stops when the generator is returned. */
export async function readWhole(parts: Parts, name: string, listener: Listener): Promise<void> {
  for await (const _ of parts.read(name, listener));
}

/** The parts of a workbook, after all that makes a file dangerous was looked for. Nothing is written to disk. */
export async function openWorkbook(bytes: Uint8Array): Promise<Parts> {
  const { zip, entries } = await directoryOf(bytes);
  let unpacked = 0;
  for (const [name, { uncompressedSize, compressedSize, ...entry }] of entries) {
    unpacked += uncompressedSize;
    if (/vbaProject\.bin$|(^|\/)(macrosheets|activeX)\//i.test(name)) refuse(refuseFile('MACROS', {}));
    if ((entry.generalPurposeBitFlag & 1) !== 0) refuse(refuseFile('ENCRYPTED_PART', {}));
    if (uncompressedSize > fileLimits.packing * Math.max(compressedSize, 4096))
      refuse(refuseFile('UNPACKS_TOO_LARGE', {}));
  }
  if (unpacked > fileLimits.unpackedBytes) refuse(refuseFile('UNPACKS_TOO_LARGE', {}));
  for (const needed of ['[Content_Types].xml', 'xl/workbook.xml']) {
    if (!entries.has(needed)) refuse(refuseFile('BROKEN_WORKBOOK', {}, needed));
  }

  return {
    has: (name) => entries.has(name),
    async *read(name, listener) {
      const entry = entries.get(name);
      if (!entry) return refuse(refuseFile('BROKEN_WORKBOOK', {}, name));
      try {
        const stream = await zip.openReadStreamPromise(entry);
        let gathered = 0;
        const parser = parserFor(listener, () => {
          gathered = 0;
        });
        const decoder = new TextDecoder('utf-8', { fatal: true });
        for await (const piece of stream as AsyncIterable<Uint8Array>) {
          const text = decoder.decode(piece, { stream: true });
          // The parser keeps a text or an element until it is whole.
          gathered += text.length;
          parser.write(text);
          if (gathered > fileLimits.lettersAtOnce) refuse(refuseFile('BROKEN_WORKBOOK', {}, name));
          yield;
        }
        parser.write(decoder.decode());
        parser.close();
        yield;
      } catch (error) {
        if (error instanceof SheetRefused) throw error;
        // yauzl has counted: the part is not as large as the file says, or its sum is wrong.
        refuse(refuseFile('BROKEN_WORKBOOK', {}, name));
      }
    },
  };
}

function parserFor(listener: Listener, heard: () => void) {
  const parser = new SaxesParser({ xmlns: false, position: false });
  const local = (name: string) => name.slice(name.indexOf(':') + 1);
  let depth = 0;
  parser.on('error', (error) => {
    throw error;
  });
  // Without a document type there are no entities but the five of XML: nothing grows, nothing is fetched.
  parser.on('doctype', () => refuse(refuseFile('DOCUMENT_TYPE', {})));
  parser.on('opentag', ({ name, attributes }) => {
    heard();
    depth += 1;
    if (depth > fileLimits.depth) refuse(refuseFile('BROKEN_WORKBOOK', {}, local(name)));
    listener.open?.(local(name), attributes);
  });
  const tell = (text: string) => {
    heard();
    listener.text?.(text);
  };
  parser.on('text', tell);
  parser.on('cdata', tell);
  parser.on('closetag', ({ name }) => {
    heard();
    depth -= 1;
    listener.close?.(local(name));
  });
  return parser;
}

async function directoryOf(bytes: Uint8Array): Promise<{ zip: ZipFile; entries: Map<string, Entry> }> {
  const entries = new Map<string, Entry>();
  try {
    const zip = await fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), {
      lazyEntries: true,
      autoClose: false,
      strictFileNames: true,
    });
    if (zip.entryCount > fileLimits.parts) refuse(refuseFile('UNPACKS_TOO_LARGE', {}));
    for await (const entry of zip.eachEntry()) entries.set(entry.fileName, entry);
    return { zip, entries };
  } catch (error) {
    if (error instanceof SheetRefused) throw error;
    const [, unsafe] =
      /^(?:invalid relative path|absolute path|invalid characters in fileName): (.+)/.exec(
        (error as Error).message,
      ) ?? [];
    return refuse(unsafe ? refuseFile('UNSAFE_PART', {}, unsafe) : refuseFile('BROKEN_WORKBOOK', {}, 'ZIP'));
  }
}

function refuse(remark: ConstructorParameters<typeof SheetRefused>[0]): never {
  throw new SheetRefused(remark);
}
