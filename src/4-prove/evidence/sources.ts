import { tableOf } from '#platform/module'
import type { Proven } from './store.ts'

declare module '#platform/module' {
  interface Module {
    /** Where things open that are proven by files, by kind. */
    provenAt?: { readonly [Kind in Proven['kind']]?: (id: string) => string }
  }
}

/** Where the thing opens that a file proves. */
export const addressOfSource = (kind: Proven['kind'], id: string): string =>
  tableOf('provenAt')[kind]?.(id) ?? '/viec-cua-toi'
