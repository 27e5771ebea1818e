import { asSystem } from '#access'
import { loadIndicators } from '#figures'
import { newId } from '#platform/ids'
import { aDistrict, aPerson } from '../../../test/support/district.ts'
import type { DocumentEntry } from '../documents/entry.ts'
import type { Paper } from '../documents/files/keep-papers.ts'
import { documentIndicators } from '../documents/indicators.ts'
import { setTerm, setUpIssuing } from '../documents/numbering/set-up-numbering.ts'
import { registerDocument } from '../documents/register-document.ts'

/** A district whose commune numbers as a Party committee through terms, with people who register in it, above it and beside it. */
export async function aProgramme() {
  const district = await aDistrict()
  const { commune, neighbour, province } = district
  const people = await asSystem('test.programme', async (tx) => {
    await loadIndicators(tx, documentIndicators)
    return {
      clerk: await aPerson(tx, 'Văn thư xã', { role: 'recorder', unitId: commune }),
      chief: await aPerson(tx, 'Chánh Văn phòng', { role: 'checker', unitId: commune }),
      provincial: await aPerson(tx, 'Văn thư tỉnh', { role: 'checker', unitId: province }),
      next: await aPerson(tx, 'Văn thư xã bên', { role: 'checker', unitId: neighbour }),
    }
  })
  await setUpIssuing(people.chief, commune, { system: 'party', symbol: 'ĐU', numbering: 'term' })
  await setTerm(people.chief, commune, { id: null, name: 'Nhiệm kỳ 2020–2025', closedOn: '2020-06-30' })
  await setTerm(people.chief, commune, { id: null, name: 'Nhiệm kỳ 2025–2030', closedOn: '2025-08-20' })
  await setUpIssuing(people.provincial, province, { system: 'party', symbol: 'TU', numbering: 'term' })
  await setUpIssuing(people.next, neighbour, { system: 'party', symbol: 'ĐU', numbering: 'year' })
  return { ...district, ...people }
}

/** A document to register, with all that a test is not about filled in. */
export const aDocument = (unitId: string, over: Partial<DocumentEntry> = {}): DocumentEntry => ({
  id: newId(),
  unitId,
  direction: 'issued',
  type: 'plan',
  number: null,
  symbol: '',
  issuedOn: '2026-03-10',
  receivedOn: over.direction === 'received' ? (over.issuedOn ?? '2026-03-10') : null,
  issuer: over.direction === 'received' ? 'Bộ Chính trị' : '',
  issuerUnitId: null,
  subject: 'Thực hiện Chỉ thị 05-CT/TW năm 2026',
  validFrom: null,
  validTo: null,
  carries: '',
  clause: '',
  ...over,
})

/** Registers a document and gives its id and symbol. */
export async function registered(
  actor: Parameters<typeof registerDocument>[0],
  unitId: string,
  over: Partial<DocumentEntry> = {},
  alongside: { themeIds?: string[]; papers?: Paper[] } = {},
): Promise<{ id: string; symbol: string }> {
  const entry = aDocument(unitId, over)
  const symbol = await registerDocument(actor, entry, { themeIds: [], papers: [], ...alongside })
  return { id: entry.id, symbol }
}
