import { countTouched } from '#org'
import { countRunning } from './store.ts'

countTouched('initiatives.touched', countRunning)
