import TestSequencer from '@jest/test-sequencer';

/** The suites that take longest, in a run that knows nothing of the one before: begun last, they would run on alone. */
const LONGEST = [
  'contract/eventStoreDb.int',
  'statistics/equalityWalk',
  'faults/rebuildKilled',
  'app/copiedFolder',
  'app/upgrade',
  'app/embeddedLife',
  'app/commandLine',
  'app/noRecord',
  'app/sharedDatabase',
  'faults/',
  'import/interrupted',
];

const rankOf = ({ path }) => {
  const rank = LONGEST.findIndex((name) => path.includes(name));
  return rank < 0 ? LONGEST.length : rank;
};

export default class LongestFirst extends TestSequencer {
  sort(tests) {
    return [...super.sort(tests)].sort((one, other) => rankOf(one) - rankOf(other));
  }
}
