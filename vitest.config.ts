import { availableParallelism } from 'node:os'
import { relative } from 'node:path'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'
import { kindOf, needsDemonstration, testFiles } from './scripts/kinds-of-tests.mjs'

/** So many files run beside the one that loads the demonstration district. */
const besideLoading = 60

/**
 * The district is loaded by the first file that needs it, which takes a minute, and others that need it would wait. They come
 * next: they take longest, and at the end no core is to wait for the last of them.
 */
class DistrictFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const needs = (file: TestSpecification) =>
      needsDemonstration(relative(import.meta.dirname, file.moduleId))
    const [first, ...next] = sorted.filter(needs)
    const beside = sorted.filter((file) => !needs(file))
    return [
      ...(first ? [first] : []),
      ...beside.slice(0, besideLoading),
      ...next,
      ...beside.slice(besideLoading),
    ]
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
    sequence: { sequencer: DistrictFirst },
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
