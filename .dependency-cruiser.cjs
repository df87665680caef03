/** The import rules of ARCHITECTURE.md. Each names its reason: a red line here is a design decision, not taste. */
const only = (name, from, notTo, comment) => ({ name, severity: 'error', comment, from: { path: from }, to: notTo })

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      comment: 'A cycle hides which part is the lower one.',
      from: {},
      to: { circular: true },
    },
    only(
      'shared-stands-alone',
      '^src/shared',
      { path: '^src/(main|renderer|preload|sandbox)' },
      'shared is what all sides know; it knows none of them.',
    ),
    only('shared-is-portable', '^src/shared', { dependencyTypes: ['core'] }, 'shared runs in the renderer too: no Node.'),
    only(
      'renderer-sees-shared-only',
      '^src/(renderer|preload)',
      { path: '^src/(main|sandbox)' },
      'Windows show state; they hold none and reach nothing but the contract.',
    ),
    only('main-sees-no-windows', '^src/main', { path: '^src/(renderer|preload)' }, 'Main must run without a window.'),
    only(
      'sandbox-is-another-company',
      '^src/sandbox',
      { path: '^src/(main|renderer|preload)' },
      'The sandbox stands for the other side: it may know the contract, never our inside.',
    ),
    only(
      'only-cli-starts-the-sandbox',
      '^src/main/(?!cli/|index)',
      { path: '^src/sandbox' },
      'The product must not depend on its own test double.',
    ),
    only('engine-is-pure', '^src/main/engine/', { path: '^src/(?!main/engine|shared)' }, 'The heart knows only its ports.'),
    only(
      'engine-touches-nothing',
      '^src/main/engine/',
      { dependencyTypes: ['core'], pathNot: '^(node:)?crypto$' },
      'No file, network or process in the engine; only its ports.',
    ),
    only(
      'adapters-see-ports-only',
      '^src/main/(central|ledger|system)',
      { path: '^src/main/(?!engine/((outward/)?ports|document-state)|central|ledger|system)' },
      "Adapters serve the engine's ports and know no other part.",
    ),
    only(
      'ledger-apart',
      '^src/main/ledger',
      { path: '^src/main/(central|system|connectors)' },
      'Adapters do not know each other.',
    ),
    only(
      'central-apart',
      '^src/main/central',
      { path: '^src/main/(ledger|system|connectors)' },
      'Adapters do not know each other.',
    ),
    only(
      'connectors-see-ports-only',
      '^src/main/connectors',
      { path: '^src/main/(?!engine/(outward/)?ports|connectors)' },
      'A connector is one folder behind one interface.',
    ),
    only(
      'connectors-apart',
      '^src/main/connectors/([^/]+)/',
      { path: '^src/main/connectors/(?!(wrap|pohoda|_template)/)[^/]+/', pathNot: '^src/main/connectors/$1/' },
      'No connector imports another: each can be taken out alone. wrap and pohoda (the family of three ways) hold what is shared.',
    ),
    only(
      'setup-sees-ports',
      '^src/main/setup/',
      { path: '^src/main/(ledger|central|shell|ipc)/' },
      'Set-up works through ports, so it runs in window and terminal alike.',
    ),
    only(
      'electron-at-the-edge',
      '^src/(main/(?!index|shell|ipc|settings|system)|sandbox|shared|renderer)',
      { path: '^(node_modules/electron/|electron$)' },
      'Whatever runs headless must not need Electron.',
    ),
    only(
      'electron-store-at-the-edge',
      '^src/(?!main/settings)',
      { path: 'node_modules/electron-store' },
      'Settings have one door.',
    ),
    only(
      'libsql-in-thin-files',
      '^src/(?!main/ledger|main/system|sandbox)',
      { path: 'node_modules/libsql' },
      'The driver will be changed one day (ARCHITECTURE.md, Decisions).',
    ),
    only('no-dev-code-in-src', '^src', { path: '^(tests|scripts)/' }, 'What ships must not need what does not.'),
    {
      name: 'resolvable',
      severity: 'error',
      comment: 'An import that leads nowhere.',
      from: {},
      to: { couldNotResolve: true, pathNot: '^electron$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.css$' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.json'],
      mainFields: ['module', 'main', 'types'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
}
