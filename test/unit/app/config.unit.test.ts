import { ConfigMistakes, readConfig } from '../../../src/app/config/config.ts';
import type { Environment } from '../../../src/app/config/config.ts';

const mistakesIn = (env: Environment): readonly string[] => {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigMistakes) return error.mistakes;
    throw error;
  }
};

describe('the configuration', () => {
  it('is complete without a single variable', () => {
    expect(readConfig({})).toEqual({
      port: 8080,
      host: '0.0.0.0',
      dataDir: './data',
      eventStoreUrl: undefined,
      databaseUrl: undefined,
      zone: 'Asia/Shanghai',
      role: 'all',
      adminUsername: 'admin',
      adminPassword: undefined,
      unknownFields: 'refuse',
      basePath: '',
      trustProxy: 'loopback',
      jsonLimitBytes: 1_048_576,
      uploadLimitBytes: 20_971_520,
      poolSize: 16,
      drainMs: 20_000,
      logLevel: 'info',
    });
  });

  it('is taken from the environment, where an empty variable is an unset one', () => {
    const env = {
      PORT: '0',
      ROLE: 'api',
      BASE_PATH: '/green/v1',
      DRAIN_SECONDS: '0',
      TZ_HOSPITAL: '',
      ADMIN_PASSWORD: 'twelve chars',
    };
    expect(readConfig(env)).toMatchObject({
      port: 0,
      role: 'api',
      basePath: '/green/v1',
      drainMs: 0,
      zone: 'Asia/Shanghai',
      adminPassword: 'twelve chars',
    });
  });

  it.each([
    ['asia/shanghai', 'Asia/Shanghai'],
    ['ASIA/TOKYO', 'Asia/Tokyo'],
    ['utc', 'UTC'],
    ['Asia/Kolkata', 'Asia/Kolkata'],
    ['PRC', 'PRC'],
  ])('spells the zone %s as %s, since rows of another name are built anew', (written, zone) => {
    expect(readConfig({ TZ_HOSPITAL: written }).zone).toBe(zone);
  });

  it('names every mistake at once, a line each', () => {
    expect(mistakesIn({ PORT: '80a', ROLE: 'projectors', TZ_HOSPITAL: 'Asia/Shangai', BASE_PATH: 'green/' })).toEqual([
      'PORT must be a whole number from 0 to 65535, not "80a"',
      'TZ_HOSPITAL must be the name of a time zone, such as Asia/Shanghai, not "Asia/Shangai"',
      'ROLE must be one of all, api, projector, not "projectors"',
      'BASE_PATH must be a path such as /green, without a slash at the end, not "green/"',
    ]);
  });

  it('never shows a password, nor a URL that may hold one', () => {
    expect(mistakesIn({ ADMIN_PASSWORD: 'short', DATABASE_URL: 'mysql://root:secret@db/x' })).toEqual([
      'DATABASE_URL must be a URL that starts with postgresql:// or postgres://, not what it is',
      'ADMIN_PASSWORD must be 8 to 256 characters long, not what it is',
    ]);
  });

  it.each([
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '8080 '],
    ['POOL_SIZE', '1'],
    ['EVENTSTORE_URL', 'http://events:2113'],
    ['EVENTSTORE_URL', 'postgresql://'],
    ['TZ_HOSPITAL', '+08:00'],
    ['LOG_LEVEL', 'trace'],
    ['UNKNOWN_FIELDS', 'drop'],
    ['HOST', 'local host'],
    ['TRUST_PROXY', 'loopbak'],
    ['TRUST_PROXY', '10.0.0.0/33'],
    ['TRUST_PROXY', '1'],
    ['TRUST_PROXY', 'loopback, 2'],
  ])('refuses %s=%s', (variable, value) => {
    expect(mistakesIn({ [variable]: value })).toEqual([expect.stringMatching(new RegExp(`^${variable} must be `))]);
  });

  it.each([
    ['EVENTSTORE_URL', 'esdb://events:2113?tls=false'],
    ['EVENTSTORE_URL', 'esdb+discover://a,b,c'],
    ['EVENTSTORE_URL', 'postgresql://user:pass@db:5432/greenlane'],
    ['DATABASE_URL', 'postgres://localhost/x?host=/run/postgresql'],
    ['TRUST_PROXY', 'loopback, 10.0.0.0/8, fd00::/8'],
    ['TZ_HOSPITAL', 'UTC'],
    ['LOG_LEVEL', 'debug'],
  ])('accepts %s=%s', (variable, value) => {
    expect(mistakesIn({ [variable]: value })).toEqual([]);
  });
});
