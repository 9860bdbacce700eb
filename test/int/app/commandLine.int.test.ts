import { createDatabase } from '../../support/database.ts';
import { cleanUp, createFolder, startGreenlane } from '../../support/greenlaneProcess.ts';
import type { ProgramOptions } from '../../support/greenlaneProcess.ts';

const folders: string[] = [];

afterAll(() => cleanUp(folders));

const run = async (args: readonly string[], env?: ProgramOptions['env']) => {
  const dataDir = await createFolder();
  folders.push(dataDir);
  const program = startGreenlane(args, { dataDir, env });
  return { code: await program.ended, output: program.output() };
};

describe('the command line', () => {
  it('shows what it can do', async () => {
    const { code, output } = await run(['--help']);
    expect(code).toBe(0);
    expect(output).toMatch(/^Usage: greenlane/);
    expect(output).toMatch(/start\s+start the server/);
  });

  it('ends quietly when nobody reads what it prints, as behind `| head`', async () => {
    const dataDir = await createFolder();
    folders.push(dataDir);
    const database = await createDatabase();
    const env = { DATABASE_URL: database.url, EVENTSTORE_URL: database.url };
    const program = startGreenlane(['user', 'add', 'zhang'], { dataDir, env });
    program.child.stdout?.destroy();
    expect([await program.ended, program.output()]).toEqual([0, '']);
    await database.drop();
  });

  it('refuses a word that it does not know', async () => {
    const { code, output } = await run(['strat']);
    expect(code).toBe(1);
    expect(output).toContain("unknown command 'strat'");
    expect(output).toContain('Did you mean start?');
  });

  it('says every mistake in the environment in a line, before anything is started', async () => {
    const { code, output } = await run(['start'], { PORT: 'http', ROLE: 'none' });
    expect(code).toBe(1);
    expect(output).toBe(
      'PORT must be a whole number from 0 to 65535, not "http"\nROLE must be one of all, api, projector, not "none"\n',
    );
  });
});
