import { CASE_TYPES, findCaseTypeByCode } from '../../src/domain/catalogue/caseTypes.ts';
import type { Answered, Line, Write } from './journal.ts';

/** The path of the case that an answer made known, unless it said itself that it cannot be read yet (D-36). */
const madeKnown = ({ path }: Write, { status, body, lag }: Answered): string | undefined => {
  if (lag !== null) return undefined;
  if (status === 201) return `${path}${body.id}/`;
  const caseType = status === 200 && path.includes('switchcase') ? findCaseTypeByCode(body.case_type) : undefined;
  return caseType && `/api/${CASE_TYPES[caseType].route}/${body.case_id}/`;
};

const wristletOf = (write: Write): string | undefined => write.body?.wristlet ?? write.body?.patient?.wristlet;

interface Memory {
  readonly writes: Map<string, Write>;
  /** Paths of cases and numbers of wristlets that were answered for before the attempt was sent. */
  readonly knownAt: Map<string, ReadonlySet<string>>;
  readonly known: Set<string>;
  /** Patients that somebody tried to delete: their wristlets may be unknown. */
  readonly deleted: Set<number | null>;
}

const noteSent = ({ writes, knownAt, known, deleted }: Memory, write: Write, attempt: string): void => {
  writes.set(attempt, write);
  const asked = [write.path.replace(/restore\/$/, ''), wristletOf(write) ?? ''].filter((name) => known.has(name));
  knownAt.set(attempt, new Set(asked));
  if (write.method === 'DELETE') deleted.add(write.target);
};

const isForgotten = ({ writes, knownAt, deleted }: Memory, { attempt, body }: Answered): boolean => {
  const [write, asked] = [writes.get(attempt), knownAt.get(attempt)];
  if (write === undefined || asked === undefined || asked.size === 0) return false;
  return body?.code === 'case_unknown' || (body?.code === 'wristlet_unknown' && !deleted.has(write.target));
};

/** Answers that did not know a case or a wristlet which an earlier answer had promised (D-36). */
export const forgottenIn = (lines: readonly Line[]): readonly Answered[] => {
  const memory: Memory = { writes: new Map(), knownAt: new Map(), known: new Set(), deleted: new Set() };
  const forgotten: Answered[] = [];
  for (const line of lines) {
    if (line.line === 'sent') noteSent(memory, line.write, line.attempt);
    if (line.line !== 'answered') continue;
    if (isForgotten(memory, line)) forgotten.push(line);
    const write = memory.writes.get(line.attempt);
    const made = write && madeKnown(write, line);
    if (made !== undefined) memory.known.add(made);
    if (write && line.status === 201 && line.lag === null) memory.known.add(wristletOf(write) ?? '');
  }
  return forgotten;
};
