import { isForewarned } from '../../../src/domain/statistics/traumaFlags.ts';
import { at, factsWith } from '../../support/caseFacts.ts';

const ALERT = 'patient.pre_warning.alert_time';
const ARRIVED = 'assist_examination.hospital_arrive_time';
const BROUGHT = { 'patient.come_from': '1' };

describe('the hospital was told before the ambulance came (clinical.md 1.4)', () => {
  it.each([
    ['09:59:59', '10:00:00', true],
    ['10:00:59', '10:00:00', true],
    ['10:01:00', '10:00:59', false],
  ])('at %s of an arrival at %s, by the minute: %s', (alerted, arrived, expected) =>
    expect(isForewarned(factsWith({ ...BROUGHT, [ALERT]: at(alerted), [ARRIVED]: at(arrived) }))).toBe(expected),
  );

  it.each(['assist_examination.triage_time', 'assist_examination.arrive_emrescue_room_time'] as const)(
    'or of what stands in for it: %s',
    (path) => {
      const warned = (alerted: string) =>
        isForewarned(factsWith({ ...BROUGHT, [ALERT]: at(alerted), [path]: at('10:00:00') }));
      expect([warned('10:00:59'), warned('12:00:00')]).toEqual([true, false]);
    },
  );

  it('also while nobody has entered the arrival', () =>
    expect(isForewarned(factsWith({ ...BROUGHT, [ALERT]: at('10:00:00') }))).toBe(true));

  it('by any other field of the pre-warning, where the time of the alert is missing', () => {
    expect(isForewarned(factsWith({ ...BROUGHT, 'patient.pre_warning.is_start_mdt': true }))).toBe(true);
    expect(isForewarned(factsWith(BROUGHT))).toBe(false);
  });

  it('is asked only of those whom an ambulance brought', () => {
    expect(isForewarned(factsWith({ 'patient.come_from': '2', [ALERT]: at('10:00:00') }))).toBe(true);
    expect(isForewarned(factsWith({ 'patient.come_from': '3', [ALERT]: at('10:00:00') }))).toBeUndefined();
  });
});
