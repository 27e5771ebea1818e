import { countTouched } from '#org'
import { countReports } from './store.ts'

countTouched('reports.touched', countReports)
