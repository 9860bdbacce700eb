import { mostBytesOf, requireAllowedSize } from '../../../src/eventstore/appendSize.ts';
import { MAX_APPEND_BYTES } from '../../../src/eventstore/port.ts';
import { newEvent } from '../../contract/events.ts';

describe('the size of an append', () => {
  it('counts ids, types and texts of all events in UTF-8 bytes (D-34)', () => {
    const event = newEvent({ type: '溶栓', data: '{"a":"急"}', metadata: '{}' });
    expect(requireAllowedSize([event, event])).toBe(2 * (36 + 6 + 11 + 2));
  });

  it.each(['x', 'é', '急', '🚑', '𠮷野家'])('is never estimated to be less than it is: %s', (text) => {
    const event = newEvent({ type: text, data: text.repeat(7), metadata: '' });
    expect(mostBytesOf([event, event])).toBeGreaterThanOrEqual(requireAllowedSize([event, event]));
  });

  it('is refused above 1,048,576 bytes with both figures (D-34)', () => {
    const event = newEvent({ data: 'x'.repeat(MAX_APPEND_BYTES) });
    expect(() => requireAllowedSize([event])).toThrow(
      expect.objectContaining({ name: 'AppendTooLarge', limit: MAX_APPEND_BYTES }),
    );
  });
});
