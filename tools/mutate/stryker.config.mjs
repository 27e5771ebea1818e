import { createRequire } from 'node:module'

const { resolve } = createRequire(import.meta.url)

/** Small mistakes are put into the rules one by one; the tests of rules must catch at least nine in ten. */
export default {
  plugins: [resolve('@stryker-mutator/vitest-runner')],
  testRunner: 'vitest',
  vitest: { configFile: 'tools/mutate/vitest.config.ts', related: true },
  mutate: ['src/**/rules.ts', 'src/1-ground/access/permissions.ts'],
  ignorePatterns: ['data', 'docs', 'bench', 'tools/mutate/node_modules', 'dist'],
  coverageAnalysis: 'perTest',
  concurrency: 2,
  reporters: ['clear-text', 'progress'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  thresholds: { high: 95, low: 90, break: 90 },
  tempDirName: '.stryker-tmp',
  allowEmpty: false,
}
