import { defineModule } from '#platform/module'
import { mailing, signing } from './open-roots.ts'

export const ledger = defineModule({
  name: 'ledger',
  schemas: ['ledger'],
  jobs: [mailing, signing],
})
