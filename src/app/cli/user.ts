import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline/promises';
import { addUser, replacePassword, type AccountPorts } from '../../api/accounts/addUser.ts';
import { exclusively } from '../../api/accounts/exclusively.ts';
import { randomPassword } from '../../api/accounts/passwords.ts';
import { Problem } from '../../api/problems/problem.ts';
import type { CommandContext } from '../../eventstore/command.ts';
import { createCommands } from '../commands.ts';
import { Identifiers } from '../identifiers.ts';
import { refuseOtherLog } from '../otherLog.ts';
import { CommandFailed, type Frame, type Register } from './frame.ts';
import { withSystem, type CommandSystem } from './withSystem.ts';

interface PasswordOptions {
  readonly passwordStdin: boolean;
  readonly as?: string;
}

interface AddOptions extends PasswordOptions {
  readonly admin: boolean;
  readonly firstName: string;
}

const SHORTEST = 8;

/** The first line of standard input, so that no password stands in a process list or a shell's history. */
const passwordFrom = async (input: NodeJS.ReadableStream): Promise<string> => {
  const lines = createInterface({ input, terminal: false });
  for await (const line of lines) {
    lines.close();
    if (line.length >= SHORTEST) return line;
    break;
  }
  throw new CommandFailed(`The password on standard input must be at least ${SHORTEST} characters long.`);
};

interface Chosen {
  readonly password: string;
  /** True when nobody knows it yet, so that it must be shown. */
  readonly isRandom: boolean;
}

const choosePassword = async ({ process }: Frame, { passwordStdin }: PasswordOptions): Promise<Chosen> =>
  passwordStdin
    ? { password: await passwordFrom(process.stdin), isRandom: false }
    : { password: randomPassword(), isRandom: true };

const USERNAME = /^\S{1,150}$/;

const requireUsername = (username: string): void => {
  if (!USERNAME.test(username)) throw new CommandFailed('A name has 1 to 150 characters and no spaces.');
};

const SENTENCES: Readonly<Record<string, string>> = {
  username_taken: 'Somebody has that name already.',
  not_found: 'Nobody has that name.',
};

/** What the API would refuse in Chinese, the shell refuses in its own words. */
const explained = async <T>(work: Promise<T>): Promise<T> => {
  try {
    return await work;
  } catch (error) {
    const sentence = error instanceof Problem ? SENTENCES[error.code] : undefined;
    throw sentence === undefined ? error : new CommandFailed(sentence, { cause: error });
  }
};

type Change = (ports: AccountPorts, context: CommandContext) => Promise<unknown>;

const changeAccounts = async ({ container, actor }: CommandSystem, change: Change): Promise<unknown> => {
  await refuseOtherLog(container);
  const ports = {
    db: container.get(Identifiers.pool),
    handler: createCommands(container.get(Identifiers.eventStore)).users,
  };
  const context = { commandId: randomUUID(), correlationId: randomUUID(), actor };
  const { databaseUrl } = container.get(Identifiers.databases);
  return explained(exclusively(databaseUrl, () => change(ports, context)));
};

const tellPassword = ({ console }: Frame, username: string, { password, isRandom }: Chosen): void => {
  if (isRandom) console.tell(`The password of ${username} is ${password} (shown this once)`);
};

const add = async (frame: Frame, username: string, options: AddOptions): Promise<void> => {
  requireUsername(username);
  const chosen = await choosePassword(frame, options);
  const { firstName, admin: isAdmin } = options;
  const user = { username, firstName, isAdmin, password: chosen.password };
  await withSystem({ frame, client: 'cli', as: options.as, needs: 'log and read models' }, (system) =>
    changeAccounts(system, (ports, context) => addUser(ports, user, context)),
  );
  frame.console.tell(`${username} is added${isAdmin ? ' as an admin' : ''}`);
  tellPassword(frame, username, chosen);
};

const renew = async (frame: Frame, username: string, options: PasswordOptions): Promise<void> => {
  const chosen = await choosePassword(frame, options);
  const { password } = chosen;
  await withSystem({ frame, client: 'cli', as: options.as, needs: 'log and read models' }, (system) =>
    changeAccounts(system, (ports, context) => replacePassword(ports, { username, password }, context)),
  );
  frame.console.tell(`${username} has another password and is signed out everywhere`);
  tellPassword(frame, username, chosen);
};

/** `greenlane user add NAME [--admin]` (D-39) and `greenlane user password NAME`. */
export const registerUser: Register = (program, frame) => {
  const user = program.command('user').description('people who may sign in');
  user
    .command('add')
    .argument('<name>', 'the name to sign in with')
    .option('--admin', 'may do everything', false)
    .option('--first-name <text>', 'the name to show', '')
    .option('--password-stdin', 'take the password from standard input; otherwise a random one is printed', false)
    .option('--as <name>', 'who does this; the admin by default')
    .description('add a person')
    .action((name: string, options: AddOptions) => add(frame, name, options));
  user
    .command('password')
    .argument('<name>', 'the name to sign in with')
    .option('--password-stdin', 'take the password from standard input; otherwise a random one is printed', false)
    .option('--as <name>', 'who does this; the admin by default')
    .description('give a person another password')
    .action((name: string, options: PasswordOptions) => renew(frame, name, options));
};
