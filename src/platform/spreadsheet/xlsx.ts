import { createRequire } from 'node:module'

type Xlsx = typeof import('@e965/xlsx')
let loaded: Xlsx | undefined

/** SheetJS, loaded when the first .xlsx comes or goes: a start does not wait for it. */
export const xlsx = (): Xlsx => (loaded ??= createRequire(import.meta.url)('@e965/xlsx') as Xlsx)
