import { acceptArchive, askArchive, refuseArchive, withdrawArchive } from '../../src/domain/patient/archive.ts';
import { changeCase } from '../../src/domain/patient/changeCase.ts';
import { NO_CHANGES } from '../../src/domain/patient/commands.ts';
import type { Actor } from '../../src/domain/shared/actor.ts';
import type { FillCommand } from './recordCase.ts';
import type { Visit } from './toldVisit.ts';

const CLERK: Actor = { user: '档案员', client: 'web' };
const AUDITOR: Actor = { user: '质控员', client: 'web' };
const REASON = '时间节点未填写完整';

const ask: FillCommand = { actor: CLERK, decide: (state) => askArchive({}, state) };
const accept: FillCommand = { actor: AUDITOR, decide: (state) => acceptArchive({}, state) };
const refuse: FillCommand = { actor: AUDITOR, decide: (state) => refuseArchive({ reason: REASON }, state) };
const withdraw: FillCommand = { actor: CLERK, decide: (state) => withdrawArchive({ reason: '补充资料' }, state) };

/** Somebody who forgot that the case is archived; the attempt stays in the log (D-08). */
const tooLate = ({ numbers }: Visit): FillCommand => {
  const changes = { ...NO_CHANGES, values: { 'patient.phone': '01000000000' } };
  return { actor: CLERK, decide: (state) => changeCase({ reference: numbers.case, changes }, state) };
};

/** What became of an archive request. */
const COURSES: Readonly<Record<string, readonly FillCommand[]>> = {
  none: [],
  requested: [ask],
  refused: [ask, refuse],
  again: [ask, refuse, ask, accept],
  withdrawn: [ask, withdraw],
  accepted: [ask, accept],
};

const OLD = { none: 12, requested: 4, refused: 2, again: 2, withdrawn: 1, accepted: 79 };
const RECENT = { none: 70, requested: 18, refused: 2, again: 1, withdrawn: 1, accepted: 8 };
const SOON_MS = 30 * 86_400_000;

/** Most cases older than a month are archived. */
export const archive = (visit: Visit): readonly FillCommand[] => {
  const { random, createdMs } = visit.story;
  const course = random.weighted(visit.until - createdMs > SOON_MS ? OLD : RECENT);
  const commands = COURSES[course] ?? [];
  const forgets = (course === 'accepted' || course === 'again') && random.chance(0.01);
  return forgets ? [...commands, tooLate(visit)] : commands;
};
