import { spawn } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { readRunFile } from '../../../src/app/dataFolder/runFile.ts';
import { urlOf } from '../../../src/app/embeddedPostgres/address.ts';
import { findProcess, processesIn } from '../../../src/app/embeddedPostgres/processTable.ts';
import { waitUntil } from '../../../src/app/embeddedPostgres/waitUntil.ts';
import {
  cleanUp,
  createFolder,
  postgresPidOf,
  startByNpm,
  startGreenlane,
  startServer,
} from '../../support/greenlaneProcess.ts';

const folders: string[] = [];
let dataDir: string;

beforeEach(async () => {
  dataDir = await createFolder();
  folders.push(dataDir);
});

afterAll(() => cleanUp(folders));

const isThere = async (pid: number | undefined): Promise<boolean> =>
  pid !== undefined && (await findProcess(pid)) !== undefined;

const query = async (sql: string): Promise<unknown[]> => {
  const run = await readRunFile(dataDir);
  if (run === undefined) throw new Error('nothing runs');
  const client = new pg.Client({ connectionString: urlOf(run.address, 'greenlane') });
  await client.connect();
  return (await client.query(sql).finally(() => client.end())).rows;
};

const isReady = async (url: string): Promise<boolean> => (await fetch(`${url}/readyz`)).status === 200;

const databaseLog = async (): Promise<string> => {
  const day = new Date().toLocaleDateString('en', { weekday: 'short', timeZone: 'UTC' });
  return readFile(join(dataDir, `postgres/data/log/postgresql-${day}.log`), 'utf8');
};

describe('the embedded PostgreSQL (D-37)', () => {
  it('is stopped by SIGTERM after the requests that run, cleanly and for good', async () => {
    const server = await startServer({ dataDir });
    const postgres = await postgresPidOf(dataDir);
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    let answer = '';
    socket.on('data', (chunk) => (answer += String(chunk)));
    socket.write('GET /readyz HTTP/1.1\r\nHost: greenlane\r\n');
    expect(await isReady(server.url)).toBe(true);

    process.kill(server.pid, 'SIGTERM');
    await server.printed(/"msg":"asked to stop/);
    await waitUntil(async () => !(await fetch(server.url).then(Boolean, () => false)), 5_000);
    expect(await isThere(postgres)).toBe(true);
    socket.write('\r\n');

    expect(await server.ended).toBe(0);
    expect(answer).toMatch(/^HTTP\/1\.1 503[^]*"status":"stopping"[^]*"database":"ok"/);
    expect(await isThere(postgres)).toBe(false);
    expect(await processesIn(join(dataDir, 'postgres/data'))).toEqual([]);
    expect(await databaseLog()).toMatch(/received fast shutdown request[^]*database system is shut down/);
    expect(await readRunFile(dataDir)).toBeUndefined();
  });

  it('is stopped by its server also where run.json is gone, and a shell that stands in its folder is none of it', async () => {
    const server = await startServer({ dataDir });
    await rm(join(dataDir, 'run.json'));
    process.kill(server.pid, 'SIGTERM');
    expect(await server.ended).toBe(0);
    const folder = join(dataDir, 'postgres/data');
    expect(await processesIn(folder)).toEqual([]);

    const shell = spawn('sleep', ['600'], { cwd: folder });
    const again = await startServer({ dataDir });
    expect(await processesIn(folder)).not.toContain(shell.pid);
    process.kill(again.pid, 'SIGTERM');
    expect([await again.ended, shell.exitCode, shell.signalCode]).toEqual([0, null, null]);
    shell.kill();
  });

  it('is not reached by Ctrl-C, which the terminal sends to the whole group', async () => {
    const server = await startServer({ dataDir });
    process.kill(-server.pid, 'SIGINT');
    expect(await server.ended).toBe(0);
    const stops = [...server.output().matchAll(/"part":"([^"]+)".*"msg":"stopped"/g)].map(([, part]) => part);
    const order = ['HTTP server', 'read models', 'event store', 'guard of PostgreSQL', 'PostgreSQL'];
    expect(stops.filter((part) => order.includes(part ?? ''))).toEqual(order);
    expect([stops[0], stops.at(-1)]).toEqual(['HTTP server', 'lock of the data folder']);
    expect(await databaseLog()).not.toMatch(/was not properly shut down|immediate shutdown/);
  });

  it('is stopped by SIGTERM also when npm has started the server', async () => {
    const npm = startByNpm({ dataDir });
    await npm.printed(/ready at/);
    process.kill(npm.pid, 'SIGTERM');
    expect(await npm.ended).toBe(0);
    expect(npm.output()).toContain('Stopped.');
    expect(await processesIn(join(dataDir, 'postgres/data'))).toEqual([]);
  });

  it('is stopped although the signal comes while everything is still starting', async () => {
    const server = startGreenlane(['start'], { dataDir });
    await waitUntil(async () => (await processesIn(join(dataDir, 'postgres/data'))).length > 0, 20_000);
    process.kill(server.pid, 'SIGTERM');
    expect(await server.ended).toBe(0);
    expect(await processesIn(join(dataDir, 'postgres/data'))).toEqual([]);
    expect(await readRunFile(dataDir)).toBeUndefined();
  });

  it('survives the kill of its server, and is ended by the next one, which finds everything', async () => {
    const first = await startServer({ dataDir });
    const orphan = await postgresPidOf(dataDir);
    await query(`insert into greenlane.settings (key, value) values ('kept', '1')`);
    process.kill(first.pid, 'SIGKILL');
    expect(await first.ended).toBe('SIGKILL');
    expect(await isThere(orphan)).toBe(true);

    const second = await startServer({ dataDir });
    expect(await isThere(orphan)).toBe(false);
    expect(await query('select key from greenlane.settings')).toEqual([{ key: 'kept' }]);
    process.kill(second.pid, 'SIGTERM');
    expect(await second.ended).toBe(0);
  });

  it('starts although postmaster.pid names a living process that is none of ours', async () => {
    const first = await startServer({ dataDir });
    process.kill(first.pid, 'SIGTERM');
    await first.ended;
    const pidFile = join(dataDir, 'postgres/data/postmaster.pid');
    const data = join(dataDir, 'postgres/data');
    await writeFile(pidFile, `${process.pid}\n${data}\n1700000000\n5432\n${dataDir}\n\n  5432001  1\nready   \n`);

    const second = await startServer({ dataDir });
    expect(await isReady(second.url)).toBe(true);
    expect(await isThere(process.pid)).toBe(true);
    process.kill(second.pid, 'SIGTERM');
    expect(await second.ended).toBe(0);
  });

  it('has in memory after a restart what it had before', async () => {
    const first = await startServer({ dataDir });
    await query('create extension pg_buffercache');
    await query('create table warm as select n, repeat($$x$$, 500) from generate_series(1, 10000) as n');
    process.kill(first.pid, 'SIGTERM');
    await first.ended;
    const second = await startServer({ dataDir });
    const buffered = `select count(*) > 600 as "isWarm" from pg_buffercache
      where relfilenode = pg_relation_filenode('warm') and relforknumber = 0`;
    const isWarm = async () => JSON.stringify(await query(buffered)) === '[{"isWarm":true}]';
    expect(await waitUntil(isWarm, 10_000)).toBe(true);
    process.kill(second.pid, 'SIGTERM');
    expect(await second.ended).toBe(0);
  });

  it('is started again by its server when it dies', async () => {
    const server = await startServer({ dataDir });
    await query(`insert into greenlane.settings (key, value) values ('kept', '1')`);
    const dead = await postgresPidOf(dataDir);
    process.kill(dead ?? 0, 'SIGKILL');
    await server.printed(/PostgreSQL runs again/);
    expect(await waitUntil(() => isReady(server.url), 10_000)).toBe(true);
    expect(await postgresPidOf(dataDir)).not.toBe(dead);
    expect(await query('select key from greenlane.settings')).toEqual([{ key: 'kept' }]);
    process.kill(server.pid, 'SIGTERM');
    expect(await server.ended).toBe(0);
    expect(await processesIn(join(dataDir, 'postgres/data'))).toEqual([]);
  });
});
