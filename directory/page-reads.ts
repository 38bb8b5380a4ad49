/** What each page of a build read, kept with its pages under a name that is never served. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface PageReads {
  /** Each question once, and a print of its answer. */
  questions: string[];
  prints: (string | null)[];
  /** The questions of each page, by their index. */
  pages: Record<string, number[]>;
}

export interface BuildReads extends PageReads {
  /** Another where a page could differ though it reads the same of the register: other code, another day. */
  state: string;
  /** The revision of the register that pages name which may be taken over. */
  since: string;
}

const file = (folder: string) => join(folder, '.reads.json');

export function readReads(folder: string): BuildReads | null {
  return existsSync(file(folder)) ? (JSON.parse(readFileSync(file(folder), 'utf8')) as BuildReads) : null;
}

export function writeReads(folder: string, reads: BuildReads): void {
  writeFileSync(file(folder), JSON.stringify(reads));
}

export class NotedReads implements PageReads {
  questions: string[] = [];
  prints: (string | null)[] = [];
  pages: Record<string, number[]> = {};
  #index = new Map<string, number>();

  /** A print is asked for where the question is new. */
  add(
    page: string,
    questions: readonly string[],
    printOf: (question: string, at: number) => string | null,
  ): void {
    this.pages[page] = questions.map((question, at) => {
      const known = this.#index.get(question);
      if (known !== undefined) return known;
      const index = this.questions.push(question) - 1;
      this.#index.set(question, index);
      this.prints.push(printOf(question, at));
      return index;
    });
  }

  addAll({ questions, prints, pages }: PageReads): void {
    for (const [page, reads] of Object.entries(pages))
      this.add(
        page,
        reads.map((index) => questions[index] as string),
        (_, at) => prints[reads[at] ?? -1] ?? null,
      );
  }
}
