import { countTouched } from '#org'
import { countFacts } from './store.ts'

countTouched('figures.touched', countFacts)
