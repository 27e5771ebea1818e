import type { Proven } from './store.ts'

const addresses = new Map<Proven['kind'], (id: string) => string>()

/** Says where things of a kind open. Modules that are proven by files stand above this one, so they bring their addresses here. */
export function openSourcesAt(kind: Proven['kind'], addressOf: (id: string) => string): void {
  addresses.set(kind, addressOf)
}

/** Where the thing opens that a file proves. */
export const addressOfSource = (kind: Proven['kind'], id: string): string =>
  addresses.get(kind)?.(id) ?? '/viec-cua-toi'
