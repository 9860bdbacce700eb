import type pg from 'pg';

/**
 * One connection that is kept between statements, which saves the pool's work on the path of every append. A statement
 * that fails costs the connection; the next takes a new one.
 */
export class HeldConnection {
  private readonly pool: pg.Pool;
  private readonly onDrop: () => void;
  private client: pg.PoolClient | undefined;

  /** @param onDrop told when the next statement will go over another connection */
  constructor(pool: pg.Pool, onDrop: () => void) {
    this.pool = pool;
    this.onDrop = onDrop;
  }

  async query(statement: pg.QueryArrayConfig): Promise<readonly unknown[][]> {
    const client = this.client ?? (await this.connect());
    try {
      const { rows } = await client.query<unknown[]>(statement);
      return rows;
    } catch (error) {
      this.drop(client);
      throw error;
    }
  }

  release(): void {
    const { client } = this;
    this.client = undefined;
    client?.release();
  }

  private async connect(): Promise<pg.PoolClient> {
    const client = await this.pool.connect();
    // One that breaks while nobody asks anything is replaced before the next statement.
    client.on('error', () => this.drop(client));
    this.client = client;
    return client;
  }

  private drop(client: pg.PoolClient): void {
    if (this.client !== client) return;
    this.client = undefined;
    this.onDrop();
    client.release(true);
  }
}
