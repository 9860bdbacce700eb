import type { LoggedEvent } from './facts.ts';
import { judge } from './judge.ts';
import type { Answered, Json, Line, Write } from './journal.ts';

const AT = '2001-01-01T00:00:02Z';
const PATH = '/api/apoplexy/';

const created: Write = {
  id: 1,
  key: null,
  method: 'POST',
  path: PATH,
  body: { patient: { wristlet: 'W-1' } },
  target: null,
  facts: ['registered apoplexy', 'patient.wristlet = W-1'],
  mayBeNothing: false,
};

const changed: Write = {
  id: 2,
  key: 'k',
  method: 'PUT',
  path: `${PATH}7/`,
  body: {},
  target: 5,
  facts: [`thrombolysis.sign_time = ${AT}`, 'patient.bed_no = w2'],
  mayBeNothing: false,
};

const scanned: Write = {
  id: 3,
  key: null,
  method: 'POST',
  path: '/api/chestpain/update_arrive_time/',
  body: { wristlet: 'W-1', field: 'rs_sign_time' },
  target: 5,
  facts: ['scanned thrombolysis.sign_time'],
  mayBeNothing: true,
};

const sent = (write: Write, attempt: string): Line => ({ line: 'sent', write, attempt });
const answered = ({ id }: Write, attempt: string, status: number, body: Json = {}): Answered => ({
  line: 'answered',
  write: id,
  attempt,
  status,
  retryAfter: null,
  lag: null,
  body,
});

const JOURNAL: readonly Line[] = [
  sent(created, 'a1'),
  answered(created, 'a1', 201, { id: 7, patient: { id: 5 } }),
  sent(changed, 'a2'),
  { line: 'lost', write: 2, attempt: 'a2', reason: 'reset' },
  sent(changed, 'a3'),
  answered(changed, 'a3', 200),
  sent(scanned, 'a4'),
  answered(scanned, 'a4', 200, { field: 'rs_sign_time', time: '2026-01-01 08:00:00' }),
];

type Told = readonly [attempt: string, type: string, data: Json, client?: string];

const TOLD: readonly Told[] = [
  ['a1', 'CaseRegistered', { patientId: 5, caseType: 'apoplexy', caseId: 7 }],
  ['a1', 'FieldsRecorded', { values: { 'patient.wristlet': 'W-1' } }],
  ['a2', 'MilestoneRecorded', { path: 'thrombolysis.sign_time', at: AT }],
  ['a2', 'FieldsRecorded', { values: { 'patient.bed_no': 'w2' } }],
  ['a4', 'MilestoneRecorded', { path: 'thrombolysis.sign_time', at: '2026-01-01T00:00:00Z' }, 'wristband'],
];

const logOf = (told: readonly Told[]): readonly LoggedEvent[] =>
  told.map(([attempt, type, data, client = 'web'], index) => ({
    position: index + 1,
    stream: 'patient-5',
    revision: index,
    type,
    data,
    metadata: { correlationId: attempt, causationId: `command ${attempt}`, client },
  }));

const kinds = (lines: readonly Line[], told: readonly Told[]): readonly string[] =>
  judge(lines, logOf(told)).map(({ what }) => what);

const [register, fields, time, bed, scan] = TOLD as [Told, Told, Told, Told, Told];
const open = JOURNAL.filter(({ line }, index) => index < 4 || line === 'lost');

describe('the judge of a drill', () => {
  it('finds nothing where every write stands exactly once, whichever attempt did it', () => {
    expect(kinds(JOURNAL, TOLD)).toEqual([]);
    expect(kinds(JOURNAL, [register, fields, ['a3', time[1], time[2]], ['a3', bed[1], bed[2]], scan])).toEqual([]);
  });

  it.each<[string, readonly Told[], readonly string[]]>([
    ['a lost write', [register, fields, scan], ['lost']],
    ['a lost registration', [time, bed, scan], ['lost']],
    ['half a write', [register, fields, time, scan], ['torn']],
    ['an event stored twice', [...TOLD, bed], ['doubled']],
    ['a write done by both its attempts', [...TOLD, ['a3', time[1], time[2]], ['a3', bed[1], bed[2]]], ['doubled']],
    [
      'a scan of another time',
      [register, fields, time, bed, [scan[0], scan[1], time[2], scan[3]]],
      ['answered otherwise'],
    ],
    ['an event that nobody sent', [...TOLD, ['x', 'ArchiveAccepted', {}]], ['stranger']],
    ['a registration made twice', [...TOLD, register, fields], ['doubled', 'id given twice', 'id given twice']],
  ])('finds %s', (_name, told, expected) => {
    expect(kinds(JOURNAL, told)).toEqual(expected);
  });

  it('leaves open whether a write without an answer was done, but not that it was done twice or by half', () => {
    expect(kinds(open, [register, fields])).toEqual([]);
    expect(kinds(open, [register, fields, time, bed])).toEqual([]);
    expect(kinds(open, [register, fields, time])).toEqual(['torn']);
    expect(kinds(open, [register, fields, time, bed, time])).toEqual(['doubled']);
  });

  it('lets a write be refused on an archived case and done by the next attempt, but not by both', () => {
    const refused: Told = ['a2', 'ChangeRefused', { code: 'case_archived', paths: ['patient.bed_no'] }];
    const again: readonly Told[] = [
      ['a3', time[1], time[2]],
      ['a3', bed[1], bed[2]],
    ];
    expect(kinds(JOURNAL, [register, fields, refused, ...again, scan])).toEqual([]);
    expect(kinds(JOURNAL, [register, fields, refused, scan])).toEqual(['lost']);
    expect(kinds(JOURNAL, [register, fields, refused, time, ...again, scan])).toEqual(['doubled']);
  });

  it('finds halves of a write that two commands did', () => {
    expect(kinds(JOURNAL, [register, fields, time, ['a3', bed[1], bed[2]], scan])).toEqual(['doubled']);
  });

  it('lets a scan find its very time there already, and no other', () => {
    const again = { ...scanned, id: 4 };
    const two = [...JOURNAL, sent(again, 'a5')];
    const at = (second: string) =>
      answered(again, 'a5', 200, { field: 'rs_sign_time', time: `2026-01-01 08:00:${second}` });
    expect(kinds([...two, at('00')], TOLD)).toEqual([]);
    expect(kinds([...two, at('01')], TOLD)).toEqual(['lost']);
  });

  it('finds a refused write that was stored', () => {
    const refused = JOURNAL.map((line) =>
      line.line === 'answered' && line.write === 2 ? { ...line, status: 400 } : line,
    );
    expect(kinds(refused, TOLD)).toEqual(['refused but stored']);
    expect(kinds(refused, [register, fields, scan])).toEqual([]);
  });

  it('finds a case or a wristlet that was answered for and then unknown', () => {
    const later = (write: Write, code: string) => [...JOURNAL, sent(write, 'a5'), answered(write, 'a5', 404, { code })];
    expect(kinds(later({ ...changed, id: 4 }, 'case_unknown'), TOLD)).toEqual(['forgotten']);
    expect(kinds(later({ ...scanned, id: 4 }, 'wristlet_unknown'), TOLD)).toEqual(['forgotten']);
    expect(kinds(later({ ...changed, id: 4, path: `${PATH}8/` }, 'case_unknown'), TOLD)).toEqual([]);
  });

  it('finds answers of 500, and 503 without words or without a time to wait', () => {
    const late = (status: number, retryAfter: string | null, body: Json) => [
      ...JOURNAL,
      sent({ ...changed, id: 4, key: null }, 'a5'),
      { ...answered({ ...changed, id: 4 }, 'a5', status, body), retryAfter },
    ];
    expect(kinds(late(500, null, {}), TOLD)).toEqual(['server error']);
    expect(kinds(late(503, null, { msg: '稍后' }), TOLD)).toEqual(['bare 503']);
    expect(kinds(late(503, '5', { msg: 'later' }), TOLD)).toEqual(['bare 503']);
    expect(kinds(late(503, '5', { msg: '稍后' }), TOLD)).toEqual([]);
  });

  it('finds a hole in the positions', () => {
    const holed = logOf(TOLD).map((event) => ({ ...event, position: event.position + (event.revision > 2 ? 1 : 0) }));
    expect(judge(JOURNAL, holed)).toEqual([{ what: 'gap', detail: 'before position 5' }]);
  });
});
