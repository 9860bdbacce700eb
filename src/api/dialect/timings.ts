/** Where the time of one request went, for `?profile` (E-GEN-09, A-31). */
export class Timings {
  private readonly startedAt = performance.now();
  private readonly phases = new Map<string, number>();

  /** Runs a phase and adds its time, in milliseconds, under `name`. */
  async measure<T>(name: string, phase: () => Promise<T>): Promise<T> {
    const begun = performance.now();
    try {
      return await phase();
    } finally {
      this.phases.set(name, (this.phases.get(name) ?? 0) + performance.now() - begun);
    }
  }

  /** Milliseconds since the request was first looked at. */
  elapsed(): number {
    return performance.now() - this.startedAt;
  }

  /** Value of a `Server-Timing` header. */
  toHeader(): string {
    return [...this.phases, ['total', this.elapsed()] as const]
      .map(([name, milliseconds]) => `${name};dur=${milliseconds.toFixed(2)}`)
      .join(', ');
  }
}
