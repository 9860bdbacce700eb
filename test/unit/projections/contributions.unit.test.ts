import { contributionFrom } from '../../../src/projections/statistics/contributions.ts';
import { registered, stateAfter } from '../../support/given.ts';

it('counts a visit on the day of each zone that asks, whatever zone asked before (D-41)', () => {
  const state = stateAfter(registered());
  const days = ['Asia/Shanghai', 'Pacific/Pago_Pago', 'Asia/Shanghai'].map(
    (zone) => contributionFrom(state, zone)?.day,
  );
  expect(days).toEqual(['2026-11-23', '2026-11-22', '2026-11-23']);
});
