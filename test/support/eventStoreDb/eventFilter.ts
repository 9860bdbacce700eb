import type { LoggedEvent } from './frames.ts';
import type { streams } from './protocol.ts';

export interface EventFilter {
  readonly lets: (event: LoggedEvent) => boolean;
  /** How many events are looked at between two checkpoints; undefined where no filter was asked for. */
  readonly checkpointInterval: number | undefined;
}

const DEFAULT_WINDOW = 32;

export const eventFilterFrom = (options: streams.ReadReq.Options): EventFilter => {
  const filter = options.getFilter();
  if (filter === undefined) return { lets: () => true, checkpointInterval: undefined };
  const window = filter.hasMax() ? filter.getMax() : DEFAULT_WINDOW;
  const checkpointInterval = window * filter.getCheckpointintervalmultiplier();
  const byStream = filter.getStreamIdentifier();
  const matches = matcherOf(byStream ?? filter.getEventType());
  return { lets: (event) => matches(byStream === undefined ? event.type : event.stream), checkpointInterval };
};

type Expression = streams.ReadReq.Options.FilterOptions.Expression;

const matcherOf = (expression: Expression | undefined): ((name: string) => boolean) => {
  const prefixes = expression?.getPrefixList() ?? [];
  if (prefixes.length > 0) return (name) => prefixes.some((prefix) => name.startsWith(prefix));
  const regex = new RegExp(expression?.getRegex() ?? '', 'u');
  return (name) => regex.test(name);
};
