import type { TSchema } from '@sinclair/typebox';

const names = new WeakMap<object, string>();

/** Gives a schema a name: it stands once among the document's components, and is referred to everywhere else. */
export const named = <Schema extends TSchema>(name: string, schema: Schema): Schema => {
  names.set(schema, name);
  return schema;
};

/** Collects the named schemas of a document while it is written. */
export class Components {
  private readonly written = new Map<string, unknown>();
  private readonly owners = new Map<string, object>();

  /** The schema as the document shows it: what is named becomes a reference. @throws when two schemas share a name */
  write(schema: unknown): unknown {
    if (typeof schema !== 'object' || schema === null) return schema;
    const name = names.get(schema);
    return name === undefined ? this.expand(schema) : this.refer(name, schema);
  }

  /** All named schemas met so far. */
  all(): Readonly<Record<string, unknown>> {
    return Object.fromEntries(this.written);
  }

  private refer(name: string, schema: object): unknown {
    const owner = this.owners.get(name);
    if (owner && owner !== schema) throw new Error(`two schemas are named ${name}`);
    if (!owner) {
      this.owners.set(name, schema);
      this.written.set(name, this.expand(schema));
    }
    return { $ref: `#/components/schemas/${name}` };
  }

  private expand(schema: object): unknown {
    if (Array.isArray(schema)) return schema.map((item) => this.write(item));
    return Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, this.write(value)]));
  }
}
