/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'defender-is-pure',
      comment: 'Defender semantics take data and a time and return data: no I/O, no SDK, no other room.',
      severity: 'error',
      from: { path: '^src/defender/' },
      to: { pathNot: '^(src/defender/|node_modules/(ipaddr\\.js|tldts|tldts-core)/)' },
    },
    {
      name: 'contactmonkey-is-pure',
      comment: 'The sender profile takes data and returns data.',
      severity: 'error',
      from: { path: '^src/contactmonkey/' },
      to: { pathNot: '^(src/contactmonkey/|node_modules/(ipaddr\\.js|tldts|tldts-core)/)' },
    },
    {
      name: 'bot-sdk-only-in-teams',
      comment: 'Its successor must be able to replace one room.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/teams/' },
      to: { path: 'node_modules/(botbuilder|botframework|@microsoft/teams-ai|restify)' },
    },
    {
      name: 'templating-only-in-cards',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/cards/' },
      to: { path: 'node_modules/(adaptivecards-templating|adaptive-expressions)' },
    },
    {
      name: 'azure-identity-only-in-the-wire',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(microsoft365|teams)/' },
      to: { path: 'node_modules/@azure/' },
    },
    {
      name: 'sandbox-shares-no-code-with-the-wire',
      comment: 'A fake that is built from the client proves nothing.',
      severity: 'error',
      from: { path: '^src/sandbox/', pathNot: '^src/sandbox/(start|run-sandbox)\\.ts$' },
      to: { path: '^src/', pathNot: '^src/sandbox/' },
    },
    {
      name: 'nobody-imports-the-sandbox',
      comment: 'Only its own entry point, the command line (--sandbox) and tests.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(sandbox/|cli\\.ts$|cli/)' },
      to: { path: '^src/sandbox/' },
    },
    {
      name: 'teams-is-the-outermost-room',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot: '^src/(teams/|(main|background|organisations)\\.ts$|sandbox/(start|run-sandbox)\\.ts$)',
      },
      to: { path: '^src/teams/' },
    },
    {
      name: 'database-only-in-store',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/store/' },
      to: { path: 'node_modules/(pg|pg-boss|kysely|@electric-sql)/' },
    },
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.json', '.d.ts'],
    },
  },
};
