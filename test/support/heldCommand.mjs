import { createConsole } from '../../dist/app/console.js';
import { withSystem } from '../../dist/app/cli/withSystem.js';
import { Identifiers } from '../../dist/app/identifiers.js';

const frame = { env: process.env, console: createConsole(process.stdout, process.stderr), process };
const tell = (facts) => process.stdout.write(`${JSON.stringify(facts)}\n`);

const ended = (stream, signal) =>
  new Promise((resolve) => {
    stream.on('end', resolve).resume();
    signal.addEventListener('abort', resolve);
  });

await withSystem({ frame, client: 'cli', as: undefined }, async ({ container, actor, signal }) => {
  const pool = container.get(Identifiers.pool);
  const ask = async () => (await pool.query('select count(*)::int as settings from greenlane.settings')).rows[0];
  tell({ begun: await ask(), actor });
  await ended(process.stdin, signal);
  tell({ done: await ask() });
});
process.stdin.destroy();
