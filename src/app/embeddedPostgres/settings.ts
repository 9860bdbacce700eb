import { totalmem } from 'node:os';

const MEBIBYTE = 1_048_576;
const SMALLEST_BUFFERS = 256;
const LARGEST_BUFFERS = 8_192;

/** What this process may use of the machine, in MiB; a container may have less of it than there is. */
const memory = (): number => Math.min(process.constrainedMemory() || Infinity, totalmem()) / MEBIBYTE;

/** A fourth of the memory, as PostgreSQL's manual advises, in whole MiB, as far as the pages of a million cases need it. */
export const buffersFor = (mebibytes: number): number =>
  Math.round(Math.min(Math.max(mebibytes / 4, SMALLEST_BUFFERS), LARGEST_BUFFERS));

const buffers = buffersFor(memory());

/**
 * For a million cases, and as quick after a restart as before it: what was in the buffers is read in again. Durability is
 * PostgreSQL's own default and said again, because nothing may switch it off; rows must not reach the server log, because
 * they are patients' (E-OPS-01).
 */
export const SETTINGS: Readonly<Record<string, string>> = {
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  listen_addresses: '',
  max_connections: '120',
  shared_buffers: `${buffers}MB`,
  effective_cache_size: `${2 * buffers}MB`,
  shared_preload_libraries: 'pg_prewarm',
  work_mem: '16MB',
  maintenance_work_mem: '128MB',
  min_wal_size: '256MB',
  max_wal_size: '4GB',
  checkpoint_timeout: '15min',
  random_page_cost: '1.1',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  logging_collector: 'on',
  log_directory: 'log',
  log_filename: 'postgresql-%a.log',
  log_truncate_on_rotation: 'on',
  log_rotation_age: '1d',
  log_rotation_size: '0',
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
  log_parameter_max_length_on_error: '0',
};

/** As arguments of the `postgres` program. */
export const settingsAsArguments = (settings: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
