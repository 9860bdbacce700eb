import { createLogger } from '../../../src/app/logging/logger.ts';
import { openEventStore } from '../../../src/app/openEventStore.ts';
import { Unusable } from '../../../src/app/unusable.ts';
import { Loopback } from '../../support/eventStoreDb/loopback.ts';

const logger = createLogger({ level: 'silent' });

describe('an EventStoreDB that the operator names', () => {
  it('is waited for while it is away, and not for ever', async () => {
    const opened = openEventStore({ url: 'esdb://127.0.0.1:1?tls=false', logger, timeoutMs: 300 });
    await expect(opened).rejects.toThrow(Unusable);
    await expect(opened).rejects.toThrow(/^the event store of EVENTSTORE_URL cannot be used: .*unavailable/);
  });

  it.each([
    ['without a password', 'admin:changeit@', ''],
    ['with a wrong password', 'changeit', 'guessed'],
  ])('is not waited for when it lets nobody in %s', async (_, right, wrong) => {
    const loopback = await Loopback.start({ isSecure: true });
    const url = loopback.url.replace(right, wrong);
    const unending = new Promise((resolve) => setTimeout(resolve, 10_000, 'still waiting').unref());
    const opened = openEventStore({ url, logger }).catch((error: unknown) => String(error));
    expect(await Promise.race([opened, unending])).toMatch(
      /^Unusable: the event store of EVENTSTORE_URL cannot be used/,
    );
    await loopback.stop();
  });

  it('is refused with an option that nobody knows, which the client would print with the password', async () => {
    const printed: unknown[] = [];
    const { warn } = console;
    console.warn = (...said) => void printed.push(said);
    const refusalOf = (url: string): Promise<unknown> =>
      openEventStore({ url, logger }).catch((error: unknown) => error);
    const refusal = await refusalOf(
      'esdb://admin:changeit@127.0.0.1:1?tls=false&keep_alive_interval=10000&tlsVerify=x',
    );
    expect(String(refusal)).toBe('Unusable: EVENTSTORE_URL cannot be used: Error: unknown option: tlsVerify');
    const split = await refusalOf('esdb://admin:change?it@127.0.0.1:1?tls=false&p@ss=x');
    expect(String(split)).not.toMatch(/change|it@|p@ss/);
    const unheeded = await refusalOf('esdb://admin:changeit@127.0.0.1:1?tls=true&tlsVerifyCert=false');
    expect(String(unheeded)).toContain('tlsVerifyCert=false has no effect');
    const empty = await refusalOf('esdb://admin:changeit@127.0.0.1:1?keepAliveInterval&tls=false');
    expect(String(empty)).toContain('option without a value: keepAliveInterval');
    console.warn = warn;
    expect(printed).toEqual([]);
  });
});
