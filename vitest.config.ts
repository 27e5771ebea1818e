import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

/** Files that enter into registries of the program what only they know: what they leave there would reach other files. */
const alone = [
  'src/1-ground/notices/calendar/feed.test.ts',
  'src/1-ground/notices/mornings/run-mornings.test.ts',
  'src/2-promise/programme/tasks/tasks.test.ts',
  'src/platform/jobs.test.ts',
  'test/scenarios/s01-told-and-reminded.test.ts',
]

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
  test: {
    globalSetup: 'test/support/global-setup.ts',
    pool: 'forks',
    // A third of the time is spent waiting for the database, the browser and the first load of the demonstration.
    maxWorkers: Math.max(3, availableParallelism()),
    testTimeout: 60_000,
    // What is waited for comes within a second on an idle machine; a busy one may take longer.
    expect: { poll: { timeout: 20_000 } },
    hookTimeout: 120_000,
    projects: [
      {
        test: {
          name: 'together',
          include: ['src/**/*.test.{ts,tsx}', 'test/**/*.test.{ts,tsx}'],
          exclude: alone,
          // One import of the program serves all files of a worker: else a quarter of the time goes into importing it.
          isolate: false,
        },
      },
      { test: { name: 'alone', include: alone } },
    ],
  },
})
