import type { CommandContext } from '../../eventstore/command.ts';
import type { Exchange } from '../dialect/exchange.ts';

/** Who gives the command of a request, under which ids. */
export const commandContextOf = ({ ticket, correlationId, actor }: Exchange): CommandContext => ({
  commandId: ticket.commandId,
  isRepeatable: ticket.repeated,
  correlationId,
  actor: actor(),
});
