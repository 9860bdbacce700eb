import { derivedValues } from '../../../src/domain/patient/derived.ts';
import { filled, recorded, registered, stateAfter } from '../../support/given.ts';

const ZONE = 'Asia/Shanghai';
const ARRIVED = 'assist_examination.hospital_arrive_time';

const ageOf = (born: string, arrived: string) =>
  derivedValues(stateAfter(registered(), filled({ 'patient.birth_date': born }), recorded(ARRIVED, arrived)), ZONE)[
    'patient.age'
  ];

describe('the age that follows from a date of birth', () => {
  it.each([
    ['1990-11-23', '2026-11-22T15:59:59Z', 35],
    ['1990-11-23', '2026-11-22T16:00:00Z', 36],
    ['2026-11-23', '2026-11-22T16:00:00Z', 0],
    ['1948-05-01', '2021-05-01T02:00:00Z', 73],
    ['2024-02-29', '2025-02-28T12:00:00Z', 0],
    ['2024-02-29', '2025-03-01T12:00:00Z', 1],
  ])('of one born on %s who arrived at %s is %i whole years on the hospital’s calendar', (born, arrived, age) =>
    expect(ageOf(born, arrived)).toBe(age),
  );

  it.each(['2026-11-24', '2027-11-23', '2029-11-24'])('does not follow from a birth after the arrival: %s', (born) =>
    expect(ageOf(born, '2026-11-22T16:00:00Z')).toBeUndefined(),
  );

  it('goes by the registration while no arrival is known', () => {
    const state = stateAfter(registered(), filled({ 'patient.birth_date': '1990-11-23' }));
    expect(derivedValues(state, ZONE)['patient.age']).toBe(36);
  });
});
