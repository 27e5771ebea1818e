import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'
import { kindOf, testFiles } from './scripts/kinds-of-tests.mjs'

/** Files that take minutes begin first, so that at the end no core waits for the last of them. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) =>
      /browser|read-replica|load-demonstration/.test(moduleId)
    const sorted = await super.sort(files)
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))]
  }
}

const kinds = testFiles().map((name) => ({
  name: name.replaceAll('\\', '/'),
  isUnit: kindOf(name) === 'unit',
}))
const filesThat = (isUnit: boolean) => kinds.filter((file) => file.isUnit === isUnit).map(({ name }) => name)

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
  test: {
    pool: 'forks',
    // Half of the time is spent waiting for the database and the browser: two at a time on two cores.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    sequence: { sequencer: LongestFirst },
    testTimeout: 60_000,
    // What is waited for comes within a second on an idle machine; a busy one may take longer.
    expect: { poll: { timeout: 20_000 } },
    hookTimeout: 120_000,
    // One import of the program serves all files of a worker: else a quarter of the time goes into importing it.
    isolate: false,
    // Unit tests answer first, and alone they need no PostgreSQL.
    projects: [
      { extends: true, test: { name: 'unit', include: filesThat(true), sequence: { groupOrder: 0 } } },
      {
        extends: true,
        test: {
          name: 'system',
          include: filesThat(false),
          globalSetup: 'test/support/global-setup.ts',
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
