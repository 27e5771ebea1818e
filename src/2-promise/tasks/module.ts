import { emitEvents } from '#notices'
import { defineModule } from '#platform/module'
import { tasksApi } from './api.ts'
import { describe } from './describe.ts'
import { tasksByWords } from './find-store.ts'
import { planAndTaskIndicators } from './indicators.ts'
import { countToDo } from './my-store.ts'
import { taskPages } from './pages/index.tsx'
import { permissions } from './permissions.ts'
import { calendarEntriesOfTasks, remindOfTasks } from './remind.ts'
import { countOpenTasks } from './store.ts'
import { lateTasks } from './tile-store.ts'

type Own = typeof permissions
declare module '#platform/module' {
  interface Actions extends Own {}
  interface SourceKinds {
    task: true
  }
  interface ProvenKinds {
    task: true
  }
}

export const tasks = defineModule({
  name: 'tasks',
  schemas: ['programme'],
  permissions,
  tiles: [{ action: 'task.judge', rank: 10, read: lateTasks }],
  finders: [{ kind: 'task', action: 'task.read', find: tasksByWords }],
  places: [{ key: 'tasks', group: 'lead', at: '/nhiem-vu', action: 'task.read', rank: 10 }],
  waiting: [{ at: 'tasks', action: 'task.read', count: countToDo }],
  pages: [taskPages],
  api: [tasksApi],
  indicators: planAndTaskIndicators,
  sources: { task: describe },
  proven: { task: describe },
  provenAt: { task: (id) => `/nhiem-vu/${id}` },
  touched: { 'tasks.touched': countOpenTasks },
  mornings: { 'tasks.remind': async (tx, day) => void (await remindOfTasks(tx, day)) },
  calendar: { tasks: calendarEntriesOfTasks },
  onTaskChanges: emitEvents,
})
