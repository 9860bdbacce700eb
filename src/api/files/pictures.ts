import type { Pictures } from '../cases/caseServices.ts';
import type { Database } from '../database.ts';
import { findFiles } from './fileRows.ts';

/** Where pictures are served, below the server's root; what events and read models store begins with it. */
export const MEDIA = '/media/';

const ID = /^\d{1,9}$/;
const URL_FORM = /(?:^|\/)media\/([0-9a-f]{64}\.[a-z]{3,4})(?:[?#].*)?$/;

/** An id, or a URL of whichever host and scheme the client reached the server by (E-GEN-14). */
export const createPictures = (db: Database): Pictures => ({
  resolve: async (sent) => {
    const ids = sent.filter((text) => ID.test(text)).map(Number);
    const names = sent.flatMap((text) => URL_FORM.exec(text)?.[1] ?? []);
    const rows = ids.length + names.length > 0 ? await findFiles(db, { ids, names }) : [];
    const known = new Map(rows.flatMap(({ id, name }) => [[String(id), name] as const, [name, name] as const]));
    return sent.map((text) => {
      const name = known.get(ID.test(text) ? String(Number(text)) : (URL_FORM.exec(text)?.[1] ?? ''));
      return name && `${MEDIA}${name}`;
    });
  },
});
