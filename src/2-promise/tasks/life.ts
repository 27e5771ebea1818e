import { life } from '#life'
import { insertEvents } from './change-store.ts'
import { type Telling, tell } from './moved.ts'
import { tellOutside } from './outside.ts'
import { type StepName, steps } from './rules.ts'
import { findTask } from './store.ts'

const everybody = ['recorder', 'checker', 'leader']

/** Who is told of a step, each time that it is taken: the version tells one time from the next. */
const tellings: Partial<Record<StepName, (version: number) => Telling>> = {
  hand_in: (version) => ({
    kind: 'handed_in',
    to: 'giver',
    roles: ['checker', 'leader'],
    key: String(version),
  }),
  accept: (version) => ({ kind: 'accepted', to: 'unit', roles: everybody, key: String(version) }),
  return: (version) => ({ kind: 'returned', to: 'unit', roles: everybody, key: String(version) }),
  recall: () => ({ kind: 'recalled', to: 'unit', roles: everybody }),
}

/** The life of a task, from being handed down to its acceptance. */
export const taskLife = life({
  name: 'task',
  table: 'programme.task',
  writes: ['state', 'version'],
  find: findTask,
  state: ({ state }) => state,
  version: ({ version }) => version,
  steps,
  otherwise: 'task_step_is_not_possible',
  ownWork: 'task_is_judged_by_its_own',
  isRepeatable: true,
  record: (tx, { id }, { event, words = '', detail = {}, personId }) =>
    insertEvents(tx, [id], { event, note: words, detail, byId: personId }),
  follow: async (tx, task, { to }, name) => {
    const moved = [{ ...task, state: to }]
    const telling = tellings[name]?.(task.version)
    if (telling) await tell(tx, moved, telling.to === 'giver' ? task.unitName : task.giverName, telling)
    else await tellOutside(tx, moved)
  },
})
