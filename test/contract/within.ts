/** What was promised did not come in time. */
export class NotWithin extends Error {
  override readonly name = 'NotWithin';
}

/** Settles as `promise` does, but rejects after `patience` ms, so that a broken promise fails instead of hanging. */
export const within = async <T>(patience: number, what: string, promise: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new NotWithin(`${what}: not within ${patience} ms`)), patience);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
};

/** Tries `action` until it resolves; rejects with its last error after `patience` ms. */
export const eventually = async <T>(patience: number, action: () => Promise<T>): Promise<T> => {
  const end = Date.now() + patience;
  for (;;) {
    try {
      return await action();
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
};
