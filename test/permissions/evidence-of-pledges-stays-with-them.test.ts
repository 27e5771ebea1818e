import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { asSystem, look, perform, roles } from '#access'
import { attach, attachmentsOf } from '#evidence'
import { loadIndicators } from '#figures'
import { loadUnits } from '#org'
import { database } from '#platform/database'
import { useSecret } from '#platform/secret'
import { pledgeIndicators } from '../../src/3-capture/pledges/indicators.ts'
import { pledgePersonally, tellOutcome } from '../../src/3-capture/pledges/personal/pledge-personally.ts'
import { useDatabase } from '../support/database.ts'
import { aDistrict, aPerson, aUnit } from '../support/district.ts'

useDatabase()

const file = {
  sha256: 'a'.repeat(64),
  mediaType: 'image/jpeg' as const,
  bytes: 10,
  width: 1,
  height: 1,
  takenAt: undefined,
  name: 'giup-ho-gia.jpg',
}

const aPledge = (cellId: string) => ({ year: 2026, cellId, words: 'Giúp một hộ già.' })

/** A cell with two members, and somebody who holds every role above it. */
async function aCell() {
  useSecret('x'.repeat(40), '')
  const district = await aDistrict()
  const branch = aUnit({ name: 'Chi bộ ấp 1', kind: 'branch', line: 'party' })
  const people = await asSystem('test.people', async (tx) => {
    await loadIndicators(tx, pledgeIndicators)
    await loadUnits(tx, {
      units: [branch],
      placements: [
        {
          tree: 'area',
          unitId: branch.id,
          parentId: district.commune,
          validFrom: '2000-01-01',
          validTo: null,
        },
      ],
    })
    return {
      author: await aPerson(tx, 'Tác giả', { role: 'announcer', unitId: branch.id }),
      colleague: await aPerson(tx, 'Đồng chí', { role: 'recorder', unitId: branch.id }),
      above: await aPerson(tx, 'Cấp trên', ...roles.map((role) => ({ role, unitId: district.province }))),
    }
  })
  return { ...people, branch: branch.id }
}

test('a photo with a personal pledge is seen by its author and cell alone, and can never be public', async () => {
  const { author, colleague, above, branch } = await aCell()
  const id = await pledgePersonally(author, aPledge(branch), '2026-03-01')

  await tellOutcome(author, id, { outcome: 'done', words: '' }, [file], '2026-11-15')

  const seenBy = (actor: typeof author) =>
    look(actor, 'pledge.make', null, async (db) => [
      (await attachmentsOf(db, 'pledge', [id])).length,
      (await sql`select sha256 from evidence.file`.execute(db)).rows.length,
    ])
  expect(await seenBy(author)).toEqual([1, 1])
  expect(await seenBy(colleague)).toEqual([1, 1])
  expect(await seenBy(above)).toEqual([0, 0])
  const opened = sql`update evidence.attachment set is_public = true, public_sha256 = sha256, looked_at = now()`
  await expect(opened.execute(database())).rejects.toThrow('pledge_evidence_is_public')
})

test.each(['above', 'colleague'] as const)('nor can somebody else hang a file on it (%s)', async (who) => {
  const { author, branch, ...others } = await aCell()
  const id = await pledgePersonally(author, aPledge(branch), '2026-03-01')

  const foreign = perform(others[who], 'pledge.make', null, (tx) =>
    attach(
      tx,
      { kind: 'pledge', id, unitId: branch },
      { kept: [{ ...file, sha256: 'b'.repeat(64) }], sentAhead: [] },
      others[who].personId,
    ),
  )

  await expect(foreign).rejects.toMatchObject({ code: 'not_found_or_not_allowed' })
})
