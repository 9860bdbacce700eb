import { MapMistakes, readLogMap } from '../../../src/integrations/eventLog/readLogMap.ts';
import { MAP } from './logCases.ts';

const mistakesIn = (text: string): Record<string, string> => {
  try {
    readLogMap(text, 'Asia/Shanghai');
  } catch (error) {
    if (!(error instanceof MapMistakes)) throw error;
    return Object.fromEntries(error.mistakes.map(({ key, problem }) => [key, problem]));
  }
  throw new Error('the map was taken');
};

const mistakesWith = (some: object): Record<string, string> => mistakesIn(JSON.stringify({ ...MAP, ...some }));

const activity = (rule: object): Record<string, string> =>
  mistakesWith({ activities: { ...MAP.activities, 'ER Triage': rule } });

describe('the map of an event log', () => {
  it('is read with what it leaves out: comma, UTF-8, the hospital’s zone, no person', () => {
    const short = JSON.stringify({ ...MAP, zone: undefined, patient: undefined });
    const map = readLogMap(`\uFEFF${short}`, 'Asia/Shanghai');
    expect(map).toMatchObject({ delimiter: ',', encoding: 'utf-8', zone: 'Asia/Shanghai', patient: new Map() });
    expect(map.activities.get('Triage')).toEqual({ path: 'assist_examination.triage_time', opens: false, first: true });
  });

  it('names every key that is missing, unknown or of another type, all at once', () => {
    expect(
      mistakesIn('{"caseType": 1, "activities": {"a": {"path": "x", "takes": "first"}}, "separator": ";"}'),
    ).toEqual({
      caseType: 'expected string',
      caseKey: 'expected required property',
      activity: 'expected required property',
      time: 'expected required property',
      timeFormat: 'expected required property',
      separator: 'unexpected property',
      'activities.a.takes': 'unexpected property',
    });
    expect(mistakesIn('{')).toEqual({ 'the map': expect.stringMatching(/no JSON/) });
    expect(mistakesIn('[]')).toEqual({ 'the map': 'expected object' });
    expect(mistakesWith({ delimiter: ';;' })).toEqual({ delimiter: expect.any(String) });
    expect(activity({ path: 'assist_examination.triage_time', opens: 'visit' })).toEqual({
      'activities.ER Triage.opens': expect.any(String),
    });
  });

  it.each([
    ['caseType', { caseType: 'sepsis' }, /none of chestpain/],
    ['zone', { zone: 'Europe/Atlantis' }, /no time zone/],
    ['encoding', { encoding: 'klingon' }, /no known encoding/],
    ['timeFormat', { timeFormat: 'HH:mm' }, /does not say/],
    ['patient.nmae', { patient: { nmae: 'case' } }, /no field of a person/],
    ['patient.arch_status', { patient: { arch_status: 'case' } }, /no field of a person/],
    ['patient.precpr.rosc_time', { patient: { 'precpr.rosc_time': 'case' } }, /no field of a person/],
    ['activities', { activities: { a: { path: 'assist_examination.triage_time' } } }, /opens/],
    ['activities', { activities: {} }, /opens/],
  ])('says what is wrong with %s', (key, some, problem) => {
    expect(mistakesWith(some)).toEqual({ [key]: expect.stringMatching(problem) });
  });

  it.each([
    'assist_examination.triage_nurse',
    'triage_time',
    'created_time',
    'pre_ecg[].ecg_fetch_time',
    'thrombolysis.medication_time',
  ])('takes only milestones of its case type as paths: not %s', (path) => {
    expect(activity({ path })).toEqual({
      'activities.ER Triage.path': `"${path}" is no milestone of a basic case`,
    });
  });
});
