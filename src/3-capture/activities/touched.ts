import { countTouched } from '#org'
import { countWaiting } from './store.ts'

countTouched('activities.touched', countWaiting)
