import { createHash } from 'node:crypto'
import { brokenAudit, countAudit, fingerprintOf, permissions, verifySignature } from '#access'
import type { Reader } from '#platform/database'
import { checkTimestamp } from '#platform/pdf-signatures'
import {
  actDifferences,
  auditOf,
  boundLater,
  lostHeads,
  permissionRows,
  rowDifferences,
} from './prove-store.ts'
import { faultOfStamp, faultsOfRoots, hexTyped, type Root } from './rules.ts'
import { allRoots, stampsOfRoots } from './store.ts'
import { systemPublicKey } from './system-key.ts'

/** Something that is not as it was written. `key` is that of its sentence under `ledger.verify`, `params` what goes in. */
export type Finding = { key: string; params: Record<string, string | number | Date> }

/** What was looked at, and the first of each kind of fault. */
export type Proof = {
  findings: Finding[]
  lines: number
  rows: number
  tables: number
  roots: number
  /** How many roots have a timestamp, and whose. */
  stamps: { count: number; by: string[] }
  last: Root | undefined
  later: { rows: number; from: Date | null }
}

/** By what else than this system's own secret a root is believed. */
export type Known = {
  /** Hashes that somebody noted from the public page or a mail: each must be among the roots. */
  roots?: readonly string[]
  /** Fingerprints of keys by which this system signed under a former secret. */
  keys?: readonly string[]
}

/**
 * Proves, in one snapshot, that nothing which is bound was changed past the system: the chains of the audit, the roots that
 * were signed over them, each row against the audit line that wrote it, and the permission table against the program.
 */
export async function proveLedger(db: Reader, known: Known = {}): Promise<Proof> {
  const roots = await allRoots(db)
  const { findings: ofStamps, ...stamps } = await proveStamps(db, roots)
  const { rows, tables, differences } = await rowDifferences(db)
  const findings = [
    ...(await brokenAudit(db)).map(({ chain, entry }) => ({ key: 'audit', params: { chain, entry } })),
    ...rootFindings(roots, known),
    ...ofStamps,
    ...(await lostHeads(db)).map(({ there, ...head }) => ({
      key: there ? 'audit_rewritten' : 'audit_cut',
      params: { ...head, madeAt: roots.find(({ number }) => number === head.number)?.madeAt ?? '–' },
    })),
    ...(await actFindings(db)),
    ...(await permissionFindings(db)),
  ]
  for (const { relation, difference, key, rows, act, at } of differences) {
    const line = act === null ? undefined : await auditOf(db, act)
    findings.push({
      key: `row_${difference}`,
      params: {
        relation,
        row: key,
        rows,
        at: line?.at ?? at ?? '–',
        action: line?.action ?? '–',
        person: line?.personName ?? line?.personId ?? '–',
      },
    })
  }
  const lines = await countAudit(db)
  return {
    findings,
    lines,
    rows,
    tables,
    roots: roots.length,
    stamps,
    last: roots.at(-1),
    later: await boundLater(db),
  }
}

function rootFindings(roots: readonly Root[], known: Known): Finding[] {
  const own = systemPublicKey().toString('hex')
  const former = (known.keys ?? []).map(hexTyped)
  const keys = roots
    .map(({ publicKey }) => publicKey)
    .filter((key) => key === own || former.includes(hexTyped(fingerprintOf(Buffer.from(key, 'hex')))))
  const faults = faultsOfRoots(roots, {
    hashOf: (text) => createHash('sha256').update(text, 'utf8').digest('hex'),
    isSigned: ({ publicKey, content, signature }) =>
      verifySignature(
        Buffer.from(publicKey, 'hex'),
        Buffer.from(content, 'utf8'),
        Buffer.from(signature, 'hex'),
      ),
    keys,
  })
  const missed = (known.roots ?? [])
    .map(hexTyped)
    .filter((noted) => noted.length < 16 || !roots.some(({ hash }) => hash.startsWith(noted)))
  return [
    ...faults.map(({ number, fault }) => ({
      key: fault,
      params: { number, fingerprint: fingerprintOf(Buffer.from(own, 'hex')) },
    })),
    ...missed.map((noted) => ({ key: 'noted_root_is_missing', params: { noted } })),
  ]
}

/** Holds each timestamp against the root that it confirms. Whether its server is to be trusted is not asked: its name is said. */
async function proveStamps(db: Reader, roots: readonly Root[]) {
  const findings: Finding[] = []
  const by = new Set<string>()
  const stamps = await stampsOfRoots(db)
  for (const { number, token } of stamps) {
    const root = roots.find((one) => one.number === number)
    const said = root && (await checkTimestamp(token, Buffer.from(root.hash, 'hex')))
    const fault = root && faultOfStamp(root.madeAt, said)
    if (fault) findings.push({ key: fault, params: { number, madeAt: root.madeAt, at: said?.at ?? '–' } })
    if (said?.isValid) by.add(said.by)
  }
  return { findings, count: stamps.length, by: [...by].sort() }
}

async function actFindings(db: Reader): Promise<Finding[]> {
  return (await actDifferences(db)).map(({ difference, at, relation, key, acts }) => ({
    key: `act_${difference}`,
    params: { at, relation: relation ?? '–', row: key ?? '–', acts },
  }))
}

async function permissionFindings(db: Reader): Promise<Finding[]> {
  const kept = new Set((await permissionRows(db)).map(({ action, role }) => `${action} ${role}`))
  const meant = new Set(
    Object.entries(permissions).flatMap(([action, roles]) => roles.map((role) => `${action} ${role}`)),
  )
  const differing = [...kept, ...meant].filter((one) => kept.has(one) !== meant.has(one))
  return differing.sort().map((one) => {
    const [action = '', role = ''] = one.split(' ')
    return { key: kept.has(one) ? 'permission_added' : 'permission_missing', params: { action, role } }
  })
}
