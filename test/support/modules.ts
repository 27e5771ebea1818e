import { afterAll, beforeAll } from 'vitest'
import { type Module, openModules } from '#platform/module'
import { modules } from '../../src/modules.ts'

/** Opens a module beside those of the system, for this test file alone. Call it after `useDatabase`. */
export function useModule(module: Partial<Module>): void {
  beforeAll(() => openModules([...modules, { name: 'test', schemas: [], ...module }]))
  afterAll(() => openModules(modules))
}
