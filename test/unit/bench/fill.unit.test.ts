import { benchCases } from '../../../scripts/bench/http/fill.ts';
import { recordCase } from '../../../scripts/fill/recordCase.ts';

const CASES = 3_000;
const NOW = new Date('2026-11-24T08:00:00Z');

const { ids, drafts } = benchCases(CASES);
const cases = [...drafts].map((draft, index) =>
  recordCase(`patient-${ids[index]}`, draft.commands(ids[index] ?? 0, [ids[index] ?? 0]), NOW),
);
const states = cases.map(({ state }) => state);
const values = states.map((state) => state.values);

const shareOf = (path: string, value: unknown): number =>
  values.filter((each) => JSON.stringify(each[path]) === JSON.stringify(value)).length / CASES;

const minutes = (from: string, to: string): readonly number[] =>
  values.map((each) => (Date.parse(String(each[to])) - Date.parse(String(each[from]))) / 60_000);

describe('the store that greenlane is measured with', () => {
  it('has the numbers and wristlets 1…N, registered in the order of time', () => {
    expect([...ids].sort((a, b) => a - b)).toEqual(Array.from({ length: CASES }, (_, index) => index + 1));
    expect(values.map((each) => each['patient.wristlet'])).toEqual(ids.map(String));
    const created = states.map(({ createdTime = '' }) => createdTime);
    expect(created).toEqual([...created].sort());
    expect(ids).not.toEqual([...ids].sort((a, b) => a - b));
  });

  it('has a dozen events a case', () => {
    expect(Math.min(...cases.map(({ events }) => events.length))).toBeGreaterThanOrEqual(12);
  });

  it('has the values of the peer as often as the peer', () => {
    const third = [
      shareOf('treatment_type', [429]),
      shareOf('treatment_type', undefined),
      shareOf('patient.gender', '1'),
    ];
    third.forEach((share) => expect(Math.abs(share - 1 / 3)).toBeLessThan(0.04));
    ['1', '2', '3', '4'].forEach((code) =>
      expect(Math.abs(shareOf('patient.come_from', code) - 1 / 4)).toBeLessThan(0.04),
    );
    const arrived = 'assist_examination.hospital_arrive_time';
    expect(new Set(minutes('patient.disease_time', arrived))).toEqual(new Set([30]));
    const needle = minutes(arrived, 'thrombolysis.medication_time');
    expect([Math.min(...needle), Math.max(...needle)]).toEqual([20, 119]);
  });

  it('leaves unset what the peer leaves unset', () => {
    const unset = ['ct_start_time', 'ct_report_time', 'arrive_emrescue_room_time', 'into_hospital_time'];
    unset.forEach((name) => expect(shareOf(`assist_examination.${name}`, undefined)).toBe(1));
    expect(shareOf('therapy.embolectomy_time', undefined)).toBe(1);
  });
});
