/** Waits until `condition` holds, looking again whenever a few milliseconds have passed. @throws Error after `withinMs` */
export const eventually = async (condition: () => boolean | Promise<boolean>, withinMs = 20_000): Promise<void> => {
  const deadline = Date.now() + withinMs;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`not within ${withinMs} ms: ${condition.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
};
