import type { Editor } from './editor.ts';

interface Shown {
  name: string;
  query: string;
  variables: string | null;
}

interface Words {
  running: string;
  unreachable: string;
  badVariables: string;
  cost: string;
  points: string;
  left: string;
  explained: string;
  numbers: string;
  errors: string;
}

interface Answer {
  errors?: { extensions?: { code?: unknown } }[];
  extensions?: { cost?: { requested?: number; remaining?: number } };
}

/** Runs queries against the hub that serves the page. What it needs was in the page already: it is the form made better. */
class QueryConsole extends HTMLElement {
  #query!: Editor;
  #variables!: Editor;
  #asked = 0;

  connectedCallback(): void {
    // Until the editor is there, the form does without it.
    this.#begin().catch(() => {});
  }

  async #begin(): Promise<void> {
    const [{ editorFor, jsonSpeech }, { graphqlSpeech, teachSchema }] = await Promise.all([
      import('./editor.ts'),
      import('./graphql-speech.ts'),
    ]);
    const run = () => void this.#run();
    const graphql = editorFor(this.#find('textarea[name=query]'), graphqlSpeech(), '24rem', run);
    this.#query = graphql;
    this.#variables = editorFor(this.#find('textarea[name=variables]'), jsonSpeech(), '7rem', run);
    for (const part of this.querySelectorAll<HTMLElement>(
      '.console-examples, .console-answer, .console-keys',
    ))
      part.hidden = false;

    const select = this.#find<HTMLSelectElement>('select');
    const asked = new URLSearchParams(location.search);
    const examples = JSON.parse(this.dataset['examples'] ?? '[]') as Shown[];
    const show = (name: string) => {
      const shown = examples.find((one) => one.name === name);
      if (!shown) return;
      select.value = name;
      this.#query.text = shown.query;
      this.#variables.text = shown.variables ?? '';
    };
    show(asked.get('example') ?? 'first-query');
    // A page of the directory leads here with its own thing in place of the example's.
    this.#variables.text = asked.get('variables') ?? this.#variables.text;
    select.addEventListener('change', () => show(select.value));
    this.#find('form').addEventListener('submit', (event) => {
      event.preventDefault();
      run();
    });
    // Without the schema the editor still writes, and the hub still checks.
    await teachSchema(graphql.view);
  }

  async #run(): Promise<void> {
    const words = JSON.parse(this.dataset['words'] ?? '{}') as Words;
    const turn = ++this.#asked;
    let variables: unknown;
    try {
      variables = JSON.parse(this.#variables.text.trim() || '{}');
    } catch (error) {
      return this.#tell(`${words.badVariables}: ${String(error)}`);
    }
    this.#tell(words.running);
    const started = performance.now();
    // The signal that ends by itself is too young for some phones.
    const patience = new AbortController();
    setTimeout(() => patience.abort(), Number(this.dataset['deadline']) + 5_000);
    try {
      const response = await fetch('/graphql', {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'application/graphql-response+json',
          'graphql-cost': '1',
        },
        body: JSON.stringify({ query: this.#query.text, variables }),
        signal: patience.signal,
      });
      const answer = (await response.json()) as Answer;
      // A slow answer must not take the place of a later one.
      if (turn !== this.#asked) return undefined;
      const ms = Math.round(performance.now() - started);
      const number = new Intl.NumberFormat(words.numbers);
      const cost = answer.extensions?.cost;
      const spent =
        cost?.requested === undefined
          ? ''
          : ` · ${words.cost} ${number.format(cost.requested)} ${words.points}`;
      const left = cost?.remaining === undefined ? '' : ` · ${number.format(cost.remaining)} ${words.left}`;
      return this.#tell(`HTTP ${response.status} · ${number.format(ms)} ms${spent}${left}`, answer);
    } catch {
      return turn === this.#asked ? this.#tell(words.unreachable) : undefined;
    }
  }

  #tell(state: string, answer?: Answer): void {
    const words = JSON.parse(this.dataset['words'] ?? '{}') as Words;
    this.#find('[data-state]').textContent = state;
    this.#find('[data-answer]').textContent = answer ? JSON.stringify(answer, null, 2) : '';
    const code = answer?.errors?.[0]?.extensions?.code;
    const explained = this.#find('[data-explained]');
    explained.hidden = typeof code !== 'string';
    if (typeof code !== 'string') return;
    const link = document.createElement('a');
    link.href = words.errors.replace('CODE', code);
    link.textContent = code;
    explained.replaceChildren(`${words.explained} `, link);
  }

  #find<Found extends HTMLElement = HTMLElement>(selector: string): Found {
    const found = this.querySelector<Found>(selector);
    if (!found) throw new Error(`The console has no ${selector}`);
    return found;
  }
}

customElements.define('query-console', QueryConsole);
