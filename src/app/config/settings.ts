import { integer, oneOf, proxies, text, timeZone, url } from './setting.ts';
import type { Setting } from './setting.ts';

const about = (variable: string, explanation: string, fallback?: string) => ({ variable, explanation, fallback });

const MEBIBYTE = 1_048_576;
const POSTGRES = ['postgresql', 'postgres'];

/** Everything that can be set, in the order of the README's table. */
export const SETTINGS = {
  port: integer(about('PORT', 'TCP port; 0 takes a free one', '8080'), { min: 0, max: 65_535 }),
  host: text(about('HOST', 'address to listen on', '0.0.0.0'), /^[\w.:-]+$/, 'a host name or an address'),
  dataDir: text(
    about('DATA_DIR', 'folder of uploaded pictures, and of the embedded database with its password', './data'),
    /./,
    'a path',
  ),
  eventStoreUrl: url(about('EVENTSTORE_URL', 'event store; unset: the embedded PostgreSQL'), [
    'esdb',
    'esdb+discover',
    ...POSTGRES,
  ]),
  databaseUrl: url(about('DATABASE_URL', 'PostgreSQL of the read models; unset: the embedded one'), POSTGRES),
  zone: timeZone(
    about('TZ_HOSPITAL', "the hospital's time zone: decides days, months and wall times", 'Asia/Shanghai'),
  ),
  role: oneOf(about('ROLE', '`all`, or only `api` (requests) or `projector` (read models)', 'all'), [
    'all',
    'api',
    'projector',
  ]),
  adminUsername: text(
    about('ADMIN_USERNAME', 'name of the admin that the first start makes', 'admin'),
    /^\S{1,150}$/,
    'a name without spaces',
  ),
  adminPassword: text(
    about('ADMIN_PASSWORD', "that admin's password; unset: a random one, printed once"),
    /^.{8,256}$/,
    '8 to 256 characters long',
  ),
  unknownFields: oneOf(
    about(
      'UNKNOWN_FIELDS',
      '`refuse` or `keep` fields that are not in the catalogue, except in rows of ECGs',
      'refuse',
    ),
    ['refuse', 'keep'],
  ),
  basePath: text(
    about('BASE_PATH', 'path under which a proxy serves greenlane, such as `/green`'),
    /^(\/[\w.~-]+)+$/,
    'a path such as /green, without a slash at the end',
  ),
  trustProxy: proxies(
    about(
      'TRUST_PROXY',
      'whose `X-Forwarded-…` and `X-Real-IP` headers count: `loopback`, `uniquelocal`, addresses, networks',
      'loopback',
    ),
  ),
  jsonLimitBytes: integer(about('JSON_LIMIT_BYTES', 'longest JSON body', String(MEBIBYTE)), {
    min: 1024,
    max: 16 * MEBIBYTE,
  }),
  uploadLimitBytes: integer(about('UPLOAD_LIMIT_BYTES', 'largest uploaded file', String(20 * MEBIBYTE)), {
    min: 1024,
    max: 1024 * MEBIBYTE,
  }),
  poolSize: integer(about('POOL_SIZE', 'connections to the database for requests', '16'), { min: 2, max: 100 }),
  drainSeconds: integer(about('DRAIN_SECONDS', 'how long a stop waits for running requests', '20'), {
    min: 0,
    max: 600,
  }),
  // Nothing is logged at `debug`, which is taken where it was set before.
  logLevel: oneOf(about('LOG_LEVEL', '`info`, `warn` or `error`; JSON lines on standard error', 'info'), [
    'debug',
    'info',
    'warn',
    'error',
  ]),
} as const satisfies Readonly<Record<string, Setting<unknown>>>;
