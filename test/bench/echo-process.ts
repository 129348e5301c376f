import { Application, TeamsAdapter } from '@microsoft/teams-ai';
import { MemoryStorage } from 'botbuilder';
import restify from 'restify';

/** The bare teams-ai echo bot as its samples have it: restify, the SDK's adapter, its application with state in memory. */
const adapter = new TeamsAdapter({});
const app = new Application({ storage: new MemoryStorage() });
app.activity('message', async (context) => {
  await context.sendActivity(`you said: ${context.activity.text}`);
});
const server = restify.createServer();
server.use(restify.plugins.bodyParser());
server.post('/api/messages', async (request, response) => {
  await adapter.process(request, response, async (context) => {
    await app.run(context);
  });
});
server.listen(0, '127.0.0.1', () => {
  process.send?.({ url: `http://127.0.0.1:${(server.address() as { port: number }).port}` });
});
process.on('message', () => process.send?.({ rss: process.memoryUsage().rss }));
process.once('disconnect', () => process.exit(0));
