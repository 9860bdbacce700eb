import { addUser, replacePassword } from '../../../src/domain/user/decide.ts';
import { userStream, type UserEvent } from '../../../src/domain/user/events.ts';
import { evolve, initialState } from '../../../src/domain/user/state.ts';

const nurse = { userId: 3, username: 'nurse', firstName: '', isAdmin: false };
const stateAfter = (...events: readonly UserEvent[]) => events.reduce(evolve, initialState());

describe('a person with an account', () => {
  it('is added once; told again, the answer is nothing', () => {
    const added = addUser(nurse, initialState());
    expect(added).toEqual([{ type: 'UserAdded', data: nurse }]);
    expect(addUser(nurse, stateAfter(...added))).toEqual([]);
  });

  it('gets another password as a fact without the password (D-35)', () => {
    expect(replacePassword(stateAfter(...addUser(nurse, initialState())))).toEqual([
      { type: 'PasswordReplaced', data: { userId: 3 } },
    ]);
    expect(replacePassword(initialState())).toEqual([]);
  });

  it('stays the same through facts that say nothing about who it is', () => {
    const before = stateAfter({ type: 'UserAdded', data: nurse });
    expect(evolve(before, { type: 'PasswordReplaced', data: { userId: 3 } })).toBe(before);
    expect(userStream(3)).toBe('user-3');
  });
});
