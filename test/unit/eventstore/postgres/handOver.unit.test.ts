import { Announcements } from '../../../../src/eventstore/postgres/announcements.ts';
import { createHandOver } from '../../../../src/eventstore/postgres/handOver.ts';
import { toPosition } from '../../../../src/eventstore/postgres/positions.ts';
import { RecentEvents } from '../../../../src/eventstore/postgres/recentEvents.ts';
import type { Outcome } from '../../../../src/eventstore/postgres/verdicts.ts';
import { newEvent } from '../../../contract/events.ts';

const stored: Outcome = {
  status: 'done',
  appended: { firstRevision: 0, lastRevision: 0, position: toPosition(1) },
  stored: true,
};
const refused: Outcome = { status: 'refused', error: new Error('refused') };

const createStore = () => {
  const recent = new RecentEvents();
  const announced: number[] = [];
  const announcements = new Announcements({}, undefined);
  announcements.announce = (position) => void announced.push(position);
  const handOver = createHandOver(recent, announcements);
  const land = (first: number, outcome: Outcome, isNextUnderWay: boolean): void =>
    handOver({
      first,
      batch: [{ stream: 'patient-1', events: [newEvent()], expected: -1 }],
      outcomes: [outcome],
      era: recent.era,
      isNextUnderWay,
    });
  return { recent, announced, land };
};

describe('what was stored, on its way to the subscribers of the process', () => {
  it('wakes them at once when nothing follows', () => {
    const { announced, land } = createStore();
    land(1, stored, false);
    expect(announced).toEqual([1]);
  });

  it('waits for the batch that is under way, and is there meanwhile for who looks', () => {
    const { recent, announced, land } = createStore();
    land(1, stored, true);
    expect(announced).toEqual([]);
    expect(recent.after(0, 10)).toHaveLength(1);
    land(2, stored, false);
    expect(announced).toEqual([2]);
  });

  it('waits no longer than for two batches', () => {
    const { announced, land } = createStore();
    [1, 2, 3].forEach((first) => land(first, stored, true));
    expect(announced).toEqual([3]);
  });

  it('is told once, for the log may come back shorter', () => {
    const { announced, land } = createStore();
    land(7, stored, false);
    land(8, refused, false);
    expect(Math.max(...announced.slice(1))).toBe(0);
  });

  it('is told also when the batch after it stores nothing', () => {
    const { announced, land } = createStore();
    land(1, stored, true);
    land(2, refused, false);
    expect(announced).toEqual([1]);
  });
});
