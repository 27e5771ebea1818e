import { provenAlsoBy } from '#activities'
import { isConfirmed } from './confirmations/rules.ts'
import { tallyOf } from './confirmations/store.ts'
import { isProven } from './spot-checks/visits-store.ts'

provenAlsoBy(async (tx, { id }) => {
  if (await isProven(tx, id)) return 'verified'
  return isConfirmed(await tallyOf(tx, id)) ? 'confirmed' : undefined
})
