import { createMemoryEventStore } from '../support/memoryEventStore.ts';
import { describeEventStore, STORE_CHECKS } from './eventStoreContract.ts';

describeEventStore('in memory, for unit tests', {
  checks: STORE_CHECKS,
  open: async () => {
    const store = createMemoryEventStore();
    return {
      store,
      patience: 10_000,
      poison: (event) => ({ ...event, id: 'no uuid' }),
      close: () => store.close(),
    };
  },
});
