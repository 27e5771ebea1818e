import { createRequire } from 'node:module'

const { resolve } = createRequire(import.meta.url)

/** Small mistakes are put into a file of rules one by one (scripts/mutate.mjs); the tests of rules must catch nine in ten. */
export default {
  plugins: [resolve('@stryker-mutator/vitest-runner')],
  testRunner: 'vitest',
  vitest: { configFile: 'tools/mutate/vitest.config.ts', related: true },
  ignorePatterns: ['data', 'docs', 'bench', 'tools/mutate/node_modules', 'dist'],
  coverageAnalysis: 'perTest',
  concurrency: 2,
  reporters: ['clear-text', 'progress', 'json'],
  jsonReporter: { fileName: 'tools/mutate/reports/mutation.json' },
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  thresholds: { high: 95, low: 90, break: 90 },
  tempDirName: '.stryker-tmp',
  allowEmpty: false,
}
