import { CASE_TYPE_NAMES } from '../../../src/domain/catalogue/caseTypes.ts';
import type { CaseValues } from '../../../src/domain/catalogue/intervals/facts.ts';
import { at, measured } from '../../support/caseFacts.ts';

const ENTERED = 'assist_examination.arrive_emrescue_room_time';
const LEFT = 'assist_examination.leave_emergency_time';
const SENT_ON = 'patient.inside_roadmap.eme_trans_depart_time';
const DIED = 'patient.leave_hospital.dead_time';
const OUTCOME = 'patient.inside_roadmap.eme_outcome';
const DAYS = 'patient.leave_hospital.hospital_day';
const COST = 'patient.leave_hospital.hospital_cost';
const DISCHARGED = 'patient.leave_hospital.leave_hos_time';
const ADMITTED = 'assist_examination.into_hospital_time';

describe('the stay in the resuscitation room (clinical.md 1.5)', () => {
  const entered = { [ENTERED]: at('01:00:00') };

  it.each<[string, CaseValues, object]>([
    ['left', { ...entered, [LEFT]: at('02:30:00'), [SENT_ON]: at('03:00:00') }, { value: 90 }],
    ['sent on', { ...entered, [SENT_ON]: at('03:00:00') }, { value: 120, endFallback: SENT_ON }],
    ['still there', entered, { status: 'missing_end' }],
    ['never there', { [LEFT]: at('02:30:00') }, { status: 'not_applicable' }],
    [
      'died there, by the outcome',
      { ...entered, [LEFT]: at('02:30:00'), [OUTCOME]: '04' },
      { status: 'not_applicable' },
    ],
    ['died there, by the time', { ...entered, [DIED]: at('02:00:00') }, { status: 'not_applicable' }],
    ['died when leaving', { ...entered, [LEFT]: at('02:00:00'), [DIED]: at('02:00:00') }, { status: 'not_applicable' }],
    ['died later on a ward', { ...entered, [LEFT]: at('02:30:00'), [DIED]: at('05:00:00') }, { value: 90 }],
  ])('%s', (_name, values, expected) => {
    for (const caseType of CASE_TYPE_NAMES) expect(measured(caseType, 'RESUS_STAY', values)).toMatchObject(expected);
  });
});

describe('days in hospital and cost (clinical.md 1.3)', () => {
  it.each<[string, CaseValues, object]>([
    ['as entered', { [DAYS]: 7, [ADMITTED]: at('01:00:00'), [DISCHARGED]: '2026-11-25T01:00:00Z' }, { value: 7 }],
    ['none at all', { [DAYS]: 0 }, { status: 'ok', value: 0 }],
    [
      'calendar days of the hospital: out after midnight there',
      { [ADMITTED]: at('15:30:00'), [DISCHARGED]: at('16:30:00') },
      { value: 1, startFallback: ADMITTED },
    ],
    ['out on the same day', { [ADMITTED]: at('01:00:00'), [DISCHARGED]: at('15:59:59') }, { value: 0 }],
    [
      'out before in',
      { [ADMITTED]: at('01:00:00'), [DISCHARGED]: '2026-11-20T01:00:00Z' },
      { status: 'negative', raw: -3 },
    ],
    [
      'out before in, of the same day',
      { [ADMITTED]: at('15:30:00'), [DISCHARGED]: '2026-11-22T16:30:00Z' },
      { status: 'negative', value: null, raw: -23 / 24 },
    ],
    ['in and out in one minute', { [ADMITTED]: at('01:00:59'), [DISCHARGED]: at('01:00:00') }, { value: 0 }],
    ['discharged, admission unknown', { [DISCHARGED]: at('01:00:00') }, { status: 'missing_start', value: null }],
    ['not discharged', { [ADMITTED]: at('01:00:00') }, { status: 'not_applicable' }],
    ['a whole year', { [DAYS]: 365 }, { value: 365 }],
    ['longer than a year', { [DAYS]: 366 }, { status: 'implausible', raw: 366 }],
  ])('%s', (_name, values, expected) => expect(measured('gib', 'hosdaymean', values)).toMatchObject(expected));

  it('cost is of the discharged of whom it is known', () => {
    expect(measured('gib', 'hosfeemean', { [DAYS]: 3, [COST]: 0 })).toMatchObject({ status: 'ok', value: 0 });
    expect(measured('gib', 'hosfeemean', { [DAYS]: 3 }).status).toBe('not_applicable');
    expect(measured('gib', 'hosfeemean', { [COST]: 900 }).status).toBe('not_applicable');
  });
});
