import { type Actor, asSystem } from '#access'
import { loadIndicators } from '#figures'
import { loadKinds, type ReadyKind } from '#kinds'
import { loadUnits, type NewUnit } from '#org'
import type { Tx } from '#platform/database'
import { newId } from '#platform/ids'

/** A unit with what tests do not care about filled in. */
export function aUnit(unit: Partial<NewUnit> & Pick<NewUnit, 'name' | 'kind'>): NewUnit {
  const id = unit.id ?? newId()
  return {
    id,
    line: null,
    shortName: unit.name.slice(0, 100),
    slug: `u-${id.slice(-12)}`,
    officialCode: null,
    validFrom: '2000-01-01',
    validTo: null,
    ...unit,
  } as NewUnit
}

/** A person who can sign in nowhere but holds roles on units. */
export async function aPerson(
  tx: Tx,
  name: string,
  ...roles: { role: string; unitId: string }[]
): Promise<Actor> {
  const personId = newId()
  const userName = `p${personId.slice(-12)}`
  await tx.insertInto('access.person').values({ id: personId, name, user_name: userName }).execute()
  if (roles.length > 0)
    await tx
      .insertInto('access.role_held')
      .values(
        roles.map(({ role, unitId }) => ({
          person_id: personId,
          role,
          unit_id: unitId,
          valid_from: '2020-01-01',
        })),
      )
      .execute()
  return { personId, name }
}

/** The composting of S20, with a flow, a stock and a question of words. */
export const composting: ReadyKind = {
  code: 'test_composting',
  scenario: 'S20',
  name_vi: 'Xử lý rác hữu cơ tại hộ gia đình',
  name_en: 'Composting at home',
  owner_line: 'farmers',
  purpose_vi: 'Rác bếp thành phân.',
  purpose_en: 'Kitchen waste becomes compost.',
  protects_people: false,
  position: 900,
  fields: [
    {
      key: 'waste',
      type: 'quantity',
      label_vi: 'Rác đã xử lý',
      label_en: 'Waste treated',
      unit_vi: 'kg',
      indicator: 'test_waste_kg',
      required: true,
    },
    {
      key: 'households',
      type: 'count',
      label_vi: 'Số hộ đang làm',
      label_en: 'Households taking part',
      indicator: 'test_households',
    },
    { key: 'place', type: 'text', label_vi: 'Ở đâu', label_en: 'Where' },
    { key: 'photos', type: 'photo', label_vi: 'Ảnh', label_en: 'Photos' },
  ],
}

/** A kind that protects those it serves, as S22 does. */
export const sponsorship: ReadyKind = {
  ...composting,
  code: 'test_sponsorship',
  scenario: 'S22',
  name_vi: 'Mẹ đỡ đầu',
  name_en: 'Sponsor mothers',
  owner_line: 'women',
  protects_people: true,
  position: 901,
  fields: [
    {
      key: 'children',
      type: 'people',
      label_vi: 'Trẻ được đỡ đầu',
      label_en: 'Sponsored children',
      indicator: 'test_children',
    },
    {
      key: 'given',
      type: 'money',
      label_vi: 'Tiền đã trao',
      label_en: 'Money given',
      indicator: 'test_given_dong',
    },
  ],
}

const indicator = (code: string, rule: 'sum' | 'stock', position: number) => ({
  code,
  name_vi: code,
  name_en: code,
  unit_vi: 'kg',
  unit_en: 'kg',
  rule,
  position,
  definition_vi: code,
  definition_en: code,
})

/** A province with two communes, a farmers' union in each with a branch, people in their roles, one running initiative. */
export async function aDistrict() {
  const province = aUnit({ name: 'Tỉnh Thử', kind: 'province' })
  const [commune, neighbour] = ['Xã Một', 'Xã Hai'].map((name) => aUnit({ name, kind: 'commune' })) as [
    NewUnit,
    NewUnit,
  ]
  const [union, otherUnion] = ['Hội Nông dân xã Một', 'Hội Nông dân xã Hai'].map((name) =>
    aUnit({ name, kind: 'commune_organisation', line: 'farmers' }),
  ) as [NewUnit, NewUnit]
  const hamlet = aUnit({ name: 'Chi hội Nông dân ấp 1', kind: 'branch', line: 'farmers' })
  const initiativeId = newId()
  const place = (tree: 'area' | 'line', unit: NewUnit, parent: NewUnit) => ({
    tree,
    unitId: unit.id,
    parentId: parent.id,
    validFrom: '2000-01-01',
    validTo: null,
  })
  return asSystem('test.district', async (tx) => {
    await loadUnits(tx, {
      units: [province, commune, neighbour, union, otherUnion, hamlet],
      placements: [
        place('area', commune, province),
        place('area', neighbour, province),
        place('area', union, commune),
        place('area', otherUnion, neighbour),
        place('area', hamlet, commune),
        place('line', hamlet, union),
      ],
    })
    await loadIndicators(tx, [
      indicator('test_waste_kg', 'sum', 900),
      indicator('test_households', 'stock', 901),
      indicator('test_children', 'sum', 902),
      indicator('test_given_dong', 'sum', 903),
    ])
    await loadKinds(tx, [composting, sponsorship], '2021-01-01')
    await tx
      .insertInto('initiatives.initiative')
      .values({
        id: initiativeId,
        kind: composting.code,
        unit_id: union.id,
        name: 'Rác thành phân',
        slug: `rac-thanh-phan-${initiativeId.slice(-6)}`,
        state: 'active',
        started_on: '2021-05-01',
      })
      .execute()
    return {
      province: province.id,
      commune: commune.id,
      neighbour: neighbour.id,
      union: union.id,
      hamlet: hamlet.id,
      communeSlug: commune.slug,
      provinceSlug: province.slug,
      initiativeId,
      recorder: await aPerson(tx, 'Người Ghi', { role: 'recorder', unitId: union.id }),
      checker: await aPerson(tx, 'Người Duyệt', { role: 'checker', unitId: commune.id }),
      /** Records in the same commune, and has neither written nor checked what the others have. */
      printer: await aPerson(tx, 'Người In Phiếu', { role: 'recorder', unitId: commune.id }),
      inspector: await aPerson(tx, 'Người Thanh Tra', { role: 'inspector', unitId: commune.id }),
      leader: await aPerson(tx, 'Lãnh Đạo', { role: 'leader', unitId: province.id }),
      stranger: await aPerson(
        tx,
        'Người Xã Hai',
        { role: 'recorder', unitId: otherUnion.id },
        { role: 'checker', unitId: neighbour.id },
      ),
    }
  })
}

/** An entry that fills in all that a test is not about. */
export const anEntry = (
  initiativeId: string,
  over: Partial<{ id: string; day: string; summary: string; answers: Record<string, unknown> }> = {},
) => ({
  id: newId(),
  initiativeId,
  day: '2026-03-08',
  summary: 'Thu gom và ủ rác bếp tại ấp.',
  answers: { waste: '12,5', households: 12 },
  photos: { kept: [], sentAhead: [] },
  ...over,
})
