/** Which room may import which others: `ARCHITECTURE.md`, section 1. */
const mayImport = {
  signals: [],
  wire: ['signals'],
  agent: ['signals', 'wire'],
  core: ['signals', 'wire'],
  enrich: ['signals', 'wire', 'core'],
  store: ['signals', 'wire', 'core'],
  server: ['signals', 'wire', 'core', 'enrich', 'store'],
}

/** The files that the `exports` of the rooms name. Tests are held to the same doors. */
const doors = [
  'packages/[^/]+/src/index\\.ts',
  'packages/signals/src/sources\\.ts',
  'packages/wire/src/envelope\\.ts',
]

const oneWay = Object.entries(mayImport).map(([room, allowed]) => ({
  name: 'rooms-one-way',
  comment: `${room} may import only ${allowed.join(', ') || 'nothing'}`,
  severity: 'error',
  from: { path: `^packages/${room}/src/` },
  to: { path: '^packages/', pathNot: `^packages/(${[room, ...allowed].join('|')})/` },
}))

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'two files that need each other are one file, or lack a third',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    ...oneWay,
    {
      name: 'core-has-no-io',
      comment: 'core decides; it neither reads nor writes anything, nor do h3-js and typebox',
      severity: 'error',
      from: { path: '^packages/core/src/', pathNot: '\\.test\\.ts$' },
      to: { path: ['^node:', '^node_modules/'], pathNot: '^node_modules/(h3-js|typebox)/' },
    },
    {
      name: 'core-has-no-io',
      comment: 'core decides; it neither reads nor writes anything',
      severity: 'error',
      from: { path: '^packages/core/src/', pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'browser-has-no-node',
      comment: 'this code runs in a page',
      severity: 'error',
      from: {
        path: '^packages/(signals|wire|agent)/src/|^packages/server/src/demo/page/',
        pathNot: '\\.test\\.ts$',
      },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'no-deep-import',
      comment: "only what a room's exports declare may be imported",
      severity: 'error',
      from: { path: '^packages/([^/]+)/src/' },
      to: { path: '^packages/', pathNot: ['^packages/$1/', ...doors.map((door) => `^${door}$`)] },
    },
    {
      name: 'no-deep-import',
      comment: 'another room is imported by its name, not by a path',
      severity: 'error',
      from: { path: '^packages/([^/]+)/src/' },
      to: { path: '^packages/', pathNot: '^packages/$1/', dependencyTypes: ['local'] },
    },
    {
      name: 'resolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '/(dist|node_modules)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@whorl/source', 'import', 'node', 'default'],
    },
  },
}
