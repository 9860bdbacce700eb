/** How long one request takes, for `?profile` (E-GEN-09, A-31), metrics and the log. */
export class Timings {
  private readonly startedAt = performance.now();

  /** Milliseconds since the request was first looked at. */
  elapsed(): number {
    return performance.now() - this.startedAt;
  }

  /** Value of a `Server-Timing` header. */
  toHeader(): string {
    return `total;dur=${this.elapsed().toFixed(2)}`;
  }
}
