import { provenAlsoBy } from '#activities'
import { isConfirmed } from './confirmations/rules.ts'
import { tallyOf } from './confirmations/store.ts'

provenAlsoBy(async (tx, { id }) => (isConfirmed(await tallyOf(tx, id)) ? 'confirmed' : undefined))
