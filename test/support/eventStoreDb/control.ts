/** How a loopback server is started. */
export interface ServerSettings {
  /** Where it keeps its log. */
  readonly file: string;
  /** 0 for any that is free. */
  readonly port: number;
  /** `user:password`, required from then on. */
  readonly credentials?: string;
  readonly tls?: { readonly keyFile: string; readonly certFile: string };
  readonly hasBatchAppend: boolean;
}

export type Action =
  'cut' | 'sever' | 'restore' | 'loseNextAnswer' | 'withholdNextAnswer' | 'endLiveSubscriptions' | 'countSent';

export interface Order {
  readonly id: number;
  readonly action: Action;
}

/** What the server says: its port once it listens, and each order that it has carried out. */
export type Report = { readonly port: number } | Done;

export interface Done {
  readonly done: number;
  /** How many events were sent to readers and subscribers since the start. */
  readonly sent: number;
  /** How many appends came in batches since the start. */
  readonly batched: number;
}
