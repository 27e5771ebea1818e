import { defineConfig } from 'vitest/config'

/** The tests of rules: functions of their arguments, so no database is started. */
export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
  test: { include: ['src/**/rules*.test.ts', 'src/**/permissions.test.ts'], pool: 'forks' },
})
