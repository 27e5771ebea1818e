// What the phone fetched for its owner while there was a network, kept sealed until the next time.

import type { Answers, Field } from '#activities/in-browser'
import { ask } from './line.ts'
import type { Outcome } from './rules.ts'
import { keyFrom, openJson, sealJson } from './sealed.ts'
import { device, forget, owner, type Person, recall, remember } from './vault.ts'

/** An initiative in which the person may record. */
export type Initiative = {
  id: string
  name: string
  kindVi: string
  kindEn: string
  protectsPeople: boolean
  unitId: string
  unitName: string
  startedOn: string | null
  endedOn: string | null
  formId: string
  lastDay: string | null
  lastSummary: string | null
  lastAnswers: Answers | null
}

/** A record as it stands on the server. */
export type OnServer = {
  id: string
  initiativeId: string
  initiativeName: string
  unitId: string
  unitName: string
  formId: string
  day: string
  summary: string
  answers: Answers
  state: 'recorded' | 'accepted' | 'returned' | 'rejected'
  version: number
  photos: number
  reason: string | null
  field: string | null
}

/** All that recording needs without a network. */
export type Package = {
  at: number
  initiatives: Initiative[]
  forms: Record<string, { id: string; fields: Field[] }>
  returned: OnServer[]
}

type Fetched = Omit<Package, 'at'> & { at: string; person: Person; key: string }

/**
 * Fetches the package and the key for whoever is signed in. The key of somebody else leaves the phone with that; what they
 * had waiting stays, sealed, until they come back.
 */
export async function fetchPackage(): Promise<Outcome> {
  if (await recall('leaving')) return { kind: 'line-is-down' }
  const { outcome, data } = await ask<Fetched>('GET', `/phone/package?device=${await device()}`, undefined)
  if (outcome.kind !== 'done' || !data) return outcome
  const { at, person, key: given, ...rest } = data
  const held = await recall('key')
  const key = held?.person === person.id ? held.key : await keyFrom(given)
  await remember('person', person)
  await remember('key', { person: person.id, key })
  await remember('clock', { serverAt: Date.parse(at), phoneAt: Date.now() })
  const kept: Package = { ...rest, at: Date.parse(at) }
  await remember('package', {
    person: person.id,
    at: kept.at,
    sealed: await sealJson(key, 'package', kept),
  })
  return outcome
}

/** The package of whoever uses the phone now; undefined where none was fetched. */
export async function keptPackage(): Promise<Package | undefined> {
  const [known, kept] = [await owner(), await recall('package')]
  if (!known || kept?.person !== known.person.id) return undefined
  return openJson<Package>(known.key, 'package', kept.sealed)
}

/** Locks the phone: the key leaves it, and with it all that can be read. What waits stays, sealed. */
export async function lock(): Promise<void> {
  await forget('key', 'package', 'person', 'line')
}

/**
 * Ends the session on the server as well. Without a network that is made up for at the next contact.
 * @returns whether the server has heard of it
 */
export async function endSession(): Promise<boolean> {
  await remember('leaving', true)
  const answer = await fetch('/dang-xuat', { method: 'POST', redirect: 'manual' }).catch(() => undefined)
  const isHeard = answer !== undefined && (answer.type === 'opaqueredirect' || answer.ok)
  if (isHeard) await forget('leaving')
  return isHeard
}
