import { userInfo } from 'node:os';
import type { Container } from 'inversify';
import type { Actor } from '../../domain/shared/actor.ts';
import { readConfig } from '../config/config.ts';
import type { Config } from '../config/config.ts';
import type { Needed } from '../database/requireInstalled.ts';
import { openSystem } from '../container.ts';
import { openDataFolder } from '../dataFolder/dataFolder.ts';
import { requireCluster } from '../dataFolder/requireCluster.ts';
import { createLifecycle } from '../lifecycle.ts';
import { createLogger } from '../logging/logger.ts';
import { endingOf } from '../signals.ts';
import type { Frame } from './frame.ts';
import { requirePerson } from './requirePerson.ts';

/** What a command works with. */
export interface CommandSystem {
  /** Pool, event store, config, logger and the rest, by `Identifiers`. */
  readonly container: Container;
  /** Who gives the command, and from where (D-39). */
  readonly actor: Actor;
  /** Aborted by Ctrl-C or SIGTERM: finish what was begun and return. */
  readonly signal: AbortSignal;
}

export interface CommandOptions {
  readonly frame: Frame;
  /** Import, or any other command. */
  readonly client: Extract<Actor['client'], 'cli' | 'import'>;
  /** `--as NAME`, of a person who was added; the admin when it is not given. */
  readonly as: string | undefined;
  /** Of a command that is of no use on an empty record: a mistyped `DATA_DIR` must not become a new one. */
  readonly needs?: Needed;
  /** See `SystemOptions`. */
  readonly looksOnly?: boolean;
}

/** In a container the account may have no name. */
const osUser = (): string => {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.()}`;
  }
};

const actorOf = ({ client, as }: CommandOptions, config: Config): Actor => ({
  user: as ?? config.adminUsername,
  client,
  osUser: osUser(),
});

/** Who only looks at a log needs no database of read models: nothing asks the one that stands in for it. */
const configOf = ({ frame, needs, looksOnly }: CommandOptions): Config => {
  const config = readConfig(frame.env);
  return needs === 'log' && looksOnly ? { ...config, databaseUrl: config.databaseUrl ?? config.eventStoreUrl } : config;
};

const isEmbedded = (needs: Needed, { databaseUrl, eventStoreUrl }: Config): boolean =>
  eventStoreUrl === undefined || (needs !== 'log' && databaseUrl === undefined);

/**
 * Runs a command on the database of a running server, or on one that it starts and stops itself (D-38).
 * Whatever it opened is closed before this returns.
 * @throws CommandFailed when nobody has the name of `--as`, NoRecord where there is none and the command needs one
 */
export const withSystem = async <T>(
  options: CommandOptions,
  run: (system: CommandSystem) => Promise<T>,
): Promise<T> => {
  const { needs, looksOnly } = options;
  const { env, console, process } = options.frame;
  const config = configOf(options);
  const logger = createLogger({ level: env.LOG_LEVEL ? config.logLevel : 'warn' });
  const lifecycle = createLifecycle(logger);
  const stopping = new AbortController();
  void endingOf(process, logger).then(() => stopping.abort());
  try {
    if (needs && isEmbedded(needs, config)) await requireCluster(config.dataDir);
    // Of a command, nothing else than the embedded database lies there.
    const usesFolder = isEmbedded('log and read models', config);
    const dataFolder = usesFolder ? await openDataFolder(config.dataDir) : config.dataDir;
    const container = await openSystem({
      config,
      logger,
      console,
      lifecycle,
      dataFolder,
      role: 'cli',
      needs,
      looksOnly,
      stopping: stopping.signal,
    });
    if (options.as !== undefined) await requirePerson(container, options.as);
    return await run({ container, actor: actorOf(options, config), signal: stopping.signal });
  } finally {
    await lifecycle.stop();
  }
};
