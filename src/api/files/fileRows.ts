import type { Database } from '../database.ts';

export interface NewFile {
  /** `{hash}.{extension}`. */
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: number;
  readonly uploadedBy: number;
}

const ADD = {
  name: 'file_add',
  text: `insert into greenlane.files as known (name, media_type, bytes, uploaded_by) values ($1, $2, $3, $4)
    on conflict (name) do update set name = known.name returning id`,
};

/** The id of a file by its content: uploaded again it keeps its first. */
export const addFile = async (db: Database, { name, mediaType, bytes, uploadedBy }: NewFile): Promise<number> => {
  const { rows } = await db.query<{ readonly id: number }>({ ...ADD, values: [name, mediaType, bytes, uploadedBy] });
  const [row] = rows;
  if (!row) throw new Error('the file got no id');
  return row.id;
};

export interface FileRow {
  readonly id: number;
  readonly name: string;
}

const FIND = {
  name: 'file_find',
  text: 'select id, name from greenlane.files where id = any($1::integer[]) or name = any($2::text[])',
};

export const findFiles = async (
  db: Database,
  wanted: { readonly ids: readonly number[]; readonly names: readonly string[] },
): Promise<readonly FileRow[]> => {
  const { rows } = await db.query<FileRow>({ ...FIND, values: [wanted.ids, wanted.names] });
  return rows;
};
