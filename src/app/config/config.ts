import type { Setting } from './setting.ts';
import { SETTINGS } from './settings.ts';

/** What the operator set, checked. */
export type Config = ReturnType<typeof readAll>;

export type Environment = Readonly<Record<string, string | undefined>>;

/** Every mistake in the environment, a line each. */
export class ConfigMistakes extends Error {
  override readonly name = 'ConfigMistakes';
  constructor(readonly mistakes: readonly string[]) {
    super(mistakes.join('\n'));
  }
}

const textOf = (env: Environment, { variable, fallback }: Setting<unknown>): string | undefined =>
  env[variable] || fallback;

// A password must not come back on a screen.
const quoted = (variable: string, text: string): string => (/PASSWORD|URL/.test(variable) ? 'what it is' : `"${text}"`);

const mistakeIn = (env: Environment, setting: Setting<unknown>): readonly string[] => {
  const text = textOf(env, setting);
  if (text === undefined || setting.parse(text) !== undefined) return [];
  return [`${setting.variable} must be ${setting.shape}, not ${quoted(setting.variable, text)}`];
};

const optional = <T>(env: Environment, setting: Setting<T>): T | undefined => {
  const text = textOf(env, setting);
  return text === undefined ? undefined : setting.parse(text);
};

const required = <T>(env: Environment, setting: Setting<T>): T => {
  const value = optional(env, setting);
  if (value === undefined) throw new ConfigMistakes([`${setting.variable} must be ${setting.shape}`]);
  return value;
};

const readAll = (env: Environment) => ({
  port: required(env, SETTINGS.port),
  host: required(env, SETTINGS.host),
  dataDir: required(env, SETTINGS.dataDir),
  eventStoreUrl: optional(env, SETTINGS.eventStoreUrl),
  databaseUrl: optional(env, SETTINGS.databaseUrl),
  zone: required(env, SETTINGS.zone),
  role: required(env, SETTINGS.role),
  adminUsername: required(env, SETTINGS.adminUsername),
  adminPassword: optional(env, SETTINGS.adminPassword),
  unknownFields: required(env, SETTINGS.unknownFields),
  basePath: optional(env, SETTINGS.basePath) ?? '',
  trustProxy: required(env, SETTINGS.trustProxy),
  jsonLimitBytes: required(env, SETTINGS.jsonLimitBytes),
  uploadLimitBytes: required(env, SETTINGS.uploadLimitBytes),
  poolSize: required(env, SETTINGS.poolSize),
  drainMs: required(env, SETTINGS.drainSeconds) * 1000,
  logLevel: required(env, SETTINGS.logLevel),
});

/** Reads the environment. @throws ConfigMistakes that names them all at once */
export const readConfig = (env: Environment): Config => {
  const mistakes = Object.values(SETTINGS).flatMap((setting) => mistakeIn(env, setting));
  if (mistakes.length > 0) throw new ConfigMistakes(mistakes);
  return readAll(env);
};
