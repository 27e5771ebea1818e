import { expect, test } from 'vitest'
import { openModules } from '#platform/module'
import { pairs } from '../../../test/permissions/expected-table.ts'
import { modules } from '../../modules.ts'
import { actionsOf, approvingRoles, permissions } from './permissions.ts'

openModules(modules)

test('the program allows what is written down, and nothing else', () => {
  const allowed = Object.entries(permissions).flatMap(([action, held]) =>
    held.map((role) => `${action} ${role}`),
  )

  expect(allowed.sort()).toEqual(pairs)
})

test('five roles make something count by their word', () => {
  expect(approvingRoles).toEqual(['checker', 'leader', 'treasurer', 'controller', 'inspector'])
})

test('somebody with two roles may do what either may', () => {
  expect(actionsOf(['inspector']).filter((action) => action.startsWith('spotcheck'))).toEqual([
    'spotcheck.read',
    'spotcheck.plan',
    'spotcheck.record',
  ])
  expect(actionsOf(['recorder', 'checker']).filter((action) => action.startsWith('task'))).toEqual([
    'task.read',
    'task.hand_down',
    'task.work',
    'task.judge',
  ])
  expect(actionsOf([])).toEqual([])
})
