/** What may happen to the answer of an append that is committed. */
export type AnswerFault = 'lose' | 'withhold';

interface Call {
  getPeer(): string;
}

/** Answers appends, unless a fault was asked for: then the next answer is lost with its socket, or never given. */
export class AnswerFaults {
  #next: AnswerFault | undefined;
  readonly #cut: (peer: string) => void;

  constructor(cut: (peer: string) => void) {
    this.#cut = cut;
  }

  plan(fault: AnswerFault): void {
    this.#next = fault;
  }

  answer(call: Call, give: () => void): void {
    const fault = this.#next;
    this.#next = undefined;
    if (fault === undefined) give();
    if (fault === 'lose') this.#cut(call.getPeer());
  }
}
