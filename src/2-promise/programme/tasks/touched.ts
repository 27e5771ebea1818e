import { countTouched } from '#org'
import { countOpenTasks } from './store.ts'

countTouched('tasks.touched', countOpenTasks)
