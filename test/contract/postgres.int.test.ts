import { postgresChecks } from './checks/postgres.ts';
import { CONTRACT_CHECKS, describeEventStore } from './eventStoreContract.ts';
import { openPostgres } from './postgresSubject.ts';

describeEventStore('PostgreSQL', { open: openPostgres, checks: [...CONTRACT_CHECKS, ...postgresChecks] });
