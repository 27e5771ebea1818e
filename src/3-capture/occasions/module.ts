import { defineModule } from '#platform/module'
import { studyIndicators } from './indicators.ts'

export const occasions = defineModule({
  name: 'occasions',
  schemas: ['gatherings'],
  indicators: studyIndicators,
})
