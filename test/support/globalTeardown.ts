export default async (): Promise<void> => {
  await globalThis.greenlaneTestCluster?.stop();
};
