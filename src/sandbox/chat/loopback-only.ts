import type { IncomingMessage } from 'node:http';
import { Server } from 'node:net';

// The chat window ends with the sandbox, even when that is killed: a next one would find its port taken.
process.once('disconnect', () => process.exit(0));

// The chat window listens on every interface by itself; preloading this file keeps it, and the company behind it, on this machine.
const listen = Server.prototype.listen;
Server.prototype.listen = function listenOnLoopback(this: Server, ...args: unknown[]): Server {
  const [port, ...rest] = args;
  const withHost = typeof port === 'number' && typeof rest[0] !== 'string' ? [port, '127.0.0.1', ...rest] : args;
  this.on('upgrade', tellOfWindow);
  // A connection that it closes just when the bot uses it again would look like an outage of Teams.
  Object.assign(this, { keepAliveTimeout: 65_000 });
  return Reflect.apply(listen, this, withHost) as Server;
} as typeof listen;

// The window keeps what was said in the page alone: whoever wants to be read has to know that it is open.
function tellOfWindow({ url }: IncomingMessage): void {
  if (url?.endsWith('/conversations/stream')) process.send?.('window opened');
}
