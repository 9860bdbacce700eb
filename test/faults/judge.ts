import { factsOf, streamOf, wallTime, type LoggedEvent } from './facts.ts';
import { forgottenIn } from './forgotten.ts';
import type { Answered, Json, Line, Write } from './journal.ts';

/** Something that must not be, in words that say where to look. */
export interface Finding {
  readonly what:
    | 'lost'
    | 'doubled'
    | 'torn'
    | 'answered otherwise'
    | 'refused but stored'
    | 'forgotten'
    | 'stranger'
    | 'server error'
    | 'bare 503'
    | 'id given twice'
    | 'gap';
  readonly detail: string;
}

interface Account {
  readonly write: Write;
  readonly attempts: string[];
  readonly answers: Answered[];
}

/** Every write of the journal with all that was ever sent and answered for it. */
const accountsIn = (lines: readonly Line[]): ReadonlyMap<number, Account> => {
  const accounts = new Map<number, Account>();
  for (const line of lines) {
    if (line.line === 'sent') {
      const known = accounts.get(line.write.id) ?? { write: line.write, attempts: [], answers: [] };
      known.attempts.push(line.attempt);
      accounts.set(line.write.id, known);
    }
    if (line.line === 'answered') accounts.get(line.write)?.answers.push(line);
  }
  return accounts;
};

const groupBy = <T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> => {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
};

interface Log {
  readonly byAttempt: ReadonlyMap<string, readonly LoggedEvent[]>;
  readonly byStream: ReadonlyMap<string, readonly LoggedEvent[]>;
}

type Effect = 'none' | 'exact' | 'torn' | 'doubled';

const countOf = (facts: readonly string[], fact: string): number => facts.filter((each) => each === fact).length;

/**
 * A registration may bring defaults beside what was sent; everything else must be exactly that. A refused attempt on an
 * archived case is a command of its own, since a refusal frees the key (D-08, D-18).
 */
const effectOf = ({ write }: Account, own: readonly LoggedEvent[]): Effect => {
  const found = own.flatMap(factsOf);
  const effects = own.filter(({ type }) => type !== 'ChangeRefused');
  const commands = new Set(effects.map(({ metadata }) => metadata.causationId));
  const isMore = write.target !== null && found.length > write.facts.length;
  if (found.length === 0) return 'none';
  if (isMore || commands.size > 1 || found.some((fact) => countOf(found, fact) > 1)) return 'doubled';
  return write.facts.every((fact) => found.includes(fact)) ? 'exact' : 'torn';
};

const PROMISES: Readonly<Record<string, (data: Json, body: Json) => boolean>> = {
  CaseRegistered: (data, body) => data.patientId === body.patient.id && data.caseId === body.id,
  CaseSwitched: (data, body) => data.to.caseId === body.case_id,
  MilestoneRecorded: (data, body) => body.field === undefined || wallTime(data.at) === body.time,
};

const keepsPromise = (own: readonly LoggedEvent[], { body }: Answered): boolean =>
  own.every(({ type, data }) => PROMISES[type]?.(data, body) ?? true);

/** What somebody else did first: the same fact stands on the patient, for a scan with the very time that was answered. */
const wasThere = ({ write }: Account, { body }: Answered, { byStream }: Log): boolean =>
  write.target !== null &&
  (byStream.get(streamOf(write.target)) ?? []).some(({ type, data, metadata, ...rest }) =>
    body?.field === undefined
      ? factsOf({ type, data, metadata, ...rest }).some((fact) => write.facts.includes(fact))
      : type === 'MilestoneRecorded' && write.facts.includes(`scanned ${data.path}`) && wallTime(data.at) === body.time,
  );

const finding = (what: Finding['what'], { write, attempts, answers }: Account, more = ''): Finding => {
  const statuses = answers.map(({ status }) => status).join(',');
  const key = write.key === null ? 'no key' : 'key';
  return {
    what,
    detail: `write ${write.id} (${write.method} ${write.path}, ${key}, ${attempts}: ${statuses}) ${more}`,
  };
};

const judgeDone = (account: Account, done: Answered, own: readonly LoggedEvent[], log: Log): readonly Finding[] => {
  const effect = effectOf(account, own);
  if (effect === 'none' && account.write.mayBeNothing && wasThere(account, done, log)) return [];
  if (effect === 'none') return [finding('lost', account)];
  if (effect !== 'exact') return [finding(effect, account, own.flatMap(factsOf).join('; '))];
  return keepsPromise(own, done) ? [] : [finding('answered otherwise', account)];
};

const judgeOpen = (account: Account, own: readonly LoggedEvent[]): readonly Finding[] => {
  const effect = effectOf(account, own);
  return effect === 'torn' || effect === 'doubled' ? [finding(effect, account)] : [];
};

const judgeAccount = (account: Account, log: Log): readonly Finding[] => {
  const own = account.attempts.flatMap((attempt) => log.byAttempt.get(attempt) ?? []);
  const done = account.answers.find(({ status }) => status < 300);
  if (done) return judgeDone(account, done, own, log);
  const isRefused = account.answers.some(({ status }) => status >= 400 && status < 500);
  if (isRefused && own.flatMap(factsOf).length > 0) return [finding('refused but stored', account)];
  return judgeOpen(account, own);
};

const judgeAnswer = ({ write, status, retryAfter, body }: Answered): readonly Finding[] => {
  if (status >= 500 && status !== 503) {
    return [{ what: 'server error', detail: `write ${write}: ${status} ${JSON.stringify(body)}` }];
  }
  const isWhole = status !== 503 || (Number(retryAfter) > 0 && /\p{Script=Han}/u.test(body?.msg));
  return isWhole ? [] : [{ what: 'bare 503', detail: `write ${write}: ${JSON.stringify(body)}` }];
};

const strangers = (accounts: ReadonlyMap<number, Account>, events: readonly LoggedEvent[]): readonly Finding[] => {
  const sent = new Set([...accounts.values()].flatMap(({ attempts }) => attempts));
  return events
    .filter(({ stream, metadata }) => stream.startsWith('patient-') && !sent.has(metadata.correlationId))
    .map(({ position, type }) => ({ what: 'stranger', detail: `event ${position}: ${type}` }) as const);
};

const repeated = (names: readonly string[]): readonly string[] => {
  const seen = new Set<string>();
  return names.filter((name) => seen.size === seen.add(name).size);
};

const idsGiven = ({ type, data }: LoggedEvent): readonly string[] => {
  if (type === 'CaseRegistered') return [`patient ${data.patientId}`, `${data.caseType} ${data.caseId}`];
  return type === 'CaseSwitched' ? [`${data.to.caseType} ${data.to.caseId}`] : [];
};

const idsAnswered = ({ write, answers }: Account): readonly string[] => {
  const made = answers.find(({ status }) => status === 201);
  return made && write.target === null ? [`patient ${made.body.patient.id}`] : [];
};

const gaps = (events: readonly LoggedEvent[]): readonly Finding[] =>
  events
    .filter(({ position }, index) => position !== index + 1)
    .slice(0, 1)
    .map(({ position }) => ({ what: 'gap', detail: `before position ${position}` }) as const);

/**
 * Holds the journal of the clients against the log: what was acknowledged is there exactly once and as it was answered,
 * what was refused is not, what stayed open is there once or not at all, and nothing is there that nobody sent.
 * @param events the whole log in the order of positions
 */
export const judge = (lines: readonly Line[], events: readonly LoggedEvent[]): readonly Finding[] => {
  const accounts = accountsIn(lines);
  const log = {
    byAttempt: groupBy(events, ({ metadata }) => metadata.correlationId),
    byStream: groupBy(events, ({ stream }) => stream),
  };
  const all = [...accounts.values()];
  const twice = [...repeated(events.flatMap(idsGiven)), ...repeated(all.flatMap(idsAnswered))];
  return [
    ...all.flatMap((account) => judgeAccount(account, log)),
    ...all.flatMap(({ answers }) => answers.flatMap(judgeAnswer)),
    ...forgottenIn(lines).map(
      ({ write, body }) => ({ what: 'forgotten', detail: `write ${write}: ${body.code}` }) as const,
    ),
    ...strangers(accounts, events),
    ...twice.map((detail) => ({ what: 'id given twice', detail }) as const),
    ...gaps(events),
  ];
};
