import { readFileSync } from 'node:fs';
import pg from 'pg';

const compose = readFileSync('deploy/compose.yaml', 'utf8');
const nginx = readFileSync('deploy/nginx/greenlane.conf', 'utf8');

const settingOf = (name: string): string => new RegExp(`^  ${name}: (.*)$`, 'm').exec(compose)?.[1] ?? '';

describe('the samples for deployment', () => {
  it('lead every password to the database as it is', () => {
    const before = process.env.PGPASSWORD;
    const password = 'a/b@c:d#e%f?g';
    const filled = (name: string): string => settingOf(name).replace(/\$\{POSTGRES_PASSWORD[^}]*\}/, () => password);
    process.env.PGPASSWORD = filled('PGPASSWORD');
    const client = new pg.Client({ connectionString: filled('DATABASE_URL') });
    if (before === undefined) delete process.env.PGPASSWORD;
    else process.env.PGPASSWORD = before;
    expect([client.user, client.password, client.host, client.port, client.database]).toEqual([
      'greenlane',
      password,
      'postgres',
      5432,
      'greenlane',
    ]);
  });

  it.each(['/metrics', '/metrics/', '/Metrics', '/green/metrics'])('hide the figures from outside: %s', (path) => {
    const hidden = /^ *location ~\* (\S+) \{ return 404; \}$/m.exec(nginx)?.[1] ?? '(?!)';
    expect(path).toMatch(new RegExp(hidden, 'i'));
    expect('/green/api/common/config/').not.toMatch(new RegExp(hidden, 'i'));
  });
});
