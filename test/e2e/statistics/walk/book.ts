import { rootOf, type CaseApi, type Json } from '../../../support/caseApi.ts';
import { inLanes } from '../cases/inLanes.ts';
import type { TypeName } from '../oracle/caseTypes.ts';
import type { Range } from '../oracle/periods.ts';

/** A list whose total must be a figure of a chart; several are summed. */
interface ListCheck {
  readonly lists: readonly { readonly type: TypeName; readonly query: string }[];
  readonly expected: number;
}

export interface Walked {
  readonly figures: number;
  readonly lists: number;
  /** What differs, each said once with how often. */
  readonly differences: readonly string[];
}

const sortedText = (value: unknown): string =>
  JSON.stringify(value, (_, below: Json) =>
    below !== null && typeof below === 'object' && !Array.isArray(below)
      ? Object.fromEntries(Object.entries(below).sort(([one], [other]) => (one < other ? -1 : 1)))
      : below,
  );

export const rangeQuery = ({ from, to }: Range): string =>
  `created_time[]=${encodeURIComponent(from)}&created_time[]=${encodeURIComponent(to)}`;

/** Gathers what differs instead of stopping at the first, so that a wrong rule shows as a whole. */
export class Book {
  readonly #api: CaseApi;
  readonly #differences = new Map<string, { count: number; first: string }>();
  #lists: ListCheck[] = [];
  #figures = 0;
  #listsRead = 0;

  constructor(api: CaseApi) {
    this.#api = api;
  }

  /** @param what names the figure without its period, so that the same fault counts as one */
  compare(what: string, { where, got, expected }: { where: string; got: unknown; expected: unknown }): void {
    this.#figures += 1;
    if (got === expected || sortedText(got) === sortedText(expected)) return;
    const known = this.#differences.get(what);
    const first = known?.first ?? `${where}: ${JSON.stringify(got)} instead of ${JSON.stringify(expected)}`;
    this.#differences.set(what, { count: (known?.count ?? 0) + 1, first });
  }

  /** Compares every key of two objects on its own. */
  compareKeys(what: string, { where, got, expected }: { where: string; got: Json; expected: Json }): void {
    for (const key of new Set([...Object.keys(expected), ...Object.keys(got ?? {})])) {
      this.compare(`${what} ${key}`, { where, got: got?.[key], expected: expected[key] });
    }
  }

  /** The jump from a figure: the list that it opens has as many cases. */
  expectList(type: TypeName, query: string, expected: number): void {
    this.expectLists([{ type, query }], expected);
  }

  expectLists(lists: ListCheck['lists'], expected: number): void {
    this.#lists.push({ lists, expected });
  }

  async get(path: string): Promise<Json> {
    const { status, body, text } = await this.#api.call('GET', path);
    if (status !== 200) throw new Error(`${path}: ${status} ${text}`);
    return body;
  }

  async #readList({ lists, expected }: ListCheck): Promise<void> {
    let total = 0;
    for (const { type, query } of lists) {
      const { status, body, text } = await this.#api.call('GET', `${rootOf(type)}?limit=1&${query}`);
      this.#listsRead += 1;
      total += status === 200 ? body.count : Number.NaN;
      if (status !== 200)
        this.compare(`list ${type} ${query.split('&')[0]}`, { where: text, got: status, expected: 200 });
    }
    const where = lists.map(({ type, query }) => `${type}?${query}`).join(' + ');
    const what = `list ${lists[0]?.type} ${lists[0]?.query.replaceAll(/&?(created_time\[\]|month)=[^&]*/g, '')}`;
    this.compare(what, { where, got: total, expected });
  }

  /** Reads every list asked for so far, and tells what differs in all. */
  async close(): Promise<Walked> {
    const lists = this.#lists;
    this.#lists = [];
    await inLanes(8, lists, (check) => this.#readList(check));
    const differences = [...this.#differences].map(([what, { count, first }]) => `${what} (${count}×) ${first}`);
    return { figures: this.#figures, lists: this.#listsRead, differences };
  }
}
