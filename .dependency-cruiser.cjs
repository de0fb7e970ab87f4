const { join } = require('node:path')

// The direction of DESIGN, room by room: what a room may import besides itself. Whatever is not
// listed fails. tools/room-direction.test.ts proves that it can.
const pure = ['log', 'ledger', 'duty', 'matter', 'report', 'pack']
const mayImport = {
  log: [],
  ledger: ['log'],
  duty: ['ledger', 'log'],
  matter: ['duty', 'ledger', 'log'],
  report: ['duty', 'ledger', 'log'],
  pack: ['report', 'duty', 'ledger', 'log'],
  append: ['ledger', 'log'],
  app: ['append', ...pure],
  adapters: ['app', 'append', ...pure],
  api: ['app', 'append', ...pure],
  cli: ['api', 'app', 'append', ...pure],
  installation: ['adapters', 'cli', 'app', 'append', ...pure],
  web: ['api/contract', ...pure],
  verifier: ['web', ...pure],
}

const room = (name) => `^src/${name}/`
const inside = (name, rooms) => rooms.map((one) => room(`${name}/${one}`))
const rooms = Object.entries(mayImport).map(([name, others]) => ({
  from: { path: room(name) },
  to: { path: [name, ...others].map(room) },
}))
const outside = [{ dependencyTypes: ['core'] }, { path: 'node_modules/' }]
// Rooms inside a room, in their order: what runs reaches only what comes before; types may be named
// from anywhere (decision 0097). In the ledger and of reports what lies at the top comes first; of
// the page the words, the digests and the table of places do, and routes and entry come last.
const ofLedger = ['day', 'fields', 'predicate', 'register', 'core', 'record', 'figure', 'sheet']
const ofReport = [
  ...['read', 'propose', 'likeness', 'template', 'render', 'passkey', 'call', 'evidence', 'check'],
  ...['file', 'exchange', 'verify', 'receive', 'draft'],
]
const ofApp = [
  ...['clock', 'kept', 'ports', 'log', 'jobs', 'access', 'roster', 'records', 'people'],
  ...['organisation', 'watching', 'calls', 'draft', 'report', 'receiving', 'year', 'plan'],
  ...['duty-lists', 'carrying', 'exchange', 'imports', 'matters', 'reminders', 'audit', 'backup'],
  ...['demo', 'instances'],
]
const ofWeb = [
  ...['styles', 'pack', 'api-client', 'components', 'looking', 'fields', 'form'],
  ...['duty', 'waiting', 'record-one', 'welcome', 'verify', 'sent'],
  ...['sheet-import', 'imports', 'people', 'record', 'registers', 'problems'],
  ...['plan', 'handover', 'calendar', 'unit', 'year', 'mine', 'settings'],
  ...['from-last', 'report', 'reading', 'received', 'calls', 'duty-lists', 'inspection'],
  'frame',
]
const firstOfWeb = '^src/web/(say|crypto|places)\\.tsx?$'
const lastOfWeb = '^src/web/(router|main)\\.tsx$'
const oneWay = (name, paths) =>
  paths.slice(0, -1).map((path, at) => ({
    name,
    severity: 'error',
    from: { path },
    to: { path: paths.slice(at + 1), dependencyTypesNot: ['type-only'] },
  }))

// What a pure room may use from npm: code that only computes.
const computing = 'node_modules/(@markdoc/markdoc|fflate|saxes|uqr|yaml|zod)/'

module.exports = {
  allowedSeverity: 'error',
  allowed: [
    ...rooms,
    { from: { path: '^src/(main|signer|worker|checker|writer)\\.ts$' }, to: {} },
    ...outside.map((to) => ({ from: { pathNot: [...pure, 'append'].map(room) }, to })),
    { from: { path: pure.map(room) }, to: { path: computing } },
  ],
  forbidden: [
    ...oneWay('ledger-order', ['^src/ledger/[^/]+$', ...inside('ledger', ofLedger)]),
    ...oneWay('report-order', ['^src/report/[^/]+$', ...inside('report', ofReport)]),
    ...oneWay('app-order', inside('app', ofApp)),
    ...oneWay('web-order', [firstOfWeb, ...inside('web', ofWeb), lastOfWeb]),
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'adapters-through-ports',
      comment: 'An adapter implements ports; it runs no use cases.',
      severity: 'error',
      from: { path: '^src/adapters/' },
      to: { path: '^src/app/', pathNot: '^src/app/ports/' },
    },
    {
      name: 'not-to-tests',
      severity: 'error',
      from: {},
      to: { path: ['^tests/', '^tools/', '^bench/'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.(test|css)\\.?[tj]?sx?$' },
    tsConfig: { fileName: join(__dirname, 'tsconfig.json') },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
    },
  },
}
