import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { selfSignedCertificate } from './certificate.ts';
import type { Action, Done, Report, ServerSettings } from './control.ts';

export interface LoopbackOptions {
  /** With TLS and `admin:changeit` required; without, in the clear and open to everybody. */
  readonly isSecure?: boolean;
  /** With TLS, and open to everybody all the same. */
  readonly isAnonymous?: boolean;
  /** False for a server before 21.10. */
  readonly hasBatchAppend?: boolean;
}

const loader = fileURLToPath(new URL('../../../scripts/typescript.mjs', import.meta.url));
const program = fileURLToPath(new URL('./server.ts', import.meta.url));
const CREDENTIALS = 'admin:changeit';

/** A loopback EventStoreDB in a process of its own, with its log in a folder of its own. */
export class Loopback {
  readonly #folder: string;
  #settings: ServerSettings;
  #process: ChildProcess | undefined;
  #orders = 0;

  private constructor(folder: string, settings: ServerSettings) {
    this.#folder = folder;
    this.#settings = settings;
  }

  static async start(options: LoopbackOptions = {}): Promise<Loopback> {
    const { isSecure = false, isAnonymous = false, hasBatchAppend = true } = options;
    const folder = await mkdtemp(join(tmpdir(), 'greenlane-esdb-'));
    const settings = { file: join(folder, 'log'), port: 0, hasBatchAppend };
    const tls = isSecure || isAnonymous ? await certificateIn(folder) : undefined;
    const secured = { ...settings, ...(tls && { tls }), ...(isSecure && { credentials: CREDENTIALS }) };
    const loopback = new Loopback(folder, secured);
    await loopback.start();
    return loopback;
  }

  /** What an adapter connects to. */
  get url(): string {
    const { port, tls, credentials } = this.#settings;
    if (tls === undefined) return `esdb://127.0.0.1:${port}?tls=false`;
    return `esdb://${credentials === undefined ? '' : `${credentials}@`}localhost:${port}?tls=true&tlsCAFile=${encodeURIComponent(tls.certFile)}`;
  }

  /** The append-only file. */
  get file(): string {
    return this.#settings.file;
  }

  /** Starts it again after a kill, on the same port and file. */
  async start(): Promise<void> {
    const child = spawn(process.execPath, ['--import', loader, program, JSON.stringify(this.#settings)], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.#process = child;
    const { port } = await reportFrom(child, (report): report is { port: number } => 'port' in report);
    this.#settings = { ...this.#settings, port };
  }

  /** `kill -9`. */
  async kill(): Promise<void> {
    const child = this.#process;
    if (child === undefined) return;
    this.#process = undefined;
    const closed = once(child, 'close');
    child.kill('SIGKILL');
    await closed;
  }

  /** Resolves once it is carried out. */
  async order(action: Action): Promise<Done> {
    const child = this.#process;
    if (child === undefined) throw new Error('the loopback server does not run');
    this.#orders += 1;
    const id = this.#orders;
    const done = reportFrom(child, (report): report is Done => 'done' in report && report.done === id);
    child.send({ id, action });
    return done;
  }

  async stop(): Promise<void> {
    await this.kill();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

const certificateIn = async (folder: string) => {
  const { key, certificate } = selfSignedCertificate();
  const files = { keyFile: join(folder, 'key.pem'), certFile: join(folder, 'certificate.pem') };
  await writeFile(files.keyFile, key, { mode: 0o600 });
  await writeFile(files.certFile, certificate);
  return files;
};

const reportFrom = <Wanted extends Report>(
  child: ChildProcess,
  isWanted: (report: Report) => report is Wanted,
): Promise<Wanted> =>
  new Promise((resolve, reject) => {
    const gone = () => reject(new Error('the loopback server ended'));
    const listen = (report: Report) => {
      if (!isWanted(report)) return;
      child.off('message', listen);
      child.off('close', gone);
      resolve(report);
    };
    child.on('message', listen);
    child.once('close', gone);
  });
