import { join, sep } from 'node:path';
import { readIfThere } from '../dataFolder/readIfThere.ts';
import { readRunFile } from '../dataFolder/runFile.ts';
import { writeWhole } from '../dataFolder/writeWhole.ts';
import { Unusable } from '../unusable.ts';
import { processesOf } from './leftovers.ts';

/** The folder of a cluster, and the `DATA_DIR` that asks for it; both absolute and without symbolic links. */
export interface Claim {
  readonly folder: string;
  readonly dataFolder: string;
}

const noteOf = (folder: string): string => join(folder, 'owner');

const ownerOf = async (folder: string): Promise<string | undefined> =>
  (await readIfThere(noteOf(folder)))?.trim() || undefined;

// What lies in a data folder moves and is copied with it, so it is that folder's own whatever was noted elsewhere.
const isInside = ({ folder, dataFolder }: Claim): boolean => folder.startsWith(`${dataFolder}${sep}`);

const belongsTo = (owner: string, { folder, dataFolder }: Claim): Unusable =>
  new Unusable(
    `the database in ${folder}`,
    `it belongs to DATA_DIR ${owner}, and two must never share one. If that folder was moved to ${dataFolder}, ` +
      `delete ${noteOf(folder)} and try again; if ${dataFolder} is a copy, docs/operations.md says how it gets its own`,
  );

// An earlier release noted nothing: who works there must be who this folder says it started.
const requireNobodyElse = async ({ folder, dataFolder }: Claim): Promise<void> => {
  const working = await processesOf({ folder });
  const known = await readRunFile(dataFolder);
  if (working.length === 0 || (known !== undefined && working.includes(known.postgres.pid))) return;
  throw new Unusable(
    `the database in ${folder}`,
    `a PostgreSQL (process ${working[0]}) that ${dataFolder} did not start works on it; stop who uses it, and try again`,
  );
};

/** Refuses a cluster of another data folder: a copied `postgres.json` still names that of the original. @throws Unusable */
export const requireOwn = async (claim: Claim): Promise<void> => {
  if (isInside(claim)) return;
  const owner = await ownerOf(claim.folder);
  if (owner === undefined) return requireNobodyElse(claim);
  if (owner !== claim.dataFolder) throw belongsTo(owner, claim);
};

/** Notes beside the cluster whose it is, for those who come from another data folder. */
export const noteOwner = async ({ folder, dataFolder }: Claim): Promise<void> => {
  if ((await ownerOf(folder)) !== dataFolder) await writeWhole(noteOf(folder), `${dataFolder}\n`);
};
