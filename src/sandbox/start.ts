import { type RunningSandbox, runSandbox } from './run-sandbox.ts';
import { readStartOptions, type StartOptions, usage } from './start-options.ts';

async function main(): Promise<void> {
  let options: StartOptions;
  try {
    options = readStartOptions(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`${sentenceOf(error)}\n\n${usage}`);
    process.exitCode = 2;
    return;
  }
  if (options.help) {
    process.stdout.write(usage);
    return;
  }
  try {
    const running = await runSandbox(options);
    stopOnSignal(running);
    process.stdout.write(greeting(running));
  } catch (error) {
    process.stderr.write(`The sandbox did not start: ${sentenceOf(error)}\n`);
    process.exitCode = 1;
  }
}

function greeting(running: RunningSandbox): string {
  const { tenant, current, others } = running;
  const lines = [
    '',
    `${tenant.data.displayName}, a simulated Microsoft 365 tenant, is up. Nothing leaves this machine.`,
    '',
    ...(running.chat ? [`  Chat with the bot:  ${running.chat.url}`] : []),
    `  Bot endpoint:       ${running.botUrl}/api/messages`,
    `  Make services fail: ${tenant.urls.control}/faults`,
    `  Send a test, change policies, release: ${tenant.urls.control}/tests, /changes, /release`,
    '',
    ...(running.chat
      ? [
          `You type as ${current.name} (${rolesOf(current.roles)}). Open the chat and ask: what is in quarantine?`,
          ...(running.testsEvery === null
            ? []
            : [
                `Then open the channel mail-ops on the left: a test campaign was sent just now, it is held, and the alerts come there.`,
                `Another test is sent every ${running.testsEvery} minutes (--tests off for none), or ask: start a test.`,
              ]),
          `Type as somebody else with --as: ${others.map((user) => `${user.name} (${rolesOf(user.roles)})`).join(', ')}.`,
        ]
      : []),
    'Ctrl-C stops all of it.',
    '',
  ];
  return `${lines.join('\n')}\n`;
}

function rolesOf(roles: string[]): string {
  return roles.length === 0 ? 'no rights' : roles.join(', ');
}

function stopOnSignal(running: RunningSandbox): void {
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    running.stop().then(
      () => process.exit(0),
      (error) => {
        process.stderr.write(`Stopping did not go well: ${sentenceOf(error)}\n`);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  running.chat?.ended.then(() => {
    if (stopping) return;
    process.stderr.write('The chat window ended by itself, so everything stops.\n');
    stop();
  });
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

await main();
