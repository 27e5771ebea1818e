import { asSystemKeeping } from '#access'
import { defineModule } from '#platform/module'
import { deleteExpired } from './store.ts'

export const imports = defineModule({
  name: 'imports',
  schemas: ['imports'],
  onNewDay: () => asSystemKeeping(deleteExpired),
})
