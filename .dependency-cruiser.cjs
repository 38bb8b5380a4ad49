/**
 * The direction of imports in the house:
 *   web, exchange, programme → graphql → register → database
 * Tests and checks may look anywhere. Types cost nothing at run time, so concepts may name each other's types.
 */
const test = '\\.test\\.ts$|/testing\\.ts$|^api/(checks|bench)/|^directory/(bench|e2e)/';
const rules = '\\.rules\\.ts$';
// What gathers the concepts into one schema and serves it. All else in graphql/ is words for a concept to describe itself.
const graphqlRoof =
  '^api/graphql/((schema|server|compiled|print-schema|release-schema|node\\.resolver)\\.ts$|limits/)';
const onlyAtRunTime = { dependencyTypesNot: ['type-only'] };

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'database-stands-alone',
      comment: 'Opening a database knows of the register only the list of what is kept.',
      severity: 'error',
      from: { path: '^api/database/', pathNot: test },
      to: {
        path: '^api/(register|graphql|web|exchange|programme|seed)/|^api/(main|hub)\\.ts$',
        pathNot: '^api/register/entities\\.ts$',
        ...onlyAtRunTime,
      },
    },
    {
      name: 'register-below-graphql',
      comment: 'The domain knows how it is stored and read, not who gathers and serves it.',
      severity: 'error',
      from: { path: '^api/register/', pathNot: test },
      to: {
        path: [graphqlRoof, '^api/(web|exchange|programme|seed)/', '^api/(main|hub)\\.ts$'],
        ...onlyAtRunTime,
      },
    },
    {
      name: 'graphql-words-lead-nowhere',
      comment: 'What the register builds on must not lead back to it.',
      severity: 'error',
      from: { path: '^api/graphql/', pathNot: [test, graphqlRoof] },
      to: { path: [graphqlRoof, '^api/register/'], pathNot: rules, ...onlyAtRunTime },
    },
    {
      name: 'graphql-below-web',
      severity: 'error',
      from: { path: '^api/graphql/', pathNot: test },
      to: { path: '^api/(web|exchange|programme|seed)/|^api/(main|hub)\\.ts$', ...onlyAtRunTime },
    },
    {
      name: 'nothing-starts-the-hub-twice',
      comment: 'The command line and the process are the roof: only they import downwards.',
      severity: 'error',
      from: { path: '^api/', pathNot: `${test}|^api/(hub|main)\\.ts$` },
      to: { path: '^api/(hub|main)\\.ts$' },
    },
    {
      name: 'rules-import-only-rules',
      comment: 'A rule is a pure function that also runs in a browser: no files, no database, no clock.',
      severity: 'error',
      from: { path: rules },
      to: { path: '^(api|directory|migrations)/', pathNot: rules, ...onlyAtRunTime },
    },
    {
      name: 'rules-do-no-input-or-output',
      comment: 'Of packages, only pure geometry.',
      severity: 'error',
      from: { path: rules },
      to: {
        dependencyTypes: ['core', 'npm', 'npm-dev', 'npm-optional'],
        pathNot: 'node_modules/(@turf|d3-delaunay|polyclip-ts|topojson-[a-z]+|@types/geojson)',
        ...onlyAtRunTime,
      },
    },
    {
      name: 'directory-reads-through-graphql',
      comment: 'The site is a partner like any other: it shares only the rules with the hub.',
      severity: 'error',
      from: { path: '^directory/', pathNot: test },
      to: { path: '^(api|migrations)/', pathNot: rules },
    },
    {
      name: 'hub-does-not-import-the-site',
      severity: 'error',
      from: { path: '^api/', pathNot: test },
      to: { path: '^directory/' },
    },
    {
      name: 'migrations-never-change-meaning',
      comment: 'A migration that imports code would do something else next year.',
      severity: 'error',
      from: { path: '^migrations/' },
      to: { path: '^(api|directory)/' },
    },
    {
      name: 'no-cycle-at-run-time',
      comment:
        'Decorators run while modules load: a cycle ends in a ReferenceError at start. ' +
        'Types and queries of concepts name each other in functions that run later.',
      severity: 'error',
      from: { pathNot: ['^node_modules', '^api/register/.+\\.(type|queries|filter|order|facets)\\.ts$'] },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'tests-are-imported-by-tests-only',
      severity: 'error',
      from: { path: '^(api|directory|migrations)/', pathNot: test },
      to: { path: test },
    },
    {
      name: 'everything-resolves',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^(virtual|astro):|^@graphql-typed-document-node/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|\\.astro|\\.data|\\.build)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    extraExtensionsToScan: ['.astro', '.css', '.json', '.svg'],
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
