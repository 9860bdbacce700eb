import { createRandom } from '../../../support/random.ts';
import { rootOf, type CaseApi } from '../../../support/caseApi.ts';
import { CASE_TYPES, type TypeName } from '../oracle/caseTypes.ts';
import type { Cases } from '../oracle/answers.ts';
import type { Row } from '../oracle/row.ts';
import { drawEdit } from './bodies.ts';
import { inLanes } from './inLanes.ts';

export interface EditCounts {
  readonly changed: number;
  readonly deleted: number;
  readonly restored: number;
  readonly switched: number;
}

interface Chosen {
  readonly type: TypeName;
  readonly row: Row;
}

/** Every n-th case, each kind of edit on others. */
const every = (cases: Cases, step: number, offset: number): readonly Chosen[] =>
  CASE_TYPES.flatMap(({ name: type }) =>
    cases[type].filter((_, index) => index % step === offset).map((row) => ({ type, row })),
  );

const succeed = (status: number, wanted: number, what: string): void => {
  if (status !== wanted) throw new Error(`${what}: ${status} instead of ${wanted}`);
};

/** Changes, deletes, restores and switches cases the way clients do. */
export const editCases = async (api: CaseApi, cases: Cases, seed: number): Promise<EditCounts> => {
  const random = createRandom(seed);
  const remove = async ({ type, row }: Chosen): Promise<void> =>
    succeed((await api.call('DELETE', `${rootOf(type)}${row.id}/`)).status, 204, `deletion of ${type} ${row.id}`);
  const restore = async ({ type, row }: Chosen): Promise<void> =>
    succeed((await api.call('POST', `${rootOf(type)}${row.id}/restore/`)).status, 200, `restoring ${type} ${row.id}`);

  const changed = every(cases, 9, 0).map((chosen) => ({
    ...chosen,
    body: drawEdit(random, chosen.type, chosen.row.created_time),
  }));
  await inLanes(8, changed, async ({ type, row, body }) => {
    const { status, text } = await api.put(type, row.id, body);
    succeed(status, 200, `change of ${type} ${row.id} ${text}`);
  });
  const deleted = every(cases, 25, 1);
  await inLanes(8, deleted, remove);
  const restored = deleted.filter((_, index) => index % 3 === 0);
  await inLanes(8, restored, restore);
  const gone = new Set(deleted.filter((each) => !restored.includes(each)).map(({ row }) => row));
  const switched = every(cases, 31, 2)
    .filter(({ row }) => !gone.has(row))
    .map((chosen) => ({
      ...chosen,
      to: CASE_TYPES[random.integer(CASE_TYPES.length)]?.name ?? chosen.type,
    }));
  const moved = switched.filter(({ type, to }) => type !== to);
  await inLanes(8, moved, async ({ type, row, to }) => void (await api.switchTo(type, row.id, to)));
  return {
    changed: changed.length,
    deleted: deleted.length,
    restored: restored.length,
    switched: moved.length,
  };
};
