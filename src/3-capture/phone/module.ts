import { defineModule } from '#platform/module'
import { phoneApi } from './from-phone/api.ts'
import { openRosa } from './open-rosa/routes.ts'
import { phonePages } from './pages/phone-pages.tsx'

export const phone = defineModule({
  name: 'phone',
  schemas: ['activities'],
  programs: { '/openrosa': openRosa },
  openPages: [phonePages],
  api: [phoneApi],
})
