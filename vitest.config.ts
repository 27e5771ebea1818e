import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

const globalSetup = 'test/support/global-setup.ts'

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'test/**/*.test.{ts,tsx}'],
    globalSetup: existsSync(globalSetup) ? [globalSetup] : [],
    pool: 'forks',
    isolate: false,
    // Half of the time is spent waiting for the database and the browser: two at a time on two cores.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 60_000,
    // What is waited for comes within a second on an idle machine; a busy one may take longer.
    expect: { poll: { timeout: 20_000 } },
    hookTimeout: 120_000,
  },
})
